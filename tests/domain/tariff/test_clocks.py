"""Local time: zones, and the two days a year that have no 24 hours."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfoNotFoundError

import pytest
from tests.domain.tariff.small import a_list, charging, codes, cost, energy, parking, stay

from domain.errors import Invalid
from domain.tariff import clock, price

SPRING = datetime(2026, 3, 29, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 25, tzinfo=UTC)
"""Berlin's clock moves at 01:00 UTC."""

HOURS = a_list(charging("1", start_time="02:00", end_time="03:00"), charging("10"))


def berlin(*steps, day):
    return stay(*steps, day=day, zone="Europe/Berlin")


def test_the_hour_that_is_left_out_is_never():
    assert cost(HOURS, berlin("00:00", "charging", "02:00", day=SPRING)) == "20"
    assert codes(price(HOURS, berlin("00:00", "charging", "02:00", day=SPRING))) == []


def test_the_hour_that_comes_twice_counts_twice():
    assert cost(HOURS, berlin("00:00", "charging", "02:00", day=AUTUMN)) == "2"
    assert cost(HOURS, berlin("00:00", "charging", "03:00", day=AUTUMN)) == "12"


def test_a_window_that_begins_in_the_missing_hour_begins_with_the_jump():
    tariff = a_list(charging("1", start_time="02:30", end_time="05:00"), charging("10"))
    # 00:30 to 04:00 UTC is 01:30 to 06:00 local; from 03:00, the first moment after the jump.
    assert cost(tariff, berlin("00:30", "charging", "04:00", day=SPRING)) == "17"


def test_a_window_that_begins_in_the_doubled_hour_holds_in_both():
    tariff = a_list(charging("1", start_time="02:30", end_time="03:00"), charging("10"))
    # 02:00 to 02:30 at ten, to 03:00 at one, and the same again.
    assert cost(tariff, berlin("00:00", "charging", "02:00", day=AUTUMN)) == "11"


def test_durations_are_elapsed_time():
    tariff = a_list(parking("0", max_duration=3 * 3600), parking("6"))
    for day in (SPRING, AUTUMN):
        assert cost(tariff, berlin("00:00", "parking", "04:00", day=day)) == "6"


def test_a_long_stay_goes_over_the_change():
    tariff = a_list(charging("1", start_time="00:00", end_time="01:00"))
    # Ten local nights from Monday 23 March on: ten hours, though one night is shorter.
    monday = datetime(2026, 3, 22, 23, tzinfo=UTC)
    assert (
        cost(tariff, stay("00:00", "charging", "239:00", day=monday, zone="Europe/Berlin")) == "10"
    )


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("Europe/Berlin", "16:00", "19:00"),
        ("America/New_York", "22:00", "25:00"),
        ("Asia/Kathmandu", "11:15", "14:15"),
        ("UTC", "17:00", "20:00"),
        ("Z", "17:00", "20:00"),
    ],
)
def test_the_evening_is_that_of_the_place(zone, start, end):
    tariff = a_list(energy("0.50", start_time="17:00", end_time="20:00"), energy("0.30"))
    assert cost(tariff, stay(start, "charging 10 kWh", end, zone=zone)) == "5"
    assert codes(price(tariff, stay(start, "charging 10 kWh", end, zone=zone))) == []


def test_a_zone_that_nobody_knows_is_told():
    tariff = a_list(energy("0.50", start_time="17:00"))
    for zone in ("Europe/Atlantis", "../etc/passwd", ""):
        with pytest.raises(Invalid, match="time_zone"):
            price(tariff, stay("10:00", "charging 1 kWh", "11:00", zone=zone))


def test_a_computer_without_time_zones_says_so(monkeypatch):
    monkeypatch.setattr(clock, "available_timezones", set)
    monkeypatch.setattr(clock, "ZoneInfo", _unknown)
    clock.time_zone.cache_clear()
    with pytest.raises(Invalid, match="no time zone database"):
        clock.time_zone("Europe/Berlin")
    assert clock.time_zone("UTC") is UTC
    clock.time_zone.cache_clear()


def _unknown(name):
    raise ZoneInfoNotFoundError(name)
