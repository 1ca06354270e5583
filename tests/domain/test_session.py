"""A charging session, as its station tells of it."""

import pytest
from tests.builders import (
    a_session,
    at,
    ended,
    moment,
    reading,
    started,
    told,
    updated,
    wh,
)

from domain.cdr import usage_of, write_cdr
from domain.metering import ReadingContext
from domain.moments import Moment, TimeFlaw
from domain.session import (
    MOVES,
    Finding,
    Happening,
    Phase,
    SessionChanged,
    SessionEnded,
    SessionStarted,
    StopReason,
    moved,
)
from domain.session.phase import OPEN_PHASES
from domain.token import Authorization, AuthorizationStatus

ACCEPTED = Authorization(AuthorizationStatus.ACCEPTED, group="family")
INVALID = Authorization(AuthorizationStatus.UNKNOWN)
CHARGES, PAUSES = Happening.CHARGES, Happening.EV_PAUSES


def events(session) -> list[str]:
    return [type(event).__name__ for event in session.release_events()]


# Beginning.


def test_a_session_opens_even_for_a_refused_token():
    session = a_session()
    session.authorize(INVALID)
    session.hear(started(token="DEADBEEF"))
    assert session.open
    assert session.authorization is AuthorizationStatus.UNKNOWN
    assert Finding.REFUSED_BUT_STARTED in session.findings
    [begun] = session.release_events()
    assert isinstance(begun, SessionStarted)
    assert begun.authorized is False


def test_a_token_accepted_later_takes_the_mark_away():
    session = told(started())
    session.authorize(INVALID)
    session.authorize(ACCEPTED)
    assert session.authorization is AuthorizationStatus.ACCEPTED
    assert session.group == "family"
    assert Finding.REFUSED_BUT_STARTED not in session.findings


def test_a_session_once_authorized_stays_so():
    session = told(started())
    session.authorize(ACCEPTED)
    session.authorize(INVALID)
    assert session.authorization is AuthorizationStatus.ACCEPTED


def test_it_is_announced_once_with_what_the_first_word_said():
    session = told(started(evse=2, connector=1, token="DEADBEEF", remote_start=77))
    session.hear(updated(1, happening=CHARGES))
    announced = [e for e in session.release_events() if isinstance(e, SessionStarted)]
    assert len(announced) == 1
    assert (announced[0].evse, announced[0].token, announced[0].remote_start) == (
        2,
        "DEADBEEF",
        77,
    )


def test_it_is_not_announced_again_after_it_was_stored():
    session = told(started())
    session.release_events()
    session.version = 1
    assert session.snapshot().release_events() == ()
    session.hear(updated(1, happening=CHARGES))
    assert events(session) == ["SessionChanged"]


def test_evse_and_token_come_once_and_are_carried_forward():
    session = told(
        started(evse=2, connector=1, token="DEADBEEF", reservation=5, remote_start=9),
        updated(1),
        updated(2, evse=3, connector=2, token="CAFE", reservation=6, remote_start=10),
    )
    assert (session.evse, session.connector) == (2, 1)
    assert session.token == "DEADBEEF"
    assert (session.reservation, session.remote_start) == (5, 9)


def test_no_connector_is_not_connector_one():
    assert told(started(evse=1)).connector is None


def test_a_token_may_come_after_the_start():
    session = told(started(), updated(1, token="DEADBEEF"))
    assert session.token == "DEADBEEF"


def test_a_token_that_only_ends_it_does_not_identify_it():
    assert told(started(), ended(5, token="MASTER")).token is None


def test_the_token_of_the_start_counts_even_if_another_was_heard_first():
    session = told(
        updated(9, sequence=1, token="STOPPER"), started(0, sequence=0, token="DEADBEEF")
    )
    assert session.token == "DEADBEEF"


def test_first_heard_in_the_middle_its_beginning_is_missing_until_it_comes():
    session = told(updated(5, sequence=3))
    assert Finding.START_MISSING in session.findings
    assert session.began_at == session.first_heard
    session.hear(started(0, heard=9, sequence=2))
    assert Finding.START_MISSING not in session.findings
    assert session.began_at == at(0)


# Repeats.


def test_a_report_number_counts_once_and_the_first_word_stands():
    session = told(started(sequence=0), updated(1, sequence=1, shows=1000, happening=CHARGES))
    session.release_events()
    assert session.hear(updated(1, sequence=1, shows=9999, happening=PAUSES)) is False
    assert session.meter.latest == wh(1000)
    assert session.phase is Phase.CHARGING
    assert session.release_events() == ()


def test_a_repeat_still_tells_that_the_station_is_alive():
    session = told(started(sequence=0))
    session.fall_silent(at(20))
    session.hear(started(0, heard=30, sequence=0))
    assert session.silent_since is None
    assert session.last_heard == at(30)


