"""A station: its introduction, its outlets, its reports."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import EIGHT, VOLTA, a_station, at, moment, new_id

from domain.moments import Moment, TimeFlaw
from domain.station import (
    Available,
    Connector,
    ConnectorStatusChanged,
    Evse,
    Faulted,
    Hardware,
    InventoryReport,
    Occupied,
    Registration,
    ReportPage,
    Reserved,
    Setting,
    SettingKey,
    Stage,
    StationBooted,
    Unavailable,
    Unreported,
)

ACME = Hardware("Acme", "One", serial="17")
CHARGING = Occupied(Stage.CHARGING)
STATUSES = [Available(), CHARGING, Reserved(), Unavailable(), Faulted("GroundFailure")]


# Introduction.


@pytest.mark.parametrize("registration", list(Registration))
def test_it_is_told_what_the_operator_decided_and_that_is_kept(registration):
    station = a_station(registration=registration)
    assert station.boot(ACME, EIGHT, "PowerUp") is registration
    assert station.admitted is registration
    assert station.booted_at == EIGHT
    assert station.in_service is (registration is Registration.ACCEPTED)
    [event] = station.release_events()
    assert isinstance(event, StationBooted)
    assert (event.registration, event.reason) == (registration, "PowerUp")


def test_an_acceptance_takes_effect_at_the_next_boot():
    station = a_station(registration=Registration.PENDING)
    station.boot(ACME, at(0))
    station.registration = Registration.ACCEPTED
    assert not station.in_service
    station.boot(ACME, at(1))
    assert station.in_service


def test_a_station_that_never_booted_is_not_in_service():
    assert not a_station().in_service


def test_other_hardware_is_noticed_except_the_first_time():
    station = a_station()
    for hardware in (ACME, ACME, Hardware("Acme", "Two")):
        station.boot(hardware, EIGHT)
    changed = [event.hardware_changed for event in station.release_events()]
    assert changed == [False, False, True]


# Outlets.


def test_an_outlet_is_unreported_until_it_is_reported():
    assert a_station().connector(1, 1).status == Unreported()


@pytest.mark.parametrize("status", STATUSES)
def test_a_change_is_told_once(status):
    station = a_station()
    assert station.observe(2, 1, status, moment(0, heard=1)) is True
    assert station.observe(2, 1, status, moment(5)) is False
    assert station.connector(2, 1).status == status
    assert station.connector(2, 1).reported == moment(5)
    [event] = station.release_events()
    assert isinstance(event, ConnectorStatusChanged)
    assert (event.evse, event.connector, event.status, event.at) == (2, 1, status, at(1))


def test_a_flushed_queue_does_not_move_the_state_back():
    station = a_station()
    station.observe(1, 1, Available(), moment(30))
    assert station.observe(1, 1, CHARGING, moment(10, heard=31)) is False
    assert station.connector(1, 1).status == Available()


@given(
    told=st.lists(
        st.tuples(st.integers(0, 99), st.sampled_from(STATUSES)),
        min_size=1,
        unique_by=lambda word: word[0],
    )
)
def test_the_newest_word_by_the_stations_own_time_stands(told):
    station = a_station()
    for minute, status in told:
        station.observe(1, 1, status, moment(minute, heard=100))
        station.observe(0, 0, status, moment(minute, heard=100))
    newest = max(told, key=lambda word: word[0])[1]
    assert station.connector(1, 1).status == newest
    assert station.status == newest


def test_the_station_itself_is_no_outlet():
    station = a_station()
    assert station.observe(0, 0, Faulted("OtherError"), moment(0)) is True
    assert station.status == Faulted("OtherError")
    assert station.evses == ()
    [event] = station.release_events()
    assert (event.evse, event.connector) == (0, 0)


def test_outlets_are_kept_in_the_order_of_their_numbers():
    station = a_station()
    for evse, connector in ((2, 2), (1, 1), (2, 1), (3, 1)):
        station.observe(evse, connector, Available(), moment(0))
    assert [evse.number for evse in station.evses] == [1, 2, 3]
    assert [connector.number for connector in station.evse(2).connectors] == [1, 2]


def test_an_outlet_keeps_its_plug_when_it_is_reported():
    station = a_station(evses=(Evse(1, (Connector(1, "IEC_62196_T2"),)),))
    station.observe(1, 1, CHARGING, moment(0), "HighTemperature")
    assert station.connector(1, 1).plug == "IEC_62196_T2"
    assert station.connector(1, 1).warning == "HighTemperature"
    station.observe(1, 1, CHARGING, moment(1))
    assert station.connector(1, 1).warning == ""


def test_a_snapshot_does_not_follow_later_reports():
    station = a_station()
    station.observe(1, 1, Available(), moment(0))
    twin = station.snapshot()
    station.observe(1, 1, CHARGING, moment(1))
    assert twin.connector(1, 1).status == Available()


# Its clock.


def test_a_live_message_teaches_how_far_an_unset_clock_is_off():
    station = a_station()
    said = EIGHT - timedelta(days=20_000)
    station.learn_clock(Moment(at(5), at(5), "1971…", TimeFlaw.CLOCK_NOT_SET), said)
    assert station.clock_offset == at(5) - said


def test_a_clock_that_is_set_teaches_nothing():
    station = a_station()
    station.learn_clock(moment(0, heard=5), at(0))
    assert station.clock_offset is None


def lagging(station, *words: tuple[float, float]):
    """Words heard so many minutes after eight, each so many minutes behind."""
    for heard, lag in words:
        station.learn_clock(moment(heard - lag, heard=heard), at(heard - lag))
    return [type(event).__name__ for event in station.release_events()]


def test_a_clock_that_stays_wrong_raises_one_alarm_until_it_is_right_again():
    station = a_station()
    assert lagging(station, (0, 7), (3, 7)) == [], "it may have waited in a queue"
    assert lagging(station, (6, 7.5)) == ["ClockWentWrong"]
    assert lagging(station, (9, 7), (20, 12), (40, 12)) == [], "it is known already"
    assert lagging(station, (50, 3)) == [], "a little better is not right yet"
    assert lagging(station, (60, 1)) == ["ClockIsRight"]
    assert lagging(station, (70, 7), (80, 7)) == ["ClockWentWrong"]


def test_a_clock_may_be_ahead_as_well():
    station = a_station()
    station.learn_clock(moment(10, heard=0), at(10))
    station.learn_clock(moment(16, heard=6), at(16))
    (event,) = station.release_events()
    assert event.lag == timedelta(minutes=-10)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("a queue that is worked off", [(60, 55), (61, 40), (62, 25), (66, 10), (70, 4)]),
        ("several things of one moment, told late", [(60, 30), (60.1, 30), (60.2, 30)]),
        ("a little off is no harm", [(0, 4), (10, 4), (20, -4), (60, 5)]),
        ("it is told the time after its first words", [(0, 900), (1, 0), (9, 0)]),
    ],
)
def test_what_only_seems_to_be_a_wrong_clock_raises_no_alarm(why, words):
    assert lagging(a_station(), *words) == [], why


def test_a_clock_on_the_edge_does_not_raise_alarm_after_alarm():
    words = [(minute, 5.5 if minute % 14 else 3) for minute in range(0, 140, 7)]
    assert lagging(a_station(), *words).count("ClockWentWrong") <= 1


# Reports of settings, in pages.


def page(number: int, *, last: bool = False) -> ReportPage:
    return ReportPage(number, last, (Setting(SettingKey(f"Key{number}"), str(number)),))


def a_report() -> InventoryReport:
    return InventoryReport(tenant=VOLTA, station=new_id(), request=1, started_at=EIGHT)


PAGES = [page(0), page(1), page(2, last=True)]


@pytest.mark.parametrize("order", list(permutations(PAGES)))
def test_pages_make_a_whole_in_any_order_and_not_before(order):
    report = a_report()
    for number, each in enumerate(order, start=1):
        assert not report.complete
        assert report.add(each) is True
        assert report.complete is (number == 3)
    assert [setting.value for setting in report.settings] == ["0", "1", "2"]


def test_a_page_that_comes_again_changes_nothing():
    report = a_report()
    report.add(page(0))
    other = ReportPage(0, True, ())
    assert report.add(other) is False
    assert report.pages == (page(0),)
    assert not report.complete


def test_a_missing_page_keeps_the_report_incomplete():
    report = a_report()
    for each in (PAGES[0], PAGES[2]):
        report.add(each)
    assert not report.complete


def test_a_single_page_may_be_the_whole():
    report = a_report()
    report.add(page(0, last=True))
    assert report.complete
    assert not a_report().complete
