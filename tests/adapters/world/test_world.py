"""Time, identity and chance."""

import itertools
from datetime import UTC, datetime, timedelta, timezone
from uuid import RFC_4122

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import EIGHT, at

from adapters.world import (
    ManualClock,
    SeededIds,
    SeededRandomness,
    SystemClock,
    SystemRandomness,
    UuidV7Ids,
)


def test_the_systems_time_is_in_utc():
    assert SystemClock().now().tzinfo is UTC


def test_a_manual_clock_stands_still_until_it_is_moved():
    clock = ManualClock(EIGHT)
    assert clock.now() == clock.now() == EIGHT
    assert clock.advance(timedelta(minutes=5)) == clock.now() == at(5)
    clock.advance(-timedelta(minutes=10))
    assert clock.now() == at(-5)


def test_a_manual_clock_speaks_utc_whatever_zone_it_is_set_in():
    berlin = timezone(timedelta(hours=1))
    clock = ManualClock(EIGHT.astimezone(berlin))
    assert clock.now() == EIGHT
    assert clock.now().tzinfo is UTC
    with pytest.raises(ValueError, match="zone"):
        ManualClock(datetime(2026, 3, 2))  # noqa: DTZ001 - the point


@given(
    seed=st.integers(0, 99),
    steps=st.lists(st.integers(-5_000, 5_000), min_size=1, max_size=50),
)
def test_identities_rise_strictly_whatever_the_clock_does(seed: int, steps: list[int]):
    clock = ManualClock(EIGHT)
    ids = SeededIds(clock, seed)
    made = [ids.new()]
    for step in steps:
        clock.advance(timedelta(milliseconds=step))
        made.append(ids.new())
    assert all(before < after for before, after in itertools.pairwise(made))
    assert {(new.version, new.variant) for new in made} == {(7, RFC_4122)}


def test_an_identity_tells_its_millisecond():
    ids = UuidV7Ids(ManualClock(EIGHT))
    assert ids.new().int >> 80 == int(EIGHT.timestamp() * 1000)


def test_identities_rise_when_chance_is_at_its_highest():
    ids = UuidV7Ids(ManualClock(EIGHT), lambda count: b"\xff" * count)
    made = [ids.new() for _ in range(100)]
    assert made == sorted(set(made))


def test_the_same_seed_makes_the_same_identities_and_bytes():
    first, second, third = (
        [SeededIds(ManualClock(EIGHT), seed).new() for _ in range(3)] for seed in (1, 1, 2)
    )
    assert first == second != third
    assert SeededRandomness(1).secret(16) == SeededRandomness(1).secret(16)
    assert SeededRandomness(1).secret(16) != SeededRandomness(2).secret(16)


def test_real_chance_differs_every_time():
    assert len({SystemRandomness().secret(16) for _ in range(50)}) == 50
    ids = UuidV7Ids(SystemClock())
    assert len({ids.new() for _ in range(1000)}) == 1000
