# OCPP 2.x: B01, Part 4 4.2; OCPP 1.6: 4.2, JSON specification 4.2
Feature: Stations that break the rules
  As an operator
  I want stations with known faults to work, and every fault to be counted,
  so that drivers can charge today and the maker knows what to mend.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"

  @wire
  Scenario: A station whose fault is known is taken in all the same
    Given a new station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" boots as:
      | what   | value                             |
      | vendor | Schneider Electric                |
      | model  | EVlink Smart Wallbox              |
      | serial | EVB1A22P2KI3N12345678901234567890 |
    Then "Hauptstraße-1" is told "accepted"
    And these faults of "Hauptstraße-1" have been counted:
      | fault      | message          | and was | times |
      | long texts | BootNotification | taken   | 1     |

  @wire
  Scenario Outline: The same fault of a station that nobody knows is refused, and counted
    Given a new station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" boots as:
      | what   | value                             |
      | serial | EVB1A22P2KI3N12345678901234567890 |
    Then "Hauptstraße-1" is shown as "<shown>"
    And these faults of "Hauptstraße-1" have been counted:
      | fault    | message          | and was | times |
      | too long | BootNotification | refused | 1     |

    Examples:
      | ocpp  | shown  |
      | 1.6   | online |
      | 2.0.1 | online |
      | 2.1   | online |

  Scenario Outline: We decide ourselves what we accept of a station
    Given a new station "Hauptstraße-1" speaking <ocpp>
    And we accept of "Hauptstraße-1" these faults: long texts, odd words
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" boots as:
      | what   | value                             |
      | serial | EVB1A22P2KI3N12345678901234567890 |
    Then "Hauptstraße-1" is told "accepted"
    And these faults of "Hauptstraße-1" have been counted:
      | fault      | message          | and was | times |
      | long texts | BootNotification | taken   | 1     |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: For an acceptance test we hold a station to every rule, whatever is known of its kind
    Given a new station "Hauptstraße-1" speaking 1.6
    And we accept of "Hauptstraße-1" these faults: none
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" boots as:
      | what   | value                             |
      | vendor | Schneider Electric                |
      | model  | EVlink Smart Wallbox              |
      | serial | EVB1A22P2KI3N12345678901234567890 |
    Then these faults of "Hauptstraße-1" have been counted:
      | fault    | message          | and was | times |
      | too long | BootNotification | refused | 1     |

  Scenario: A station without faults has none counted
    Given a station "Hauptstraße-1" speaking 2.0.1
    Then these faults of "Hauptstraße-1" have been counted:
      | fault | message | and was | times |
