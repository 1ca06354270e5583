# OCPP 2.x: F01, F02, F03, C05, E14; OCPP 1.6: 5.11 RemoteStartTransaction, 5.12 RemoteStopTransaction
Feature: Starting and stopping from afar
  As a driver with an app
  I want to start and stop my charge without a card, and to hear what really happened,
  so that "accepted" on my screen means that my car is charging.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And these driver cards:
      | card     |
      | TAG-ANNA |

  @wire @firmware
  Scenario Outline: A remote start is done when the session is there
    Given a station "Hauptstraße-1" speaking <ocpp>
    When we ask "Hauptstraße-1" to "start charging" with:
      | connector | card     |
      | 1         | TAG-ANNA |
    Then the instruction to "start charging" is "accepted" for "Hauptstraße-1"
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   | reason |
      | start | 07:01 | 1         | TAG-ANNA | 1000 Wh | Remote |
    Then the effect of "start charging" is seen at "Hauptstraße-1"
    And the sessions at "Hauptstraße-1" are:
      | card     | state    | origin |
      | TAG-ANNA | charging | remote |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: A start by card is not taken for the remote one
    Given a station "Hauptstraße-1" speaking 2.0.1
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 07:01 | 1         | TAG-ANNA | 1000 Wh |
    Then the sessions at "Hauptstraße-1" are:
      | card     | origin |
      | TAG-ANNA | local  |

  @wire
  Scenario Outline: A station may decline a remote start
    Given a station "Hauptstraße-1" speaking <ocpp>
    And "Hauptstraße-1" reacts to "start charging" with "rejected"
    When we ask "Hauptstraße-1" to "start charging" with:
      | connector | card     |
      | 1         | TAG-ANNA |
    Then the instruction to "start charging" is "rejected" for "Hauptstraße-1"
    And there are no sessions at "Hauptstraße-1"

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |

  @firmware
  Scenario: A promise that no car came for is not taken for a session
    Given a station "Hauptstraße-1" speaking 1.6
    When we ask "Hauptstraße-1" to "start charging" with:
      | connector | card     |
      | 1         | TAG-ANNA |
    And 30 minutes pass
    Then the instruction to "start charging" is "accepted" for "Hauptstraße-1"
    And no effect of "start charging" is seen at "Hauptstraße-1"
    And there are no sessions at "Hauptstraße-1"

  Scenario: A car that comes long after a promise is not the one that was meant
    Given a station "Hauptstraße-1" speaking 1.6
    When we ask "Hauptstraße-1" to "start charging" with:
      | connector | card     |
      | 1         | TAG-ANNA |
    And 30 minutes pass
    And "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 07:30 | 1         | TAG-ANNA | 1000 Wh |
    Then no effect of "start charging" is seen at "Hauptstraße-1"
    And the sessions at "Hauptstraße-1" are:
      | card     | state    | origin |
      | TAG-ANNA | charging | local  |

  Scenario: A session from before the order, told only now, is not the one that was meant
    Given a station "Hauptstraße-1" speaking 1.6
    When 120 minutes pass
    And we ask "Hauptstraße-1" to "start charging" with:
      | connector | card     |
      | 1         | TAG-ANNA |
    And "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 07:10 | 1         | TAG-ANNA | 1000 Wh |
    Then no effect of "start charging" is seen at "Hauptstraße-1"

  Scenario: The same card at another connector is not what was asked for
    Given a station "Hauptstraße-1" speaking 1.6
    When we ask "Hauptstraße-1" to "start charging" with:
      | connector | card     |
      | 1         | TAG-ANNA |
    And "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 07:01 | 2         | TAG-ANNA | 1000 Wh |
    Then no effect of "start charging" is seen at "Hauptstraße-1"

  @wire @firmware
  Scenario Outline: A remote stop is done when the session has ended
    Given a station "Hauptstraße-1" speaking <ocpp>
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And we ask "Hauptstraße-1" to "stop charging" with:
      | card     |
      | TAG-ANNA |
    Then the instruction to "stop charging" is "accepted" for "Hauptstraße-1"
    When "Hauptstraße-1" says:
      | event | time  | connector | meter   | reason |
      | stop  | 08:30 | 1         | 6000 Wh | Remote |
    Then the effect of "stop charging" is seen at "Hauptstraße-1"
    And the sessions at "Hauptstraße-1" are:
      | card     | state | reason |
      | TAG-ANNA | ended | Remote |

    Examples:
      | ocpp  |
      | 1.6   |
      | 2.0.1 |
      | 2.1   |

  Scenario: A stop that the station declines leaves the session running
    Given a station "Hauptstraße-1" speaking 1.6
    And "Hauptstraße-1" reacts to "stop charging" with "rejected"
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter   |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh |
    And we ask "Hauptstraße-1" to "stop charging" with:
      | card     |
      | TAG-ANNA |
    Then the instruction to "stop charging" is "rejected" for "Hauptstraße-1"
    And the sessions at "Hauptstraße-1" are:
      | card     | state    |
      | TAG-ANNA | charging |
