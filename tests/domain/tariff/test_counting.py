"""Counting: periods that are alike are counted together, and none is lost or counted twice."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from tests.domain.tariff.small import (
    a_list,
    at,
    charging,
    codes,
    component,
    cost,
    element,
    energy,
    parking,
    stay,
    told,
)

from domain.errors import Invalid
from domain.quantities import NO_ENERGY, Currency, Energy
from domain.tariff import (
    Consumption,
    Interpretation,
    Period,
    Rounding,
    RoundingMode,
    WarningCode,
    price,
)

NO_TIME = timedelta(0)
HOURS = ("10:00", "charging 1 kWh", "11:00", "charging 2 kWh", "12:00", "charging 3 kWh", "13:00",
         "charging 4 kWh", "14:00")  # fmt: skip
LEAP = a_list(energy("1", start_time="13:00"), energy("2"))


@pytest.mark.parametrize(
    ("element", "expected"), [(charging("6"), "24"), (energy("1"), "10"), (parking("1"), "0")]
)
def test_many_periods_of_charging_add_up(element, expected):
    assert cost(a_list(element), stay(*HOURS)) == expected


def test_periods_that_have_but_time_or_but_energy_add_up_too():
    tariff = a_list(charging("6"), parking("60"), energy("1"))
    session = stay(
        "10:00", "charging", "11:00", "charging", "12:00", "parking", "12:10", "energy 2 kWh",
        "12:10", "charging", "13:00", "charging", "14:00", "charging", "15:00",
    )  # fmt: skip
    assert cost(tariff, session) == told(Fraction(2 * 6 + 10 + 2 + 17))


def test_time_without_energy_is_counted_before_its_price_changes():
    tariff = a_list(charging("60", start_time="13:00"), charging("6"))
    session = stay("10:00", "charging", "11:00", "charging", "12:00", "charging", "13:00",
                   "charging", "14:00")  # fmt: skip
    assert cost(tariff, session) == "78"
    assert codes(price(tariff, session)) == []


@pytest.mark.parametrize(("volume", "expected"), [("charging", "12"), ("parking", "39")])
def test_a_period_of_a_reservation_may_hold_other_time_too(volume, expected):
    [period] = stay("10:00", "reserved 0.5 h", "11:00").periods
    both = replace(period, **{volume: timedelta(minutes=30)})
    tariff = a_list(charging("18", reservation="RESERVATION"), charging("6"), parking("60"))
    assert cost(tariff, stay(*HOURS).with_periods([both])) == expected


def test_what_is_parking_and_charging_at_once_is_both():
    [period] = stay("10:00", "charging 0.5 h", "11:00").periods
    both = replace(period, parking=timedelta(minutes=30))
    session = stay("09:00", "charging", "10:00", "charging", "11:00")
    session = session.with_periods([session.periods[0], both])
    assert cost(a_list(charging("6"), parking("60")), session) == "39"


def test_a_period_in_which_nothing_is_told_counts_for_durations():
    tariff = a_list(charging("9", min_duration=3600), charging("1"))
    idle = stay("10:00", "nothing", "11:00", "charging", "12:00")
    assert cost(tariff, idle) == "9"
    reserved = stay("09:00", "reserved", "10:00", "nothing", "11:00", "charging", "12:00")
    assert cost(tariff, reserved) == "9"
    free = reserved.with_periods(
        replace(p, free=not (p.charging or p.reserved)) for p in reserved.periods
    )
    assert cost(tariff, free) == "9"


@pytest.mark.parametrize("volume", ["parking", "energy 1 kWh", "charging"])
def test_durations_begin_with_whatever_ends_the_reservation(volume):
    tariff = a_list(charging("9", min_duration=3600), charging("1"))
    session = stay("09:00", "reserved", "10:00", volume, "11:00", "charging", "12:00")
    first = "1" if volume == "charging" else "0"
    assert cost(tariff, session) == told(Fraction(9 + int(first)))


def test_thresholds_fall_between_periods_that_are_counted_together():
    assert cost(LEAP, stay(*HOURS)) == "16"
    assert codes(price(LEAP, stay(*HOURS))) == []
    tiers = a_list(energy("1", max_kwh=3), energy("2"))
    assert cost(tiers, stay(*HOURS)) == "17"


# What is told of doubtful periods, and of which.

FIRST, SECOND, THIRD, FOURTH = stay(*HOURS).periods


def warned(*periods: Period, tariff=LEAP, **more: object):
    session = stay(*HOURS).with_periods(periods)
    return [(w.code, w.period) for w in price(tariff, replace(session, **more)).warnings]


def test_each_warning_names_its_period():
    back = replace(SECOND, energy=Energy.from_kwh(-1))
    assert warned(FIRST, back) == [(WarningCode.NEGATIVE, 1)]
    late = replace(FOURTH, end=at("15:00"), charging=timedelta(hours=2))
    assert warned(FIRST, late) == [(WarningCode.OUTSIDE, 1)]
    same = replace(SECOND, start=at("10:30"), charging=timedelta(minutes=90))
    assert warned(FIRST, same) == [(WarningCode.OVERLAP, 1)]
    longer = replace(SECOND, charging=timedelta(minutes=61))
    assert warned(FIRST, longer) == [(WarningCode.VOLUME_DIFFERS, 1)]
    spanning = replace(SECOND, end=at("14:00"), charging=timedelta(hours=3))
    assert warned(FIRST, spanning) == [(WarningCode.SPANS_PRICE_CHANGE, 1)]
    assert warned(FIRST, SECOND, tariff=a_list(charging("1", max_current=9))) == [
        (WarningCode.NOT_MEASURED, 0), (WarningCode.NOT_MEASURED, 1),
    ]  # fmt: skip


def test_a_period_that_begins_with_the_session_may_overlap_another():
    half = replace(FIRST, end=at("10:30"), charging=timedelta(minutes=30))
    assert warned(FIRST, half) == [(WarningCode.OVERLAP, 1)]
    assert warned(replace(half, end=at("10:00"), charging=NO_TIME), FIRST) == []


def test_of_periods_out_of_order_those_are_named_that_go_back():
    nothing = replace(THIRD, end=at("12:00"), charging=NO_TIME, energy=NO_ENERGY)
    assert warned(FIRST, nothing, THIRD, SECOND) == [(WarningCode.OUT_OF_ORDER, 3)]


def test_a_period_at_the_very_end_is_inside():
    nothing = replace(FOURTH, start=at("14:00"), charging=NO_TIME, energy=NO_ENERGY)
    assert warned(FIRST, SECOND, THIRD, FOURTH, nothing) == []
    after = replace(nothing, start=at("14:01"), end=at("14:01"))
    assert warned(FIRST, SECOND, THIRD, FOURTH, after) == [(WarningCode.OUTSIDE, 4)]


@pytest.mark.parametrize(
    ("told_time", "warns"),
    [(3599.4, False), (3600.5, False), (3600.51, True), (1800, False), (0, False)],
)
def test_less_time_than_there_was_is_no_doubt_and_more_is(told_time, warns):
    period = replace(FIRST, charging=timedelta(seconds=told_time))
    assert warned(period) == ([(WarningCode.VOLUME_DIFFERS, 0)] if warns else [])


def test_two_volumes_may_each_be_off_by_half_a_second():
    half = timedelta(minutes=30, seconds=0.5)
    assert warned(replace(FIRST, charging=half, parking=half)) == []
    more = half + timedelta(microseconds=1)
    assert warned(replace(FIRST, charging=half, parking=more)) == [(WarningCode.VOLUME_DIFFERS, 0)]


def test_a_volume_that_is_nearly_the_clock_s_leaves_the_others_at_nothing():
    almost = replace(FIRST, charging=timedelta(seconds=3599.8))
    session = stay(*HOURS).with_periods([almost])
    tariff = a_list(
        charging("3600"), parking("3600", step=3600), charging("1", reservation="RESERVATION")
    )
    assert cost(tariff, session) == "3600"


def test_whole_seconds_bring_no_slack_into_the_steps():
    period = replace(FIRST, charging=timedelta(seconds=3001))
    session = stay(*HOURS).with_periods([period])
    assert cost(a_list(charging("3600", step=3000)), session) == "6000"
    parts = replace(FIRST, charging=timedelta(seconds=3000.3))
    assert cost(a_list(charging("3600", step=3000)), session.with_periods([parts])) == "3000"
    literal = Interpretation(snap_times=False)
    assert (
        cost(a_list(charging("3600", step=3000)), session.with_periods([parts]), literal) == "3000"
    )


def test_energy_has_no_slack():
    period = replace(FIRST, energy=Energy.from_wh("500.000001"))
    session = stay(*HOURS).with_periods([period])
    assert cost(a_list(energy("1", step=500)), session) == "1"


@pytest.mark.parametrize(
    ("what", "spans"),
    [
        ("charging", ["charging"]),
        ("parking", ["parking"]),
        ("reserved", ["reserved"]),
        ("energy 1 kWh", ["energy"]),
        ("nothing", []),
        ("charging 1 kWh", ["charging", "energy"]),
    ],
)
def test_a_change_matters_to_what_it_concerns(what, spans):
    changes = {
        "charging": (charging("1", start_time="10:30"), charging("2")),
        "parking": (parking("1", start_time="10:30"), parking("2")),
        "reserved": (
            charging("1", start_time="10:30", reservation="RESERVATION"),
            charging("2", reservation="RESERVATION"),
        ),
        "energy": (energy("1", start_time="10:30"), energy("2")),
    }
    session = stay("10:00", what, "11:00")
    for name, elements in changes.items():
        found = codes(price(a_list(*elements), session))
        assert (found == ["period_spans_price_change"]) is (name in spans), name


@pytest.mark.parametrize(("change", "spans"), [("vat", True), ("step", True), ("nothing", False)])
def test_another_tax_or_step_is_another_price(change, spans):
    other = {"vat": ("1", "10", 0), "step": ("1", "20", 60), "nothing": ("1", "20", 0)}[change]
    tariff = a_list(
        element(component("TIME", *other), start_time="10:30"), element(component("TIME", "1"))
    )
    assert bool(codes(price(tariff, stay("10:00", "charging", "11:00")))) is spans


def test_seconds_of_a_window_count():
    tariff = a_list(charging("3600", start_time="10:00:30", end_time="10:01:10"))
    assert cost(tariff, stay("10:00", "charging", "10:02")) == "40"


def test_a_session_of_nothing_costs_nothing():
    empty = Consumption(start=at("10:00"), end=at("10:00"))
    assert cost(a_list(charging("1"), energy("1")), empty) == "0"


# Rounding.

H = Fraction(1, 2)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (RoundingMode.HALF_UP, (0, 1, 1, 2, 2, 3, 4, -1, -2, -3)),
        (RoundingMode.HALF_EVEN, (0, 0, 1, 2, 2, 2, 4, 0, -2, -2)),
        (RoundingMode.UP, (0, 1, 1, 2, 2, 3, 4, 0, -1, -2)),
        (RoundingMode.DOWN, (0, 0, 1, 1, 2, 2, 3, -1, -2, -3)),
    ],
)
def test_halves_by_each_mode(mode, expected):
    exact = (0 * H, H, 2 * H, 3 * H, 4 * H, 5 * H, 7 * H, -H, -3 * H, -5 * H)
    assert tuple(Rounding(mode=mode).applied(e, Currency("JPY")) for e in exact) == expected


@pytest.mark.parametrize(
    ("mode", "expected"), [("half-even", (0, 1, 1)), ("half-up", (0, 1, 1)), ("up", (1, 1, 1))]
)
def test_other_parts_go_to_the_nearest(mode, expected):
    thirds = (Fraction(1, 3), Fraction(2, 3), Fraction(4, 3) - H / 2)
    rounding = Rounding(mode=RoundingMode(mode))
    whole = tuple(rounding.applied(e, Currency("JPY")) for e in thirds)
    assert whole == (*expected[:2], 2 if mode == "up" else 1)


@pytest.mark.parametrize("unit", ["0", "-1", "NaN", "Infinity"])
def test_a_unit_is_above_nothing(unit):
    with pytest.raises(Invalid, match=r"rounding.*use a unit above 0, such as 0\.05"):
        Rounding(unit=type(FIRST.energy.wh)(unit))
