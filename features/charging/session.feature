# OCPP 2.x: E01-E07, E09, E10, E13, C02, I02; OCPP 1.6: 4.8 StartTransaction, 4.10 StopTransaction
Feature: Charging session
  As a driver
  I want to pay for exactly the energy that I took, once,
  so that I can trust the bill without checking it.

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
  Scenario Outline: Anna charges 20 kWh and pays 9.80 EUR
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 08:30 | 1         |          | 11000 Wh |
      | stop    | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    Then "Hauptstraße-1" is told "accepted"
    And the sessions at "Hauptstraße-1" are:
      | card     | connector | state | from  | to    | energy | bill     | reason | flags |
      | TAG-ANNA | 1         | ended | 08:00 | 09:00 | 20 kWh | 9.80 EUR | Local  | none  |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire @firmware
  Scenario Outline: Energy and cost can be watched while they grow
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 08:15 | 1         |          | 6000 Wh  |
      | reading | 08:30 | 1         |          | 11000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    | energy | cost so far | bill |
      | TAG-ANNA | charging | 10 kWh | 4.90 EUR    | none |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario Outline: A start told twice opens one session
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And "Hauptstraße-1" repeats its last word with <number> message number
    Then "Hauptstraße-1" is told "accepted"
    And the sessions at "Hauptstraße-1" are:
      | card     | state    |
      | TAG-ANNA | charging |

    Examples:
      | ocpp  | number   |
      | 1.6   | the same |
      | 1.6   | a new    |
      | 2.0.1 | the same |
      | 2.0.1 | a new    |
      | 2.1   | the same |
      | 2.1   | a new    |

  @wire
  Scenario Outline: A stop told twice is billed once
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    And "Hauptstraße-1" repeats its last word with a new message number
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | energy | bill     | flags |
      | TAG-ANNA | ended | 20 kWh | 9.80 EUR | none  |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: Of two stops that differ the first counts, and both are kept
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
      | stop  | 09:05 | 1         | TAG-ANNA | 31000 Wh |
    Then "Hauptstraße-1" is told "accepted"
    And the sessions at "Hauptstraße-1" are:
      | card     | state | to    | energy | bill     | flags            |
      | TAG-ANNA | ended | 09:00 | 20 kWh | 9.80 EUR | told differently |

  @firmware
  Scenario: Two sessions a minute apart are two sessions
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | stop  | 08:01 | 1         | TAG-ANNA | 1100 Wh |
      | start | 08:02 | 1         | TAG-ANNA | 1100 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    | from  |
      | TAG-ANNA | ended    | 08:00 |
      | TAG-ANNA | charging | 08:02 |

  @wire
  Scenario Outline: A station that lets a refused card charge is told so, and the energy is on record
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card   | meter   |
      | start | 08:00 | 1         | <card> | 1000 Wh |
    Then "Hauptstraße-1" is told "<verdict>"
    And the sessions at "Hauptstraße-1" are:
      | card   | state    | verdict   |
      | <card> | charging | <verdict> |

    Examples:
      | ocpp  | card      | verdict |
      | 1.6   | TAG-BRUNO | blocked |
      | 1.6   | TAG-ZOE   | unknown |
      | 2.0.1 | TAG-BRUNO | blocked |
      | 2.0.1 | TAG-ZOE   | unknown |
      | 2.1   | TAG-ZOE   | unknown |

  @wire
  Scenario: Even a refused start gets a transaction number that the station can use
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card      | meter   |
      | start | 08:00 | 1         | TAG-BRUNO | 1000 Wh |
    Then "Hauptstraße-1" is told a transaction number it may use

  @wire @firmware
  Scenario Outline: Two cars at one station do not get mixed up
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | start | 08:10 | 2         | TAG-BEN  | 70000 Wh |
      | stop  | 08:40 | 1         | TAG-ANNA | 11000 Wh |
      | stop  | 09:10 | 2         | TAG-BEN  | 75000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | connector | state | energy | bill     |
      | TAG-ANNA | 1         | ended | 10 kWh | 4.90 EUR |
      | TAG-BEN  | 2         | ended | 5 kWh  | 2.45 EUR |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario Outline: Whoever pauses the charge is named
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event        | time  | connector | card     | meter   |
      | start        | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | suspended by <who> | 08:20 | 1   |          | 6000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state              | energy |
      | TAG-ANNA | suspended by <who> | 5 kWh  |
    When "Hauptstraße-1" says:
      | event   | time  | connector | meter   |
      | resumed | 08:25 | 1         | 6000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    |
      | TAG-ANNA | charging |

    Examples:
      | ocpp  | who     |
      | 1.6   | car     |
      | 2.0.1 | station |
      | 2.1   | car     |

  Scenario Outline: A start by button needs no card
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card    | meter   |
      | start | 08:00 | 1         | no card | 1000 Wh |
      | stop  | 08:30 | 1         | no card | 6000 Wh |
    Then "Hauptstraße-1" is told "accepted"
    And the sessions at "Hauptstraße-1" are:
      | card | state | verdict    | energy |
      | none | ended | not needed | 5 kWh  |

    Examples:
      | ocpp  |
      | 2.0.1 |
      | 2.1   |

  @firmware
  Scenario Outline: Why a session ended is kept as the station gave it
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   | reason  |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |         |
      | stop  | 08:30 | 1         |          | 6000 Wh | <given> |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | reason |
      | TAG-ANNA | ended | <kept> |

    Examples:
      | ocpp  | given          | kept           |
      | 1.6   |                | Local          |
      | 1.6   | EVDisconnected | EVDisconnected |
      | 1.6   | EmergencyStop  | EmergencyStop  |
      | 2.0.1 |                | Local          |
      | 2.0.1 | PowerLoss      | PowerLoss      |
      | 2.1   | EVDisconnected | EVDisconnected |

  Scenario: A flat fee, hours of charging and hours of idling are priced beside the energy
    Given the tariff:
      | part   | price        |
      | flat   | 1.00 EUR     |
      | energy | 0.49 EUR/kWh |
      | time   | 1.20 EUR/h   |
      | idle   | 6.00 EUR/h   |
    And a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event            | time  | connector | card     | meter    |
      | start            | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | suspended by car | 08:30 | 1         |          | 11000 Wh |
      | stop             | 09:00 | 1         | TAG-ANNA | 11000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | energy | bill     |
      | TAG-ANNA | 10 kWh | 9.50 EUR |
