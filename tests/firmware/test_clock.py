"""The clock over reboots and corrections: no two transactions begin in the same second."""

import sys

import pytest
from tests.firmware.board import FIRMWARE

sys.path.insert(0, str(FIRMWARE))

from charge_point.clock import BUILT, Clock

NOON = BUILT + 43200


class Kept(dict[str, object]):
    """Small files, in memory."""

    load = dict.get
    save = dict.__setitem__


class World:
    """Ticks that go on, and files that stay."""

    def __init__(self) -> None:
        self.ms, self.files = 0, Kept()

    def boots(self, last: int = 0) -> Clock:
        clock = Clock(lambda: self.ms, self.files)
        clock.after(last)
        return clock

    def waits(self, clock: Clock) -> int:
        """Milliseconds until somebody may start."""
        begun = self.ms
        while not clock.may_start():
            self.ms += 10
        return self.ms - begun


def test_second_start_waits_for_the_next_second():
    world = World()
    clock = world.boots()
    first, _ = clock.start()
    assert 0 < world.waits(clock) <= 1000
    assert clock.start()[0] == first + 1


def test_start_before_the_clock_is_put_right_keeps_its_second_after_it():
    world = World()
    clock = world.boots()
    raw, boot = clock.start()
    behind = clock.tell(NOON)
    assert boot
    assert world.waits(clock) > 0
    assert clock.start() == (raw + behind + 1, 0)


@pytest.mark.parametrize("last", [NOON, NOON + 1, NOON + 900])
def test_run_begins_after_all_that_earlier_runs_have_told(last):
    world = World()
    world.boots().tell(NOON)
    again = world.boots(last)
    world.waits(again)
    assert again.start()[0] > last


def test_start_dated_by_a_clock_far_ahead_does_not_move_the_next_run():
    world = World()
    world.boots().tell(NOON)
    again = world.boots(NOON + 86400 * 365)
    assert again.now() == NOON + 1
    assert again.may_start()


def test_nobody_waits_for_a_clock_that_was_set_back_by_far():
    world = World()
    clock = world.boots()
    clock.tell(NOON + 3600)
    clock.start()
    clock.tell(NOON)
    assert clock.may_start()
