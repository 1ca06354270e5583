# OCPP 2.x: C01; a card kept by the provider, charged by the record
Feature: Paying with a card that was left
  As a driver who charges often
  I want to leave my bank card once and then only show my charging card,
  so that paying takes no time at all.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-ANNA |
    And drivers can pay on the spot, and 50 EUR are held
    And somebody has left a bank card for "TAG-ANNA"
    And a station "Hauptstraße-1" speaking 2.0.1

  Scenario: Every session of Anna's is paid with her bank card
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 07:05 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 08:05 | 1         | TAG-ANNA | 21000 Wh |
    Then the payment at "Hauptstraße-1" is:
      | state    | held      | paid      | taken from the driver |
      | captured | 50.00 EUR | 10.00 EUR | 10.00 EUR             |

  Scenario: A bank card that is declined stops the charge, and what was charged is owed
    Given the payment provider is declining cards
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 07:05 | 1         | TAG-ANNA | 1000 Wh |
    Then "Hauptstraße-1" has been asked, in this order, to "stop charging"
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | stop  | 07:06 | 1         | TAG-ANNA | 2000 Wh |
    Then the payment at "Hauptstraße-1" is:
      | state    | paid     | owed     |
      | declined | 0.00 EUR | 0.50 EUR |
