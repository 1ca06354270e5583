# OCPP 2.x: C01, C09; OCPP 1.6: 4.1 Authorize
Feature: Driver cards
  As an operator
  I want every card to be answered by what is true of it now,
  so that our drivers charge without delay and nobody charges at our cost.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And these driver cards:
      | card      | blocked | group        | valid from       | valid until      | cars at once |
      | TAG-ANNA  |         | Bäckerei Süß |                  |                  |              |
      | TAG-BEN   |         | Bäckerei Süß |                  |                  |              |
      | TAG-BRUNO | yes     |              |                  |                  |              |
      | TAG-CLARA |         |              |                  | 2026-02-28 23:59 |              |
      | TAG-DAVID |         |              | 2026-04-01 00:00 |                  |              |
      | TAG-EMMA  |         |              |                  |                  | 1            |

  @wire @firmware
  Scenario Outline: Each card gets its answer
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" asks whether "<card>" may charge
    Then "Hauptstraße-1" is told "<answer>"

    Examples:
      | ocpp  | card      | answer   |
      | 1.6   | TAG-ANNA  | accepted |
      | 1.6   | TAG-BRUNO | blocked  |
      | 1.6   | TAG-CLARA | expired  |
      | 1.6   | TAG-ZOE   | unknown  |
      | 2.0.1 | TAG-ANNA  | accepted |
      | 2.0.1 | TAG-BRUNO | blocked  |
      | 2.0.1 | TAG-CLARA | expired  |
      | 2.0.1 | TAG-ZOE   | unknown  |
      | 2.1   | TAG-ANNA  | accepted |
      | 2.1   | TAG-BRUNO | blocked  |
      | 2.1   | TAG-CLARA | expired  |
      | 2.1   | TAG-ZOE   | unknown  |

  @firmware
  Scenario Outline: Upper and lower case make no difference
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" asks whether "tag-Anna" may charge
    Then "Hauptstraße-1" is told "accepted"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  @firmware
  Scenario Outline: A card is not good before its first day
    # OCPP 1.6 has no word for it but Invalid.
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" asks whether "TAG-DAVID" may charge
    Then "Hauptstraße-1" is told "<answer>"
    When it is 2026-04-01 00:01
    And "Hauptstraße-1" asks whether "TAG-DAVID" may charge
    Then "Hauptstraße-1" is told "accepted"

    Examples:
      | ocpp  | answer           |
      | 1.6   | unknown          |
      | 2.0.1 | not at this time |
      | 2.1   | not at this time |

  @wire
  Scenario: A card that we block is refused from its next use on
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" asks whether "TAG-ANNA" may charge
    Then "Hauptstraße-1" is told "accepted"
    When we block the card "TAG-ANNA"
    And "Hauptstraße-1" asks whether "TAG-ANNA" may charge
    Then "Hauptstraße-1" is told "blocked"

  @wire @firmware
  Scenario Outline: The station learns whose colleagues may end a session
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" asks whether "TAG-BEN" may charge
    Then "Hauptstraße-1" is told "accepted"
    And "Hauptstraße-1" is told the group "Bäckerei Süß"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: The name of a group opens nothing
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" asks whether "Bäckerei Süß" may charge
    Then "Hauptstraße-1" is told "unknown"

  @wire
  Scenario: Who is charging here is accepted here, so as to be able to stop
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And "Hauptstraße-1" asks whether "TAG-ANNA" may charge
    Then "Hauptstraße-1" is told "accepted"

  Scenario: A colleague's card ends the session
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
      | stop  | 08:30 |           | TAG-BEN  | 6000 Wh |
    Then "Hauptstraße-1" is told "accepted"
    And the sessions at "Hauptstraße-1" are:
      | card     | state | energy |
      | TAG-ANNA | ended | 5 kWh  |

  @firmware
  Scenario: A stop counts even with a card that has been blocked meanwhile
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And we block the card "TAG-ANNA"
    And "Hauptstraße-1" says:
      | event | time  | card     | meter   |
      | stop  | 08:30 | TAG-ANNA | 6000 Wh |
    Then "Hauptstraße-1" is told "blocked"
    And the sessions at "Hauptstraße-1" are:
      | card     | state | energy |
      | TAG-ANNA | ended | 5 kWh  |

  @wire
  Scenario: A card number that is too long harms nobody else
    Given a station "Hauptstraße-1" speaking 1.6
    When "Hauptstraße-1" asks whether "TAG-ANNA-WITH-21-CHARS" may charge
    Then "Hauptstraße-1" is told "malformed"
    And "Hauptstraße-1" is being served

  Scenario Outline: A card for one car at a time is refused for the second, and the start recorded
    Given a station "Hauptstraße-1" speaking 1.6
    And a station "Bahnhof-2" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-EMMA | 1000 Wh |
    And "Bahnhof-2" says:
      | event | time  | connector | card     | meter   |
      | start | 08:05 | 1         | TAG-EMMA | 500 Wh  |
    Then "Bahnhof-2" is told "concurrent"
    And the sessions at "Bahnhof-2" are:
      | card     | state    | verdict    |
      | TAG-EMMA | charging | concurrent |
    When "Hauptstraße-1" asks whether "TAG-EMMA" may charge
    Then "Hauptstraße-1" is told "accepted"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
