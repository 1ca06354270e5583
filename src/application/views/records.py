"""Views of why records say what they say: ours, and somebody else's beside ours."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from application.views.amounts import Amount
from application.views.prices import AltTextView, ElementView, LimitView, TermsView
from application.views.tariff import ExplanationView


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCopyView:
    """The edition of a tariff as it was when it priced the record."""

    id: UUID
    series: UUID
    edition: int
    name: str
    currency: str
    elements: tuple[ElementView, ...]
    min_price: LimitView | None
    max_price: LimitView | None
    tax_included: str
    alt_texts: tuple[AltTextView, ...]
    terms: TermsView
    valid_from: datetime | None
    valid_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCostView:
    """A record's own bill, and the way to it: enough to reckon each cent again."""

    cdr: UUID
    session: UUID
    revision: int
    credits: UUID | None
    """The record that it takes back: what is explained is that one's price."""
    tariff: PriceCopyView | None
    """As it was then; null in records that no tariff priced, and in old ones."""
    groups: tuple[str, ...]
    """That the driver was in."""
    memberships: tuple[str, ...]
    before_taxes: Amount
    """As it was written; negative for a credit."""
    total: Amount
    """With taxes."""
    explanation: ExplanationView | None
    """Null where it was declared free of charge."""
    reproduced: bool
    """Whether the way leads to the bill, to the cent."""
    text: str
    """All of it in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """An amount of theirs that is not ours, to four digits."""

    heading: str
    """total, fixed, energy, time, parking or reservation."""
    taxed: bool
    """Whether it is the amount after taxes."""
    theirs: str
    ours: str | None
    """Null: it cannot be told, as some part has no VAT."""
    by: str | None
    """How much theirs is above ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedQuantityView:
    """A total in kWh or hours: what they say, what their periods come to, and ours."""

    name: str
    stated: str | None
    periods: str
    ours: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumesView:
    """How much in a span of time, and what it costs by our engine."""

    energy_wh: str
    charging_seconds: str
    parking_seconds: str
    reserved_seconds: str
    cost: str
    """Before taxes, steps, limits and discounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedPeriodView:
    """One of their charging periods, and the same time of ours."""

    number: int
    """Its index in their record."""
    begin: datetime
    end: datetime
    theirs: VolumesView
    ours: VolumesView | None
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonStepView:
    """A part of the difference between their total and ours, before taxes."""

    cause: str
    """reckoning (their amount does not follow from their own periods and tariff), prices (their
    tariff is not ours), or use (they tell of other energy or times)."""
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonView:
    """Their record beside what our engine makes of it, and beside ours."""

    agrees: bool
    """Whether all amounts they tell follow from their periods and tariff, within a cent."""
    differences: tuple[DifferenceView, ...]
    """Those that do not."""
    quantities: tuple[ComparedQuantityView, ...]
    periods: tuple[ComparedPeriodView, ...]
    explanation: ExplanationView
    """What their periods cost by their tariff."""
    record: UUID | None
    """Ours, if it was named."""
    from_ours: tuple[DifferenceView, ...]
    """Amounts of theirs that are not those of our record."""
    causes: tuple[ComparisonStepView, ...]
    """Where the difference of the totals comes from; they add up to it. Empty without a record."""
    remarks: tuple[str, ...]
    """What was not understood, or taken as something else."""
    text: str
    """All of it in words."""
