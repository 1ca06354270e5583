"""Everything the application keeps, as one scope hands it out.

A scope belongs to one tenant and to one flow of commands: its stores share a unit of work and see
what they saved in it. A station's scope lives as long as its connection and keeps the station and
its open sessions in memory (residency is a cache; the version column is the truth).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from application.ports.access import ApiKeys, Tenants
from application.ports.authorization import IdTokens
from application.ports.billing import (
    BillingProfiles,
    Customers,
    Invoices,
    SeriesOfNumbers,
    UnpricedSessions,
)
from application.ports.charging import (
    Cdrs,
    ChargingSessions,
    MeterReadings,
    TransactionNumbers,
    UnmatchedReports,
)
from application.ports.costs import ShownCosts
from application.ports.payment import Payments, ProviderNotices, StoredMethods, Terms
from application.ports.prices import MarketPrices
from application.ports.provisioning import (
    ConformanceLog,
    Credentials,
    Inventories,
    Link,
    Links,
    Locations,
    Policies,
    Stations,
)
from application.ports.remote_control import Orders
from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from domain.aggregate import DomainEvent
from domain.identity import StationIdentity, TenantId
from domain.payment import PaymentId


class Journal(Protocol):
    """Events that no aggregate causes, such as what a station reports of its security."""

    def note(self, event: DomainEvent) -> None:
        """Write it to the outbox with the next commit."""
        ...


@dataclass(frozen=True, slots=True)
class Stores:
    """One scope: the stores of one tenant and their unit of work."""

    tenant: TenantId
    work: UnitOfWork
    stations: Stations
    credentials: Credentials
    inventories: Inventories
    links: Links
    conformance: ConformanceLog
    locations: Locations
    policies: Policies
    tokens: IdTokens
    sessions: ChargingSessions
    numbers: TransactionNumbers
    readings: MeterReadings
    unmatched: UnmatchedReports
    cdrs: Cdrs
    unpriced: UnpricedSessions
    profiles: BillingProfiles
    customers: Customers
    invoices: Invoices
    series: SeriesOfNumbers
    tariffs: Tariffs
    market: MarketPrices
    shown_costs: ShownCosts
    orders: Orders
    payments: Payments
    methods: StoredMethods
    payment_terms: Terms
    notices: ProviderNotices
    journal: Journal


@dataclass(frozen=True, slots=True)
class PlatformStores:
    """The scope of the platform itself: tenants and keys."""

    work: UnitOfWork
    tenants: Tenants
    keys: ApiKeys


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event in the outbox; numbers rise in the order in which they became visible."""

    number: int
    event: DomainEvent
    claims: int = 0
    """How often it has been claimed, this time included: by whom, and what became of it then, is
    not told. Kept with the event, so that it survives whoever claimed it."""


class Outbox(Protocol):
    """Events of all tenants, written with their causes, waiting for their reactions."""

    async def claim(self, limit: int, lease_seconds: float) -> tuple[StoredEvent, ...]:
        """Unhandled events, oldest first, that nobody else gets before the lease runs out."""
        ...

    async def done(self, numbers: Sequence[int]) -> None:
        """Their reactions have run."""
        ...

    async def failed(self, number: int, why: str, retry_at: datetime) -> None:
        """A reaction failed; try again then."""
        ...

    async def give_back(self, numbers: Sequence[int]) -> None:
        """They were not taken up after all: anybody may claim them at once."""
        ...

    async def after(self, number: int, limit: int) -> tuple[StoredEvent, ...]:
        """Events above `number`, handled or not; none becomes visible below one returned."""
        ...

    async def newest(self) -> int:
        """The highest visible number, or 0."""
        ...


class Storage(Protocol):
    """The whole of what is kept, for one process."""

    def scope(self, tenant: TenantId, by: str | None = None) -> Stores:
        """A scope for one request, or one reaction, of the tenant.

        `by` names who acts in it: every event that is written in it says so.
        """
        ...

    def reaction_scope(self, tenant: TenantId) -> Stores:
        """A scope for what follows from an event: reactions to it have in common what they read.

        What one of them has read of sessions and stations the next may be given again, until
        `work.discard()`.
        """
        ...

    def station_scope(self, tenant: TenantId, link: Link) -> Stores:
        """A scope for one connection: resident, and fenced by the link."""
        ...

    def platform(self, by: str | None = None) -> PlatformStores:
        """A scope above all tenants, in which `by` acts."""
        ...

    async def due_payments(
        self, at: datetime, limit: int
    ) -> tuple[tuple[TenantId, PaymentId], ...]:
        """Payments of any tenant that must be looked after by then, the most overdue first."""
        ...

    @property
    def outbox(self) -> Outbox:
        """The events of all tenants."""
        ...


class FrameRecord(NamedTuple):
    """One message on a station's line, as it was; secrets already blanked."""

    tenant: TenantId
    identity: StationIdentity
    station: str
    at: datetime
    inbound: bool
    protocol: str
    kind: str
    """call, result, error, send or malformed."""
    message_id: str
    action: str
    text: str
    duration_ms: float | None = None
    """From request to answer, with the answer."""


class FramesLog(Protocol):
    """What each station said and was told: beside the acknowledgement path, bounded, lossy last."""

    def record(self, frame: FrameRecord) -> None:
        """Note a frame; returns at once. When the log cannot keep up, it counts what it drops."""
        ...
