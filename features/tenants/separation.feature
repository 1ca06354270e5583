# Fine point 54: every write is keyed by operator and station; no protocol message names an operator
Feature: Separate operators
  As an operator on a shared platform
  I want my stations, cards, sessions and prices to be mine alone,
  so that a neighbour's mistake or curiosity can never become my problem.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Nordstrom"
    And the tariff:
      | part   | price        |
      | energy | 0.39 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-OLE  |
    And a station "Hauptstraße-1" speaking 2.0.1
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.49 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-ANNA |

  @wire
  Scenario: Each operator sees its own stations and cards
    Given a station "Bahnhof-2" speaking 1.6
    Then our stations are "Bahnhof-2"
    And our cards are "TAG-ANNA"
    When we work for "Nordstrom"
    Then our stations are "Hauptstraße-1"
    And our cards are "TAG-OLE"

  @wire
  Scenario: Two stations of one name charge side by side, each at its own price
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    | session |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  | s-1     |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh | s-1     |
    And we work for "Nordstrom"
    And "Hauptstraße-1" says:
      | event | time  | connector | card    | meter    | session |
      | start | 09:10 | 1         | TAG-OLE | 5000 Wh  | s-1     |
      | stop  | 09:40 | 1         | TAG-OLE | 15000 Wh | s-1     |
    Then the sessions at "Hauptstraße-1" are:
      | card    | energy | bill     |
      | TAG-OLE | 10 kWh | 3.90 EUR |
    When we work for "Stadtwerke"
    Then the sessions at "Hauptstraße-1" are:
      | card     | energy | bill     |
      | TAG-ANNA | 20 kWh | 9.80 EUR |

  @wire
  Scenario: A card of one operator is a stranger at the other's station
    Given a station "Bahnhof-2" speaking 1.6
    When "Bahnhof-2" asks whether "TAG-OLE" may charge
    Then "Bahnhof-2" is told "unknown"
    When "Bahnhof-2" asks whether "TAG-ANNA" may charge
    Then "Bahnhof-2" is told "accepted"

  @wire
  Scenario: One operator's password is no key to the other's station of the same name
    Given a new station "Hauptstraße-1" speaking 2.0.1
    Then whoever connects as "Hauptstraße-1" with its password at Nordstrom is refused
    And whoever connects as "Hauptstraße-1" with its password is let in

  @wire
  Scenario Outline: What belongs to another operator does not exist for us
    When we work for "Nordstrom"
    And "Hauptstraße-1" says:
      | event | time  | connector | card    | meter   |
      | start | 08:00 | 1         | TAG-OLE | 1000 Wh |
    And we work for "Stadtwerke"
    Then the <kind> "<name>" of "Nordstrom" is hidden from us

    Examples:
      | kind    | name          |
      | station | Hauptstraße-1 |
      | card    | TAG-OLE       |
      | session | TAG-OLE       |

  @wire
  Scenario: Another operator's station does not hear us
    Then the station "Hauptstraße-1" of "Nordstrom" is hidden from us
    When we work for "Nordstrom"
    Then "Hauptstraße-1" has been asked nothing

  @wire
  Scenario: The same transaction number at two operators stops one session, not two
    Given we work for "Nordstrom"
    And a station "Hafen-4" speaking 1.6
    And "Hafen-4" says:
      | event | time  | connector | card    | meter   |
      | start | 08:00 | 1         | TAG-OLE | 1000 Wh |
    And we work for "Stadtwerke"
    And a station "Bahnhof-2" speaking 1.6
    When "Bahnhof-2" says:
      | event | time  | card     | meter   | session            |
      | stop  | 08:30 | TAG-ANNA | 6000 Wh | the one at Hafen-4 |
    Then kept aside for "Bahnhof-2" are:
      | event |
      | stop  |
    When we work for "Nordstrom"
    Then the sessions at "Hafen-4" are:
      | card    | state    |
      | TAG-OLE | charging |
