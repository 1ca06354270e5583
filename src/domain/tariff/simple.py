"""The simplest price list: a fee, a price per kWh, one per hour, one for idle time, one tax."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from domain.errors import Invalid
from domain.identity import TariffId, TenantId
from domain.quantities import Currency
from domain.tariff.elements import UNRESTRICTED, Element, PriceComponent
from domain.tariff.tariff import Tariff
from domain.tariff.terms import Terms
from domain.tariff.vocabulary import Dimension, TariffState

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimplePrices:
    """Prices before taxes, in units of the currency."""

    flat: Decimal = NOTHING
    """Once a session."""
    per_kwh: Decimal = NOTHING
    per_hour: Decimal = NOTHING
    """Of charging."""
    idle_per_hour: Decimal = NOTHING
    """Of being connected without charging, after `idle_grace`."""
    idle_grace: timedelta = timedelta(0)
    tax_percent: Decimal = NOTHING

    def __post_init__(self) -> None:
        for field in (*_FIELDS.values(), "tax_percent"):
            value: Decimal = getattr(self, field)
            if not value.is_finite() or value < 0:
                raise Invalid(field, "use 0 or more")
        if self.idle_grace < timedelta(0):
            raise Invalid("idle_grace", "use 0 seconds or more")

    @property
    def element(self) -> Element:
        """All that are not 0, by what was measured to the last digit.

        Where all are, it is free of charge as OCPI says it: by a flat fee of 0.
        """
        components = tuple(
            PriceComponent(dimension, price, self.tax_percent, step_size=0)
            for dimension, field in _FIELDS.items()
            if (price := getattr(self, field))
        )
        free = PriceComponent(Dimension.FLAT, NOTHING, self.tax_percent, step_size=0)
        return Element(components or (free,))

    @classmethod
    def of(cls, tariff: Tariff) -> "SimplePrices | None":
        """The prices of a tariff that says no more than these can; None: it does."""
        if len(tariff.elements) != 1 or tariff.elements[0].restrictions != UNRESTRICTED:
            return None
        known = {c.dimension: c for c in tariff.elements[0].components}
        rates = {c.vat or NOTHING for c in known.values()} or {NOTHING}
        prices = {_FIELDS[dimension]: c.price for dimension, c in known.items()}
        try:
            found = cls(**prices, idle_grace=tariff.terms.idle_grace, tax_percent=max(rates))
        except Invalid:
            return None
        return found if found.explains(tariff) else None

    def explains(self, tariff: Tariff) -> bool:
        """Whether `tariff` is these prices and nothing else."""
        components = [c for c in tariff.elements[0].components if c.price]
        told = {(c.dimension, c.price, c.vat) for c in components}
        ours = {(c.dimension, c.price, c.vat) for c in self.element.components if c.price}
        plain = all(c.step_size <= 1 and c.spot is None for c in components)
        limits = tariff.min_price or tariff.max_price
        return told == ours and plain and not limits and tariff.terms == self.terms

    @property
    def terms(self) -> Terms:
        """What of them goes beyond OCPI."""
        return Terms(idle_grace=self.idle_grace)


_FIELDS = {
    Dimension.FLAT: "flat",
    Dimension.ENERGY: "per_kwh",
    Dimension.TIME: "per_hour",
    Dimension.PARKING_TIME: "idle_per_hour",
}


def simple_tariff(
    *,
    id: TariffId,  # noqa: A002 - as the tariff calls it
    tenant: TenantId,
    name: str,
    currency: Currency,
    is_default: bool = False,
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    state: TariffState = TariffState.PUBLISHED,
    **prices: object,
) -> Tariff:
    """A tariff of simple prices; `prices` are the fields of `SimplePrices`.

    Raises:
        Invalid: a price is negative or no number.
    """
    simple = SimplePrices(**prices)  # type: ignore[arg-type] # checked by its own rules
    return Tariff(
        id=id,
        tenant=tenant,
        name=name,
        currency=currency,
        elements=(simple.element,),
        terms=simple.terms,
        is_default=is_default,
        valid_from=valid_from,
        valid_until=valid_until,
        state=state,
    )
