"""Giving an invoice its number."""

from dataclasses import dataclass

from application.ports.billing import SeriesOfNumbers
from application.ports.world import Clock
from domain.invoice import BillingTerms, Invoice, InvoiceKind, series_name


@dataclass(frozen=True, slots=True)
class Numbering:
    """Issue invoices.

    - Numbers follow one another without gaps, for each tenant, kind of document and year: the
      number is kept with its invoice, or neither is.
    - The year is that of the operator's own time zone.
    """

    series: SeriesOfNumbers
    clock: Clock

    async def issue(self, invoice: Invoice, terms: BillingTerms) -> None:
        """Give it the next number; it is kept with the invoice's own commit."""
        now = self.clock.now()
        today = now.astimezone(terms.zone).date()
        series = await self.series.get(series_name(_prefix(invoice.kind, terms), today))
        invoice.issue(series.next(), today, terms.payment_days, now)
        self.series.save(series)


def _prefix(kind: InvoiceKind, terms: BillingTerms) -> str:
    own = {
        InvoiceKind.CREDIT_NOTE: terms.credit_prefix,
        InvoiceKind.SELF_BILLED: terms.self_billed_prefix,
    }
    return own.get(kind, terms.invoice_prefix)
