# OCPP 2.0.1 and 2.1: I02, I03; OCPP 1.6: OCA "OCPP & California Pricing Requirements"
Feature: What the driver reads at the station
  As a driver
  I want to read at the station what my charge costs,
  so that no bill surprises me.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-ANNA |

  @wire
  Scenario Outline: The cost grows before the driver's eyes
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" can show what a charge costs
    And "Hauptstraße-1" is to show the cost so far every 5 minutes
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:10 | 1         | TAG-ANNA | 6000 Wh |
    And 6 minutes pass
    And "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | reading | 08:20 | 1         | TAG-ANNA | 9000 Wh |
    And 6 minutes pass
    Then the screen of "Hauptstraße-1" has shown:
      | text     |
      | 2.50 EUR |
      | 4.00 EUR |

    Examples:
      | ocpp  |
      | 2.0.1 |
      | 2.1   |

  @wire
  Scenario: A 1.6 station shows the price, the cost so far and the total
    Given a station "Hauptstraße-1" speaking 1.6
    And "Hauptstraße-1" can show what a charge costs
    And "Hauptstraße-1" is to show the cost so far every 5 minutes
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | reading | 08:10 | 1         | TAG-ANNA | 6000 Wh |
    And 6 minutes pass
    And "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | stop  | 08:30 | 1         | TAG-ANNA | 11000 Wh |
    Then the screen of "Hauptstraße-1" has shown:
      | text                |
      | 0.50 EUR/kWh        |
      | 2.50 EUR            |
      | 5.00 EUR, 10.00 kWh |

  Scenario: A station that has not said that it can show costs is left in peace
    Given a station "Hauptstraße-1" speaking 1.6
    And "Hauptstraße-1" is to show the cost so far every 5 minutes
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 08:10 | 1         | TAG-ANNA | 6000 Wh  |
    And 20 minutes pass
    Then the screen of "Hauptstraße-1" has shown:
      | text |
