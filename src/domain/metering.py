"""Meter readings in base units (Wh, W, A, V, Hz, %, °C), exact, signed data untouched."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.moments import Moment
from domain.quantities import Energy
from domain.values import quickly_made

ENERGY_REGISTER = "Energy.Active.Import.Register"
"""The measurand that sessions are billed by, and the one meant where a station names none
(OCPP 1.6 7.28; 2.0.1 SampledValueType)."""


ENERGY_INTERVAL = "Energy.Active.Import.Interval"
"""Energy since the reading before, from stations whose meter shows no register."""


class ReadingContext(StrEnum):
    """Why a reading was taken. The values are those of every OCPP version."""

    SAMPLE_PERIODIC = "Sample.Periodic"
    SAMPLE_CLOCK = "Sample.Clock"
    TRANSACTION_BEGIN = "Transaction.Begin"
    TRANSACTION_END = "Transaction.End"
    INTERRUPTION_BEGIN = "Interruption.Begin"
    INTERRUPTION_END = "Interruption.End"
    TRIGGER = "Trigger"
    OTHER = "Other"


class MeterPlace(StrEnum):
    """Where it was measured. Bills come from the outlet."""

    OUTLET = "Outlet"
    INLET = "Inlet"
    BODY = "Body"
    CABLE = "Cable"
    EV = "EV"
    UPSTREAM = "Upstream"


@dataclass(frozen=True, slots=True)
class SignedValue:
    """A signed meter value, byte for byte as the meter made it (signed meter values 1.0, 3.1)."""

    data: str
    method: str | None = None
    encoding: str | None = None
    public_key: str | None = None


@quickly_made
@dataclass(frozen=True, slots=True)
class Sample:
    """One measured quantity. `value` is None where the station sent what is no number."""

    measurand: str
    value: Decimal | None
    unit: str
    context: ReadingContext = ReadingContext.SAMPLE_PERIODIC
    place: MeterPlace = MeterPlace.OUTLET
    phase: str | None = None
    signed: SignedValue | None = None
    raw: str | None = None
    """The station's own text where `value` does not render it."""


@quickly_made
@dataclass(frozen=True, slots=True)
class MeterReading:
    """What a meter showed at one moment."""

    moment: Moment
    samples: tuple[Sample, ...]

    @property
    def context(self) -> ReadingContext:
        """The context of its samples: a station does not mix them in one reading."""
        return self.samples[0].context if self.samples else ReadingContext.OTHER

    def register(self) -> Energy | None:
        """The imported energy register at the outlet, or None if it was not measured."""
        return _energy([s for s in self.samples if s.measurand == ENERGY_REGISTER])

    def interval(self) -> Energy | None:
        """The energy imported at the outlet since the reading before, or None if not measured."""
        return _energy(s for s in self.samples if s.measurand == ENERGY_INTERVAL)


_PHASES = frozenset({"L1", "L2", "L3", "L1-N", "L2-N", "L3-N"})


def _energy(samples: Iterable[Sample]) -> Energy | None:
    """The total if there is one, else the sum over the phases (fine point 16)."""
    phases: dict[str, Decimal] = {}
    for sample in samples:
        if sample.place is not MeterPlace.OUTLET or sample.value is None:
            continue
        if sample.phase is None:
            return Energy(sample.value)
        if sample.phase in _PHASES:
            phases[sample.phase[:2]] = sample.value
    return Energy(sum(phases.values(), Decimal(0))) if phases else None
