# Beyond OCPI 2.2.1 mod_tariffs: a price component that follows a time series
Feature: Prices that follow the market
  As a driver
  I want to pay by the hour what the market asked when I plugged in,
  so that I gain from charging when energy is cheap.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the price of a kWh follows the market "day-ahead"
    And a station "Hauptstraße-1" speaking 2.0.1

  @wire
  Scenario: Each hour has its own price
    Given the market "day-ahead" asks:
      | from  | price    |
      | 08:00 | 0.10 EUR |
      | 09:00 | 0.30 EUR |
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 09:00 |           |          | 6000 Wh  |
      | reading | 10:00 |           |          | 11000 Wh |
      | stop    | 10:00 |           |          |          |
    Then the records of "TAG-ANNA" are:
      | number | total    | credit |
      | 1      | 2.00 EUR | no     |

  Scenario: Whoever charges keeps the prices he was shown
    Given the market "day-ahead" asks:
      | from  | price    |
      | 08:00 | 0.10 EUR |
      | 09:00 | 0.30 EUR |
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
    Given it is 2026-03-02 08:30
    And the market "day-ahead" asks:
      | from  | price    |
      | 09:00 | 9.00 EUR |
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | reading | 09:00 |           |          | 6000 Wh  |
      | reading | 10:00 |           |          | 11000 Wh |
      | stop    | 10:00 |           |          |          |
    Then the records of "TAG-ANNA" are:
      | number | total    | credit |
      | 1      | 2.00 EUR | no     |

  Scenario: An hour without a price is not guessed
    Given the market "day-ahead" asks:
      | from  | price    |
      | 08:00 | 0.10 EUR |
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 09:00 |           |          | 6000 Wh  |
      | reading | 10:00 |           |          | 11000 Wh |
      | stop    | 10:00 |           |          |          |
    Then the session of "TAG-ANNA" waits for a price
    And the records of "TAG-ANNA" are:
      | number | total |
