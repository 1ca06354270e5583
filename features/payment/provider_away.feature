# OCPP 2.x: E07, E08; every step with the provider is repeated until it is done
Feature: A payment provider that is away
  As an operator
  I want to charge every session once, however badly my payment provider behaves,
  so that no session is lost and no driver pays twice.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And drivers can pay on the spot, and 50 EUR are held
    And a station "Hauptstraße-1" speaking 2.0.1
    When a driver asks to pay at "Hauptstraße-1"
    And he agrees on the provider's page for "Hauptstraße-1"

  Scenario: The session goes its way, and is charged when the provider is back
    Given the payment provider is away
    When he charges 18 kWh at "Hauptstraße-1" from 07:05 to 08:05
    Then the payment at "Hauptstraße-1" is:
      | state      | paid     | taken from the driver |
      | authorized | 0.00 EUR | 0.00 EUR              |
    When 180 minutes pass
    Then the alarm "stuck payment" is raised for "Hauptstraße-1"
    Given the payment provider is there
    When 61 minutes pass
    Then the payment at "Hauptstraße-1" is:
      | state    | paid     | taken from the driver |
      | captured | 9.00 EUR | 9.00 EUR              |

  Scenario: An answer that is lost charges nobody twice
    Given the payment provider is losing its answers
    When he charges 18 kWh at "Hauptstraße-1" from 07:05 to 08:05
    And 10 minutes pass
    Given the payment provider is there
    When 61 minutes pass
    Then the payment at "Hauptstraße-1" is:
      | state    | paid     | taken from the driver |
      | captured | 9.00 EUR | 9.00 EUR              |

  Scenario: A server that restarts meanwhile loses nothing
    Given the payment provider is away
    When he charges 18 kWh at "Hauptstraße-1" from 07:05 to 08:05
    And the server restarts
    Given the payment provider is there
    When 61 minutes pass
    Then the payment at "Hauptstraße-1" is:
      | state    | paid     |
      | captured | 9.00 EUR |
