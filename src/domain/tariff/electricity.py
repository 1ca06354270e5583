"""Current and power of a period, as far as they were measured."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from domain.tariff.consumption import Period

Limits = tuple[Sequence[Decimal], Sequence[Decimal], Sequence[Decimal], Sequence[Decimal]]
"""Minimum and maximum currents, minimum and maximum powers that restrictions name."""

_Values = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Electricity:
    """Lowest and highest current (A, summed over phases), lowest and highest power (kW)."""

    values: _Values = (None, None, None, None)
    state: tuple[int, ...] = ()
    """Between which limits of the plan each is; -1 where it is not known."""
    missing: str = ""
    """What restrictions ask for and nobody measured."""


def electricity(limits: Limits, period: Period, energy: int, time: int) -> Electricity:
    """What is known of `period`.

    The lowest value decides on a minimum, the highest on a maximum. In their place stand the
    average, for power that of the energy over the time in which it was charged, and at last the
    other extreme.
    """
    power = period.power
    if power is None and time:
        power = Decimal(energy * 36) / (time * 10)
    values = (
        _known(period.min_current, period.current, period.max_current),
        _known(period.max_current, period.current, period.min_current),
        _known(period.min_power, power, period.max_power),
        _known(period.max_power, power, period.min_power),
    )
    state = tuple(map(_between, limits, values))
    missing = [
        name
        for name, asked, value in zip(_NAMES, limits, values, strict=True)
        if asked and value is None
    ]
    return Electricity(values, state, " ".join(missing))


_NAMES = ("MIN_CURRENT", "MAX_CURRENT", "MIN_POWER", "MAX_POWER")


def _known(*values: Decimal | None) -> Decimal | None:
    return next((value for value in values if value is not None), None)


def _between(limits: Sequence[Decimal], value: Decimal | None) -> int:
    return -1 if value is None else bisect_right(limits, value)
