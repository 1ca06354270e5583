"""From sessions and their meter readings to what a price is made from."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.builders import at, ended, moment, started, told, updated, wh
from tests.domain.tariff.small import a_list, charging, energy, parking

from domain.metering import ENERGY_REGISTER, MeterReading, Sample
from domain.quantities import Energy
from domain.session import Happening, Phase
from domain.session.timeline import Change
from domain.tariff import PricePlan, consumption_of, price, split

HOUR = timedelta(hours=1)


def a_session():
    """Charging for an hour from minute 10, then full for half an hour."""
    return told(
        started(0, register=1_000, token="DEADBEEF"),
        updated(10, happening=Happening.CHARGES),
        updated(70, happening=Happening.EV_PAUSES, shows=21_000),
        ended(100, register=21_000),
    )


def shown(at_minute, register, current=None, power=None):
    samples = [Sample(ENERGY_REGISTER, Decimal(register), "Wh")]
    for phase, amperes in (current or {}).items():
        samples.append(Sample("Current.Import", Decimal(amperes), "A", phase=phase))
    if power is not None:
        samples.append(Sample("Power.Active.Import", Decimal(power), "W"))
    return MeterReading(moment(at_minute), tuple(samples))


def shapes(consumption):
    return [
        (minutes(p.start), minutes(p.end), p.energy.wh, p.charging // MINUTE, p.parking // MINUTE)
        for p in consumption.periods
    ]


MINUTE = timedelta(minutes=1)


def minutes(when):
    return (when - at(0)) // MINUTE


def test_each_phase_is_a_period():
    consumption = consumption_of(a_session(), until=at(999), zone="Europe/Berlin")
    assert (consumption.start, consumption.end) == (at(0), at(100))
    assert consumption.zone == "Europe/Berlin"
    assert sum(p.energy.wh for p in consumption.periods) == 20_000
    assert shapes(consumption) == [(0, 10, 0, 10, 0), (10, 70, 20_000, 60, 0), (70, 100, 0, 0, 30)]


def test_readings_say_when_the_energy_flowed():
    session = a_session()
    readings = [shown(40, 16_000), shown(25, 3_000), shown(70, 21_000)]
    consumption = consumption_of(session, until=at(999), readings=readings)
    flows = [(minutes(p.start), minutes(p.end), p.energy.wh) for p in consumption.periods]
    assert flows[-4:] == [(10, 25, 1200), (25, 40, 13_000), (40, 70, 5_000), (70, 100, 0)]
    assert flows[0] == (0, 10, 800)  # evenly from the start to the first reading
    assert consumption.energy == wh(20_000)


def test_a_register_that_lies_moves_no_energy():
    readings = [shown(30, 900), shown(40, 99_000), shown(50, 2_000), shown(200, 5_000)]
    consumption = consumption_of(a_session(), until=at(999), readings=readings)
    assert consumption.energy == wh(20_000)
    assert all(p.energy.wh >= 0 for p in consumption.periods)


def test_a_session_that_goes_on_is_measured_until_now():
    session = told(started(0, register=0), updated(10, happening=Happening.CHARGES, shows=5_000))
    consumption = consumption_of(session, until=at(40))
    assert (consumption.end, consumption.energy) == (at(40), wh(5_000))
    assert consumption_of(session, until=at(-5)).end == at(0)


def test_a_session_whose_phases_nobody_told_is_one_of_charging():
    session = told(started(0, register=0), ended(60, register=7_000))
    [period] = consumption_of(session, until=at(99)).periods
    assert (period.energy, period.charging, period.parking) == (wh(7_000), HOUR, timedelta(0))


def test_what_the_station_holds_back_is_no_parking():
    session = told(
        started(0, register=0),
        updated(0, happening=Happening.STATION_PAUSES),
        updated(30, happening=Happening.IDLES),
        ended(60, register=0),
    )
    assert [s[3:] for s in shapes(consumption_of(session, until=at(99)))] == [(30, 0), (0, 30)]


def test_a_phase_from_before_the_start_counts_from_the_start_on():
    session = told(started(0, register=0), ended(60, register=4_500))
    early = replace(session, timeline=replace(session.timeline, changes=EARLY))
    for readings in ([], [shown(15, 0), shown(30, 500), shown(45, 2_500)]):
        consumption = consumption_of(early, until=at(99), readings=readings)
        assert consumption.start == consumption.periods[0].start == at(0)
        assert sum(p.parking // MINUTE for p in consumption.periods) == 30
        assert sum(p.charging // MINUTE for p in consumption.periods) == 30
        assert consumption.energy == wh(4_500)
        assert all(p.energy.wh >= 0 for p in consumption.periods)
    assert price(a_list(parking("6")), consumption).exact.before_taxes == 3


EARLY = (
    Change(at(-20), Phase.SUSPENDED_BY_STATION, wh(0)),
    Change(at(-10), Phase.SUSPENDED_BY_EV, wh(300)),
    Change(at(30), Phase.CHARGING, wh(500)),
)


def test_phases_that_ended_before_the_start_leave_their_energy():
    early = (*EARLY[:2], Change(at(0), Phase.CHARGING, wh(300)))
    session = told(started(0, register=0), ended(60, register=4_500))
    session = replace(session, timeline=replace(session.timeline, changes=early))
    [period] = consumption_of(session, until=at(99)).periods
    assert (period.start, period.energy, period.charging) == (at(0), wh(4_500), HOUR)


def test_an_end_before_the_start_is_the_start():
    session = told(started(0, register=0), ended(60, register=4_500))
    session = replace(session, ended=replace(session.ended, at=at(-5)))
    consumption = consumption_of(session, until=at(99))
    assert (consumption.start, consumption.end) == (at(0), at(0))
    assert consumption.energy == session.energy


def test_a_reservation_comes_before_it():
    consumption = consumption_of(a_session(), until=at(999), reserved_since=at(-20))
    first = consumption.periods[0]
    assert (consumption.start, first.reserved) == (at(-20), timedelta(minutes=20))
    later = consumption_of(a_session(), until=at(999), reserved_since=at(5))
    assert later.start == at(0)
    assert not any(p.reserved for p in later.periods)


def test_who_drives_is_handed_on():
    consumption = consumption_of(
        a_session(), until=at(0), groups=frozenset({"staff"}), memberships=frozenset({"club"})
    )
    assert (consumption.groups, consumption.memberships) == ({"staff"}, {"club"})


def test_current_and_power_of_a_period_are_those_of_its_readings():
    readings = [
        shown(20, 4_000, current={"L1": 10, "L2": 10, "L3": 12}, power=7_000),
        shown(40, 12_000, current={None: 48}, power=11_000),
    ]
    periods = consumption_of(a_session(), until=at(999), readings=readings).periods
    measured = {
        minutes(p.start): (p.min_current, p.max_current, p.min_power, p.max_power) for p in periods
    }
    assert measured[20] == (32, 48, 7, 11)
    assert measured[40] == (48, 48, 11, 11)
    assert measured[70] == (None, None, None, None)


# Split where prices change.


def test_periods_begin_where_prices_change():
    tariff = a_list(energy("1", max_kwh=8), energy("2"), parking("6"), charging("0"))
    plan = PricePlan(tariff)
    consumption = consumption_of(a_session(), until=at(999))
    parted = split([plan], consumption)
    assert shapes(parted) == [
        (0, 34, 8_000, 34, 0), (34, 70, 12_000, 36, 0), (70, 100, 0, 0, 30),
    ]  # fmt: skip
    assert plan.price(parted).exact == plan.price(consumption).exact
    assert price(tariff, parted).warnings == ()


def test_what_changes_nothing_is_joined():
    readings = [shown(m, 1_000 + m * 285) for m in range(1, 70)]
    consumption = consumption_of(a_session(), until=at(999), readings=readings)
    assert len(consumption.periods) > 60
    parted = split([PricePlan(a_list(energy("1"), parking("1")))], consumption)
    assert [(s[0], s[1], s[2]) for s in shapes(parted)] == [(0, 70, 20_000), (70, 100, 0)]


def test_joined_periods_keep_their_extremes():
    readings = [shown(m, 1_000 + m * 285, power=m * 100) for m in range(20, 60, 10)]
    consumption = consumption_of(a_session(), until=at(999), readings=readings)
    [first, _] = split([PricePlan(a_list(energy("1"), parking("1")))], consumption).periods
    assert (first.min_power, first.max_power) == (2, 5)
    assert (first.min_current, first.max_current, first.power) == (None, None, None)


@pytest.mark.parametrize("energy_wh", [Decimal("0.0000001"), Decimal(1) / 3])
def test_splitting_loses_no_more_than_a_millionth_of_a_watt_hour(energy_wh):
    consumption = consumption_of(a_session(), until=at(999))
    odd = consumption.with_periods(
        replace(period, energy=Energy(energy_wh)) for period in consumption.periods
    )
    parted = split([PricePlan(a_list(charging("1")))], odd)
    assert 0 <= odd.energy.wh - parted.energy.wh <= Decimal("0.000003")
