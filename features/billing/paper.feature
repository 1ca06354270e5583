# EN 16931; late readings, reimbursement, receipts, sessions without a price
Feature: What comes of a session on paper
  As an operator
  I want every session to end on the right paper, once,
  so that drivers are billed, paid back or thanked, and corrections can be followed.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And a station "Hauptstraße-1" speaking 2.0.1

  Scenario: A session without a price waits, and is priced by the list that somebody chooses
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    Then the session of "TAG-ANNA" waits for a price
    Given these price lists:
      | list  | energy       |
      | Later | 0.30 EUR/kWh |
    When we price the session of "TAG-ANNA" by "Later"
    Then the records of "TAG-ANNA" are:
      | number | total    | credit |
      | 1      | 6.00 EUR | no     |

  Scenario: A reading that comes after the statement is corrected on the next one
    Given the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And the customer "Ada" pays for "TAG-ANNA"
    When "Hauptstraße-1" says:
      | event   | time  | connector | card     | meter    |
      | start   | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | reading | 08:15 |           |          | 6000 Wh  |
      | stop    | 09:00 |           |          |          |
    And we invoice "Ada" for March 2026
    And "Hauptstraße-1" says:
      | event   | time  | connector | card | meter    |
      | reading | 08:30 |           |      | 11000 Wh |
    And we invoice "Ada" for March 2026
    Then the records of "TAG-ANNA" are:
      | number | total     | credit |
      | 1      | 2.50 EUR  | no     |
      | 2      | -2.50 EUR | yes    |
      | 3      | 5.00 EUR  | no     |
    And the invoices are:
      | number          | kind    | sessions | payable  |
      | INV-2026-000001 | invoice | 1        | 2.50 EUR |
      | INV-2026-000002 | invoice | 1        | 2.50 EUR |

  Scenario: Who charges his company car at home is paid back
    Given the tariff:
      | part   | price        |
      | energy | 0.30 EUR/kWh |
    And the customer "Ada" lives where "Hauptstraße-1" stands
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
    And we pay "Ada" back for March 2026
    And we credit the invoice "SBI-2026-000001" because "not her home any more"
    Then the invoices are:
      | number          | kind        | sessions | payable  |
      | SBI-2026-000001 | self billed | 1        | 6.00 EUR |
      | CRN-2026-000001 | credit note | 1        | 6.00 EUR |

  Scenario: Who pays on the spot gets a receipt by itself
    Given the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And we write invoices
    And drivers can pay on the spot, and what 60 kWh cost is held, at most 100 EUR
    When a driver asks to pay at "Hauptstraße-1"
    And he agrees on the provider's page for "Hauptstraße-1"
    And he charges 18 kWh at "Hauptstraße-1" from 07:05 to 08:05
    Then the payment at "Hauptstraße-1" is:
      | state    | held      | paid     |
      | captured | 30.00 EUR | 9.00 EUR |
    And the invoices are:
      | number          | kind    | sessions | payable  |
      | INV-2026-000001 | receipt | 1        | 0.00 EUR |
