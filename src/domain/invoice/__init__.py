"""Invoices: what sessions come to for who pays them."""

from domain.invoice.customer import Customer, CustomerChanged, CustomerParticulars
from domain.invoice.drawing import billable, currency_of, lines_of, paid_back, told
from domain.invoice.events import (
    InvoiceIssued,
    InvoiceNotSent,
    InvoiceSent,
    InvoiceToBeSent,
)
from domain.invoice.invoice import (
    Delivery,
    Dispatch,
    Invoice,
    InvoiceContent,
    InvoiceKind,
    InvoiceState,
)
from domain.invoice.lines import Detail, Line, TaxCategory, TaxShare, Totals, total_of
from domain.invoice.parties import BankAccount, Party, mail_address
from domain.invoice.profile import LANGUAGES, BillingProfile, BillingTerms
from domain.invoice.rules import RULES, RoundingRule, rule_of
from domain.invoice.series import NumberSeries, series_name

__all__ = [
    "LANGUAGES",
    "RULES",
    "BankAccount",
    "BillingProfile",
    "BillingTerms",
    "Customer",
    "CustomerChanged",
    "CustomerParticulars",
    "Delivery",
    "Detail",
    "Dispatch",
    "Invoice",
    "InvoiceContent",
    "InvoiceIssued",
    "InvoiceKind",
    "InvoiceNotSent",
    "InvoiceSent",
    "InvoiceState",
    "InvoiceToBeSent",
    "Line",
    "NumberSeries",
    "Party",
    "RoundingRule",
    "TaxCategory",
    "TaxShare",
    "Totals",
    "billable",
    "currency_of",
    "lines_of",
    "mail_address",
    "paid_back",
    "rule_of",
    "series_name",
    "told",
    "total_of",
]
