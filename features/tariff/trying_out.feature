# OCPI 2.2.1 mod_tariffs; what a price list would do, before it does it
Feature: Trying out a price list
  As a product owner
  I want to see what a price list does before anybody pays by it,
  so that no driver and no balance sheet is surprised.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-ANNA |
    And a station "Hauptstraße-1" speaking 2.0.1

  Scenario: A typical session is priced by a draft
    Given these price lists:
      | list   | energy       | idle       | state |
      | Summer | 0.40 EUR/kWh | 6.00 EUR/h | draft |
    Then a session of 20 kWh in 60 minutes, with 0 more at the cable, would cost 8.00 EUR under "Summer"
    And a session of 20 kWh in 60 minutes, with 30 more at the cable, would cost 11.00 EUR under "Summer"

  Scenario: What past sessions would have brought, and who would have paid more
    Given these price lists:
      | list   | energy       | flat     | state |
      | Summer | 0.40 EUR/kWh | 1.00 EUR | draft |
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
      | start | 10:00 | 1         | TAG-ANNA | 21000 Wh |
      | stop  | 10:15 | 1         | TAG-ANNA | 25000 Wh |
    Then under "Summer" the past sessions would have brought:
      | sessions | before    | after     | dearer | cheaper |
      | 2        | 12.00 EUR | 11.60 EUR | 1      | 1       |

  Scenario: A list that makes no sense is not published, and all that is wrong is told at once
    Then a muddled list "Muddle" is not published, because of:
      | place                                   |
      | elements[0].price_components[0].step_size |
      | elements[1].price_components            |

  Scenario: Every cent of a record is explained, whatever becomes of the prices
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    Given the tariff:
      | part   | price        |
      | energy | 0.59 EUR/kWh |
    Then the record of "TAG-ANNA" is explained by "Energy 20 kWh at 0.50 EUR/kWh: 10.0000 EUR"
    And the record of "TAG-ANNA" is explained by "Priced by edition 1"
