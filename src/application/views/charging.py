"""Views of sessions, their readings, unmatched reports and charge detail records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from application.views.amounts import Amount, BillView
from application.views.paging import Page, Slice
from domain.cdr import Cdr

SESSION_SORTS = ("-began", "began")
CDR_SORTS = ("-number", "number")
READING_SORTS = ("at", "-at")
UNMATCHED_SORTS = ("-received", "received")


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A charging session."""

    id: UUID
    station: UUID
    reference: str
    """What the station calls its transaction."""
    evse: int | None
    connector: int | None
    token: str | None
    group: str | None
    authorization: str | None
    phase: str
    open: bool
    began_at: datetime
    """When it started, or else was first heard of."""
    ended_at: datetime | None
    reason: str | None
    evidence: str | None
    """Set where a rule closed it."""
    energy_wh: Decimal
    first_heard: datetime
    last_heard: datetime
    silent_since: datetime | None
    complete: bool
    """Whether start, end and every report in between are known."""
    findings: tuple[str, ...]
    """What an auditor should know of it, in alphabetical order."""
    tariff: UUID | None
    remote_start: int | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentView:
    """A time by the station, corrected where it must be."""

    at: datetime
    received: datetime
    said: str | None = None
    """The station's own text, where `at` does not render it."""
    flaw: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeterView:
    """The registers that decide the energy, in Wh."""

    begin_wh: Decimal | None
    latest_wh: Decimal | None
    latest_at: datetime | None
    end_wh: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchView:
    """A time in one phase, with the energy delivered in it."""

    phase: str
    begin: datetime
    end: datetime
    energy_wh: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDetail:
    """A session with its times, registers, phases, and what it costs so far."""

    session: SessionView
    started: MomentView | None
    ended: MomentView | None
    missing: tuple[tuple[int, int], ...]
    """Numbers of reports that have not come though later ones have: ranges, both ends included."""
    meter: MeterView
    stretches: tuple[StretchView, ...]
    charging_seconds: Decimal
    idle_seconds: Decimal
    cost: BillView | None
    """So far, by the tariff fixed at its start; None where no tariff applied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilter:
    """Which sessions."""

    station: UUID | None = None
    token: str | None = None
    """A uid, in any letter case."""
    phase: str | None = None
    open: bool | None = None
    silent: bool | None = None
    """Open, and not heard for longer than the tenant's limit."""
    finding: str | None = None
    since: datetime | None = None
    """Began then or later."""
    until: datetime | None = None
    """Began before then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedView:
    """A signed meter value, byte for byte as the meter made it."""

    data: str
    method: str | None = None
    encoding: str | None = None
    public_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleView:
    """One measured quantity, in the base unit."""

    measurand: str
    value: Decimal | None
    """None where the station sent what is no number; `raw` then has its text."""
    unit: str
    context: str
    place: str
    phase: str | None = None
    signed: SignedView | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """What a meter showed at one moment."""

    at: datetime
    received: datetime
    said: str | None
    flaw: str | None
    evse: int | None
    connector: int | None
    samples: tuple[SampleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedView:
    """A station's word about a transaction that nobody knows."""

    id: UUID
    station: UUID
    received_at: datetime
    why: str
    candidate: UUID | None
    """The one open session it could be about: a proposal, not a decision."""
    kind: str
    reference: str
    at: datetime
    said: str | None
    flaw: str | None
    evse: int | None
    connector: int | None
    token: str | None
    register_wh: Decimal | None
    reason: str | None
    """Of the end, as the station told it."""
    readings: tuple[ReadingView, ...]
    state: str
    """waiting, assigned or dismissed."""
    session: UUID | None
    """Whose it is, where an operator has said so."""
    dismissed: str | None
    """Why it is nobody's, where an operator has said so."""
    decided_at: datetime | None
    decided_by: str | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmatchedFilter:
    """Which reports of transactions that nobody knows."""

    station: UUID | None = None
    reference: str | None = None
    """The transaction, as the station named it."""
    state: str | None = None
    """waiting, assigned or dismissed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CdrView:
    """A charge detail record; it never changes."""

    id: UUID
    number: int
    """Counts the tenant's records without gaps."""
    session: UUID
    station: UUID
    token: str | None
    began_at: datetime
    ended_at: datetime
    energy_wh: Decimal
    charging_seconds: Decimal
    idle_seconds: Decimal
    tariff: UUID | None
    bill: BillView | None
    findings: tuple[str, ...]
    written_at: datetime
    revision: int
    """0 for the session's first record, 1 for the one in its stead, and so on."""
    credits: UUID | None
    """Set on a credit: the record that it takes back."""
    replaces: UUID | None
    """The credited record that this one stands for."""
    total: Amount | None
    """With taxes; negative for a credit."""
    place: str
    """The name of the location, as it was."""
    home: bool
    """Charged at the home of a customer, who is paid back."""
    invoice: UUID | None
    """The invoice that lists it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CdrFilter:
    """Which records."""

    number: int | None = None
    station: UUID | None = None
    session: UUID | None = None
    token: str | None = None
    since: datetime | None = None
    """Written then or later."""
    until: datetime | None = None


class SessionsView(Protocol):
    """The tenant's sessions."""

    async def page(self, wanted: Slice, chosen: SessionFilter) -> Page[SessionView]:
        """Sorts: SESSION_SORTS."""
        ...

    async def find(self, session: UUID) -> SessionView | None:
        """That one, or None."""
        ...

    async def many(self, sessions: Sequence[UUID]) -> tuple[SessionView, ...]:
        """Those of them that exist, in no order."""
        ...

    async def detail(self, session: UUID, now: datetime) -> SessionDetail | None:
        """That one with all that is known of it at `now`, or None."""
        ...

    async def readings(self, session: UUID, wanted: Slice) -> Page[ReadingView]:
        """Of that session; sorts: READING_SORTS."""
        ...


class UnmatchedReportsView(Protocol):
    """What stations said of transactions that nobody knows."""

    async def page(self, wanted: Slice, chosen: UnmatchedFilter) -> Page[UnmatchedView]:
        """Sorts: UNMATCHED_SORTS."""
        ...

    async def find(self, report: UUID) -> UnmatchedView | None:
        """That one, or None."""
        ...


class CdrsView(Protocol):
    """The tenant's charge detail records."""

    async def page(self, wanted: Slice, chosen: CdrFilter) -> Page[CdrView]:
        """Sorts: CDR_SORTS."""
        ...

    async def find(self, cdr: UUID) -> CdrView | None:
        """That one, or None."""
        ...

    async def record(self, cdr: UUID) -> Cdr | None:
        """That one, whole, or None."""
        ...
