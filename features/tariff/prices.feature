# OCPI 2.2.1 mod_tariffs, mod_cdrs; OCPP 2.x: I03; the clock by the place's own time zone
Feature: What a session costs
  As a product owner
  I want every session to cost what its price list says, to the cent,
  so that a driver can trust the price on the sign and an auditor can recompute it.

  Scenario: A session in the evening
    Given a price list of a place in Europe/Berlin:
      | part    | price    | tax  | between       | in steps of |
      | energy  | 0.52 EUR | 19 % | 17:00 - 20:00 |             |
      | energy  | 0.34 EUR | 19 % |               |             |
      | parking | 2.40 EUR | 19 % |               | 15 min      |
    When on 2026-03-02 a driver stays:
      | from  | to    | what     | energy   |
      | 16:53 | 17:00 | charging | 1 kWh    |
      | 17:00 | 19:24 | charging | 10.5 kWh |
      | 19:24 | 20:04 | parking  |          |
    Then the session costs 7.60 EUR before and 9.04 EUR after taxes
    And of that cost:
      | part    | cost     |
      | energy  | 5.80 EUR |
      | parking | 1.80 EUR |
    And the explanation says "Parking time 40 min, billed 45 min in steps of 900 s"

  Scenario: A price that changes within a period is found, and the auditor is told
    Given a price list of a place in Europe/Berlin:
      | part   | price    | between       |
      | energy | 0.50 EUR | 17:00 - 20:00 |
      | energy | 0.30 EUR |               |
    When on 2026-03-02 a driver stays:
      | from  | to    | what     | energy |
      | 16:00 | 18:00 | charging | 20 kWh |
    Then the session costs 8.00 EUR
    And the auditor is told "period spans price change"

  Scenario: The night goes on after midnight
    Given a price list of a place in Europe/Berlin:
      | part   | price    | between       |
      | energy | 0.20 EUR | 22:00 - 06:00 |
      | energy | 0.40 EUR |               |
    When on 2026-03-02 a driver stays:
      | from  | to    | what     | energy |
      | 21:00 | 22:00 | charging | 5 kWh  |
      | 22:00 | 06:00 | charging | 30 kWh |
      | 06:00 | 07:00 | charging | 5 kWh  |
    Then the session costs 10.00 EUR
    And the auditor is told "nothing"

  Scenario Outline: On the day when the clocks move an hour is an hour
    Given a price list of a place in Europe/Berlin:
      | part     | price    |
      | charging | 6.00 EUR |
    When on <day> a driver stays:
      | from  | to    | what     |
      | 01:00 | 04:00 | charging |
    Then the session costs <cost> EUR

    Examples:
      | day        | cost  |
      | 2026-03-28 | 18.00 |
      | 2026-03-29 | 12.00 |
      | 2026-10-25 | 24.00 |

  Scenario Outline: The first kilowatt-hours are cheaper
    Given a price list of a place in Europe/Berlin:
      | part   | price    | up to  |
      | energy | 0.30 EUR | 20 kWh |
      | energy | 0.60 EUR |        |
    When on 2026-03-02 a driver stays:
      | from  | to    | what     | energy   |
      | 08:00 | 10:00 | charging | <energy> |
    Then the session costs <cost> EUR

    Examples:
      | energy | cost  |
      | 20 kWh | 6.00  |
      | 30 kWh | 12.00 |

  Scenario: Weekends have their own price
    Given a price list of a place in Europe/Berlin:
      | part   | price    | on               |
      | energy | 0.25 EUR | Saturday, Sunday |
      | energy | 0.50 EUR | Monday to Friday |
    When on 2026-03-06 a driver stays:
      | from  | to    | what     | energy |
      | 22:00 | 00:00 | charging | 10 kWh |
      | 00:00 | 02:00 | charging | 10 kWh |
    Then the session costs 7.50 EUR

  Scenario: Parking is free for a while, and never costs more than its cap
    Given a price list of a place in Europe/Berlin:
      | part    | price    |
      | energy  | 0.40 EUR |
      | parking | 6.00 EUR |
    And the first 30 minutes of parking are free
    And parking never costs more than 10 EUR
    When on 2026-03-02 a driver stays:
      | from  | to    | what     | energy |
      | 08:00 | 09:00 | charging | 10 kWh |
      | 09:00 | 17:00 | parking  |        |
    Then the session costs 14.00 EUR
    And the explanation says "Parking costs no more than its cap: -35.0000 EUR"

  Scenario Outline: A session costs no less and no more than the list says
    Given a price list of a place in Europe/Berlin:
      | part   | price    | tax  |
      | energy | 0.25 EUR | 10 % |
    And it costs at least 0.50 EUR, with taxes 0.55 EUR
    And it costs at most 10.00 EUR, with taxes 11.00 EUR
    When on 2026-03-02 a driver stays:
      | from  | to    | what     | energy   |
      | 08:00 | 10:00 | charging | <energy> |
    Then the session costs <before> EUR before and <after> EUR after taxes

    Examples:
      | energy  | before | after |
      | 1.2 kWh | 0.50   | 0.55  |
      | 20 kWh  | 5.00   | 5.50  |
      | 50 kWh  | 10.00  | 11.00 |

  Scenario: A reservation is paid for
    Given a price list of a place in Europe/Berlin:
      | part                | price    | in steps of |
      | expired reservation | 6.00 EUR | 10 min      |
      | reservation         | 3.00 EUR | 10 min      |
      | fee                 | 0.50 EUR |             |
      | energy              | 0.25 EUR |             |
    When on 2026-03-02 a driver stays:
      | from  | to    | what        | energy |
      | 08:00 | 08:22 | reservation |        |
      | 08:22 | 09:30 | charging    | 20 kWh |
    Then the session costs 7.00 EUR
    And of that cost:
      | part        | cost     |
      | reservation | 1.50 EUR |
      | fixed       | 0.50 EUR |
      | energy      | 5.00 EUR |

  Scenario: Nobody comes for a reservation
    Given a price list of a place in Europe/Berlin:
      | part                | price    | in steps of |
      | expired reservation | 6.00 EUR | 10 min      |
      | reservation         | 3.00 EUR | 10 min      |
      | fee                 | 0.50 EUR |             |
    When on 2026-03-02 a driver reserves and never comes:
      | from  | to    | what        |
      | 08:00 | 09:30 | reservation |
    Then the session costs 9.00 EUR
