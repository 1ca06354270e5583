# OCPI 2.2.1: mod_cdrs (credit CDR, sealed records)
Feature: Records and their corrections
  As an operator
  I want records that never change, and corrections that everybody can follow,
  so that an auditor, a partner and a driver read the same numbers.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"

  Scenario: A reading that comes late leads to a credit and another record
    Given the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 08:15 |           |          | 6000 Wh  |
      | stop    | 09:00 |           |          |          |
      | reading | 08:30 |           |          | 11000 Wh |
    Then the records of "TAG-ANNA" are:
      | number | total     | credit |
      | 1      | 2.50 EUR  | no     |
      | 2      | -2.50 EUR | yes    |
      | 3      | 5.00 EUR  | no     |

  Scenario: A mistake of ours is taken back by a record of its own
    Given the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop    | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    And we credit the session of "TAG-ANNA" because "the cable was broken"
    Then the records of "TAG-ANNA" are:
      | number | total      | credit |
      | 1      | 10.00 EUR  | no     |
      | 2      | -10.00 EUR | yes    |

  Scenario: A session without a tariff waits until somebody decides
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    Then the session of "TAG-ANNA" waits for a price
    And the records of "TAG-ANNA" are:
      | number | total |
    When we declare the session of "TAG-ANNA" free of charge
    Then the records of "TAG-ANNA" are:
      | number | total    | credit |
      | 1      | 0.00 EUR | no     |
