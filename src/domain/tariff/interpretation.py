"""Interpretation: where the text of OCPI leaves a choice, the choice has a name here.

The defaults are this system's; whoever must agree with another one's prices may choose others.
A bill names the readings that it was made by.
"""

from dataclasses import dataclass, fields
from enum import StrEnum


class FlatPerTariff(StrEnum):
    """What a flat fee costs in a session of several tariffs."""

    FIRST = "first"
    """Once a session, that of the first tariff which matches."""
    EACH = "each"
    """Once for each tariff."""


class StepAcrossTariffs(StrEnum):
    """What the last block is rounded over where the tariff changed in a session."""

    SESSION = "session"
    """The quantity of the whole session, by the last tariff's step."""
    LAST = "last"
    """The quantity under the last tariff alone."""


class WrappingDay(StrEnum):
    """Which weekday a time window belongs to after midnight."""

    INSTANT = "instant"
    """The one it is, literally."""
    START = "start"
    """The one on which the window began."""


class MissingVat(StrEnum):
    """What the price after taxes is where some components have no VAT and others do."""

    OMIT = "omit"
    """Not told."""
    FACE_VALUE = "face-value"
    """Those without are added as they are."""


class UnknownCircumstance(StrEnum):
    """Whether an element that asks for a current or power nobody measured matches."""

    NO_MATCH = "no-match"
    MATCH = "match"


class LimitAcrossTariffs(StrEnum):
    """Which minimum and maximum hold in a session of several tariffs that differ in them."""

    NONE = "none"
    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Interpretation:
    """One choice for each question."""

    flat: FlatPerTariff = FlatPerTariff.FIRST
    step: StepAcrossTariffs = StepAcrossTariffs.SESSION
    wrapping_day: WrappingDay = WrappingDay.INSTANT
    missing_vat: MissingVat = MissingVat.OMIT
    unknown: UnknownCircumstance = UnknownCircumstance.NO_MATCH
    limits: LimitAcrossTariffs = LimitAcrossTariffs.NONE
    minimum_without_energy: bool = True
    """Whether a session without energy costs the minimum; an expired reservation never does."""
    snap_times: bool = True
    """Whether a volume of time within half a second of its period's length is that length."""

    @property
    def named(self) -> tuple[str, ...]:
        """As `question=choice`."""
        return tuple(f"{f.name}={getattr(self, f.name)}" for f in fields(self))


AS_WE_READ_IT = Interpretation()
