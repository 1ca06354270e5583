"""SessionMeter: from registers to energy, with meters that roll over, reset, or talk nonsense."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Self

from domain.quantities import NO_ENERGY, Energy
from domain.session.findings import Finding

MOST_PLAUSIBLE = Energy.from_kwh(1_000)
"""More than any vehicle takes in one session: above it, a drop of the register is no roll-over."""

_FEWEST_DIGITS, _MOST_DIGITS = 5, 12


@dataclass(frozen=True, slots=True)
class SessionMeter:
    """The registers that decide a session's energy.

    The registers at start and end decide where both are known and do not fall (fine points 17
    and 49); readings in between give the energy so far, and bridge a fall of the register.
    """

    begin: Energy | None = None
    begin_at: datetime | None = None
    begin_told: bool = False
    """Whether the start itself named `begin`; else it is the earliest reading's."""
    latest: Energy | None = None
    latest_at: datetime | None = None
    base: Energy | None = None
    """From where the present climb of the register counts."""
    carried: Energy = NO_ENERGY
    """Energy of the climbs before it."""
    highest: Energy | None = None
    end: Energy | None = None
    findings: frozenset[Finding] = frozenset()

    def start_at(self, register: Energy, at: datetime) -> Self:
        """The start names its register; the first word stands."""
        if self.begin_told:
            return self
        began = replace(self, begin=register, begin_at=at, begin_told=True)
        if self.latest is None or self.latest_at is None or self.base is None:
            return replace(began, base=register, latest=register, latest_at=at, highest=register)
        # Readings came first: the first climb now counts from the true start.
        if self.base == self.begin and register <= self.base:
            return replace(began, base=register)
        return began

    def read(self, register: Energy, at: datetime) -> Self:
        """A reading in between, in any order."""
        if self.latest is None or self.latest_at is None or self.base is None:
            return replace(
                self,
                begin=register, begin_at=at, base=register,
                latest=register, latest_at=at, highest=register,
            )  # fmt: skip
        if at < self.latest_at:
            return self._earlier(register, at)
        if register >= self.latest:
            higher = register if self.highest is None else max(self.highest, register)
            return replace(self, latest=register, latest_at=at, highest=higher)
        return self._fallen(register, at)

    def finish_at(self, register: Energy, at: datetime) -> Self:
        """The end names its register."""
        return replace(self.read(register, at), end=register)

    def _earlier(self, register: Energy, at: datetime) -> Self:
        """Out of order: it may be the earliest, else it only tells of the past."""
        if self.begin_told or self.begin_at is None or at >= self.begin_at:
            return self
        base = register if self.base == self.begin else self.base
        return replace(self, begin=register, begin_at=at, base=base)

    def _fallen(self, register: Energy, at: datetime) -> Self:
        assert self.latest is not None  # noqa: S101 - only called after a reading
        assert self.base is not None  # noqa: S101
        across = rolled_over(self.latest, register)
        if across is not None:
            carried = self.carried + (self.latest - self.base) + across
            found = Finding.METER_ROLLED_OVER
        else:
            carried = self.carried + (self.latest - self.base)
            found = Finding.METER_RESET
        return replace(
            self, carried=carried, base=register, latest=register, latest_at=at,
            findings=self.findings | {found},
        )  # fmt: skip

    @property
    def energy(self) -> Energy:
        """Delivered so far, never negative."""
        if self.begin is None or self.latest is None or self.base is None:
            return NO_ENERGY
        if self.end is not None and self.end >= self.begin:
            return self.end - self.begin
        if self.end is not None and self._unexplained:
            return NO_ENERGY
        return self.carried + (self.latest - self.base)

    @property
    def _unexplained(self) -> bool:
        """Whether the end is below the start with no reading and no roll-over in between."""
        return not self.carried and Finding.METER_ROLLED_OVER not in self.findings

    @property
    def verdict(self) -> frozenset[Finding]:
        """What there is to say about these registers."""
        found = set(self.findings)
        if self.begin is not None and not self.begin_told:
            found.add(Finding.BEGIN_ESTIMATED)
        if self.end is not None and self.begin is not None:
            if self.end < self.begin and self._unexplained:
                found.add(Finding.METER_BACKWARDS)
            elif self.end >= self.begin and self.highest is not None and self.highest > self.end:
                found.add(Finding.READINGS_DISAGREE)
                found -= {Finding.METER_RESET, Finding.METER_ROLLED_OVER}
        return frozenset(found)


UNMETERED = SessionMeter()


def rolled_over(before: Energy, after: Energy) -> Energy | None:
    """The energy across a roll-over from `before` to `after`, or None if it was none.

    A register of n decimal digits rolls over at 10^n Wh; that it did is believed when the energy
    across is plausible for one session and small beside the register.
    """
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS + 1):
        modulus = Decimal(10) ** digits
        if before.wh >= modulus:
            continue
        across = Energy(modulus - before.wh + after.wh)
        small = across.wh * 10 <= modulus
        return across if small and across <= MOST_PLAUSIBLE else None
    return None
