# OCPP 2.x: E04, E08, E11, E12, E13, E14; OCPP 1.6: 4.8, 4.10, 3.7 offline behaviour
Feature: Offline sessions
  As an operator
  I want a session told late, twice or in pieces to end up as if it had been told at once,
  so that a broken mobile network costs us no energy and our drivers no double bill.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.49 EUR/kWh |
    And these driver cards:
      | card      | blocked |
      | TAG-ANNA  |         |
      | TAG-BEN   |         |
      | TAG-BRUNO | yes     |

  @wire @firmware
  Scenario Outline: A session held offline is billed at its own times
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" disconnects
    And it is 12:00
    And "Hauptstraße-1" connects
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    | offline |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  | yes     |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | from  | to    | energy | bill     |
      | TAG-ANNA | ended | 08:00 | 09:00 | 20 kWh | 9.80 EUR |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: Yesterday's session does not make a free connector look taken
    Given a station "Hauptstraße-1" speaking 2.0.1
    And it is 12:00
    When "Hauptstraße-1" reports connector 1 "available" at 12:00
    And "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   | offline |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh | yes     |
    Then connector 1 of "Hauptstraße-1" is shown as "available"

  @firmware
  Scenario Outline: A refused card that charged offline is recorded with its verdict
    Given a station "Hauptstraße-1" speaking <ocpp>
    And it is 12:00
    When "Hauptstraße-1" says:
      | event | time  | connector | card      | meter   | offline |
      | start | 08:00 | 1         | TAG-BRUNO | 1000 Wh | yes     |
    Then "Hauptstraße-1" is told "blocked"
    When "Hauptstraße-1" says:
      | event | time  | connector | card | meter   | offline |
      | stop  | 08:10 | 1         |      | 1500 Wh | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card      | state | energy  | verdict |
      | TAG-BRUNO | ended | 0.5 kWh | blocked |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  @wire
  Scenario Outline: A session told back to front reads front to back
    Given a station "Hauptstraße-1" speaking <ocpp>
    And it is 12:00
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    | session | sequence | offline |
      | stop    | 09:00 |           | TAG-ANNA | 21000 Wh | s-1     | 2        | yes     |
      | reading | 08:30 |           |          | 11000 Wh | s-1     | 1        | yes     |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  | s-1     | 0        | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card     | connector | state | from  | to    | energy | bill     | missing |
      | TAG-ANNA | 1         | ended | 08:00 | 09:00 | 20 kWh | 9.80 EUR | none    |

    Examples:
      | ocpp  |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario Outline: A gap holds back the bill until the missing piece comes
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    | session | sequence |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  | s-1     | 0        |
      | stop  | 09:00 |           | TAG-ANNA | 21000 Wh | s-1     | 2        |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | bill | missing |
      | TAG-ANNA | ended | none | 1       |
    When "Hauptstraße-1" says:
      | event   | time  | meter    | session | sequence | offline |
      | reading | 08:30 | 11000 Wh | s-1     | 1        | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | bill     | missing |
      | TAG-ANNA | ended | 9.80 EUR | none    |

    Examples:
      | ocpp  |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario: We let a session with a gap count with what is known of it
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    | session | sequence |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  | s-1     | 0        |
      | stop  | 09:00 |           | TAG-ANNA | 21000 Wh | s-1     | 2        |
    And 1600 minutes pass
    And we settle the session of "TAG-ANNA" at "Hauptstraße-1" as "its station was scrapped"
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | bill     | missing | flags            |
      | TAG-ANNA | ended | 9.80 EUR | 1       | accepted by hand |

  @wire
  Scenario: A gap that nobody fills for a day is for a person to look at, and still not billed
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    | session | sequence |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  | s-1     | 0        |
      | stop  | 09:00 |           | TAG-ANNA | 21000 Wh | s-1     | 2        |
    And 1600 minutes pass
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | bill | missing | flags                         |
      | TAG-ANNA | ended | none | 1       | needs review, reports missing |
    When "Hauptstraße-1" says:
      | event   | time  | meter    | session | sequence | offline |
      | reading | 08:30 | 11000 Wh | s-1     | 1        | yes     |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | bill     | missing | flags   |
      | TAG-ANNA | ended | 9.80 EUR | none    | offline |

  @wire
  Scenario Outline: A station that tells its whole day again is billed once
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 08:30 | 1         |          | 11000 Wh |
      | stop    | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    And "Hauptstraße-1" disconnects
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" repeats everything it said
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | energy | bill     | flags |
      | TAG-ANNA | ended | 20 kWh | 9.80 EUR | none  |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario Outline: A stop for a session that nobody knows is answered, kept, and stops no other
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   | number   |
      | start | 08:00 | 1         | TAG-BEN  | 1000 Wh |          |
      | stop  | 08:30 |           | TAG-ANNA | 6000 Wh | <number> |
    Then "Hauptstraße-1" is told "accepted"
    And the sessions at "Hauptstraße-1" are:
      | card    | state    |
      | TAG-BEN | charging |
    And kept aside for "Hauptstraße-1" are:
      | event | number   |
      | stop  | <number> |
    And the alarm "stop of an unknown session" is raised for "Hauptstraße-1"

    Examples:
      | number    |
      | 987654321 |
      | 0         |
      | -1        |

  @wire
  Scenario: The transaction number of another station stops nothing there
    Given a station "Hauptstraße-1" speaking 1.6
    And a station "Bahnhof-2" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And "Bahnhof-2" says:
      | event | time  | card     | meter   | session                 |
      | stop  | 08:30 | TAG-ANNA | 6000 Wh | the one at Hauptstraße-1 |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    |
      | TAG-ANNA | charging |
    And there are no sessions at "Bahnhof-2"
    And kept aside for "Bahnhof-2" are:
      | event |
      | stop  |

  @wire @firmware
  Scenario Outline: Our own restart in the middle of a session loses nothing of it
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 08:30 | 1         |          | 11000 Wh |
    And the server restarts
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | energy | bill     |
      | TAG-ANNA | ended | 20 kWh | 9.80 EUR |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario: A start whose answer our restart swallowed opens one session
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And the server restarts
    And "Hauptstraße-1" connects
    And "Hauptstraße-1" repeats its last word with a new message number
    Then "Hauptstraße-1" is told a transaction number it may use
    And the sessions at "Hauptstraße-1" are:
      | card     | state    |
      | TAG-ANNA | charging |
