# OCPP 2.x: B04, E10, E11, E14, E17; OCPP 1.6: 4.2, 4.10 (PowerLoss, Reboot)
Feature: Interrupted sessions
  As an operator
  I want to know what became of every session that was cut off, and on what evidence,
  so that no session hangs open for ever and none is closed on a guess.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.49 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-ANNA |
      | TAG-BEN  |

  @wire @firmware
  Scenario Outline: A boot alone does not end a session
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And "Hauptstraße-1" disconnects
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" boots
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    |
      | TAG-ANNA | charging |
    When "Hauptstraße-1" says:
      | event   | time  | connector | meter   |
      | reading | 08:20 | 1         | 4000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    | energy |
      | TAG-ANNA | charging | 3 kWh  |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire @firmware
  Scenario Outline: A power cut ends the session at the last meter stand
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:20 | 1         |          | 6000 Wh |
    And "Hauptstraße-1" disconnects
    And it is 08:40
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" boots
    And "Hauptstraße-1" says:
      | event | time  | connector | meter   | reason    | offline |
      | stop  | 08:21 | 1         | 6000 Wh | PowerLoss | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | to    | energy | bill     | reason    |
      | TAG-ANNA | ended | 08:21 | 5 kWh  | 2.45 EUR | PowerLoss |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: A session whose station fell silent is shown as silent, not as charging
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:20 | 1         |          | 6000 Wh |
    And "Hauptstraße-1" disconnects
    And 120 minutes pass
    Then the sessions at "Hauptstraße-1" are:
      | card     | state  | energy | bill |
      | TAG-ANNA | silent | 5 kWh  | none |

  Scenario: The late stop settles a silent session
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:20 | 1         |          | 6000 Wh |
    And "Hauptstraße-1" disconnects
    And 120 minutes pass
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    | offline |
      | stop  | 09:00 | 1         | TAG-ANNA | 11000 Wh | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | to    | energy | bill     |
      | TAG-ANNA | ended | 09:00 | 10 kWh | 4.90 EUR |

  Scenario: A silent session is closed once the next car makes its end certain
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:20 | 1         |          | 6000 Wh |
    And "Hauptstraße-1" disconnects
    And 120 minutes pass
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" boots
    And "Hauptstraße-1" says:
      | event | time  | connector | card    | meter   |
      | start | 10:45 | 1         | TAG-BEN | 9000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    | energy | flags          | evidence            |
      | TAG-ANNA | ended    | 5 kWh  | closed by rule | new session on EVSE |
      | TAG-BEN  | charging | 0 kWh  | none           | none                |
    When 30 minutes pass
    Then the sessions at "Hauptstraße-1" are:
      | card     | energy | bill     |
      | TAG-ANNA | 5 kWh  | 2.45 EUR |
      | TAG-BEN  | 0 kWh  | none     |

  Scenario: A session closed by the next car waits for the word of a station that is away again
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    | session | sequence |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  | s-1     | 0        |
      | reading | 08:20 | 1         |          | 6000 Wh  | s-1     | 1        |
      | start   | 10:45 | 1         | TAG-BEN  | 11000 Wh | s-2     | 0        |
    And "Hauptstraße-1" disconnects
    And 120 minutes pass
    Then the sessions at "Hauptstraße-1" are:
      | card     | state  | energy | bill | flags          |
      | TAG-ANNA | ended  | 5 kWh  | none | closed by rule |
      | TAG-BEN  | silent | 0 kWh  | none | none           |
    When "Hauptstraße-1" connects
    And "Hauptstraße-1" says:
      | event | time  | card     | meter    | session | sequence | offline |
      | stop  | 09:00 | TAG-ANNA | 11000 Wh | s-1     | 2        | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state  | to    | energy | bill     | flags                 |
      | TAG-ANNA | ended  | 09:00 | 10 kWh | 4.90 EUR | corrected after close |
      | TAG-BEN  | silent | none  | 0 kWh  | none     | none                  |

  Scenario: A silent session is closed once its connector has long been free
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:20 | 1         |          | 6000 Wh |
    And "Hauptstraße-1" reports connector 1 "available" at 08:40
    And 30 minutes pass
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | to    | energy | bill     | flags          | evidence       |
      | TAG-ANNA | ended | 08:40 | 5 kWh  | 2.45 EUR | closed by rule | connector free |

  Scenario: The station's own end corrects what a rule had closed
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    | session | sequence | offline |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  | s-1     | 0        |         |
      | reading | 08:20 | 1         |          | 6000 Wh  | s-1     | 1        |         |
      | start   | 10:45 | 1         | TAG-BEN  | 11000 Wh | s-2     | 0        |         |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    | flags          |
      | TAG-ANNA | ended    | closed by rule |
      | TAG-BEN  | charging | none           |
    When "Hauptstraße-1" says:
      | event | time  | card     | meter    | session | sequence | offline |
      | stop  | 09:00 | TAG-ANNA | 11000 Wh | s-1     | 2        | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    | to    | energy | flags                 |
      | TAG-ANNA | ended    | 09:00 | 10 kWh | corrected after close |
      | TAG-BEN  | charging | none  | 0 kWh  | none                  |

  @wire
  Scenario: A station without a clock is billed for its minutes, not for fifty years
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time                 | arrives | connector | card     | meter    |
      | start | 1970-01-01T00:00:10Z | 08:00   | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 2026-03-02T09:00:00Z | 09:00   | 1         | TAG-ANNA | 21000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | from  | to    | bill     | flags        |
      | TAG-ANNA | ended | 08:00 | 09:00 | 9.80 EUR | time suspect |

  @wire
  Scenario: A date beyond all reason breaks no list
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time                      | arrives | connector | card     | meter   |
      | start | 222222017-10-27T19:10:11Z | 08:00   | 1         | TAG-ANNA | 1000 Wh |
    Then "Hauptstraße-1" is told "malformed"
    And the alarm "unreadable record" is raised for "Hauptstraße-1"
    When "Hauptstraße-1" says:
      | event | time                      | arrives | connector | card     | meter   |
      | start | 9999-12-31T23:59:59Z      | 08:02   | 1         | TAG-ANNA | 1000 Wh |
      | start | 2026-03-02T08:05:00Z      | 08:05   | 2         | TAG-BEN  | 2000 Wh |
    Then "Hauptstraße-1" is told "accepted"
    And the sessions at "Hauptstraße-1" are:
      | card     | connector | from  | flags        |
      | TAG-ANNA | 1         | 08:02 | time suspect |
      | TAG-BEN  | 2         | 08:05 | none         |

  Scenario Outline: Other time zones are understood, and a missing one is read as UTC
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time   | arrives | connector | card     | meter   |
      | start | <time> | 08:00   | 1         | TAG-ANNA | 1000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | from  | flags   |
      | TAG-ANNA | 08:00 | <flags> |

    Examples:
      | time                      | flags        |
      | 2026-03-02T09:00:00+01:00 | none         |
      | 2026-03-02T08:00:00.000Z  | none         |
      | 2026-03-02T08:00:00       | no time zone |
