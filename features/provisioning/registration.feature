# OCPP 2.x: B01, B02, B03; OCPP 1.6: 4.2 BootNotification
Feature: Registration
  As an operator
  I want stations that I know to be in service from their first word, and no others,
  so that installers need no call to the office and strangers get nowhere.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"

  @wire @firmware
  Scenario Outline: A station that we registered is in service once it boots
    Given a new station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" boots
    Then "Hauptstraße-1" is told "accepted"
    And "Hauptstraße-1" is shown as "online"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: We see what kind of station it is, and when that changes
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" boots as:
      | what     | value    |
      | vendor   | Volta    |
      | model    | Duo 22   |
      | firmware | 2.4-rc1  |
    Then "Hauptstraße-1" is described by:
      | what     | value    |
      | vendor   | Volta    |
      | model    | Duo 22   |
      | firmware | 2.4-rc1  |
      | ocpp     | 2.0.1    |

  Scenario Outline: A station that we keep waiting is told so and starts nothing
    Given a new station "Hauptstraße-1" speaking <ocpp>
    And we answer the boot of "Hauptstraße-1" with "pending"
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" boots
    Then "Hauptstraße-1" is told "pending"
    And "Hauptstraße-1" is shown as "pending"
    When "Hauptstraße-1" asks whether "TAG-ANNA" may charge
    Then "Hauptstraße-1" is told "not yet accepted"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: A waiting station can be prepared
    Given a new station "Hauptstraße-1" speaking 2.0.1
    And we answer the boot of "Hauptstraße-1" with "pending"
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" boots
    And we ask "Hauptstraße-1" to "change a setting" with:
      | setting                             | value |
      | OCPPCommCtrlr.HeartbeatInterval     | 600   |
    Then the instruction to "change a setting" is "accepted" for "Hauptstraße-1"

  @firmware
  Scenario Outline: A station that we turned down stays outside
    Given a new station "Hauptstraße-1" speaking <ocpp>
    And we answer the boot of "Hauptstraße-1" with "rejected"
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" boots
    Then "Hauptstraße-1" is told "rejected"
    And "Hauptstraße-1" is shown as "rejected"
    And "Hauptstraße-1" has been asked nothing

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  @wire
  Scenario: A stranger does not get in by itself
    Given a stranger "Nachbar-9" speaking 1.6
    Then whoever connects as "Nachbar-9" with its password is refused
    And our stations are "none"

  Scenario: Where we welcome newcomers, they wait for our word
    Given we allow "unknown stations"
    And a stranger "Neuling-7" speaking 2.0.1
    When "Neuling-7" connects
    And "Neuling-7" boots
    Then "Neuling-7" is told "pending"
    And our stations are "Neuling-7"

  @wire @firmware
  Scenario: A station that reconnects is served without booting again
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" disconnects
    And "Hauptstraße-1" connects
    Then "Hauptstraße-1" is being served
    And "Hauptstraße-1" is shown as "online"

  @wire @firmware
  Scenario Outline: Our own restart costs no station its registration
    Given a station "Hauptstraße-1" speaking <ocpp>
    When the server restarts
    And "Hauptstraße-1" connects
    Then "Hauptstraße-1" is being served
    And "Hauptstraße-1" is shown as "online"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario: A station may come back speaking a newer language
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" disconnects
    And "Hauptstraße-1" connects speaking 2.0.1
    And "Hauptstraße-1" boots
    Then "Hauptstraße-1" is told "accepted"
    And "Hauptstraße-1" is described by:
      | what | value |
      | ocpp | 2.0.1 |

  Scenario Outline: Data of a vendor that nobody agreed on is declined politely
    # OCPP 2.x: P02; OCPP 1.6: 4.3 DataTransfer
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" sends data of the vendor "com.example.unheard-of"
    Then "Hauptstraße-1" is told "unknown vendor"
    And "Hauptstraße-1" is being served

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |
