"""Tariffs and CDRs of others, however they are written, and ours as they want them."""

import json
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from random import Random

import pytest
from tests.domain.tariff.any import any_tariff
from tests.domain.tariff.small import a_list, energy

from adapters.ocpi.cdr_reading import read_cdr
from adapters.ocpi.reading import Unreadable, parsed
from adapters.ocpi.tariff_reading import read_tariff
from adapters.ocpi.tariff_writing import to_text, write_tariff
from domain.quantities import Energy
from domain.tariff import UNRESTRICTED, PriceLimit, TaxIncluded, Terms, price

WRITTEN = datetime(2026, 1, 1, tzinfo=UTC)
OURS = {"country_code": "DE", "party_id": "VLT", "last_updated": WRITTEN}


def component(**more):
    return {"type": "ENERGY", "price": 0.25, "step_size": 1, **more}


def a_tariff(*components, **more):
    elements = [{"price_components": list(components or [component()])}]
    return {"id": "T1", "currency": "EUR", "elements": elements, **more}


def a_cdr(*periods, **more):
    return {
        "start_date_time": "2026-01-12T10:00:00Z",
        "end_date_time": "2026-01-12T11:00:00Z",
        "charging_periods": list(periods),
        **more,
    }


def a_period(start="2026-01-12T10:00:00Z", tariff_id=None, **volumes):
    dimensions = [{"type": kind, "volume": volume} for kind, volume in volumes.items()]
    told = {"start_date_time": start, "dimensions": dimensions}
    return told | ({"tariff_id": tariff_id} if tariff_id else {})


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("version", ["2.2.1", "2.3.0"])
def test_what_is_written_is_read_again(seed, version):
    tariff = any_tariff(Random(seed))
    written = write_tariff(tariff, version, **OURS)
    again = read_tariff(parsed(to_text(written.document))).tariff
    steps = tuple(map(_with_steps, tariff.elements))
    assert again.elements == steps
    assert (again.min_price, again.max_price) == (tariff.min_price, tariff.max_price)
    assert written.losses == ()


def _with_steps(element):
    components = (replace(c, step_size=max(c.step_size, 1)) for c in element.components)
    return replace(element, components=tuple(components))


def test_an_older_version_loses_what_it_cannot_say_and_tells_it():
    limit = PriceLimit(Decimal(1), Decimal(2))
    tariff = a_list(
        energy("1"), terms=Terms(idle_cap=Decimal(3)), valid_from=WRITTEN,
        tax_included=TaxIncluded.YES,
    )  # fmt: skip
    tariff.min_price = limit
    losses = {v: write_tariff(tariff, v, **OURS).losses for v in ("2.1.1", "2.2.1", "2.3.0")}
    assert losses == {
        "2.1.1": ("min_price", "vat", "tax_included", "start_date_time", "terms"),
        "2.2.1": ("tax_included", "terms"),
        "2.3.0": ("terms",),
    }
    tariff.min_price = PriceLimit(None, Decimal(2))
    assert "min_price" in write_tariff(tariff, "2.3.0", **OURS).losses


def test_numbers_are_read_to_the_last_digit():
    text = json.dumps(a_tariff()).replace("0.25", "0.1234567890123456789")
    [element] = read_tariff(parsed(text)).tariff.elements
    assert str(element.components[0].price) == "0.1234567890123456789"


@pytest.mark.parametrize("price_", [0.25, "0.25", " 0.25 ", Decimal("0.25")])
def test_numbers_may_be_text(price_):
    [element] = read_tariff(a_tariff(component(price=price_, vat="10"))).tariff.elements
    assert (element.components[0].price, element.components[0].vat) == (Decimal("0.25"), 10)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ({"excl_vat": 1, "incl_vat": 1.2}, PriceLimit(Decimal(1), Decimal("1.2"))),
        ({"excl_vat": 1}, PriceLimit(Decimal(1))),
        ({"before_taxes": 1, "after_taxes": "1.2"}, PriceLimit(Decimal(1), Decimal("1.2"))),
        (
            {"before_taxes": 1, "taxes": [{"name": "VAT", "amount": 0.2}]},
            PriceLimit(Decimal(1), Decimal("1.2")),
        ),
        (1, PriceLimit(Decimal(1))),
        (None, None),
    ],
)
def test_limits_of_all_versions_are_read(limit, expected):
    assert read_tariff(a_tariff(min_price=limit)).tariff.min_price == expected


