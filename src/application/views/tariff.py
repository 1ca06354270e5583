"""Views of tariffs."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from application.views.amounts import Amount
from application.views.paging import Page, Slice
from application.views.past_sessions import PastFilter, PastSession
from application.views.prices import (
    AltTextView,
    ElementView,
    LimitView,
    RoundingView,
    TermsView,
)

TARIFF_SORTS = ("name", "-name", "created", "-created")
ASSIGNMENT_SORTS = ("created", "-created")


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffView:
    """An edition of a price list. Prices are in units of the currency, as exact decimal text.

    The simple prices are None where the list says more than they can.
    """

    id: UUID
    name: str
    currency: str
    state: str
    """draft, published or withdrawn."""
    series: UUID
    """Its first edition, by which it is assigned."""
    edition: int
    flat: str | None
    per_kwh: str | None
    per_hour: str | None
    idle_per_hour: str | None
    idle_grace_seconds: int | None
    tax_percent: str | None
    elements: tuple[ElementView, ...]
    min_price: LimitView | None
    max_price: LimitView | None
    tax_included: str
    kind: str | None
    alt_texts: tuple[AltTextView, ...]
    alt_url: str | None
    terms: TermsView
    """What goes beyond OCPI."""
    is_default: bool
    valid_from: datetime | None
    valid_until: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffFilter:
    """Which tariffs."""

    text: str | None = None
    """A part of the name."""
    state: str | None = None
    series: UUID | None = None


EVERY_TARIFF = TariffFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffAssignmentView:
    """Where, when and for whom a price list holds; what is null is not narrowed."""

    id: UUID
    tariff: UUID
    """The list's first edition."""
    location: UUID | None
    station: UUID | None
    evse: int | None
    group: str | None
    partner: str | None
    valid_from: datetime | None
    valid_until: datetime | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFilter:
    """Which assignments."""

    tariff: UUID | None = None
    location: UUID | None = None
    station: UUID | None = None
    group: str | None = None
    partner: str | None = None


@dataclass(frozen=True, slots=True)
class FindingView:
    """What somebody should know about a tariff, and where in it."""

    code: str
    severity: str
    """fault, doubt or hint."""
    path: str
    """As OCPI has it, such as `elements[2].restrictions.end_time`."""
    message: str


@dataclass(frozen=True, slots=True)
class ExplainedLine:
    """All that one price component has billed. Amounts are exact to four digits."""

    dimension: str
    reservation: bool
    consumed: Decimal
    """In Wh or seconds."""
    billed: Decimal
    """The same in whole steps, without what is free."""
    step_size: int
    unit: str
    """What the price is for one of."""
    price: str
    vat: str | None
    before_taxes: str
    after_taxes: str | None
    element: int
    """Its index in the tariff's elements."""
    component: int
    tariff: str | None
    """Its id."""
    tax_included: bool
    """Whether `price` holds the taxes."""


@dataclass(frozen=True, slots=True)
class ExplainedAdjustment:
    """What a cap, a discount, a minimum or a maximum changes."""

    cause: str
    name: str
    before_taxes: str
    after_taxes: str | None


@dataclass(frozen=True, slots=True)
class ExplainedShare:
    """So much of one dimension in one segment."""

    dimension: str
    quantity: Decimal
    price: str | None
    """None: free."""
    vat: str | None
    """Percent."""
    tariff: str | None
    """Its id."""
    element: int | None
    component: int | None
    reservation: bool


@dataclass(frozen=True, slots=True)
class ExplainedPart:
    """A segment in which the same prices held; times are local."""

    start: datetime
    end: datetime
    shares: tuple[ExplainedShare, ...]


@dataclass(frozen=True, slots=True)
class WarningView:
    """What an auditor should look at before he trusts the amounts."""

    code: str
    period: int | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplanationView:
    """What a session costs and why: enough to recompute each cent."""

    tariffs: tuple[str, ...]
    time_zone: str
    segments: tuple[ExplainedPart, ...]
    lines: tuple[ExplainedLine, ...]
    adjustments: tuple[ExplainedAdjustment, ...]
    exact_before_taxes: str
    """The sum of lines and adjustments to four digits, before it is rounded for payment."""
    exact_after_taxes: str | None
    """None where some part has no VAT."""
    rounding: RoundingView
    before_taxes: Amount
    total: Amount
    """With taxes, as it is paid."""
    warnings: tuple[WarningView, ...]
    readings: tuple[str, ...]
    """How the specification was read where it leaves a choice."""
    text: str
    """The same in words."""


class TariffsView(Protocol):
    """The tenant's price lists."""

    async def page(self, wanted: Slice, chosen: TariffFilter = EVERY_TARIFF) -> Page[TariffView]:
        """Those; sorts: TARIFF_SORTS."""
        ...

    async def find(self, tariff: UUID) -> TariffView | None:
        """That one, or None."""
        ...

    async def assignments(
        self, wanted: Slice, chosen: AssignmentFilter
    ) -> Page[TariffAssignmentView]:
        """Those; sorts: ASSIGNMENT_SORTS."""
        ...

    async def assignment(self, assignment: UUID) -> TariffAssignmentView | None:
        """That one, or None."""
        ...

    async def past(
        self, chosen: PastFilter, limit: int, *, readings: bool
    ) -> tuple[PastSession, ...]:
        """Settled sessions by rising identity, if asked for with what their meters read."""
        ...

    async def count_past(self, chosen: PastFilter) -> int:
        """How many there are."""
        ...
