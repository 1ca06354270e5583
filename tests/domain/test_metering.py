"""What a meter showed: which of its samples is the register that bills come from."""

from decimal import Decimal

import pytest
from tests.builders import moment, reading, told, updated, wh

from domain.metering import (
    ENERGY_REGISTER,
    MeterPlace,
    MeterReading,
    ReadingContext,
    Sample,
    SignedValue,
)


def shown(*samples: Sample) -> MeterReading:
    return MeterReading(moment(), samples)


def register(value: int | None, **more) -> Sample:
    number = None if value is None else Decimal(value)
    return Sample(**{"measurand": ENERGY_REGISTER, "value": number, "unit": "Wh", **more})


def test_the_energy_register_at_the_outlet_is_the_one():
    assert shown(register(1000)).register() == wh(1000)


@pytest.mark.parametrize(
    "other",
    [
        register(9, measurand="Energy.Active.Import.Interval"),
        register(9, measurand="Energy.Active.Export.Register"),
        register(9, measurand="Energy.Reactive.Import.Register"),
        register(9, place=MeterPlace.INLET),
        register(9, place=MeterPlace.EV),
        register(None, raw="1,5"),
        register(9, phase="L1-L2"),
        register(9, phase="N"),
    ],
)
def test_anything_else_is_none(other):
    assert shown(other).register() is None
    assert shown(other, register(1000)).register() == wh(1000)


def test_the_total_goes_before_the_phases():
    phases = [register(n, phase=f"L{n}") for n in (1, 2, 3)]
    assert shown(*phases, register(1000)).register() == wh(1000)


def test_without_a_total_the_phases_add_up():
    assert shown(*(register(100 * n, phase=f"L{n}") for n in (1, 2, 3))).register() == wh(600)
    assert shown(*(register(100 * n, phase=f"L{n}-N") for n in (1, 2, 3))).register() == wh(600)


def test_a_phase_told_twice_counts_once():
    samples = [register(100, phase="L1"), register(100, phase="L1-N"), register(50, phase="L2")]
    assert shown(*samples).register() == wh(150)


def test_a_reading_without_samples_has_no_register_and_no_context():
    assert shown().register() is None
    assert shown().context is ReadingContext.OTHER


def test_the_context_is_that_of_the_samples():
    assert reading(1, 0, ReadingContext.TRIGGER).context is ReadingContext.TRIGGER


def test_a_reading_without_a_register_leaves_the_session_as_it_is():
    power = MeterReading(moment(1), (Sample("Power.Active.Import", Decimal(11_000), "W"),))
    session = told(updated(0, shows=1000), updated(1, readings=(power,)))
    assert session.meter.latest_at == moment(0).at


def test_signed_data_are_kept_byte_for_byte():
    data = 'OCMF|{"FV":"1.0" }|{"SD":"30"}' + "x" * 5_000
    sample = register(1000, signed=SignedValue(data, "ECDSA", "OCMF", "04ab"))
    assert shown(sample).samples[0].signed.data is data
