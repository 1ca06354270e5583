"""A payment from the hold to the charge and back."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import at, new_id
from tests.payments import a_charged, a_payment, an_authorized, charged, euros, held

from domain.errors import Invalid, NotPossibleNow
from domain.identity import SessionId
from domain.payment import (
    ALARM_AFTER,
    EMPTY,
    MOVES,
    Errand,
    Happening,
    Hold,
    PaymentAuthorized,
    PaymentEnded,
    PaymentFellShort,
    PaymentRefunded,
    PaymentState,
    PaymentStuck,
    Standing,
    minor_units,
    moved,
    of_minor_units,
)
from domain.quantities import Currency, Money


def errands(payment):
    return [task.errand for task in payment.tasks]


def kinds(payment):
    return [type(event) for event in payment.release_events()]


def test_a_driver_on_site_gets_a_page_and_a_kept_method_is_asked():
    assert errands(a_payment()) == [Errand.CHECKOUT]
    assert errands(a_payment(method=new_id())) == [Errand.AUTHORIZE]


def test_an_agreed_hold_authorizes_and_gives_the_session_time_to_begin():
    payment = a_payment()
    payment.release_events()
    payment.hear(held("50.00"), at(3), task=payment.begin(at(0)))
    assert payment.state is PaymentState.AUTHORIZED
    assert payment.authorized == euros("50.00")
    assert payment.overdue_at == at(18)
    assert kinds(payment) == [PaymentAuthorized]


def test_the_same_word_told_again_changes_nothing():
    payment = an_authorized()
    payment.hear(held(), at(2))
    assert payment.state is PaymentState.AUTHORIZED
    assert kinds(payment) == []


def test_what_is_due_is_charged_and_no_more():
    payment = an_authorized()
    payment.settle(euros("12.34"), at(30))
    task = payment.begin(at(30))
    assert (task.errand, task.amount) == (Errand.CAPTURE, euros("12.34"))
    payment.hear(charged("12.34"), at(31), task=task)
    assert payment.state is PaymentState.CAPTURED
    assert payment.captured == euros("12.34")
    assert payment.overdue_at is None


def test_more_than_was_held_is_charged_as_far_as_it_goes_and_the_rest_is_owed():
    payment = an_authorized()
    payment.settle(euros("61.50"), at(30))
    task = payment.begin(at(30))
    assert task.amount == euros("50.00")
    payment.hear(charged("50.00"), at(31), task=task)
    assert payment.state is PaymentState.PARTLY_CAPTURED
    assert payment.shortfall == euros("11.50")
    assert PaymentFellShort in kinds(payment)


def test_the_same_record_told_twice_charges_once():
    payment = an_authorized()
    payment.settle(euros("12.00"), at(30))
    payment.settle(euros("12.00"), at(30))
    assert errands(payment) == [Errand.CAPTURE]
    payment.hear(charged("12.00"), at(31), task=payment.begin(at(30)))
    payment.settle(euros("12.00"), at(32))
    assert errands(payment) == []


def test_a_record_corrected_before_the_charge_changes_what_is_charged():
    payment = an_authorized()
    payment.settle(euros("12.00"), at(30))
    payment.settle(euros("9.00"), at(31))
    assert [task.amount for task in payment.tasks] == [euros("9.00")]


def test_a_record_corrected_while_the_charge_is_under_way_is_set_right_afterwards():
    payment = an_authorized()
    payment.settle(euros("12.00"), at(30))
    task = payment.begin(at(30))
    payment.settle(euros("9.00"), at(30))
    payment.hear(charged("12.00"), at(31), task=task)
    assert [(t.errand, t.amount) for t in payment.tasks] == [(Errand.REFUND, euros("3.00"))]


def test_a_credited_record_gives_everything_back():
    payment = a_charged("12.00")
    payment.settle(euros("0"), at(60))
    task = payment.begin(at(60))
    assert (task.errand, task.amount) == (Errand.REFUND, euros("12.00"))
    payment.hear(charged("12.00", refunded="12.00"), at(61), task=task)
    assert payment.state is PaymentState.REFUNDED
    assert kinds(payment) == [PaymentRefunded]


def test_credit_and_new_record_together_give_back_the_difference():
    payment = a_charged("12.00")
    payment.settle(euros("8.50"), at(60))
    payment.hear(charged("12.00", refunded="3.50"), at(61), task=payment.begin(at(60)))
    assert payment.state is PaymentState.PARTLY_REFUNDED
    assert payment.tasks == ()


def test_goodwill_is_no_shortfall():
    payment = a_charged("12.00")
    payment.refund(euros("2.00"), at(60))
    payment.hear(charged("12.00", refunded="2.00"), at(61), task=payment.begin(at(60)))
    assert payment.shortfall == euros("0")
    assert payment.state is PaymentState.PARTLY_REFUNDED


def test_goodwill_counts_towards_a_later_credit():
    payment = a_charged("12.00")
    payment.refund(euros("2.00"), at(60))
    payment.hear(charged("12.00", refunded="2.00"), at(61), task=payment.begin(at(60)))
    payment.settle(euros("0"), at(62))
    assert [task.amount for task in payment.tasks] == [euros("10.00")]


def test_no_more_than_was_charged_can_be_given_back():
    payment = a_charged("12.00")
    with pytest.raises(Invalid, match="at most"):
        payment.refund(euros("12.01"), at(60))
    payment.refund(euros("10.00"), at(60))
    with pytest.raises(Invalid, match=r"at most 2\.00"):
        payment.refund(euros("3.00"), at(60))
    payment.refund(None, at(60))
    with pytest.raises(NotPossibleNow):
        payment.refund(None, at(60))


def test_nothing_charged_can_be_given_back():
    with pytest.raises(NotPossibleNow):
        an_authorized().refund(None, at(2))


def test_a_session_that_costs_nothing_lets_the_hold_go():
    payment = an_authorized()
    payment.settle(euros("0.00"), at(30))
    assert payment.state is PaymentState.CANCELLED
    assert errands(payment) == [Errand.RELEASE]


def test_a_hold_without_a_session_is_let_go():
    payment = an_authorized()
    payment.pass_time(at(15))
    assert payment.state is PaymentState.AUTHORIZED
    payment.pass_time(at(16))
    assert payment.state is PaymentState.CANCELLED
    assert errands(payment) == [Errand.RELEASE]


def test_a_hold_with_a_session_waits_as_long_as_it_charges():
    payment = an_authorized()
    payment.belongs_to(SessionId(new_id()))
    payment.pass_time(at(600))
    assert payment.state is PaymentState.AUTHORIZED
    assert payment.overdue_at is None


def test_nobody_agreed_in_time():
    payment = a_payment()
    payment.hear(
        Standing(hold=Hold.OPEN, url="https://pay.example"), at(0), task=payment.begin(at(0))
    )
    payment.pass_time(at(30))
    assert payment.state is PaymentState.EXPIRED
    assert errands(payment) == [Errand.RELEASE]


def test_the_provider_is_asked_while_a_driver_is_on_its_page():
    payment = a_payment()
    payment.hear(
        Standing(hold=Hold.OPEN, url="https://pay.example"), at(0), task=payment.begin(at(0))
    )
    assert errands(payment) == [Errand.LOOK]
    assert payment.overdue_at == at(1)


def test_who_agrees_after_all_gets_the_hold_back():
    payment = a_payment()
    payment.begin(at(0))
    payment.cancel("changed his mind", at(1))
    release = payment.begin(at(1))
    payment.hear(Standing(hold=Hold.RELEASED), at(1), task=release)
    payment.hear(held(), at(2))
    assert payment.state is PaymentState.CANCELLED
    assert errands(payment) == [Errand.RELEASE]


def test_what_was_charged_after_all_goes_back():
    payment = an_authorized()
    payment.cancel("changed his mind", at(2))
    payment.hear(charged("50.00"), at(3), task=payment.begin(at(2)))
    assert [(t.errand, t.amount) for t in payment.tasks] == [(Errand.REFUND, euros("50.00"))]


def test_a_session_that_charges_cannot_be_robbed_of_its_hold():
    payment = an_authorized()
    payment.belongs_to(SessionId(new_id()))
    with pytest.raises(NotPossibleNow, match="session"):
        payment.cancel("", at(2))


def test_one_payment_one_session():
    payment, session = an_authorized(), SessionId(new_id())
    payment.belongs_to(session)
    payment.belongs_to(session)
    with pytest.raises(NotPossibleNow):
        payment.belongs_to(SessionId(new_id()))


def test_a_hold_that_ended_by_itself_leaves_the_price_owed():
    payment = an_authorized()
    payment.belongs_to(SessionId(new_id()))
    payment.hear(Standing(hold=Hold.RELEASED, reference="pi_1"), at(9_000))
    assert payment.state is PaymentState.EXPIRED
    payment.settle(euros("12.00"), at(9_030))
    assert payment.shortfall == euros("12.00")
    assert payment.tasks == ()


def test_a_declined_method_ends_the_payment_and_says_why():
    payment = a_payment(method=new_id())
    payment.release_events()
    payment.refuse(payment.begin(at(0)), "insufficient funds", at(0))
    assert payment.state is PaymentState.DECLINED
    assert payment.ended_because == "insufficient funds"
    assert kinds(payment) == [PaymentEnded]


def test_a_refused_charge_is_owed_and_the_hold_let_go():
    payment = an_authorized()
    payment.settle(euros("12.00"), at(30))
    payment.refuse(payment.begin(at(30)), "account closed", at(30))
    assert payment.state is PaymentState.FAILED
    assert payment.shortfall == euros("12.00")
    assert errands(payment) == [Errand.RELEASE]


def test_another_currency_is_never_charged_by_guess():
    payment = an_authorized()
    payment.settle(Money(Decimal(12), Currency("SEK")), at(30))
    assert payment.state is PaymentState.FAILED
    assert payment.shortfall == Money(Decimal(12), Currency("SEK"))
    assert errands(payment) == [Errand.RELEASE]


def test_an_unreachable_provider_is_tried_later_and_later_and_told_of_once():
    payment = an_authorized()
    payment.settle(euros("12.00"), at(30))
    now, told, keys = at(30), 0, set()
    for _ in range(ALARM_AFTER + 3):
        task = payment.begin(now)
        keys.add((task.number, task.turn))
        assert payment.begin(now) is None
        payment.put_off(task, "no route")
        assert payment.task.due_at > now
        now = payment.task.due_at
        told += kinds(payment).count(PaymentStuck)
    assert told == 1
    assert len(keys) == 1
    assert payment.state is PaymentState.AUTHORIZED


def test_a_provider_that_broke_is_asked_under_another_key():
    payment = an_authorized()
    payment.settle(euros("12.00"), at(30))
    task = payment.begin(at(30))
    payment.put_off(task, "500", broke=True)
    again = payment.begin(at(60))
    assert (again.number, again.turn, again.repeated) == (task.number, 1, True)


def test_retry_brings_what_waits_forward():
    payment = an_authorized()
    payment.settle(euros("12.00"), at(30))
    payment.put_off(payment.begin(at(30)), "no route")
    payment.retry(at(30))
    assert payment.begin(at(30)) is not None
    with pytest.raises(NotPossibleNow):
        a_charged().retry(at(60))


def test_a_task_that_waits_holds_no_other_up():
    payment = an_authorized()
    payment.settle(euros("12.00"), at(30))
    payment.put_off(payment.begin(at(30)), "no route")
    payment.look_again(at(30))
    assert payment.begin(at(30)).errand is Errand.LOOK


@pytest.mark.parametrize("state", sorted(EMPTY))
def test_what_is_over_is_not_authorized(state):
    with pytest.raises(NotPossibleNow):
        moved(state, Happening.AUTHORIZES)


def test_every_state_but_the_first_is_reached():
    assert set(MOVES.values()) == set(PaymentState) - {PaymentState.REQUESTED}


@pytest.mark.parametrize("amount", ["0", "-1", "0.001"])
def test_a_hold_is_a_whole_number_of_cents(amount):
    with pytest.raises(Invalid):
        a_payment(hold=amount)


def test_yen_have_no_cents():
    with pytest.raises(Invalid):
        minor_units(Money(Decimal("10.5"), Currency("JPY")))


@given(
    dues=st.lists(st.integers(0, 9_000), min_size=1, max_size=6),
    heard=st.lists(st.booleans(), min_size=6, max_size=6),
)
def test_in_the_end_what_is_kept_is_what_is_due_as_far_as_was_held(dues, heard):
    """Records corrected at any moment: nothing is charged twice, nothing kept that is not due."""
    payment, at_provider = an_authorized(), {"captured": None, "refunded": 0, "gone": False}
    euro = payment.currency

    def work():
        while (task := payment.begin(at(9_999))) is not None:
            if task.errand is Errand.CAPTURE:
                assert at_provider["captured"] is None
                at_provider["captured"] = int(task.amount.amount * 100)
            elif task.errand is Errand.REFUND:
                at_provider["refunded"] += int(task.amount.amount * 100)
            elif task.errand is Errand.RELEASE:
                at_provider["gone"] = True
            captured = at_provider["captured"]
            if captured is None:
                hold = Hold.RELEASED if at_provider["gone"] else Hold.HELD
                payment.hear(Standing(hold=hold), at(40), task=task)
                continue
            payment.hear(
                Standing(
                    hold=Hold.CAPTURED,
                    captured=of_minor_units(captured, euro),
                    refunded=of_minor_units(at_provider["refunded"], euro),
                ),
                at(40),
                task=task,
            )

    for due, listen in zip(dues, heard, strict=False):
        payment.settle(of_minor_units(due, euro), at(30))
        if listen:
            work()
    work()
    kept = (at_provider["captured"] or 0) - at_provider["refunded"]
    owed = int(payment.shortfall.amount * 100)
    assert kept + owed == dues[-1]
    assert payment.tasks == ()


def test_a_price_that_rises_again_after_a_refund_is_owed():
    payment = a_charged("12.00")
    payment.settle(euros("9.00"), at(60))
    payment.hear(charged("12.00", refunded="3.00"), at(61), task=payment.begin(at(60)))
    payment.settle(euros("11.00"), at(62))
    assert payment.shortfall == euros("2.00")


def test_the_deadline_of_a_session_is_a_quarter_of_an_hour():
    payment = an_authorized()
    assert payment.expires_at - at(1) == timedelta(minutes=15)
