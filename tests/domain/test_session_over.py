"""How a session falls silent, is closed by rule, and gets its record."""

import pytest
from tests.builders import (
    a_session,
    at,
    ended,
    moment,
    started,
    told,
    updated,
    wh,
)

from domain.cdr import usage_of, write_cdr
from domain.errors import NotPossibleNow
from domain.session import (
    Evidence,
    Finding,
    Happening,
    Phase,
    SessionChanged,
    SessionClosedByRule,
    SessionLeftIncomplete,
    SessionSettled,
    SessionWentSilent,
    StopReason,
)
from domain.token import Authorization, AuthorizationStatus

ACCEPTED = Authorization(AuthorizationStatus.ACCEPTED, group="family")
INVALID = Authorization(AuthorizationStatus.UNKNOWN)
CHARGES, PAUSES = Happening.CHARGES, Happening.EV_PAUSES


def events(session) -> list[str]:
    return [type(event).__name__ for event in session.release_events()]


# Silence, and closing by rule.


def test_a_silent_session_goes_on():
    session = told(started())
    session.release_events()
    session.fall_silent(at(20))
    session.fall_silent(at(30))
    assert session.open
    assert session.silent_since == at(20)
    assert [type(e) for e in session.release_events()] == [SessionWentSilent]


def test_an_ended_session_does_not_fall_silent():
    session = told(started(), ended(5))
    session.fall_silent(at(20))
    assert session.silent_since is None


@pytest.mark.parametrize("evidence", list(Evidence))
def test_it_is_closed_by_rule_with_the_evidence(evidence):
    session = told(started(0, register=1000), updated(10, shows=4000))
    session.release_events()
    session.close_by_rule(evidence, moment(30))
    assert session.phase is Phase.ENDED
    assert session.evidence is evidence
    assert session.ended.at == at(30)
    assert session.energy == wh(3000)
    assert {Finding.CLOSED_BY_RULE, Finding.END_ESTIMATED} <= session.findings
    assert [type(e) for e in session.release_events()] == [SessionChanged, SessionClosedByRule]


def test_it_is_not_closed_before_its_last_reading():
    session = told(started(0), updated(25, shows=4000))
    session.close_by_rule(Evidence.CONNECTOR_FREE, moment(10, heard=40))
    assert session.ended.at == at(25)


def test_a_late_start_of_a_session_closed_by_rule_completes_nothing():
    session = told(updated(10, sequence=1))
    session.close_by_rule(Evidence.NEW_SESSION_ON_EVSE, moment(20))
    session.release_events()
    session.hear(started(0, sequence=0))
    assert session.release_events() == ()


def test_closing_twice_is_closing_once():
    session = told(started(0))
    session.close_by_rule(Evidence.OPERATOR, moment(10))
    session.release_events()
    session.close_by_rule(Evidence.STATION_DENIES, moment(20))
    assert session.evidence is Evidence.OPERATOR
    assert session.release_events() == ()


def test_an_ended_session_is_not_closed_by_rule():
    session = told(started(0), ended(5))
    session.close_by_rule(Evidence.OPERATOR, moment(10))
    assert session.evidence is None


# Reports that never come.


def test_a_gap_that_stays_is_to_be_reviewed_with_the_numbers_that_are_missing():
    session = told(started(0, sequence=0), updated(5, sequence=3), ended(20, sequence=5))
    session.release_events()
    session.leave_incomplete(at(1500))
    assert {Finding.REPORTS_MISSING, Finding.NEEDS_REVIEW} <= session.findings
    (event,) = session.release_events()
    assert isinstance(event, SessionLeftIncomplete)
    assert (event.missing, event.at) == (((1, 2), (4, 4)), at(1500))
    assert session.phase is Phase.ENDED


def test_it_is_told_once_and_only_of_a_session_that_is_over_and_has_a_gap():
    gap = told(started(0, sequence=0), ended(20, sequence=5))
    gap.leave_incomplete(at(1500))
    going_on = told(started(0, sequence=0), updated(5, sequence=3))
    whole = told(started(0, sequence=0), ended(20, sequence=1))
    for session in (gap, going_on, whole):
        session.release_events()
        session.leave_incomplete(at(1600))
        assert session.release_events() == ()
    assert not (going_on.findings | whole.findings) & {Finding.NEEDS_REVIEW}


def test_its_last_missing_report_takes_the_mark_away_and_no_other_reason_to_look():
    for other in (frozenset(), frozenset({Finding.NEEDS_REVIEW})):
        session = told(started(0, sequence=0), ended(20, sequence=3), marks=other)
        session.leave_incomplete(at(1500))
        session.hear(updated(5, heard=1510, sequence=1))
        assert Finding.REPORTS_MISSING in session.findings
        session.hear(updated(9, heard=1511, sequence=2))
        assert session.findings & {Finding.REPORTS_MISSING, Finding.NEEDS_REVIEW} == other
        assert "SessionCompleted" in events(session)


