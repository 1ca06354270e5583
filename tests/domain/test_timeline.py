"""When a session was in which phase, and which numbers were heard."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import at, wh

from domain.quantities import NO_ENERGY
from domain.session import Phase, SequenceNumbers, Timeline
from domain.session.timeline import MOST_CHANGES

P, C, S, I = Phase.PREPARING, Phase.CHARGING, Phase.SUSPENDED_BY_EV, Phase.IDLE  # noqa: E741
NOTES = st.lists(st.tuples(st.integers(0, 60), st.sampled_from([P, C, S, I])), max_size=20)


def noted(*changes: tuple[float, Phase]) -> Timeline:
    timeline = Timeline()
    for number, (minute, phase) in enumerate(changes):
        timeline = timeline.note(at(minute), phase, wh(100 * number), number)
    return timeline


def shape(timeline: Timeline, end: float) -> list[tuple[Phase, float, float]]:
    return [
        (s.phase, (s.begin - at(0)) / timedelta(minutes=1), (s.end - at(0)) / timedelta(minutes=1))
        for s in timeline.stretches(at(end), wh(10_000))
    ]


def test_phases_follow_one_another_up_to_the_end():
    timeline = noted((0, P), (5, C), (20, S), (25, C))
    assert shape(timeline, 30) == [(P, 0, 5), (C, 5, 20), (S, 20, 25), (C, 25, 30)]


def test_a_repeated_phase_is_one_stretch():
    assert shape(noted((0, C), (5, C), (9, C)), 10) == [(C, 0, 10)]
    assert len(noted((0, C), (5, C), (9, C)).joined().changes) == 1


def test_a_late_word_between_two_equal_ones_parts_them():
    timeline = noted((0, C), (20, C), (10, S))
    assert shape(timeline, 30) == [(C, 0, 10), (S, 10, 20), (C, 20, 30)]


def test_of_one_second_the_higher_number_is_the_later():
    late_start = Timeline().note(at(0), C, NO_ENERGY, 1).note(at(0), P, NO_ENERGY, 0)
    assert shape(late_start, 10) == [(C, 0, 10)]


def test_what_was_said_for_after_the_end_does_not_count():
    assert shape(noted((0, C), (20, S)), 15) == [(C, 0, 15)]
    assert shape(noted((0, C), (20, S)), 0) == []


def test_an_empty_timeline_has_no_stretches():
    assert Timeline().stretches(at(10), wh(100)) == ()


def test_the_energy_of_stretches_never_falls_and_adds_up():
    timeline = Timeline().note(at(0), P, wh(0)).note(at(10), C, wh(500)).note(at(20), S, wh(300))
    energies = [s.energy.wh for s in timeline.stretches(at(30), wh(900))]
    assert energies == [500, 0, 400]


def test_a_station_that_flickers_without_end_is_bounded():
    timeline = noted(*((n / 100, C if n % 2 else S) for n in range(MOST_CHANGES + 50)))
    assert len(timeline.changes) == MOST_CHANGES


@given(notes=NOTES, end=st.integers(0, 90), energy=st.integers(0, 5_000))
def test_stretches_are_in_order_without_gaps_and_sum_up(notes, end, energy):
    stretches = noted(*notes).stretches(at(end), wh(energy))
    assert all(s.begin < s.end for s in stretches)
    assert all(a.end == b.begin for a, b in pairwise(stretches))
    assert all(a.phase is not b.phase for a, b in pairwise(stretches))
    began = min((minute for minute, _ in notes), default=end)
    total = sum((s.duration for s in stretches), timedelta(0))
    assert total == max(at(end) - at(began), timedelta(0))
    assert all(s.energy.wh >= 0 for s in stretches)
    if stretches:
        assert sum(s.energy.wh for s in stretches) == energy


@given(notes=NOTES)
def test_joining_changes_no_stretch(notes):
    timeline = noted(*notes)
    assert shape(timeline.joined(), 90) == shape(timeline, 90)
    assert timeline.joined().joined().changes == timeline.joined().changes


# Sequence numbers.


@given(
    numbers=st.lists(st.integers(0, 30)), bounds=st.tuples(st.integers(0, 30), st.integers(0, 9))
)
def test_sequence_numbers_are_a_set(numbers, bounds):
    heard, model = SequenceNumbers(), set()
    for number in numbers:
        heard, model = heard.add(number), model | {number}
        assert heard.newest == max(model)
    assert {n for n in range(-1, 32) if n in heard} == model
    first, length = bounds
    wanted = range(first, first + length + 1)
    assert heard.without_gap(wanted[0], wanted[-1]) is (set(wanted) <= model)
    assert list(heard.ranges) == sorted(heard.ranges)
    assert all(low <= high for low, high in heard.ranges)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(heard.ranges))


def test_ten_thousand_reports_are_one_range():
    heard = SequenceNumbers()
    for number in range(10_000):
        heard = heard.add(number)
    assert heard.ranges == ((0, 9_999),)
    assert SequenceNumbers().newest is None
