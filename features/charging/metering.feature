# OCPP 2.x: J01, J02, E01; OCPP 1.6: 4.7 MeterValues, 7.28-7.31; signed meter values 1.0
Feature: Metering
  As an operator
  I want meter values to mean the same whichever way a station writes them,
  so that a kilowatt-hour is a kilowatt-hour on every bill and under every audit.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.49 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-ANNA |

  @wire
  Scenario Outline: Watt-hours, kilowatt-hours and powers of ten come to the same
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:30 | 1         |          | <meter> |
    Then the sessions at "Hauptstraße-1" are:
      | card     | energy    | cost so far |
      | TAG-ANNA | 18.45 kWh | 9.04 EUR    |

    Examples:
      | ocpp  | meter         |
      | 1.6   | 19450 Wh      |
      | 1.6   | 19.45 kWh     |
      | 2.0.1 | 19450 Wh      |
      | 2.0.1 | 19.45 kWh     |
      | 2.0.1 | 1945 x10^1 Wh |
      | 2.1   | 1945 x10^1 Wh |

  Scenario Outline: A bare number is the energy meter in watt-hours
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:30 | 1         |          | 6000    |
    Then the sessions at "Hauptstraße-1" are:
      | card     | energy |
      | TAG-ANNA | 5 kWh  |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: Energy of an interval is no meter stand
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   | measurand                     |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |                               |
      | reading | 08:15 | 1         |          | 2000 Wh | Energy.Active.Import.Register |
      | reading | 08:30 | 1         |          | 900 Wh  | Energy.Active.Import.Interval |
    Then the sessions at "Hauptstraße-1" are:
      | card     | energy | flags |
      | TAG-ANNA | 1 kWh  | none  |

  Scenario Outline: Three phases make one total, and a given total counts once
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:30 | 1         |          | <meter> |
    Then the sessions at "Hauptstraße-1" are:
      | card     | energy |
      | TAG-ANNA | 5 kWh  |

    Examples:
      | ocpp  | meter                                    |
      | 1.6   | L1 2000 Wh, L2 2000 Wh, L3 2000 Wh       |
      | 2.0.1 | L1 2000 Wh, L2 2000 Wh, L3 2000 Wh       |
      | 2.0.1 | 6000 Wh, L1 2000 Wh, L2 2000 Wh, L3 2000 Wh |

  Scenario: A meter that runs backwards never makes a negative bill
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 21000 Wh |
      | stop  | 09:00 | 1         | TAG-ANNA | 20000 Wh |
    Then "Hauptstraße-1" is told "accepted"
    And the sessions at "Hauptstraße-1" are:
      | card     | state | energy | bill     | flags           |
      | TAG-ANNA | ended | 0 kWh  | 0.00 EUR | meter backwards |

  Scenario: A meter that was set to zero on the way loses no energy
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter     |
      | start   | 08:00 | 1         | TAG-ANNA | 100000 Wh |
      | reading | 08:20 | 1         |          | 105000 Wh |
      | reading | 08:25 | 1         |          | 0 Wh      |
      | stop    | 08:40 | 1         | TAG-ANNA | 3000 Wh   |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | energy | flags       |
      | TAG-ANNA | ended | 8 kWh  | meter reset |

  Scenario: A meter that has run through its highest number counts on
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter     |
      | start | 08:00 | 1         | TAG-ANNA | 999000 Wh |
      | stop  | 08:40 | 1         | TAG-ANNA | 4000 Wh   |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | energy | flags             |
      | TAG-ANNA | ended | 5 kWh  | meter rolled over |

  Scenario: What is no number is kept to look at and not billed
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 08:30 | 1         |          | 12,5 kWh |
    Then "Hauptstraße-1" is told "received"
    And the sessions at "Hauptstraße-1" are:
      | card     | state    | energy |
      | TAG-ANNA | charging | 0 kWh  |

  @wire
  Scenario: The signed value of a calibrated meter is kept to the letter
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And "Hauptstraße-1" says a signed reading at 08:30:
      """
      OCMF|{"FV" : "1.0","PG":"T12","RD":[{"RV":6.000,"RU":"kWh"}]}|{"SD":"3045022100Ab=="}
      """
    Then the signed reading of "TAG-ANNA" at "Hauptstraße-1" is, to the letter:
      """
      OCMF|{"FV" : "1.0","PG":"T12","RD":[{"RV":6.000,"RU":"kWh"}]}|{"SD":"3045022100Ab=="}
      """

  @wire
  Scenario: Readings are stored one by one, with what they measured
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   | measurand                     | context           |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh | Energy.Active.Import.Register | Transaction.Begin |
      | reading | 08:15 | 1         |          | 11 kW   | Power.Active.Import           |                   |
      | reading | 08:30 | 1         |          | 3500 Wh |                               | Sample.Clock      |
    Then the readings of "TAG-ANNA" at "Hauptstraße-1" are:
      | time  | measurand                     | value   | context           |
      | 08:00 | Energy.Active.Import.Register | 1 kWh   | Transaction.Begin |
      | 08:15 | Power.Active.Import           | 11 kW   | Sample.Periodic   |
      | 08:30 | Energy.Active.Import.Register | 3.5 kWh | Sample.Clock      |

  Scenario: The readings that prove start and stop are billed as such and not twice
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   | proof   | context         |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |         |                 |
      | stop  | 08:30 | 1         | TAG-ANNA | 6000 Wh | 6000 Wh | Transaction.End |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | energy | bill     |
      | TAG-ANNA | ended | 5 kWh  | 2.45 EUR |

  @wire
  Scenario: A reading for a session that nobody knows is taken without a quarrel
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | number | meter   |
      | reading | 08:00 | 1         | 4711   | 9000 Wh |
    Then "Hauptstraße-1" is told "received"
    And there are no sessions at "Hauptstraße-1"
