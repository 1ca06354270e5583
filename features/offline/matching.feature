# Fine point 7: what a station tells of a transaction that we never gave it (OCPP 1.6: 4.8, 4.10).
Feature: Reports that belong to no session
  As an operator
  I want to say whose a report of an unknown transaction is, or why it is nobody's,
  so that no energy is lost and none is billed to the wrong driver.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.49 EUR/kWh |
    And these driver cards:
      | card     |
      | TAG-ANNA |
    And a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter   | number |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh |        |
      | reading | 08:20 | 1         |          | 4000 Wh | 4711   |
      | stop    | 08:30 |           |          | 6000 Wh | 4711   |
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    | energy |
      | TAG-ANNA | charging | 0 kWh  |
    And kept aside for "Hauptstraße-1" are:
      | event   | number | state   |
      | reading | 4711   | waiting |
      | stop    | 4711   | waiting |

  @wire
  Scenario: An operator says whose they are, and they are billed
    When we assign what is kept aside for "Hauptstraße-1" to the session of "TAG-ANNA"
    Then the sessions at "Hauptstraße-1" are:
      | card     | state | to    | energy | bill     |
      | TAG-ANNA | ended | 08:30 | 5 kWh  | 2.45 EUR |
    And kept aside for "Hauptstraße-1" are:
      | event   | number | state    |
      | reading | 4711   | assigned |
      | stop    | 4711   | assigned |

  @wire
  Scenario: An operator says that they are nobody's, and nothing changes
    When we dismiss what is kept aside for "Hauptstraße-1" as "a test of the fitter's"
    Then the sessions at "Hauptstraße-1" are:
      | card     | state    | energy |
      | TAG-ANNA | charging | 0 kWh  |
    And kept aside for "Hauptstraße-1" are:
      | event   | number | state     |
      | reading | 4711   | dismissed |
      | stop    | 4711   | dismissed |
