"""An order, from the queue to its effect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import an_order, at, new_id

from domain.errors import NotPossibleNow
from domain.instruction import (
    AskTransactionStatus,
    ChangeSettings,
    ClearCache,
    Order,
    OrderState,
    Outcome,
    Priority,
    RawCall,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
    Unlock,
    Verdict,
    priority_of,
)
from domain.station import SettingKey

S, V = OrderState, Verdict
STATION = new_id()
ENDS = {S.REJECTED, S.STATION_OFFLINE, S.EXPIRED, S.CANCELLED, S.CONFIRMED}


def order(state: OrderState = S.QUEUED, instruction: object = None) -> Order:
    return an_order(STATION, instruction or Reset(), state=state)


def step(name: str, given_order: Order) -> None:
    {
        "send": lambda: given_order.send(at(1)),
        "cancel": lambda: given_order.cancel(at(1)),
        "confirm": lambda: given_order.confirm(at(1)),
        "accepted": lambda: given_order.answer(Outcome(V.ACCEPTED), at(1)),
        "scheduled": lambda: given_order.answer(Outcome(V.SCHEDULED), at(1)),
        "rejected": lambda: given_order.answer(Outcome(V.REJECTED), at(1)),
        "not supported": lambda: given_order.answer(Outcome(V.NOT_SUPPORTED), at(1)),
        "failed": lambda: given_order.answer(Outcome(V.FAILED), at(1)),
        "timed out": lambda: given_order.answer(Outcome(V.TIMED_OUT), at(1)),
        "offline": lambda: given_order.answer(Outcome(V.STATION_OFFLINE), at(1)),
        "expired": lambda: given_order.answer(Outcome(V.EXPIRED), at(1)),
    }[name]()


ANSWERS = {
    "accepted": S.ACCEPTED,
    "scheduled": S.ACCEPTED,
    "rejected": S.REJECTED,
    "not supported": S.REJECTED,
    "failed": S.REJECTED,
    "timed out": S.TIMED_OUT,
    "offline": S.STATION_OFFLINE,
    "expired": S.EXPIRED,
}
LEADS_TO = {
    **{(S.QUEUED, name): state for name, state in ANSWERS.items()},
    **{(S.SENT, name): state for name, state in ANSWERS.items()},
    (S.QUEUED, "send"): S.SENT,
    (S.QUEUED, "cancel"): S.CANCELLED,
    (S.SENT, "confirm"): S.CONFIRMED,
    (S.ACCEPTED, "confirm"): S.CONFIRMED,
    (S.TIMED_OUT, "confirm"): S.CONFIRMED,
}
"""What moves an order whose acceptance is only a promise; anything else leaves it where it is."""
REFUSED = {"send", "cancel"}
STEPS = ["send", "cancel", "confirm", *ANSWERS]


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("name", STEPS)
def test_the_table_of_states(state, name):
    given_order = order(state)
    if (state, name) in LEADS_TO:
        step(name, given_order)
        assert given_order.state is LEADS_TO[state, name]
        [event] = given_order.release_events()
        assert event.state == given_order.state
        assert event.instruction == "Reset"
        return
    if name in REFUSED:
        with pytest.raises(NotPossibleNow):
            step(name, given_order)
    else:
        step(name, given_order)
    assert given_order.state is state
    assert given_order.release_events() == ()


def test_the_acceptance_of_what_has_no_later_effect_confirms_it():
    cleared = order(S.SENT, ClearCache())
    cleared.answer(Outcome(V.ACCEPTED), at(2))
    assert cleared.state is S.CONFIRMED
    assert cleared.answered_at == cleared.confirmed_at == at(2)
    assert [event.state for event in cleared.release_events()] == ["accepted", "confirmed"]


@pytest.mark.parametrize("promise", [Reset(), RemoteStart("DEADBEEF"), RemoteStop("7")])
def test_the_acceptance_of_a_promise_waits_for_its_effect(promise):
    given_order = order(S.SENT, promise)
    given_order.answer(Outcome(V.ACCEPTED), at(2))
    assert given_order.state is S.ACCEPTED
    given_order.confirm(at(3))
    assert given_order.state is S.CONFIRMED
    assert given_order.confirmed_at == at(3)


def test_an_effect_counts_even_if_the_answer_never_came():
    given_order = order()
    given_order.send(at(1))
    given_order.answer(Outcome(V.TIMED_OUT), at(31))
    given_order.confirm(at(40))
    assert given_order.state is S.CONFIRMED
    assert given_order.outcome == Outcome(V.TIMED_OUT)


def test_the_first_outcome_stands_and_a_late_answer_changes_nothing():
    given_order = order(S.SENT)
    given_order.answer(Outcome(V.REJECTED, "Rejected"), at(2))
    given_order.answer(Outcome(V.ACCEPTED, "Accepted"), at(3))
    assert given_order.outcome == Outcome(V.REJECTED, "Rejected")
    assert given_order.answered_at == at(2)


def test_an_expired_order_is_not_sent():
    given_order = an_order(STATION, expires_at=at(10))
    with pytest.raises(NotPossibleNow):
        given_order.send(at(10))
    assert given_order.state is S.QUEUED
    given_order.send(at(9.9))
    assert given_order.sent_at == at(9.9)


@given(names=st.lists(st.sampled_from(STEPS), max_size=12))
def test_whatever_happens_an_order_ends_once_and_its_events_tell_its_state(names):
    given_order, told = order(), [S.QUEUED.value]
    for name in names:
        ended = given_order.state in ENDS
        before = given_order.state
        try:
            step(name, given_order)
        except NotPossibleNow:
            assert given_order.state is before
        assert not ended or given_order.state is before
        told += [event.state for event in given_order.release_events()]
    assert told[-1] == given_order.state
    assert len(told) == len(set(told))
    assert given_order.waiting is (given_order.state in {S.QUEUED, S.SENT})


def test_a_stop_goes_before_a_start_and_reports_come_last():
    instructions = [
        AskTransactionStatus(),
        ClearCache(),
        Reset(),
        Unlock(1),
        RemoteStart("A"),
        RemoteStop("7"),
    ]
    ordered = sorted(instructions, key=priority_of)
    assert ordered[0] == RemoteStop("7")
    assert ordered[1] == RemoteStart("A")
    assert ordered[-1] == AskTransactionStatus()
    assert priority_of(ClearCache()) is Priority.NORMAL


@pytest.mark.parametrize("verdict", list(V))
def test_only_three_verdicts_grant(verdict):
    granted = {V.ACCEPTED, V.SCHEDULED, V.REBOOT_REQUIRED}
    assert Outcome(verdict).granted is (verdict in granted)


def test_no_secret_shows_in_an_instruction():
    secret = "do-not-show-this"
    shown = repr(
        (
            ChangeSettings(((SettingKey("AuthorizationKey"), secret),)),
            RawCall("ChangeConfiguration", f'{{"value":"{secret}"}}'),
            RotateSecret(),
        )
    )
    assert secret not in shown
