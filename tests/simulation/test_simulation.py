"""Many simulated days under faults: nothing acknowledged is lost, doubled or mixed up."""

import pytest
from tests.simulation.world import simulate

SEEDS = 500
AT_ONCE = 20


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_every_world_keeps_its_promises(first):
    for seed in range(first, first + AT_ONCE):
        result = simulate(seed)
        assert not result.violations, "\n".join([*result.violations[:9], result.replay])


@pytest.mark.parametrize("seed", range(20))
def test_the_same_seed_tells_the_same_story(seed):
    assert simulate(seed).fingerprint == simulate(seed).fingerprint
