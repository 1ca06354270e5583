# OCPP 2.x: A00, A01, A04, A05; OCPP 1.6: security white paper A00, A01, A04
Feature: Access of stations
  As an operator
  I want only the station itself to speak in its name, even while its password changes,
  so that nobody charges, listens or does harm under the name of one of ours.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And these driver cards:
      | card     |
      | TAG-ANNA |

  @wire
  Scenario Outline: Only the right password opens the door
    Given a new station "Hauptstraße-1" speaking <ocpp>
    Then whoever connects as "Hauptstraße-1" with a wrong password is refused
    And whoever connects as "Hauptstraße-1" with no password is refused
    And "Hauptstraße-1" is shown as "offline"
    And whoever connects as "Hauptstraße-1" with its password is let in

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario: Only in a laboratory, and only on request, a station comes in without a password
    Given we allow "stations without a password"
    And a new station "Labor-1" speaking 1.6
    Then whoever connects as "Labor-1" with no password is let in

  @wire
  Scenario: A second connection with the right password takes over
    Given a station "Hauptstraße-1" speaking 2.0.1
    Then whoever connects as "Hauptstraße-1" with its password is let in
    And the older connection of "Hauptstraße-1" is closed
    And "Hauptstraße-1" is shown as "online"
    And "Hauptstraße-1" is being served

  @wire
  Scenario: A second connection with a wrong password changes nothing
    Given a station "Hauptstraße-1" speaking 2.0.1
    Then whoever connects as "Hauptstraße-1" with a wrong password is refused
    And "Hauptstraße-1" is being served
    And "Hauptstraße-1" is shown as "online"

  Scenario: Guessing is slow, is noticed, and does not lock the station out
    Given a new station "Hauptstraße-1" speaking 1.6
    When somebody tries 50 wrong passwords for "Hauptstraße-1"
    Then the alarm "many failed log-ins" is raised for "Hauptstraße-1"
    And whoever connects as "Hauptstraße-1" with its password is let in

  @wire
  Scenario Outline: A password is changed through the station itself
    Given a station "Hauptstraße-1" speaking <ocpp>
    When we ask "Hauptstraße-1" to "change its password"
    Then the instruction to "change its password" is "accepted" for "Hauptstraße-1"
    And whoever connects as "Hauptstraße-1" with its old password is refused
    And whoever connects as "Hauptstraße-1" with its new password is let in

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario Outline: A station that declines the new password keeps the old one
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "change its password" with "rejected"
    When we ask "Hauptstraße-1" to "change its password"
    Then the instruction to "change its password" is "rejected" for "Hauptstraße-1"
    And whoever connects as "Hauptstraße-1" with its new password is refused
    And whoever connects as "Hauptstraße-1" with its old password is let in

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  @wire
  Scenario Outline: If its answer is lost, both passwords work until the station uses the new one
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "change its password" with "lost answer"
    When we ask "Hauptstraße-1" to "change its password"
    Then whoever connects as "Hauptstraße-1" with its old password is let in
    And whoever connects as "Hauptstraße-1" with its new password is let in
    And whoever connects as "Hauptstraße-1" with its old password is refused

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario Outline: After a lost answer the password is simply changed again
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "change its password" with "lost answer"
    When we ask "Hauptstraße-1" to "change its password"
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" reacts to "change its password" with "accepted"
    And we ask "Hauptstraße-1" to "change its password"
    Then the instruction to "change its password" is "accepted" for "Hauptstraße-1"
    And whoever connects as "Hauptstraße-1" with its old password is refused
    And whoever connects as "Hauptstraße-1" with its new password is let in

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario Outline: A password that the station never took does not keep it from coming in, nor us from the next change
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "change its password" with "silence"
    When we ask "Hauptstraße-1" to "change its password"
    And "Hauptstraße-1" disconnects
    Then whoever connects as "Hauptstraße-1" with its old password is let in
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" reacts to "change its password" with "accepted"
    And we ask "Hauptstraße-1" to "change its password"
    Then the instruction to "change its password" is "accepted" for "Hauptstraße-1"
    And whoever connects as "Hauptstraße-1" with its new password is let in

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  @wire
  Scenario: A station that came with its certificate once does not come back with less
    Given a new station "Hauptstraße-1" speaking 2.0.1
    Then whoever connects as "Hauptstraße-1" with its certificate is let in
    And whoever connects as "Hauptstraße-1" with its password is refused

  @wire
  Scenario: The certificate of another station opens nothing
    Given a new station "Hauptstraße-1" speaking 2.0.1
    And a new station "Bahnhof-2" speaking 2.0.1
    Then whoever connects as "Hauptstraße-1" with another station's certificate is refused

  @wire
  Scenario Outline: What a station notices of tampering reaches us
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" reports the security event "TamperDetectionActivated"
    Then "Hauptstraße-1" is told "received"
    And the security log of "Hauptstraße-1" holds "TamperDetectionActivated"
    And the alarm "TamperDetectionActivated" is raised for "Hauptstraße-1"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: A harmless event is kept without an alarm
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" reports the security event "Volta: lid closed"
    Then "Hauptstraße-1" is told "received"
    And the security log of "Hauptstraße-1" holds "Volta: lid closed"
    And no alarm is raised for "Hauptstraße-1"
