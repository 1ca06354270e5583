"""Stores of what is billed, to whom, and under which numbers; for the tenant of the scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.cdr import Cdr, UnpricedSession
from domain.identity import CdrId, CustomerId, InvoiceId, SessionId, StationId
from domain.invoice import BillingProfile, Customer, Invoice, NumberSeries


class UnpricedSessions(Protocol):
    """The inbox of sessions that nobody could price."""

    async def find(self, session: SessionId) -> UnpricedSession | None:
        """The entry of that session, or None."""
        ...

    async def get(self, session: SessionId) -> UnpricedSession:
        """The entry of that session; raises NotFound."""
        ...

    def save(self, entry: UnpricedSession) -> None:
        """Write it with the next commit."""
        ...


class BillingProfiles(Protocol):
    """The tenant's own terms."""

    async def find(self) -> BillingProfile | None:
        """They, or None where nobody has said them."""
        ...

    def save(self, profile: BillingProfile) -> None:
        """Write them with the next commit."""
        ...


class Customers(Protocol):
    """The tenant's customers."""

    async def get(self, customer: CustomerId) -> Customer:
        """That customer; raises NotFound."""
        ...

    async def of_token(self, uid: str) -> Customer | None:
        """The customer who pays for that token, in any letter case; the first of several."""
        ...

    async def at_home(self, station: StationId) -> Customer | None:
        """The customer whose home that station is at, or None."""
        ...

    def save(self, customer: Customer) -> None:
        """Write it with the next commit."""
        ...

    def remove(self, customer: Customer) -> None:
        """Take it away with the next commit; StillReferenced if he has invoices."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Chargeable:
    """Which records an invoice may list: those on no invoice yet.

    Of a session that ended from `since` on and before `until`; corrections also of before.
    """

    until: datetime
    since: datetime | None = None
    tokens: tuple[str, ...] = ()
    """uids in any letter case; none: no record by its token."""
    stations: tuple[StationId, ...] = ()
    """Home stations: then records of charging at home, else only the others."""


class Invoices(Protocol):
    """The tenant's invoices. A record is on one invoice at most."""

    async def get(self, invoice: InvoiceId) -> Invoice:
        """That invoice; raises NotFound."""
        ...

    async def chargeable(self, wanted: Chargeable, limit: int) -> tuple[Cdr, ...]:
        """Those records, oldest first."""
        ...

    async def invoice_of(self, record: CdrId) -> InvoiceId | None:
        """The invoice that lists it, or None."""
        ...

    def save(self, invoice: Invoice) -> None:
        """Write it with the next commit."""
        ...

    def remove(self, invoice: Invoice) -> None:
        """Take a draft away with the next commit; its records may be listed anew."""
        ...

    def list_records(self, invoice: InvoiceId, records: Sequence[CdrId]) -> None:
        """Bind records to it with the next commit; AlreadyExists if another one lists one."""
        ...

    def free_records(self, records: Sequence[CdrId]) -> None:
        """With the next commit they are on no invoice."""
        ...


class SeriesOfNumbers(Protocol):
    """Counters of invoice numbers."""

    async def get(self, name: str) -> NumberSeries:
        """That series; a new one if nobody has counted in it."""
        ...

    def save(self, series: NumberSeries) -> None:
        """Write it with the next commit; StaleState if somebody else has counted meanwhile."""
        ...
