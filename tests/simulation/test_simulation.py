"""Many simulated hours under faults: nothing acknowledged is lost, doubled or mixed up."""

import pytest
from tests.simulation.plants import PLANTS
from tests.simulation.world import Size, simulate

WORLDS = 500
AT_ONCE = 20
FINDS_WITHIN = 30
"""Worlds in which a planted bug must show; most show in the first."""

A_LONG_DAY = Size(stations=8, storm=24 * 3600.0)


@pytest.mark.parametrize("first", range(0, WORLDS, AT_ONCE))
def test_every_world_keeps_its_promises(first):
    for seed in range(first, first + AT_ONCE):
        result = simulate(seed)
        assert not result.violations, "\n".join([*result.violations[:9], result.replay])


@pytest.mark.parametrize("seed", range(10_000, 10_020))
def test_the_same_seed_tells_the_same_story(seed):
    first, second = simulate(seed), simulate(seed)
    assert (first.fingerprint, first.messages) == (second.fingerprint, second.messages)


def test_different_seeds_tell_different_stories():
    assert simulate(1).fingerprint != simulate(2).fingerprint


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_bug_is_found(plant):
    for seed in range(FINDS_WITHIN):
        if simulate(seed, plant, PLANTS[plant]()).violations:
            return
    pytest.fail(f"{plant} was not found in {FINDS_WITHIN} worlds")


def test_a_violation_names_the_command_that_replays_it():
    result = simulate(0, "closed-at-boot", PLANTS["closed-at-boot"]())
    assert result.violations
    assert result.replay == (
        "python -m tests.simulation --seed 0 --seeds 1 --plant closed-at-boot --trace"
    )


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(50))
def test_sixteen_stations_keep_their_promises_for_a_day(seed):
    result = simulate(seed, size=A_LONG_DAY)
    assert not result.violations, "\n".join([*result.violations[:9], result.replay])