def test_the_same_end_told_twice_is_one_end():
    stop = ended(30, register=5000, reason=StopReason.LOCAL)
    session = told(started(register=1000), stop)
    before = session.snapshot()
    session.release_events()
    assert session.hear(ended(30, heard=45, register=5000, reason=StopReason.LOCAL)) is False
    assert session.release_events() == ()
    assert session.findings == before.findings
    assert session.energy == wh(4000)


@pytest.mark.parametrize(
    "other",
    [
        ended(31, register=5000),
        ended(30, register=7000),
        ended(30, register=5000, reason=StopReason.REMOTE),
    ],
)
def test_the_first_end_stands_and_a_differing_second_one_is_flagged(other):
    session = told(started(register=1000), ended(30, register=5000))
    assert session.hear(other) is True
    assert session.ended == moment(30)
    assert session.energy == wh(4000)
    assert session.reason is StopReason.LOCAL
    assert Finding.TOLD_DIFFERENTLY in session.findings


def test_an_end_of_an_unreadable_time_told_twice_is_one_end():
    def stop(heard):
        odd = Moment(at(heard), at(heard), "222222017-01-01", TimeFlaw.UNREADABLE)
        return ended(moment=odd, register=5000)

    session = told(started(register=1000), stop(30))
    assert session.hear(stop(40)) is False
    assert session.ended.at == at(30)


def test_an_end_before_its_start_told_twice_is_one_end():
    session = told(started(10, register=1000), ended(5, heard=20, register=5000))
    assert session.ended.at == at(10)
    assert session.hear(ended(5, heard=25, register=5000)) is False


def test_a_second_start_of_other_content_is_flagged_and_the_first_stands():
    session = told(started(0, sequence=0), started(5, sequence=1))
    assert session.started == moment(0)
    assert Finding.TOLD_DIFFERENTLY in session.findings


# Order.


def test_the_newest_by_number_decides_the_phase():
    session = told(
        started(0, sequence=0),
        updated(10, sequence=5, happening=PAUSES),
        updated(5, heard=11, sequence=3, happening=CHARGES),
    )
    assert session.phase is Phase.SUSPENDED_BY_EV


def test_without_numbers_the_newest_by_time_decides():
    session = told(
        started(0),
        updated(10, happening=PAUSES),
        updated(5, heard=11, happening=CHARGES),
    )
    assert session.phase is Phase.SUSPENDED_BY_EV


def test_a_status_beside_the_transaction_moves_it_unless_it_is_late():
    session = told(started(0), updated(5, happening=CHARGES))
    session.turn(PAUSES, moment(10))
    assert session.phase is Phase.SUSPENDED_BY_EV
    session.turn(CHARGES, moment(8, heard=11))
    assert session.phase is Phase.SUSPENDED_BY_EV
    session.hear(ended(20))
    session.turn(CHARGES, moment(25))
    assert session.phase is Phase.ENDED


def test_a_gap_is_complete_once_the_last_number_between_has_come():
    session = told(started(0, sequence=5), ended(20, sequence=8))
    session.release_events()
    assert not session.complete
    session.hear(updated(5, heard=25, sequence=6))
    assert not session.complete
    assert session.release_events() == ()
    session.hear(updated(9, heard=26, sequence=7))
    assert session.complete
    assert events(session) == ["SessionCompleted"]


def test_numbers_may_begin_anywhere():
    assert told(started(0, sequence=4711), ended(1, sequence=4712)).complete


def test_without_numbers_start_and_end_are_complete():
    assert told(started(0), updated(1), ended(2)).complete
    assert not told(started(0), updated(1)).complete
    assert not told(ended(2)).complete


def test_an_end_says_whether_anything_is_missing():
    whole = told(started(0, sequence=0), ended(1, sequence=1))
    holed = told(started(0, sequence=0), ended(9, sequence=9))
    told_ends = [
        event.complete
        for session in (whole, holed)
        for event in session.release_events()
        if isinstance(event, SessionEnded)
    ]
    assert told_ends == [True, False]


def test_reports_of_the_past_are_noted_as_such():
    session = told(started(0, heard=90, offline=True, sequence=0))
    assert Finding.OFFLINE in session.findings


def test_a_late_offline_report_changes_the_record_and_not_the_live_state():
    session = told(
        started(0, sequence=0, shows=1000),
        updated(30, sequence=4, happening=PAUSES, shows=4000),
    )
    session.release_events()
    session.hear(updated(10, heard=35, sequence=2, offline=True, happening=CHARGES, shows=2000))
    assert session.phase is Phase.SUSPENDED_BY_EV
    assert session.release_events() == ()
    assert 2 in session.heard
    stretches = session.timeline.stretches(at(30), session.energy)
    assert (Phase.CHARGING, at(10), at(30)) in [(s.phase, s.begin, s.end) for s in stretches]