def test_a_real_end_corrects_one_that_a_rule_had_set():
    session = told(started(0, register=1000), updated(5, happening=CHARGES, shows=2000))
    session.close_by_rule(Evidence.NEW_SESSION_ON_EVSE, moment(10))
    session.release_events()
    session.hear(ended(30, heard=90, register=7000, reason=StopReason.POWER_LOSS))
    assert session.evidence is None
    assert session.ended.at == at(30)
    assert session.energy == wh(6000)
    assert session.reason is StopReason.POWER_LOSS
    assert {Finding.CLOSED_BY_RULE, Finding.CORRECTED_AFTER_CLOSE} <= session.findings
    assert events(session) == ["SessionEnded"]
    usage = usage_of(session, at(90))
    assert usage.charging + usage.idle == session.ended.at - session.started.at


def test_a_real_end_after_the_record_was_written_calls_for_another_record():
    session = told(started(0))
    session.close_by_rule(Evidence.STATION_DENIES, moment(10))
    session.settle(at(11))
    session.release_events()
    session.hear(ended(30, heard=90))
    assert session.phase is Phase.SETTLED
    assert events(session) == ["SessionEnded", "SessionRevised"]
    early = told(started(0))
    early.close_by_rule(Evidence.STATION_DENIES, moment(10))
    early.release_events()
    early.hear(ended(30, heard=90))
    assert "SessionRevised" not in events(early)


def test_what_changes_nothing_in_the_record_calls_for_none():
    session = told(started(0, register=0), ended(30, register=6_000))
    session.settle(at(31))
    session.release_events()
    session.hear(ended(30, register=6_000, heard=90))
    session.hear(updated(10, shows=2_000, heard=91))
    assert events(session) == []
    late = told(started(0), updated(10, shows=1_000), ended(30))
    late.settle(at(31))
    late.release_events()
    late.hear(updated(25, shows=5_000, heard=90))
    assert events(late) == ["SessionRevised"]


def test_closed_by_rule_it_counts_as_complete_where_the_station_numbers_nothing():
    session = told(started(0))
    session.close_by_rule(Evidence.CONNECTOR_FREE, moment(10))
    assert session.complete
    unknown = told(updated(5, sequence=3))
    unknown.close_by_rule(Evidence.CONNECTOR_FREE, moment(10))
    assert not unknown.complete


# Its record.


def test_an_open_or_incomplete_session_has_no_record():
    for session in (told(started(0)), told(started(0, sequence=0), ended(9, sequence=9))):
        with pytest.raises(NotPossibleNow):
            write_cdr(session, None, "cdr-1", at(10))


def test_settling_moves_it_to_its_last_phase():
    session = told(started(0), ended(5))
    session.release_events()
    session.settle(at(6))
    assert session.phase is Phase.SETTLED
    assert not session.open
    assert [type(e) for e in session.release_events()] == [SessionSettled]


def test_a_mark_is_noted_once():
    session = a_session()
    session.mark(Finding.NEEDS_REVIEW)
    marks = session.marks
    session.mark(Finding.NEEDS_REVIEW)
    assert session.marks is marks


def test_a_snapshot_is_out_of_reach():
    session = told(started(0))
    twin = session.snapshot()
    session.hear(updated(1, shows=500, happening=CHARGES))
    assert twin.phase is Phase.PREPARING
    assert twin.release_events() == ()
    assert len(session.release_events()) == 2


def test_the_usage_so_far_of_an_open_session_runs_to_the_present():
    session = told(started(0, register=1000), updated(10, shows=3000, happening=CHARGES))
    usage = usage_of(session, at(40))
    assert usage.energy == wh(2000)
    assert usage.idle.total_seconds() == 600
    assert usage.charging.total_seconds() == 1800


def test_a_session_known_only_from_the_middle_has_a_usage_too():
    session = told(updated(5, shows=3000))
    usage = usage_of(session, at(10))
    assert (usage.charging.total_seconds(), usage.idle.total_seconds()) == (0, 0)
    assert usage.energy == wh(0)


def test_events_bear_the_servers_time_and_the_sessions_name():
    session = told(report_at := started(0, heard=3))
    [event] = session.release_events()
    assert event.at == report_at.moment.received == at(3)
    assert (event.session, event.station, event.tenant) == (
        session.id,
        session.station,
        session.tenant,
    )


def test_last_heard_never_goes_back():
    session = told(started(0, heard=50))
    session.hear(updated(1, heard=20))
    assert session.last_heard == at(50)
