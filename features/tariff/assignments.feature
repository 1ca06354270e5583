# OCPI 2.2.1 mod_tariffs, mod_tokens (groups): the most specific assignment decides: for whom, then where
Feature: Who pays which price
  As an operator
  I want prices for places and for people,
  so that the fast charger costs more, my staff pays less, and nobody has to be told twice.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And these driver cards:
      | card     | group |
      | TAG-ANNA |       |
      | TAG-BEN  | staff |
    And a station "Hauptstraße-1" speaking 2.0.1
    And a station "Hauptstraße-2" speaking 2.0.1
    And a station "Marktplatz-1" speaking 2.0.1
    And "Hauptstraße-1" disconnects
    And "Hauptstraße-1" stands at "Altstadt"
    And "Hauptstraße-1" connects
    And "Hauptstraße-2" disconnects
    And "Hauptstraße-2" stands at "Altstadt"
    And "Hauptstraße-2" connects
    And these price lists:
      | list    | energy       |
      | Network | 0.50 EUR/kWh |
      | City    | 0.40 EUR/kWh |
      | Fast    | 0.60 EUR/kWh |
      | Staff   | 0.10 EUR/kWh |
    And these lists hold:
      | list    | for                       |
      | Network | the whole network         |
      | Fast    | the station Hauptstraße-2 |

  Scenario Outline: Anna pays the price of the place, Ben that of his group
    When "<station>" says:
      | event | time  | connector | card   | meter    |
      | start | 08:00 | 1         | <card> | 1000 Wh  |
      | stop  | 09:00 | 1         | <card> | 11000 Wh |
    Then the records of "<card>" are:
      | number | total   | credit |
      | 1      | <total> | no     |

    Examples:
      | station       | card     | total    |
      | Marktplatz-1  | TAG-ANNA | 5.00 EUR |
      | Hauptstraße-2 | TAG-ANNA | 6.00 EUR |
      | Marktplatz-1  | TAG-BEN  | 5.00 EUR |

  Scenario Outline: What is said of a smaller place, or of a group, goes first
    Given these lists hold:
      | list   | for      |
      | <list> | <target> |
    When "<station>" says:
      | event | time  | connector | card   | meter    |
      | start | 08:00 | 1         | <card> | 1000 Wh  |
      | stop  | 09:00 | 1         | <card> | 11000 Wh |
    Then the records of "<card>" are:
      | number | total   | credit |
      | 1      | <total> | no     |

    Examples:
      | list  | target                  | station       | card     | total    |
      | City  | the location Altstadt   | Hauptstraße-1 | TAG-ANNA | 4.00 EUR |
      | City  | the location Altstadt   | Hauptstraße-2 | TAG-ANNA | 6.00 EUR |
      | City  | EVSE 1 of Hauptstraße-2 | Hauptstraße-2 | TAG-ANNA | 4.00 EUR |
      | Staff | the group staff         | Hauptstraße-2 | TAG-BEN  | 1.00 EUR |
      | Staff | the group staff         | Hauptstraße-2 | TAG-ANNA | 6.00 EUR |
