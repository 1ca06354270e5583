# OCPP 2.x: G01, G02, J01; OCPP 1.6: 4.6 Heartbeat, 4.7 MeterValues, 4.9 StatusNotification
Feature: Status
  As an operator
  I want to see each connector as it is now, and to see when that is old news,
  so that drivers are never sent to a station that cannot serve them.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And these driver cards:
      | card     |
      | TAG-ANNA |

  @wire @firmware
  Scenario Outline: A connector is shown as its station reports it
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" reports connector 1 "<status>" at 07:05
    Then connector 1 of "Hauptstraße-1" is shown as "<status>"

    Examples:
      | ocpp  | status      |
      | 1.6   | available   |
      | 1.6   | faulted     |
      | 2.0.1 | occupied    |
      | 2.0.1 | unavailable |
      | 2.1   | available   |
      | 2.1   | faulted     |

  @wire
  Scenario: A status told before the boot is answered is not lost
    Given a new station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" reports connector 1 "available" at 07:05
    And "Hauptstraße-1" boots
    Then "Hauptstraße-1" is told "accepted"
    And connector 1 of "Hauptstraße-1" is shown as "available"

  @wire
  Scenario Outline: Late news does not turn the picture back
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" reports connector 1 "occupied" at 07:30
    And "Hauptstraße-1" reports connector 1 "available" at 07:10
    Then connector 1 of "Hauptstraße-1" is shown as "occupied"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  @wire @firmware
  Scenario: What we knew of a station that is gone is marked as old
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" reports connector 1 "available" at 07:05
    And "Hauptstraße-1" disconnects
    Then "Hauptstraße-1" is shown as "offline"
    And connector 1 of "Hauptstraße-1" is shown as "available, stale"

  Scenario: A line that died without a goodbye is noticed
    Given a station "Hauptstraße-1" speaking 2.0.1
    And "Hauptstraße-1" reacts to "ping" with "silence"
    When 10 minutes pass
    Then "Hauptstraße-1" is shown as "offline"

  Scenario: Hours without a heartbeat are no fault while the line lives
    Given a station "Hauptstraße-1" speaking 1.6
    When 180 minutes pass
    Then "Hauptstraße-1" is shown as "online"

  @firmware
  Scenario: A fault does not end the session
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And "Hauptstraße-1" reports connector 1 "faulted" at 08:10
    Then connector 1 of "Hauptstraße-1" is shown as "faulted"
    And the sessions at "Hauptstraße-1" are:
      | card     | state    |
      | TAG-ANNA | charging |

  Scenario Outline: The main meter of a station makes no session
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event      | time  | meter     |
      | main meter | 08:00 | 731000 Wh |
    Then "Hauptstraße-1" is told "received"
    And there are no sessions at "Hauptstraße-1"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  Scenario Outline: A clock that stays wrong is noticed once, and not while it only seems so
    # OCPP 2.x: G02; OCPP 1.6: 4.6
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" reports connector 1 "available" at 06:40
    Then no alarm is raised for "Hauptstraße-1"
    When 10 minutes pass
    And "Hauptstraße-1" reports connector 1 "occupied" at 06:50
    Then the alarm "wrong clock" is raised for "Hauptstraße-1"
    When 60 minutes pass
    And "Hauptstraße-1" reports connector 1 "available" at 07:50
    Then the alarm "wrong clock" is raised for "Hauptstraße-1"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  Scenario: What waited in a queue is no sign of a wrong clock
    Given a station "Hauptstraße-1" speaking 1.6
    When 60 minutes pass
    And "Hauptstraße-1" reports connector 1 "occupied" at 07:10
    And "Hauptstraße-1" reports connector 1 "available" at 07:40
    And 10 minutes pass
    And "Hauptstraße-1" reports connector 1 "occupied" at 08:10
    Then no alarm is raised for "Hauptstraße-1"