def test_restrictions_are_read_liberally():
    restrictions = {
        "start_time": "9:30", "end_time": "24:00", "day_of_week": "monday", "min_duration": "60.0",
        "max_kwh": "20", "reservation": None, "start_date": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    tariff = a_tariff()
    tariff["elements"][0]["restrictions"] = restrictions
    [element] = read_tariff(tariff).tariff.elements
    limits = element.restrictions
    assert (limits.start_time, limits.end_time) == (time(9, 30), time(0))
    assert (limits.min_duration, limits.max_kwh, limits.days) == (60, 20, {"MONDAY"})


def test_all_that_cannot_be_read_is_told_at_once():
    bad = a_tariff(component(price="free"), {"type": "WATER", "price": 1}, start_date_time="soon")
    with pytest.raises(Unreadable) as refusal:
        read_tariff(bad)
    assert len(refusal.value.faults) == 3
    assert "elements[0].price_components[0].price" in refusal.value.faults[0]
    for number in ("NaN", "Infinity", True, [], {}):
        with pytest.raises(Unreadable):
            read_tariff(a_tariff(component(price=number)))
    with pytest.raises(Unreadable):
        read_tariff({})
    with pytest.raises(ValueError, match="no number"):
        parsed('{"price": NaN}')


def test_unknown_fields_are_kept_out_and_told():
    read = read_tariff(a_tariff(component(color="red"), mood="good"))
    assert read.remarks == ("mood", "elements[0].price_components[0].color")


@pytest.mark.parametrize(
    "start", ["2026-01-12T10:00:00Z", "2026-01-12T10:00:00", "2026-01-12T11:00:00+01:00",
              "2026-01-12T10:00:00.000Z", "2026-01-12 10:00:00z"],
)  # fmt: skip
def test_times_may_have_any_zone_or_none(start):
    cdr = read_cdr(a_cdr(a_period(start, ENERGY=1)), [read_tariff(a_tariff())])
    assert cdr.consumption.periods[0].start == datetime(2026, 1, 12, 10, tzinfo=UTC)


def test_a_period_ends_where_the_next_begins_and_the_last_with_the_session():
    cdr = a_cdr(a_period(ENERGY=1), a_period("2026-01-12T10:15:00Z", TIME=0.75))
    first, last = read_cdr(cdr, [read_tariff(a_tariff())]).consumption.periods
    assert (first.end, last.end - last.start) == (last.start, timedelta(minutes=45))
    assert (first.energy, last.charging) == (Energy.from_kwh(1), timedelta(minutes=45))


def test_a_period_without_a_tariff_beside_others_is_free():
    cdr = a_cdr(a_period(ENERGY=4, tariff_id="t1"), a_period("2026-01-12T10:30:00Z", ENERGY=8))
    read = read_cdr(cdr, [read_tariff(a_tariff())])
    assert [p.free for p in read.consumption.periods] == [False, True]
    assert price(read.tariffs, read.consumption).exact.before_taxes == 1


def test_a_record_with_reservation_time_alone_is_of_one_that_expired():
    tariffs = [read_tariff(a_tariff())]
    held = a_period(RESERVATION_TIME=0.5)
    assert read_cdr(a_cdr(held), tariffs).consumption.reservation_expired
    used = a_cdr(held, a_period("2026-01-12T10:30:00Z", ENERGY=1))
    assert not read_cdr(used, tariffs).consumption.reservation_expired


def test_an_old_record_has_a_stop_and_bare_totals():
    cdr = a_cdr(a_period(ENERGY=1, FLAT=1), total_cost=0.25)
    cdr["stop_date_time"] = cdr.pop("end_date_time")
    read = read_cdr(cdr, [read_tariff(a_tariff())])
    assert read.stated == {"total_cost": (Decimal("0.25"), None)}
    assert read.consumption.end == datetime(2026, 1, 12, 11, tzinfo=UTC)


def test_a_record_may_hold_its_tariffs_and_name_its_zone():
    cdr = a_cdr(
        a_period(ENERGY=1), tariffs=[a_tariff()], cdr_location={"time_zone": "Europe/Berlin"}
    )
    read = read_cdr(json.loads(json.dumps(cdr)))
    assert (read.consumption.zone, [t.name for t in read.tariffs]) == ("Europe/Berlin", ["T1"])
    assert read_cdr(cdr, zone="UTC").consumption.zone == "UTC"


def test_a_record_without_any_tariff_or_time_is_unreadable():
    with pytest.raises(Unreadable, match="tariffs"):
        read_cdr(a_cdr(a_period(ENERGY=1)))
    with pytest.raises(Unreadable, match="missing"):
        read_cdr({"charging_periods": []}, [read_tariff(a_tariff())])
    two = [read_tariff(a_tariff()), read_tariff({**a_tariff(), "id": "T2"})]
    with pytest.raises(Unreadable, match="T9 is unknown"):
        read_cdr(a_cdr(a_period(ENERGY=1, tariff_id="T9")), two)


@pytest.mark.parametrize(
    ("restrictions", "remarks"),
    [
        ({"day_of_week": []}, ("elements[0].restrictions.day_of_week is empty",)),
        ({"day_of_week": None}, ()),
        ([], ()),
        ({}, ()),
    ],
)
def test_restrictions_that_restrict_nothing_are_none(restrictions, remarks):
    tariff = a_tariff()
    tariff["elements"][0]["restrictions"] = restrictions
    read = read_tariff(tariff)
    assert read.tariff.elements[0].restrictions == UNRESTRICTED
    assert read.remarks == remarks


def test_of_two_editions_the_one_that_was_valid_at_the_start_stays():
    old = a_tariff(end_date_time="2026-01-12T10:00:00Z")
    new = a_tariff(component(price=9), start_date_time="2026-01-12T10:00:00Z")
    for order in ([old, new], [new, old]):
        for named in ({}, {"tariff_id": "t1"}):
            period = {**a_period("2026-01-12T10:00:00Z", ENERGY=1), **named}
            read = read_cdr(a_cdr(period), [read_tariff(tariff) for tariff in order])
            [tariff] = read.tariffs
            assert tariff.elements[0].components[0].price == 9


def test_volumes_of_nought_make_no_session_of_a_reservation():
    reserved = a_period("2026-01-12T10:00:00Z", RESERVATION_TIME=0.5, TIME=0, ENERGY=0)
    nothing = a_period("2026-01-12T11:00:00Z")
    tariffs = [read_tariff(a_tariff())]
    assert read_cdr(a_cdr(reserved, nothing), tariffs).consumption.reservation_expired
    assert not read_cdr(a_cdr(nothing), tariffs).consumption.reservation_expired
    came = a_period("2026-01-12T10:30:00Z", TIME=0.5)
    assert not read_cdr(a_cdr(reserved, came), tariffs).consumption.reservation_expired
