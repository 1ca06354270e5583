"""However late, doubled or out of order a transaction is told: the final record is the same.

Reports of a whole transaction of OCPP 2.x, with times that never go back, as stations make them.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import TRANSACTION, a_session, at, ended, reading, started, told, updated

from domain.cdr import usage_of, write_cdr
from domain.metering import ReadingContext
from domain.session import ChargingSession, Happening, Phase, SessionReport, StopReason

FIRST_NUMBERS = st.sampled_from([0, 1, 1000])
"""seqNo may start anywhere, and go on over transactions (E 1.3.2)."""
HAPPENINGS = st.none() | st.sampled_from(
    [
        Happening.CONNECTS,
        Happening.CHARGES,
        Happening.EV_PAUSES,
        Happening.STATION_PAUSES,
        Happening.IDLES,
    ]
)


@dataclass(frozen=True)
class Meter:
    """How the registers of one transaction go on."""

    begin: int
    steps: tuple[int, ...]
    digits: int = 9

    def shows(self, number: int) -> Decimal:
        return Decimal((self.begin + sum(self.steps[:number])) % 10**self.digits)


@st.composite
def transactions(
    draw: st.DrawFn, begin: st.SearchStrategy[int], digits: int = 9, shortest: int = 0
):
    """The reports of one transaction in their order, and the energy that truly flowed."""
    steps = draw(st.lists(st.integers(0, 900), min_size=1, max_size=9))
    pauses = draw(
        st.lists(st.integers(shortest, 30), min_size=len(steps) + 1, max_size=len(steps) + 1)
    )
    first, minute = draw(FIRST_NUMBERS), 0
    meter = Meter(draw(begin), tuple(steps), digits)
    bounds_told = draw(st.booleans())
    reports: list[SessionReport] = []
    for number, pause in enumerate(pauses):
        minute += pause
        make, context = updated, ReadingContext.SAMPLE_PERIODIC
        if number == 0:
            make, context = started, ReadingContext.TRANSACTION_BEGIN
        elif number == len(steps):
            make, context = ended, ReadingContext.TRANSACTION_END
        reports.append(
            make(
                minute,
                sequence=first + number,
                readings=(
                    reading(
                        meter.shows(number),
                        minute,
                        context if bounds_told else ReadingContext.SAMPLE_PERIODIC,
                    ),
                ),
                happening=draw(HAPPENINGS),
                evse=1 if number == 0 else None,
                token="DEADBEEF" if number == 0 else None,
                reason=StopReason.EV_DISCONNECTED if make is ended else None,
            )
        )
    return reports, Decimal(sum(steps))


def record(session: ChargingSession) -> tuple[object, ...]:
    """All that a bill, or a court, may ask for."""
    assert session.ended is not None
    stretches = session.timeline.stretches(session.ended.at, session.energy)
    return (
        session.energy,
        session.started,
        session.ended,
        session.reason,
        session.phase,
        session.complete,
        session.token,
        session.evse,
        session.findings,
        session.heard,
        (session.meter.begin, session.meter.end),
        tuple((s.phase, s.begin, s.end) for s in stretches),
        usage_of(session, session.ended.at),
    )


@st.composite
def retold(draw: st.DrawFn, whole: st.SearchStrategy[tuple[list[SessionReport], Decimal]]):
    """In order, and told again in any order, with any of them doubled."""
    reports, energy = draw(whole)
    doubled = draw(st.lists(st.sampled_from(reports), max_size=5))
    return reports, draw(st.permutations([*reports, *doubled])), energy


STEADY = transactions(st.integers(0, 10**6))
ROLLING = transactions(st.integers(10**6 - 4000, 10**6 - 1), digits=6, shortest=1)
"""Readings of one second are taken to rise, so that no roll-over can lie between them."""


@settings(max_examples=400)
@given(story=retold(STEADY))
def test_any_order_and_any_repeats_leave_the_record_of_the_true_order(story):
    in_order, as_told, energy = story
    true, found = told(*in_order), told(*as_told)
    assert record(found) == record(true)
    assert found.energy.wh == energy
    assert found.phase is Phase.ENDED
    assert found.complete


@settings(max_examples=400)
@given(story=retold(ROLLING))
def test_also_when_the_register_rolls_over_on_the_way(story):
    in_order, as_told, energy = story
    true, found = told(*in_order), told(*as_told)
    assert record(found) == record(true)
    assert found.energy.wh == energy


@given(story=retold(STEADY), holes=st.sets(st.integers(0, 9), min_size=1))
def test_with_holes_it_is_incomplete_and_the_late_ones_complete_it(story, holes):
    in_order, as_told, _ = story
    missing = {report.sequence for n, report in enumerate(in_order) if n in holes}
    heard = [report for report in as_told if report.sequence not in missing]
    session = told(*heard)
    assert session.complete is (not missing)
    for report in in_order:
        session.hear(report)
    assert record(session) == record(told(*in_order))
    assert session.complete


@given(story=retold(STEADY))
def test_energy_is_never_negative_at_any_moment(story):
    _, as_told, _ = story
    session = a_session()
    for report in as_told:
        session.hear(report)
        assert session.energy.wh >= 0
        assert session.meter.energy == session.energy


@given(story=retold(STEADY))
def test_the_stretches_of_a_session_sum_to_its_duration_and_its_energy(story):
    _, as_told, _ = story
    session = told(*as_told)
    stretches = session.timeline.stretches(session.ended.at, session.energy)
    total = sum((stretch.duration for stretch in stretches), timedelta(0))
    assert total == session.ended.at - session.started.at
    assert all(stretch.energy.wh >= 0 for stretch in stretches)
    if stretches:
        assert sum(stretch.energy.wh for stretch in stretches) == session.energy.wh
    usage = usage_of(session, session.ended.at)
    assert usage.charging + usage.idle == total


@given(story=retold(STEADY))
def test_every_record_can_be_written_and_says_the_same(story):
    in_order, as_told, energy = story
    cdr = write_cdr(told(*as_told), None, TRANSACTION, at(10_000))
    true = write_cdr(told(*in_order), None, TRANSACTION, at(10_000))
    assert (cdr.energy, cdr.charging, cdr.idle) == (true.energy, true.charging, true.idle)
    assert cdr.energy.wh == energy
    assert cdr.ended_at - cdr.began_at == cdr.charging + cdr.idle


@given(story=retold(STEADY), cut=st.integers(0, 9))
def test_an_end_before_its_start_is_told_is_kept_as_an_end(story, cut):
    in_order, _, _ = story
    backwards = list(reversed(in_order))
    session = told(backwards[0])
    assert session.phase is Phase.ENDED
    assert not session.complete
    for report in backwards[1:]:
        session.hear(report)
        assert session.phase is Phase.ENDED
    assert record(session) == record(told(*in_order))