# The state machine.


def test_an_open_session_may_go_anywhere_a_station_says():
    for phase in OPEN_PHASES:
        for happening in set(Happening) - {Happening.SETTLES}:
            assert (phase, happening) in MOVES
        assert (phase, Happening.SETTLES) not in MOVES


def test_what_is_ended_only_settles_and_what_is_settled_stays():
    for happening in Happening:
        expected = Phase.SETTLED if happening is Happening.SETTLES else Phase.ENDED
        assert moved(Phase.ENDED, happening) is expected
        assert moved(Phase.SETTLED, happening) is Phase.SETTLED


def test_every_change_of_phase_is_told_once():
    session = told(started(0))
    session.release_events()
    for minute, happening in enumerate((CHARGES, CHARGES, PAUSES, CHARGES), start=1):
        session.hear(updated(minute, happening=happening))
    changes = [e.phase for e in session.release_events() if isinstance(e, SessionChanged)]
    assert changes == [Phase.CHARGING, Phase.SUSPENDED_BY_EV, Phase.CHARGING]


# The end.


@pytest.mark.parametrize("reason", list(StopReason))
def test_the_reason_of_an_end_is_kept_as_given(reason):
    assert told(started(), ended(1, reason=reason)).reason is reason


def test_a_missing_reason_is_local():
    assert told(started(), ended(1)).reason is StopReason.LOCAL


def test_what_is_ended_stays_ended_whatever_comes_late():
    session = told(started(0, sequence=0), ended(20, sequence=3))
    session.hear(updated(10, heard=30, sequence=1, happening=CHARGES))
    session.hear(updated(25, heard=31, sequence=4, happening=CHARGES))
    assert session.phase is Phase.ENDED
    assert session.ended == moment(20)


def test_no_session_ends_before_it_starts():
    session = told(started(10), ended(5, heard=11))
    assert session.ended.at == at(10)
    assert Finding.TIME_SUSPECT in session.findings
    assert usage_of(session, at(60)).charging.total_seconds() == 0


def test_a_clock_that_was_never_set_makes_no_bill_of_fifty_years():
    unset = Moment(at(0), at(0), "1970-01-01T00:00:10Z", TimeFlaw.CLOCK_NOT_SET)
    session = told(started(moment=unset), ended(30))
    cdr = write_cdr(session, None, "cdr-1", at(31))
    assert (cdr.ended_at - cdr.began_at).total_seconds() == 1800
    assert Finding.TIME_SUSPECT in cdr.findings


def test_an_end_without_a_register_is_estimated_from_the_last_reading():
    session = told(started(0, register=1000), updated(5, shows=3000), ended(9))
    assert session.energy == wh(2000)
    assert Finding.END_ESTIMATED in session.findings
    exact = told(started(0, register=1000), ended(9, register=3000))
    assert Finding.END_ESTIMATED not in exact.findings


# Registers of the messages and of readings (fine point 17).


def test_readings_at_begin_and_end_prove_the_bounds_where_the_messages_name_none():
    session = told(
        started(0, readings=(reading(1000, 0, ReadingContext.TRANSACTION_BEGIN),)),
        ended(9, readings=(reading(6000, 9, ReadingContext.TRANSACTION_END),)),
    )
    assert session.energy == wh(5000)
    assert session.findings == frozenset()


def test_the_message_itself_goes_before_readings_at_begin_and_end():
    session = told(
        started(0, register=1000),
        updated(8, readings=(reading(5990, 8, ReadingContext.TRANSACTION_END),)),
        ended(
            9,
            register=6000,
            readings=(
                reading(1010, 0, ReadingContext.TRANSACTION_BEGIN),
                reading(5995, 9, ReadingContext.TRANSACTION_END),
            ),
        ),
    )
    assert (session.meter.begin, session.meter.end) == (wh(1000), wh(6000))
    assert session.energy == wh(5000)


def test_both_readings_in_the_last_message_are_legal():
    session = told(
        started(0),
        ended(
            9,
            readings=(
                reading(1000, 0, ReadingContext.TRANSACTION_BEGIN),
                reading(6000, 9, ReadingContext.TRANSACTION_END),
            ),
        ),
    )
    assert session.energy == wh(5000)


def test_a_late_reading_does_not_change_what_the_end_decided():
    session = told(started(0, register=1000), ended(9, register=6000))
    session.hear(updated(8, heard=20, shows=5900))
    session.hear(updated(12, heard=21, shows=6100))
    assert session.energy == wh(5000)
