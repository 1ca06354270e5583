"""From sampled values in any unit to samples in base units, exactly."""

from datetime import datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from adapters.ocpp.moments import in_utc
from adapters.ocpp.repairs import UNREADABLE
from domain.metering import (
    ENERGY_REGISTER,
    MeterPlace,
    ReadingContext,
    Sample,
    SignedValue,
)
from domain.moments import StationTime

BASE_UNITS = MappingProxyType(
    {
        "kWh": ("Wh", 3),
        "kvarh": ("varh", 3),
        "kVAh": ("VAh", 3),
        "kW": ("W", 3),
        "kVA": ("VA", 3),
        "kvar": ("var", 3),
        "Celcius": ("Celsius", 0),  # as OCPP 1.6 first spelt it (J errata 2.1)
    }
)
"""unit → (base unit, power of ten); any other unit is one already."""

CONTEXTS = MappingProxyType({context.value: context for context in ReadingContext})
PLACES = MappingProxyType({place.value: place for place in MeterPlace})


_MOST_EXPONENT = 30


def said(instant: datetime) -> StationTime:
    """A timestamp of a message; without a zone it is read as UTC, and known to be so read."""
    if instant == UNREADABLE:
        return StationTime(None, "")
    return StationTime(in_utc(instant), instant.isoformat(), zoned=instant.tzinfo is not None)


def scaled(value: Decimal, exponent: int) -> Decimal | None:
    """Value * 10^exponent, or None where that is no number a meter can show."""
    if not value.is_finite() or abs(value.adjusted() + exponent) > _MOST_EXPONENT:
        return None
    return value.scaleb(exponent) if exponent else value


def number(text: str) -> Decimal | None:
    """A plain decimal number, or None: what a station writes otherwise is kept, not billed."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) <= _MOST_EXPONENT else None


def sample(
    value: Decimal | None,
    unit: str | None,
    *,
    exponent: int = 0,
    measurand: str | None = None,
    context: str | None = None,
    place: str | None = None,
    phase: str | None = None,
    signed: SignedValue | None = None,
    raw: str | None = None,
) -> Sample:
    """A sample in base units, with the defaults that the specifications give (fine point 14)."""
    measured = measurand or ENERGY_REGISTER
    given = unit or ("Wh" if measured.startswith("Energy.") else "")
    base, shift = BASE_UNITS.get(given, (given, 0))
    return Sample(
        measured,
        scaled(value, exponent + shift) if value is not None else None,
        base,
        CONTEXTS[context] if context else ReadingContext.SAMPLE_PERIODIC,
        PLACES[place] if place else MeterPlace.OUTLET,
        phase,
        signed,
        raw,
    )
