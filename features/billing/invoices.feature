# EN 16931; several sessions on one statement, reimbursement, credit notes
Feature: Invoices
  As an operator
  I want one statement a month for each customer, numbered without gaps,
  so that customers pay what their drivers were told and the tax office finds nothing missing.

  Background:
    Given it is 2026-03-02 07:00
    And we work for "Stadtwerke"
    And the tariff:
      | part   | price        |
      | energy | 0.50 EUR/kWh |
    And a station "Hauptstraße-1" speaking 1.6
    And the customer "Ada" pays for "TAG-ANNA"
    When "Hauptstraße-1" says:
      | event | time  | connector | card     | meter    |
      | start | 08:00 | 1         | TAG-ANNA | 1000 Wh  |
      | stop  | 09:00 | 1         | TAG-ANNA | 21000 Wh |
      | start | 10:00 | 1         | TAG-ANNA | 21000 Wh |
      | stop  | 11:00 | 1         | TAG-ANNA | 28000 Wh |

  Scenario: All sessions of a month stand on one statement
    When we invoice "Ada" for March 2026
    Then the invoices are:
      | number          | kind    | sessions | payable   |
      | INV-2026-000001 | invoice | 2        | 13.50 EUR |

  Scenario: Nothing is billed twice
    When we invoice "Ada" for March 2026
    And we invoice "Ada" for March 2026
    Then the invoices are:
      | number          | kind    | sessions | payable   |
      | INV-2026-000001 | invoice | 2        | 13.50 EUR |

  Scenario: What was invoiced by mistake is taken back and invoiced anew
    When we invoice "Ada" for March 2026
    And we credit the invoice "INV-2026-000001" because "wrong address"
    And we invoice "Ada" for March 2026
    Then the invoices are:
      | number          | kind        | sessions | payable   |
      | INV-2026-000001 | invoice     | 2        | 13.50 EUR |
      | CRN-2026-000001 | credit note | 2        | 13.50 EUR |
      | INV-2026-000002 | invoice     | 2        | 13.50 EUR |
