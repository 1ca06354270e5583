"""The station's time and the measuring of answers: small, exact, without sockets."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.entrypoints.simulator.fake_csms import fake_csms
from tests.entrypoints.simulator.worlds import alive, plan

from entrypoints.simulator import SimulatedStation, StationClock, StationPlan
from entrypoints.simulator.clock import rfc3339
from entrypoints.simulator.latencies import Latencies

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_a_clock_that_was_never_set_counts_from_1970():
    times = iter([NOON, NOON + timedelta(seconds=5)])
    clock = StationClock.never_set(lambda: next(times))
    assert rfc3339(clock.now()) == "1970-01-01T00:00:05.000Z"


@pytest.mark.parametrize(("follows", "now"), [(True, NOON), (False, NOON + timedelta(hours=1))])
def test_a_clock_follows_the_csms_if_it_is_of_that_kind(follows, now):
    clock = StationClock(lambda: NOON, timedelta(hours=1), follows_csms=follows)
    clock.told(NOON)
    assert clock.now() == now


def test_a_second_of_difference_does_not_set_a_clock_back():
    clock = StationClock(lambda: NOON)
    clock.told(NOON - timedelta(seconds=1))
    assert clock.now() == NOON


def test_a_station_without_a_clock_says_1970_until_it_is_told():
    async def story():
        async with fake_csms() as csms:
            clock = StationClock.never_set(follows_csms=False)
            async with alive(SimulatedStation(plan(csms), clock=clock)):
                await csms.saw("StatusNotification")
                assert csms.of("StatusNotification")[0]["timestamp"].startswith("1970-01-01T")

    asyncio.run(story())


@given(st.lists(st.floats(min_value=1e-6, max_value=100), min_size=1, max_size=200))
def test_a_percentile_is_never_flattering_and_at_most_four_percent_too_high(durations):
    latencies = Latencies()
    for duration in durations:
        latencies.add(duration)
    for share in (0.5, 0.99, 1.0):
        rank = max(0, -(-int(len(durations) * share * 1000) // 1000) - 1)
        exact = sorted(durations)[min(rank, len(durations) - 1)] * 1e3
        assert latencies.at(share) >= exact * 0.999
    assert latencies.at(1.0) <= max(durations) * 1e3 * 1.04


def test_latencies_of_two_processes_add_up():
    here, there = Latencies(), Latencies()
    here.add(0.001)
    there.add(0.2)
    here.merge(Latencies.from_data(there.as_data()))
    assert here.summary()["count"] == 2
    assert here.summary()["max"] == 200.0


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("ws://h:9/ocpp/demo", "ws://h:9/ocpp/demo/DE%2F01%20x"),
        ("ws://h:9/ocpp/demo/", "ws://h:9/ocpp/demo/DE%2F01%20x"),
        ("ws://h:9/ocpp/{identity}", "ws://h:9/ocpp/DE%2F01%20x"),
        ("ws://h:9/ocpp/demo/DE%2F01%20x", "ws://h:9/ocpp/demo/DE%2F01%20x"),
    ],
)
def test_the_identity_is_encoded_once_into_the_address(url, address):
    assert StationPlan("DE/01 x", url).address == address
