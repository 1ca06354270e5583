# OCPI 2.2.1 mod_tariffs: the tariff that held at the start of the session
Feature: Prices that change
  As a driver
  I want to pay the price that held when I plugged in,
  so that nobody can make my charge dearer while it runs.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.49 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-ANNA |
    And a station "Hauptstraße-1" speaking 2.0.1

  @wire
  Scenario: Whoever charges while prices rise pays the old price, the next one pays the new
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    Given the tariff:
      | part   | price        |
      | energy | 0.59 EUR/kWh |
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
      | start | 10:00 | 1         | TAG-ANNA | 21000 Wh |
      | stop  | 11:00 | 1         | TAG-ANNA | 41000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | from  | to    | energy | bill      |
      | TAG-ANNA | 08:00 | 09:00 | 20 kWh | 9.80 EUR  |
      | TAG-ANNA | 10:00 | 11:00 | 20 kWh | 11.80 EUR |
