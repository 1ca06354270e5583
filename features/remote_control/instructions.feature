# OCPP 2.x: B05-B07, B11, B12, C11, E14, F05, F06, G03, G04; OCPP 1.6: 5.2-5.4, 5.8, 5.14, 5.17, 5.18
Feature: Instructions
  As an operator on duty
  I want every instruction to end in an outcome that I can read,
  so that I never have to wonder whether a station heard me.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And these driver cards:
      | card     |
      | TAG-ANNA |

  @wire @firmware
  Scenario Outline: A reset is done when the station is back
    Given a station "Hauptstraße-1" speaking <ocpp>
    When we ask "Hauptstraße-1" to "reset" with:
      | kind   |
      | <kind> |
    Then the instruction to "reset" is "accepted" for "Hauptstraße-1"
    And no effect of "reset" is seen at "Hauptstraße-1"
    When "Hauptstraße-1" disconnects
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" boots
    Then the effect of "reset" is seen at "Hauptstraße-1"

    Examples:
      | ocpp  | kind     |
      | 1.6   | gentle   |
      | 1.6   | at once  |
      | 2.0.1 | gentle   |
      | 2.1   | at once  |

  Scenario: A power failure is no reset
    Given a station "Hauptstraße-1" speaking 2.0.1
    And "Hauptstraße-1" reacts to "reset" with "scheduled"
    When we ask "Hauptstraße-1" to "reset" with:
      | kind   |
      | gentle |
    And "Hauptstraße-1" boots as:
      | what   | value   |
      | reason | PowerUp |
    Then no effect of "reset" is seen at "Hauptstraße-1"
    When "Hauptstraße-1" boots as:
      | what   | value          |
      | reason | ScheduledReset |
    Then the effect of "reset" is seen at "Hauptstraße-1"

  Scenario: A boot long after the order is not its effect
    Given a station "Hauptstraße-1" speaking 1.6
    When we ask "Hauptstraße-1" to "reset" with:
      | kind   |
      | gentle |
    And 90 minutes pass
    And "Hauptstraße-1" boots
    Then no effect of "reset" is seen at "Hauptstraße-1"

  @wire @firmware
  Scenario Outline: A cable is released, or we learn that it was not
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "unlock" with "<reaction>"
    When we ask "Hauptstraße-1" to "unlock" with:
      | connector |
      | 1         |
    Then the instruction to "unlock" is "<outcome>" for "Hauptstraße-1"

    Examples:
      | ocpp  | reaction | outcome  |
      | 1.6   | accepted | accepted |
      | 1.6   | failed   | rejected |
      | 2.0.1 | accepted | accepted |
      | 2.0.1 | failed   | rejected |
      | 2.1   | accepted | accepted |

  Scenario Outline: A connector goes out of service when the station says that it has
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "take out of service" with "<outcome>"
    When we ask "Hauptstraße-1" to "take out of service" with:
      | connector |
      | 1         |
    Then the instruction to "take out of service" is "<outcome>" for "Hauptstraße-1"
    When "Hauptstraße-1" reports connector 1 "unavailable" at 07:30
    Then connector 1 of "Hauptstraße-1" is shown as "unavailable"
    And the effect of "take out of service" is seen at "Hauptstraße-1"

    Examples:
      | ocpp  | outcome   |
      | 1.6   | accepted  |
      | 1.6   | scheduled |
      | 2.0.1 | accepted  |
      | 2.1   | scheduled |

  Scenario Outline: A connector that goes out of service later is not out of service yet
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "take out of service" with "scheduled"
    When we ask "Hauptstraße-1" to "take out of service" with:
      | connector |
      | 1         |
    Then no effect of "take out of service" is seen at "Hauptstraße-1"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario Outline: A setting that waits for a reboot holds after it
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "change a setting" with "reboot required"
    When we ask "Hauptstraße-1" to "change a setting" with:
      | setting   | value |
      | <setting> | 600   |
    Then no effect of "change a setting" is seen at "Hauptstraße-1"
    When "Hauptstraße-1" boots
    Then the effect of "change a setting" is seen at "Hauptstraße-1"

    Examples:
      | ocpp  | setting                         |
      | 1.6   | HeartbeatInterval               |
      | 2.0.1 | OCPPCommCtrlr.HeartbeatInterval |
      | 2.1   | OCPPCommCtrlr.HeartbeatInterval |

  @wire @firmware
  Scenario Outline: Settings are read from the station and shown
    Given a station "Hauptstraße-1" speaking <ocpp>
    When we ask "Hauptstraße-1" to "read settings" with:
      | setting   |
      | <setting> |
    Then the instruction to "read settings" is "accepted" for "Hauptstraße-1"
    And we read these settings of "Hauptstraße-1":
      | setting   | value |
      | <setting> | 300   |

    Examples:
      | ocpp  | setting                         |
      | 1.6   | HeartbeatInterval               |
      | 2.0.1 | OCPPCommCtrlr.HeartbeatInterval |
      | 2.1   | OCPPCommCtrlr.HeartbeatInterval |

  @wire
  Scenario Outline: Changing a setting has more than two outcomes
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "change a setting" with "<reaction>"
    When we ask "Hauptstraße-1" to "change a setting" with:
      | setting   | value |
      | <setting> | 600   |
    Then the instruction to "change a setting" is "<reaction>" for "Hauptstraße-1"

    Examples:
      | ocpp  | setting                         | reaction        |
      | 1.6   | HeartbeatInterval               | accepted        |
      | 1.6   | HeartbeatInterval               | reboot required |
      | 1.6   | HeartbeatInterval               | rejected        |
      | 1.6   | NoSuchSetting                   | not supported   |
      | 2.0.1 | OCPPCommCtrlr.HeartbeatInterval | accepted        |
      | 2.0.1 | OCPPCommCtrlr.HeartbeatInterval | reboot required |
      | 2.1   | OCPPCommCtrlr.HeartbeatInterval | rejected        |

  @firmware
  Scenario Outline: A station asked for its status tells it after its answer
    Given a station "Hauptstraße-1" speaking <ocpp>
    When we ask "Hauptstraße-1" to "trigger" with:
      | message | connector |
      | status  | 1         |
    Then the instruction to "trigger" is "accepted" for "Hauptstraße-1"
    When "Hauptstraße-1" reports connector 1 "available" at 07:05
    Then connector 1 of "Hauptstraße-1" is shown as "available"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  Scenario Outline: A station forgets the cards that it remembered
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "clear its cache" with "<outcome>"
    When we ask "Hauptstraße-1" to "clear its cache"
    Then the instruction to "clear its cache" is "<outcome>" for "Hauptstraße-1"

    Examples:
      | ocpp  | outcome  |
      | 1.6   | accepted |
      | 2.0.1 | rejected |
      | 2.1   | accepted |

  @firmware
  Scenario: What a version cannot do is said at once
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And we ask "Hauptstraße-1" to "check a session" with:
      | card     |
      | TAG-ANNA |
    Then the instruction to "check a session" is "not supported" for "Hauptstraße-1"
    And "Hauptstraße-1" has been asked nothing

  Scenario: A station that never answers is given up on, and its late answer changes nothing
    Given a station "Hauptstraße-1" speaking 1.6
    And "Hauptstraße-1" reacts to "clear its cache" with "silence"
    When we ask "Hauptstraße-1" to "clear its cache"
    And 5 minutes pass
    Then the instruction to "clear its cache" is "timed out" for "Hauptstraße-1"
    When "Hauptstraße-1" answers "clear its cache" after all
    Then the instruction to "clear its cache" is "timed out" for "Hauptstraße-1"
    And "Hauptstraße-1" is being served

  @wire
  Scenario: While a station owes us an answer we still answer it
    Given a station "Hauptstraße-1" speaking 2.0.1
    And "Hauptstraße-1" reacts to "clear its cache" with "silence"
    When we ask "Hauptstraße-1" to "clear its cache"
    And "Hauptstraße-1" asks whether "TAG-ANNA" may charge
    Then "Hauptstraße-1" is told "accepted"

  @wire
  Scenario: A station that is away is said to be away
    Given a station "Hauptstraße-1" speaking 2.0.1
    And "Hauptstraße-1" disconnects
    When we ask "Hauptstraße-1" to "unlock" with:
      | connector |
      | 1         |
    Then the instruction to "unlock" is "station offline" for "Hauptstraße-1"

  @firmware
  Scenario: What may wait is told when the station comes back
    Given a station "Hauptstraße-1" speaking 1.6
    And "Hauptstraße-1" disconnects
    When we ask "Hauptstraße-1" to "clear its cache" with:
      | good for   |
      | 60 minutes |
    Then the instruction to "clear its cache" is "queued" for "Hauptstraße-1"
    When "Hauptstraße-1" connects
    Then the instruction to "clear its cache" is "accepted" for "Hauptstraße-1"

  @firmware
  Scenario: What waited too long is never told
    Given a station "Hauptstraße-1" speaking 1.6
    And "Hauptstraße-1" disconnects
    When we ask "Hauptstraße-1" to "clear its cache" with:
      | good for   |
      | 60 minutes |
    And 90 minutes pass
    And "Hauptstraße-1" connects
    Then the instruction to "clear its cache" is "expired" for "Hauptstraße-1"
    And "Hauptstraße-1" has been asked nothing

  Scenario: A stop goes before whatever else is waiting
    Given a station "Hauptstraße-1" speaking 1.6
    And "Hauptstraße-1" reacts to "clear its cache" with "silence"
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And we ask "Hauptstraße-1" to "clear its cache"
    And we ask "Hauptstraße-1" to "read settings" with:
      | setting           |
      | HeartbeatInterval |
    And we ask "Hauptstraße-1" to "stop charging" with:
      | card     |
      | TAG-ANNA |
    And "Hauptstraße-1" answers "clear its cache" after all
    Then "Hauptstraße-1" has been asked, in this order, to "clear its cache, stop charging, read settings"

  @wire
  Scenario: A line that breaks before the answer leaves no instruction hanging, and repeats none
    Given a station "Hauptstraße-1" speaking 1.6
    And "Hauptstraße-1" reacts to "unlock" with "silence"
    When we ask "Hauptstraße-1" to "unlock" with:
      | connector |
      | 1         |
    And "Hauptstraße-1" disconnects
    And "Hauptstraße-1" connects
    Then the instruction to "unlock" is "station offline" for "Hauptstraße-1"
    And "Hauptstraße-1" has been asked, in this order, to "unlock"

  @wire
  Scenario: One instruction to many stations has one outcome each
    Given a station "Hauptstraße-1" speaking 1.6
    And a station "Bahnhof-2" speaking 2.0.1
    And a station "Rathaus-3" speaking 2.1
    And "Bahnhof-2" reacts to "clear its cache" with "rejected"
    And "Rathaus-3" disconnects
    When we ask "Hauptstraße-1, Bahnhof-2, Rathaus-3" to "clear its cache"
    Then the instruction to "clear its cache" is "accepted" for "Hauptstraße-1"
    And the instruction to "clear its cache" is "rejected" for "Bahnhof-2"
    And the instruction to "clear its cache" is "station offline" for "Rathaus-3"
