"""Meter readings: common measurands in columns, the rest whole."""

from collections.abc import Iterator
from decimal import Decimal
from hashlib import blake2b
from types import MappingProxyType

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from application.ports.charging import ReadingSet
from domain.identity import TenantId
from domain.metering import ENERGY_REGISTER, MeterPlace, MeterReading, ReadingContext, Sample
from domain.moments import Moment, TimeFlaw

COLUMNS = MappingProxyType(
    {
        (ENERGY_REGISTER, None, "Wh"): 0,
        ("Power.Active.Import", None, "W"): 1,
        ("Power.Offered", None, "W"): 2,
        ("Current.Import", "L1", "A"): 3,
        ("Current.Import", "L2", "A"): 4,
        ("Current.Import", "L3", "A"): 5,
        ("Voltage", "L1-N", "V"): 6,
        ("Voltage", "L2-N", "V"): 7,
        ("Voltage", "L3-N", "V"): 8,
        ("SoC", None, "Percent"): 9,
        ("Frequency", None, "Hz"): 10,
        ("Temperature", None, "Celsius"): 11,
    }
)
"""(measurand, phase, unit) → place among the typed columns. They say such a sample exactly."""

ALIKE = MappingProxyType(
    {
        ("Voltage", "L1", "V"): 6,
        ("Voltage", "L2", "V"): 7,
        ("Voltage", "L3", "V"): 8,
        ("Voltage", None, "V"): 6,
        ("Current.Import", "L1-N", "A"): 3,
        ("Current.Import", "L2-N", "A"): 4,
        ("Current.Import", "L3-N", "A"): 5,
        ("Current.Import", None, "A"): 3,
    }
)
"""Samples that a column shows for queries, and that are kept whole beside it."""

TYPED = (
    "energy_wh",
    "power_w",
    "offered_w",
    "current_l1_a",
    "current_l2_a",
    "current_l3_a",
    "voltage_l1_v",
    "voltage_l2_v",
    "voltage_l3_v",
    "soc_percent",
    "frequency_hz",
    "temperature_c",
)


def to_rows(tenant: TenantId, told: ReadingSet) -> Iterator[Written]:
    """In the order of the table `meter_readings`."""
    for reading in told.readings:
        yield _to_row(tenant, told, reading)


def _to_row(tenant: TenantId, told: ReadingSet, reading: MeterReading) -> Written:
    moment, samples = reading.moment, reading.samples
    context = samples[0].context if samples else ReadingContext.OTHER
    typed, others = _split(samples, context)
    if typed[0] is None and others and (register := reading.register()) is not None:
        typed[0] = str(register.wh)
    kept = to_json(others) if others else None
    key = (
        f"{told.session}|{told.evse}|{told.connector}|{told.claimed}|{moment.said}|{context}"
        f"|{typed}|{kept}"
    )
    digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (
        moment.at,
        tenant,
        told.station,
        int.from_bytes(digest, "big", signed=True),
        told.session,
        told.evse,
        told.connector,
        told.claimed,
        moment.received,
        moment.said,
        moment.flaw,
        context,
        *typed,
        kept,
    )


def _split(
    samples: tuple[Sample, ...], context: ReadingContext
) -> tuple[list[str | None], list[Sample]]:
    """Typed columns and others. A measurand has its truth in one place: all of it, or none."""
    typed: list[str | None] = [None] * len(TYPED)
    whole = set()
    for sample in samples:
        if sample.value is None or sample.place is not MeterPlace.OUTLET:
            whole.add(sample.measurand)
            continue
        key = (sample.measurand, sample.phase, sample.unit)
        column = COLUMNS.get(key)
        free = column is not None and typed[column] is None
        if not (free and _says_it_all(sample, context)):
            whole.add(sample.measurand)
        shown = ALIKE.get(key) if column is None else column
        if shown is not None and typed[shown] is None:
            typed[shown] = str(sample.value)
    return typed, [s for s in samples if s.measurand in whole] if whole else []


def _says_it_all(sample: Sample, context: ReadingContext) -> bool:
    """Whether the value alone says the sample, given its column."""
    return sample.signed is None and sample.raw is None and sample.context is context


_MEASURED = tuple((key, TYPED[place]) for key, place in COLUMNS.items())


def from_row(row: Read) -> MeterReading:
    """The reading of a row: the samples of the columns first, then the others."""
    others: tuple[Sample, ...] = ()
    if row["others"] is not None:
        others = from_json(row["others"], tuple[Sample, ...])
    whole = {sample.measurand for sample in others}
    context = ReadingContext(row["context"])
    typed = tuple(
        Sample(measurand, Decimal(row[column]), unit, context, phase=phase)
        for (measurand, phase, unit), column in _MEASURED
        if row[column] is not None and measurand not in whole
    )
    flaw = row["flaw"]
    moment = Moment(
        row["taken_at"], row["received_at"], row["said"], None if flaw is None else TimeFlaw(flaw)
    )
    return MeterReading(moment, typed + others)
