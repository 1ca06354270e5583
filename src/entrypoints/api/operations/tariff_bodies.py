"""What is sent of tariffs: the whole model of OCPI 2.3.0 and more, or a few simple prices."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from application.tariff.edit_tariff import TariffParticulars
from domain.tariff import (
    CONTENT,
    Dimension,
    FullPrices,
    Reservation,
    RoundingMode,
    RoundingScope,
    TariffKind,
    TaxIncluded,
    Weekday,
)
from entrypoints.api.reading.types import (
    CurrencyCode,
    Instant,
    LongName,
    Name,
    Percent,
    Price,
    Text,
    utc,
)

Signed = Annotated[
    str,
    Meta(
        max_length=20, pattern=r"^-?[0-9]{1,9}(\.[0-9]{1,6})?$", description="Exact decimal text.",
    ),
]  # fmt: skip
Quantity = Annotated[
    str,
    Meta(
        max_length=20, pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$", description="Exact decimal text.",
    ),
]  # fmt: skip
Duration = Annotated[int, Meta(ge=0, le=31_536_000)]
LocalTime = Annotated[time, Meta(tz=False)]
Most = Meta(max_length=100)


class _Body(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    pass


class SpotBody(_Body):
    """A price that follows a time series, such as the day-ahead market."""

    series: Name
    factor: Signed = "1"
    addend: Signed = "0"
    floor: Signed | None = "0"
    """Never less than this; null lets the price fall below zero."""


class ComponentBody(_Body):
    """So much of the currency for a unit of one dimension."""

    dimension: Dimension
    price: Price
    """For a session, a kWh or an hour."""
    vat: Percent | None = None
    """Null: no such tax applies."""
    step_size: Annotated[int, Meta(ge=0, le=1_000_000)] = 1
    """Billed in blocks of so many Wh or seconds; 0 and 1: as exact as it was measured."""
    spot: SpotBody | None = None


class RestrictionsBody(_Body):
    """Circumstances, all of which must hold; times are local. `min` is inclusive, `max` is not."""

    start_time: LocalTime | None = None
    end_time: LocalTime | None = None
    """Exclusive; before `start_time` it is on the next day."""
    start_date: date | None = None
    end_date: date | None = None
    """Exclusive."""
    min_kwh: Quantity | None = None
    max_kwh: Quantity | None = None
    min_current: Quantity | None = None
    """Amperes, summed over the phases."""
    max_current: Quantity | None = None
    min_power: Quantity | None = None
    """Kilowatts."""
    max_power: Quantity | None = None
    min_duration: Duration | None = None
    """Seconds."""
    max_duration: Duration | None = None
    days: Annotated[tuple[Weekday, ...], Meta(max_length=7)] = ()
    """None: all of them."""
    reservation: Reservation | None = None


class ElementBody(_Body):
    """Prices that hold in the same circumstances; for each dimension the first match decides."""

    components: Annotated[tuple[ComponentBody, ...], Most] = ()
    restrictions: RestrictionsBody = msgspec.field(default_factory=RestrictionsBody)


class LimitBody(_Body):
    """The least or the most that a session costs; both amounts hold, each by itself."""

    before_taxes: Price | None = None
    after_taxes: Price | None = None


class AltTextBody(_Body):
    """The list in words."""

    language: Annotated[str, Meta(pattern=r"^[a-z]{2}$")]
    """ISO 639-1."""
    text: Annotated[str, Meta(min_length=1, max_length=512)]


class AllowanceBody(_Body):
    """So much is free in each session: kWh of energy, minutes of time."""

    dimension: Dimension
    amount: Quantity


class DiscountBody(_Body):
    """A part of the price that some need not pay."""

    name: Name
    percent: Percent
    membership: Name | None = None
    """Null: for all."""
    valid_from: Instant | None = None
    valid_until: Instant | None = None
    dimensions: Annotated[tuple[Dimension, ...], Meta(max_length=4)] = ()
    """None: all of them."""


class GroupPricesBody(_Body):
    """Other elements for a group of users; the first group that a user is in decides."""

    group: LongName
    elements: Annotated[tuple[ElementBody, ...], Most] = ()


class RoundingBody(_Body):
    """How amounts are rounded for payment."""

    scope: RoundingScope = RoundingScope.TOTAL
    mode: RoundingMode = RoundingMode.HALF_UP
    unit: Price | None = None
    """To multiples of this, such as 0.05; null: the currency's minor unit."""


