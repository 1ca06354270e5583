"""Records, the inbox, and invoices."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal

from application.billing.create_invoice import InvoiceCustomer
from application.billing.credit_cdr import CreditCdr
from application.billing.decide_unpriced import DecideUnpriced
from application.billing.edit_customer import CreateCustomer
from application.billing.edit_invoice import CreditInvoice
from application.billing.terms import SetBillingTerms
from application.views.billing import InvoiceFilter
from application.views.charging import CdrFilter, CdrView
from application.views.paging import Slice
from domain.cdr import Decision
from domain.errors import NotPossibleNow
from domain.identity import CdrId, CustomerId, InvoiceId, SessionId
from domain.invoice import BillingTerms, CustomerParticulars, Party
from domain.location import Address
from features.world import Billing, InvoiceSeen, RecordSeen
from features.worlds.stage import Stage

TERMS = BillingTerms(
    seller=Party(
        name="Stadtwerke", address=Address("Markt 1", "Berlin", "10115", "DE"), vat_id="DE123456789"
    ),
    time_zone="Europe/Berlin",
)


class Bills(Stage, Billing):
    """The verbs of `Billing`."""

    async def has_customer(self, name: str, card: str) -> None:
        await self.run(SetBillingTerms(self.tenant, TERMS))
        party = Party(name=name, address=Address(country="DE"))
        await self.run(
            CreateCustomer(self.tenant, CustomerParticulars(party=party, tokens=(card,)))
        )

    async def credits_record(self, card: str, why: str) -> None:
        record = (await self._records(card))[-1]
        await self.run(CreditCdr(CdrId(record.id), why))

    async def frees_session(self, card: str) -> None:
        for entry in (await self.views().unpriced.page(_all("since"), waiting=True)).items:
            session = await self.views().sessions.find(entry.session)
            if session is not None and session.token == card:
                decide = DecideUnpriced(
                    session=SessionId(entry.session), decision=Decision.FREE, by="Grace",
                    currency="EUR",
                )  # fmt: skip
                await self.run(decide)

    async def invoices_march(self, name: str) -> None:
        (customer,) = (await self.views().customers.page(_all("name"), name)).items
        with suppress(NotPossibleNow):  # there may be nothing to bill
            await self.run(
                InvoiceCustomer(
                    tenant=self.tenant,
                    customer=CustomerId(customer.id),
                    begin=date(2026, 3, 1),
                    end=date(2026, 3, 31),
                )
            )

    async def credits_invoice(self, number: str, why: str) -> None:
        chosen = InvoiceFilter(number=number)
        (invoice,) = (await self.views().invoices.page(_all("created"), chosen)).items
        await self.run(CreditInvoice(InvoiceId(invoice.id), why))

    async def cards_without_price(self) -> Sequence[str | None]:
        entries = (await self.views().unpriced.page(_all("since"), waiting=True)).items
        sessions = await self.views().sessions.many([entry.session for entry in entries])
        return [session.token for session in sessions]

    async def records_of(self, card: str) -> Sequence[RecordSeen]:
        return [
            RecordSeen(
                r.number, Decimal(r.total.amount) if r.total else None, r.credits is not None
            )
            for r in await self._records(card)
        ]

    async def invoices_written(self) -> Sequence[InvoiceSeen]:
        page = await self.views().invoices.page(_all("created"), InvoiceFilter())
        return [
            InvoiceSeen(
                i.number or "", i.kind.replace("_", " "), i.sessions, Decimal(i.payable.amount)
            )
            for i in page.items
        ]

    async def _records(self, card: str) -> Sequence[CdrView]:
        return (await self.views().cdrs.page(_all("number"), CdrFilter(token=card))).items


def _all(sort: str) -> Slice:
    return Slice(500, None, sort)
