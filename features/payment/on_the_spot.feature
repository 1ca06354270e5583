# Regulation (EU) 2023/1804, Article 5: ad hoc charging; OCPP 2.x: F01
Feature: Paying on the spot
  As a driver without a contract
  I want to pay with the bank card that I have, for what I charged and not a cent more,
  so that I can charge wherever I am.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And drivers can pay on the spot, and 50 EUR are held
    And a station "Hauptstraße-1" speaking 2.0.1

  @wire
  Scenario Outline: A driver pays 9.00 EUR for 18 kWh
    Given a station "Marktplatz-1" speaking <ocpp>
    When a driver asks to pay at "Marktplatz-1"
    And he agrees on the provider's page for "Marktplatz-1"
    Then the payment at "Marktplatz-1" is:
      | state      | held      | paid     |
      | authorized | 50.00 EUR | 0.00 EUR |
    When he charges 18 kWh at "Marktplatz-1" from 07:05 to 08:05
    Then the payment at "Marktplatz-1" is:
      | state    | paid     | owed     | taken from the driver |
      | captured | 9.00 EUR | 0.00 EUR | 9.00 EUR              |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: More than was held is charged as far as it goes, and the rest is not forgotten
    When a driver asks to pay at "Hauptstraße-1"
    And he agrees on the provider's page for "Hauptstraße-1"
    And he charges 130 kWh at "Hauptstraße-1" from 07:05 to 09:05
    Then the payment at "Hauptstraße-1" is:
      | state           | paid      | owed      |
      | partly captured | 50.00 EUR | 15.00 EUR |
    And the alarm "unpaid session" is raised for "Hauptstraße-1"

  Scenario: A driver who never plugs in pays nothing
    When a driver asks to pay at "Hauptstraße-1"
    And he agrees on the provider's page for "Hauptstraße-1"
    And 16 minutes pass
    Then the payment at "Hauptstraße-1" is:
      | state     | because          | taken from the driver |
      | cancelled | no session began | 0.00 EUR              |

  Scenario: A station that refuses to start costs nothing
    Given "Hauptstraße-1" reacts to "start charging" with "rejected"
    When a driver asks to pay at "Hauptstraße-1"
    And he agrees on the provider's page for "Hauptstraße-1"
    Then the payment at "Hauptstraße-1" is:
      | state     | because                              | taken from the driver |
      | cancelled | the station was not started: rejected | 0.00 EUR              |

  Scenario: Nothing is held for a station that is away
    When "Hauptstraße-1" disconnects
    Then nobody can pay at "Hauptstraße-1", because "not connected"

  Scenario: Who leaves the page has not paid
    When a driver asks to pay at "Hauptstraße-1"
    And 31 minutes pass
    Then the payment at "Hauptstraße-1" is:
      | state   | because               |
      | expired | nobody agreed in time |

  Scenario Outline: A card number is never taken
    Then the note "<note>" is refused for a payment at "Hauptstraße-1"

    Examples:
      | note                |
      | 4242424242424242    |
      | 4000 0566 5566 5556 |

  Scenario: What the operator gives back is given back once
    When a driver asks to pay at "Hauptstraße-1"
    And he agrees on the provider's page for "Hauptstraße-1"
    And he charges 18 kWh at "Hauptstraße-1" from 07:05 to 08:05
    And we give back 2.50 EUR at "Hauptstraße-1"
    Then the payment at "Hauptstraße-1" is:
      | state           | paid     | given back | owed     | taken from the driver |
      | partly refunded | 9.00 EUR | 2.50 EUR   | 0.00 EUR | 6.50 EUR              |

  Scenario: A credited session is paid back whole
    When a driver asks to pay at "Hauptstraße-1"
    And he agrees on the provider's page for "Hauptstraße-1"
    And he charges 18 kWh at "Hauptstraße-1" from 07:05 to 08:05
    And we credit the session at "Hauptstraße-1"
    Then the payment at "Hauptstraße-1" is:
      | state    | paid     | given back | taken from the driver |
      | refunded | 9.00 EUR | 9.00 EUR   | 0.00 EUR              |