class TermsBody(_Body):
    """What goes beyond OCPI."""

    idle_grace_seconds: Duration = 0
    """So much of the parking time of a session is free."""
    idle_cap: Price | None = None
    """Parking time costs at most this, before taxes."""
    allowances: Annotated[tuple[AllowanceBody, ...], Most] = ()
    groups: Annotated[tuple[GroupPricesBody, ...], Most] = ()
    discounts: Annotated[tuple[DiscountBody, ...], Most] = ()
    rounding: RoundingBody = msgspec.field(default_factory=RoundingBody)


class TariffDraft(_Body):
    """All that an operator says of a tariff.

    Either `elements` and what belongs to them, or the few simple prices, which are before taxes.
    """

    name: Name
    currency: CurrencyCode
    flat: Price = "0"
    """Once a session."""
    per_kwh: Price = "0"
    per_hour: Price = "0"
    """Of charging."""
    idle_per_hour: Price = "0"
    """Of being connected without charging, after the grace."""
    idle_grace_seconds: Duration = 0
    tax_percent: Percent = "0"
    elements: Annotated[tuple[ElementBody, ...], Most] | None = None
    """Null: the simple prices."""
    min_price: LimitBody | None = None
    max_price: LimitBody | None = None
    tax_included: TaxIncluded = TaxIncluded.NO
    kind: TariffKind | None = None
    alt_texts: Annotated[tuple[AltTextBody, ...], Most] = ()
    alt_url: Text | None = None
    terms: TermsBody | None = None
    is_default: bool = False
    """Whether it holds where no other was assigned."""
    valid_from: Instant | None = None
    valid_until: Instant | None = None

    def particulars(self) -> TariffParticulars:
        """As the use case takes them."""
        return TariffParticulars(
            name=self.name,
            currency=self.currency,
            flat=Decimal(self.flat),
            per_kwh=Decimal(self.per_kwh),
            per_hour=Decimal(self.per_hour),
            idle_per_hour=Decimal(self.idle_per_hour),
            idle_grace=timedelta(seconds=self.idle_grace_seconds),
            tax_percent=Decimal(self.tax_percent),
            prices=self._prices(),
            is_default=self.is_default,
            valid_from=utc(self.valid_from),
            valid_until=utc(self.valid_until),
        )

    def _prices(self) -> FullPrices | None:
        """The names are those of the domain; what the simple prices cannot say asks for all."""
        told: dict[str, Any] = {
            name: msgspec.to_builtins(getattr(self, name))
            for name in CONTENT
            if getattr(self, name) is not None
        }
        if self.elements is None:
            more = self.min_price or self.max_price or self.alt_texts or self.alt_url or self.kind
            if not (more or self.terms or self.tax_included is not TaxIncluded.NO):
                return None
            told["elements"] = []
        terms = told.get("terms", {})
        grace = timedelta(seconds=terms.pop("idle_grace_seconds", 0))
        if grace:
            terms["idle_grace"] = f"PT{int(grace.total_seconds())}S"
        prices: FullPrices = msgspec.convert(told, FullPrices, strict=False)
        return prices


class NewTariff(TariffDraft):
    """A new tariff. Simple prices are published at once unless told otherwise."""

    state: Literal["draft", "published"] | None = None
    """Null: published for simple prices, a draft where there are `elements`."""

    @property
    def publish(self) -> bool:
        """Whether it prices sessions at once."""
        if self.state is not None:
            return self.state == "published"
        return self.elements is None


class NewEdition(NewTariff):
    """The next edition, in full."""
