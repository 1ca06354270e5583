"""Which order an effect belongs to, and above all which it does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.builders import VOLTA, at, new_id

from domain.identity import OrderId, StationId, TransactionReference
from domain.instruction import (
    ChangeSettings,
    Order,
    OrderState,
    Outcome,
    Priority,
    RemoteStart,
    Reset,
    Unlock,
    Verdict,
)
from domain.instruction.matching import (
    Start,
    order_of_start,
    reset_by,
    taken_over_by,
)

TX = TransactionReference("17")
ASKED = RemoteStart("DEADBEEF", evse=1, number=7)


def ordered(asked=ASKED, sent=0.0, verdict=Verdict.ACCEPTED, answered=None, **said) -> Order:
    """Ordered and sent so many minutes after eight; answered at once, or then; None for not yet."""
    order = Order(
        id=OrderId(new_id()),
        tenant=VOLTA,
        station=StationId(new_id()),
        instruction=asked,
        priority=Priority.NORMAL,
        ordered_at=at(sent),
        expires_at=at(sent + 60),
    )
    order.send(at(sent))
    if verdict is not None:
        order.answer(Outcome(verdict, "", said), at(sent if answered is None else answered))
    return order


def start(minutes=1.0, heard=None, **more) -> Start:
    """As a station tells it that does not know our number (1.6)."""
    told = {"self_named": False, "number": None, "token": "DEADBEEF", "evse": 1, **more}
    when = at(minutes if heard is None else heard)
    return Start(reference=TX, at=at(minutes), heard=when, **told)


NAMED = start(self_named=True)


@pytest.mark.parametrize(
    ("why", "order", "seen"),
    [
        ("as it was asked", ordered(), start()),
        ("a token has no case", ordered(), start(token="deadbeef")),
        ("any EVSE would do", ordered(RemoteStart("DEADBEEF")), start(evse=2)),
        ("the driver takes his time", ordered(), start(9)),
        ("its clock is a little behind", ordered(), start(-4, heard=1)),
        ("told by a queue later on", ordered(), start(2, heard=90)),
        ("its answer was lost", ordered(verdict=None), start()),
        ("its answer came too late", ordered(verdict=Verdict.TIMED_OUT, answered=0.5), start()),
        ("it names our number", ordered(), replace(NAMED, number=7, token=None, evse=None)),
        ("its answer named the transaction", ordered(transaction="17"), NAMED),
    ],
)
def test_a_start_is_the_effect_of_the_order_that_it_fits(why, order, seen):
    assert order_of_start([order], seen) is order, why


@pytest.mark.parametrize(
    ("why", "order", "seen"),
    [
        ("another card", ordered(), start(token="CAFE")),
        ("nobody showed a card", ordered(), start(token=None)),
        ("another EVSE", ordered(), start(evse=2)),
        ("an EVSE that was not told", ordered(), start(evse=None)),
        ("the order was given up long ago", ordered(), start(11)),
        ("an old start, told by a queue after the order", ordered(sent=60), start(10, heard=61)),
        ("told before the order was sent", ordered(sent=1), start(0.5)),
        ("another number", ordered(), replace(NAMED, number=8)),
        ("a station that names its orders names none", ordered(), NAMED),
        ("its answer named another transaction", ordered(transaction="18"), NAMED),
        ("no start was ordered", ordered(Unlock(1)), start()),
    ],
)
def test_a_start_is_not_the_effect_of_an_order_that_it_does_not_fit(why, order, seen):
    assert order_of_start([order], seen) is None, why


def test_of_several_orders_the_closest_goes_first():
    anywhere = ordered(RemoteStart("DEADBEEF"), sent=0)
    silent = ordered(sent=1, verdict=None)
    older, newer = ordered(sent=2), ordered(sent=3)
    left = [anywhere, silent, newer, older]
    taken = []
    while left:
        taken.append(order_of_start(left, start(4)))
        left.remove(taken[-1])
    assert taken == [older, newer, silent, anywhere]


@pytest.mark.parametrize(
    ("why", "order", "minutes", "reason"),
    [
        ("1.6 tells no reason", ordered(Reset(), answered=1), 2, None),
        ("it does not know why", ordered(Reset()), 2, "Unknown"),
        ("as it was asked", ordered(Reset(graceful=False)), 2, "RemoteReset"),
        ("when it was free", ordered(Reset(), 0, Verdict.SCHEDULED), 2000, "ScheduledReset"),
        ("its answer was lost", ordered(Reset(), verdict=None), 2, None),
        ("its answer was given up", ordered(Reset(), 0, Verdict.TIMED_OUT, 5), 2, None),
    ],
)
def test_a_boot_is_the_effect_of_a_reset(why, order, minutes, reason):
    assert reset_by(order, at(minutes), reason), why


@pytest.mark.parametrize(
    ("why", "order", "minutes", "reason"),
    [
        ("it booted before it was sent", ordered(Reset(), sent=5), 4, None),
        ("it booted before it was answered", ordered(Reset(), answered=5), 4, "RemoteReset"),
        ("long after, and for no reason", ordered(Reset()), 61, None),
        ("the power failed", ordered(Reset()), 2, "PowerUp"),
        ("its watchdog bit", ordered(Reset()), 2, "Watchdog"),
        ("new firmware", ordered(Reset()), 2, "FirmwareUpdate"),
        ("somebody pressed a button", ordered(Reset()), 2, "LocalReset"),
        ("it was only asked for the message", ordered(Reset()), 2, "Triggered"),
        ("only a part was to be reset", ordered(Reset(evse=1)), 2, None),
        ("no reset was ordered", ordered(Unlock(1)), 2, None),
    ],
)
def test_a_boot_is_not_the_effect_of_a_reset(why, order, minutes, reason):
    assert not reset_by(order, at(minutes), reason), why


@pytest.mark.parametrize(
    ("verdict", "minutes", "reason", "taken"),
    [
        (Verdict.REBOOT_REQUIRED, 5, None, True),
        (Verdict.REBOOT_REQUIRED, 5, "PowerUp", True),
        (Verdict.REBOOT_REQUIRED, 5, "Triggered", False),
        (Verdict.REBOOT_REQUIRED, -1, "PowerUp", False),
        (Verdict.ACCEPTED, 5, "PowerUp", False),
        (None, 5, "PowerUp", False),
    ],
)
def test_a_boot_brings_into_force_what_waited_for_it(verdict, minutes, reason, taken):
    order = ordered(ChangeSettings(()), verdict=verdict)
    assert taken_over_by(order, at(0) + timedelta(minutes=minutes), reason) is taken


def test_an_order_that_was_refused_is_not_waiting_for_an_effect():
    assert ordered(verdict=Verdict.REJECTED).state is OrderState.REJECTED
