"""Stripe, over real HTTP: everything is done once, whatever becomes of the answers."""

from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, new_id
from tests.payments import euros
from tests.stripe_server import Fault, StripeServer
from tests.stripe_server.server import SECRET_KEY, WEBHOOK_SECRET

from adapters.stripe import StripeAccount, StripeAccounts
from application.ports.payment import (
    Ask,
    NoticeNotTrusted,
    ProviderBroke,
    ProviderRefused,
    ProviderUnavailable,
)
from domain.payment import Errand, Hold, PaymentId, Standing
from domain.quantities import Currency, Money

NOBODY = Standing(hold=Hold.OPEN)


@asynccontextmanager
async def at_stripe(patience_seconds: float = 20.0):
    """Stripe, and Volta's account with it."""
    async with StripeServer() as stripe:
        accounts = StripeAccounts(
            {VOLTA: StripeAccount(SECRET_KEY, WEBHOOK_SECRET)}, stripe.address, patience_seconds
        )
        try:
            yield stripe, accounts.of(VOLTA)
        finally:
            await accounts.close()


def an_ask(errand: Errand, **more) -> Ask:
    facts = {
        "errand": errand,
        "key": f"{errand}/0",
        "repeated": False,
        "payment": PaymentId(new_id()),
        "tenant": VOLTA,
        "amount": euros("50.00"),
        "seen": NOBODY,
        "agree_until": datetime.now(UTC) + timedelta(minutes=30),
        "description": "Charging at EVSE 1",
        "return_url": "https://volta.example/charge",
        "task": 1,
    }
    return Ask(**{**facts, **more})


def then(ask: Ask, errand: Errand, seen: Standing, **more) -> Ask:
    """The next errand of the same payment."""
    number = ask.task + 1
    facts = {"errand": errand, "seen": seen, "task": number, "key": f"{errand}/{number}"}
    return replace(ask, **{**facts, "repeated": False, **more})


async def a_hold(stripe, volta):
    """A driver has agreed on Stripe's page."""
    ask = an_ask(Errand.CHECKOUT)
    page = await volta.carry_out(ask)
    stripe.books.pay(page.checkout)
    look = then(ask, Errand.LOOK, page)
    return look, await volta.carry_out(look)


@asynchronous
async def test_a_driver_agrees_on_stripes_page_and_the_amount_is_held():
    async with at_stripe() as (stripe, volta):
        ask = an_ask(Errand.CHECKOUT, statement="CHARGING")
        page = await volta.carry_out(ask)
        assert (page.hold, page.url.startswith("https://")) == (Hold.OPEN, True)
        stripe.books.pay(page.checkout)
        held = await volta.carry_out(then(ask, Errand.LOOK, page))
        assert (held.hold, held.held) == (Hold.HELD, euros("50.00"))
        assert held.instrument == "visa 4242"
        assert held.held_until is not None


@asynchronous
async def test_less_than_held_is_charged_and_the_rest_let_go():
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        done = await volta.carry_out(then(ask, Errand.CAPTURE, held, amount=euros("12.34")))
        assert (done.hold, done.captured) == (Hold.CAPTURED, euros("12.34"))
        assert (stripe.books.charged, stripe.books.held) == (1234, 0)


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.BROKE_AFTER])
@asynchronous
async def test_a_charge_whose_answer_was_lost_is_not_made_twice(fault):
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        capture = then(ask, Errand.CAPTURE, held, amount=euros("12.00"))
        stripe.will(fault)
        with pytest.raises(ProviderUnavailable):
            await volta.carry_out(capture)
        again = await volta.carry_out(replace(capture, repeated=True))
        assert again.captured == euros("12.00")
        assert stripe.books.charged == 1200


@asynchronous
async def test_a_lost_charge_is_found_even_after_stripe_has_forgotten_the_key():
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        capture = then(ask, Errand.CAPTURE, held, amount=euros("12.00"))
        stripe.will(Fault.LOST)
        with pytest.raises(ProviderUnavailable):
            await volta.carry_out(capture)
        stripe.forget_keys()
        again = await volta.carry_out(replace(capture, repeated=True))
        assert again.captured == euros("12.00")


@pytest.mark.parametrize("forgotten", [False, True])
@pytest.mark.parametrize("fault", [Fault.LOST, Fault.BROKE_AFTER])
@asynchronous
async def test_a_refund_whose_answer_was_lost_is_not_given_twice(fault, forgotten):
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        charged = await volta.carry_out(then(ask, Errand.CAPTURE, held, amount=euros("12.00")))
        refund = then(ask, Errand.REFUND, charged, amount=euros("3.00"), task=7, key="refund")
        stripe.will(fault)
        with pytest.raises(ProviderUnavailable):
            await volta.carry_out(refund)
        if forgotten:
            stripe.forget_keys()
        again = await volta.carry_out(replace(refund, repeated=True))
        assert again.refunded == euros("3.00")
        assert stripe.books.given_back == 300


@asynchronous
async def test_two_refunds_of_the_same_amount_are_two():
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        charged = await volta.carry_out(then(ask, Errand.CAPTURE, held, amount=euros("12.00")))
        for number in (7, 8):
            refund = then(ask, Errand.REFUND, charged, amount=euros("3.00"))
            said = await volta.carry_out(replace(refund, task=number, key=f"refund/{number}"))
        assert said.refunded == euros("6.00")


async def a_kept_card(stripe, volta):
    method = new_id()
    page = await volta.offer_method(method, "Ada", "https://volta.example")
    assert await volta.read_method(page.checkout) is None
    stripe.books.leave_card(page.checkout)
    return await volta.read_method(page.checkout)


@asynchronous
async def test_a_kept_card_is_asked_for_a_hold_without_its_driver():
    async with at_stripe() as (stripe, volta):
        card = await a_kept_card(stripe, volta)
        assert card.instrument == "visa 4242"
        ask = an_ask(Errand.AUTHORIZE, customer=card.customer, method=card.reference)
        held = await volta.carry_out(ask)
        assert (held.hold, held.held) == (Hold.HELD, euros("50.00"))


@pytest.mark.parametrize("fault", [Fault.LOST, Fault.BROKE_AFTER])
@pytest.mark.parametrize("forgotten", [False, True])
@asynchronous
async def test_a_hold_whose_answer_was_lost_is_found_again(fault, forgotten):
    async with at_stripe() as (stripe, volta):
        card = await a_kept_card(stripe, volta)
        ask = an_ask(Errand.AUTHORIZE, customer=card.customer, method=card.reference)
        stripe.will(fault)
        with pytest.raises(ProviderUnavailable):
            await volta.carry_out(ask)
        if forgotten:
            stripe.forget_keys()
        held = await volta.carry_out(replace(ask, repeated=True))
        assert held.hold is Hold.HELD
        assert stripe.books.held == 5000


@asynchronous
async def test_a_lost_hold_is_let_go_though_nobody_told_its_name():
    async with at_stripe() as (stripe, volta):
        card = await a_kept_card(stripe, volta)
        ask = an_ask(Errand.AUTHORIZE, customer=card.customer, method=card.reference)
        stripe.will(Fault.LOST)
        with pytest.raises(ProviderUnavailable):
            await volta.carry_out(ask)
        gone = await volta.carry_out(then(ask, Errand.RELEASE, NOBODY))
        assert gone.hold is Hold.RELEASED
        assert stripe.books.held == 0


@asynchronous
async def test_a_declined_card_is_refused_in_words_for_the_driver():
    async with at_stripe() as (stripe, volta):
        card = await a_kept_card(stripe, volta)
        stripe.books.declining.add(card.reference)
        with pytest.raises(ProviderRefused, match="declined"):
            await volta.carry_out(
                an_ask(Errand.AUTHORIZE, customer=card.customer, method=card.reference)
            )


@asynchronous
async def test_a_forgotten_card_is_asked_no_more():
    async with at_stripe() as (stripe, volta):
        card = await a_kept_card(stripe, volta)
        await volta.forget_method(card.reference)
        assert stripe.books.methods[card.reference]["customer"] is None
        await volta.forget_method("pm_999999")


@asynchronous
async def test_a_page_nobody_used_is_closed():
    async with at_stripe() as (stripe, volta):
        ask = an_ask(Errand.CHECKOUT)
        page = await volta.carry_out(ask)
        gone = await volta.carry_out(then(ask, Errand.RELEASE, page))
        assert gone.hold is Hold.EXPIRED
        assert stripe.books.sessions[page.checkout]["status"] == "expired"


@asynchronous
async def test_what_was_agreed_in_the_last_moment_is_let_go():
    async with at_stripe() as (stripe, volta):
        ask = an_ask(Errand.CHECKOUT)
        page = await volta.carry_out(ask)
        stripe.books.pay(page.checkout)
        gone = await volta.carry_out(then(ask, Errand.RELEASE, page))
        assert gone.hold is Hold.RELEASED
        assert stripe.books.held == 0


@asynchronous
async def test_a_page_that_was_never_made_has_nothing_to_let_go():
    async with at_stripe() as (_, volta):
        gone = await volta.carry_out(an_ask(Errand.RELEASE))
        assert gone.hold is Hold.RELEASED


@asynchronous
async def test_what_is_charged_already_is_told_not_charged_again():
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        await volta.carry_out(then(ask, Errand.CAPTURE, held, amount=euros("12.00")))
        other_key = then(ask, Errand.CAPTURE, held, amount=euros("12.00"), key="another")
        assert (await volta.carry_out(other_key)).captured == euros("12.00")
        assert (await volta.carry_out(then(ask, Errand.RELEASE, held))).hold is Hold.CAPTURED


@asynchronous
async def test_a_hold_that_lapsed_is_told_as_lapsed():
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        stripe.books.cancel(stripe.books.intents[held.reference], "automatic")
        said = await volta.carry_out(then(ask, Errand.CAPTURE, held, amount=euros("12.00")))
        assert said.hold is Hold.EXPIRED


@pytest.mark.parametrize(
    ("fault", "meaning"),
    [
        (Fault.DOWN, ProviderUnavailable),
        (Fault.LOST, ProviderUnavailable),
        (Fault.BUSY, ProviderUnavailable),
        (Fault.IN_FLIGHT, ProviderUnavailable),
        (Fault.BROKE, ProviderBroke),
        (Fault.DECLINED, ProviderRefused),
    ],
)
@asynchronous
async def test_what_goes_wrong_is_told_in_words_of_ours(fault, meaning):
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        stripe.will(fault)
        with pytest.raises(meaning) as told:
            await volta.carry_out(then(ask, Errand.CAPTURE, held, amount=euros("12.00")))
        assert told.type is meaning
        assert SECRET_KEY not in str(told.value)


@asynchronous
async def test_who_never_answers_is_not_waited_for():
    async with at_stripe(patience_seconds=0.2) as (stripe, volta):
        stripe.will(Fault.SLOW)
        with pytest.raises(ProviderUnavailable):
            await volta.carry_out(an_ask(Errand.CHECKOUT))


@asynchronous
async def test_a_broken_answer_stays_broken_under_its_key_and_another_key_helps():
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        capture = then(ask, Errand.CAPTURE, held, amount=euros("12.00"))
        stripe.will(Fault.BROKE)
        for _ in range(2):
            with pytest.raises(ProviderBroke):
                await volta.carry_out(capture)
        other = replace(capture, key="capture/2/1", repeated=True)
        assert (await volta.carry_out(other)).captured == euros("12.00")


@asynchronous
async def test_a_key_is_never_used_for_two_things():
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        capture = then(ask, Errand.CAPTURE, held, amount=euros("12.00"))
        stripe.will(Fault.DECLINED)
        with pytest.raises(ProviderRefused):
            await volta.carry_out(capture)
        with pytest.raises(ProviderBroke):
            await volta.carry_out(replace(capture, amount=euros("13.00")))


@asynchronous
async def test_a_wrong_key_is_the_operators_to_mend_and_loses_nothing():
    async with StripeServer("sk_test_other") as stripe:
        accounts = StripeAccounts({VOLTA: StripeAccount(SECRET_KEY, "")}, stripe.address)
        with pytest.raises(ProviderUnavailable, match="key"):
            await accounts.of(VOLTA).carry_out(an_ask(Errand.CHECKOUT))
        await accounts.close()


@asynchronous
async def test_a_connected_account_is_named_with_every_request():
    async with StripeServer() as stripe:
        account = StripeAccount(SECRET_KEY, WEBHOOK_SECRET, connected="acct_1")
        accounts = StripeAccounts({VOLTA: account}, stripe.address)
        await accounts.of(VOLTA).carry_out(an_ask(Errand.CHECKOUT))
        assert stripe.requests[0].headers["stripe-account"] == "acct_1"
        await accounts.close()


def test_secrets_do_not_show():
    account = StripeAccount(SECRET_KEY, WEBHOOK_SECRET, "acct_1")
    shown = repr(StripeAccounts({VOLTA: account})) + repr(account)
    assert SECRET_KEY not in shown
    assert WEBHOOK_SECRET not in shown


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("50.00", "EUR", 5000),
        ("1500", "JPY", 1500),
        ("1500", "ISK", 150000),
        ("1.235", "KWD", 1230),
    ],
)
@asynchronous
async def test_amounts_are_counted_as_stripe_counts_them(amount, currency, units):
    async with at_stripe() as (stripe, volta):
        money = Money(Decimal(amount), Currency(currency))
        page = await volta.carry_out(an_ask(Errand.CHECKOUT, amount=money))
        assert stripe.books.sessions[page.checkout]["amount_total"] == units
        stripe.books.pay(page.checkout)
        held = await volta.carry_out(an_ask(Errand.LOOK, seen=page))
        assert held.held.amount <= money.amount


# Notices.


@asynchronous
async def test_a_signed_notice_says_where_to_look():
    async with at_stripe() as (stripe, volta):
        ask, held = await a_hold(stripe, volta)
        told = stripe.event(
            "payment_intent.amount_capturable_updated", stripe.books.intents[held.reference]
        )
        notice = volta.read_notice(told, stripe.sign(told))
        assert (notice.name, notice.payment) == ("evt_000001", ask.payment)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda told, signature: (told + b" ", signature),
        lambda told, _: (told, StripeServer.sign(told, "whsec_other")),
        lambda told, _: (told, StripeServer.sign(told, at=1_700_000_000)),
        lambda told, _: (told, ""),
        lambda told, _: (told, "t=1"),
        lambda told, _: (told, "t=x,v1=00"),
        lambda *_: (b"\xff", StripeServer.sign(b"\xff")),
        lambda *_: (b"[]", StripeServer.sign(b"[]")),
        lambda *_: (b"{", StripeServer.sign(b"{")),
        lambda *_: (b"[" * 100_000, StripeServer.sign(b"[" * 100_000)),
        lambda *_: (b'{"id": 1}', StripeServer.sign(b'{"id": 1}')),
        lambda *_: (b" " * 300_000, StripeServer.sign(b" " * 300_000)),
    ],
)
@asynchronous
async def test_what_stripe_has_not_signed_just_now_is_not_believed(spoil):
    async with at_stripe() as (stripe, volta):
        told = stripe.event("payment_intent.succeeded", {"metadata": {}})
        content, signature = spoil(told, stripe.sign(told))
        with pytest.raises(NoticeNotTrusted):
            volta.read_notice(content, signature)


@asynchronous
async def test_a_notice_of_somebody_elses_things_names_no_payment():
    async with at_stripe() as (stripe, volta):
        for thing in ({"metadata": {"open_csms_payment": "x"}}, {"metadata": None}, {}):
            told = stripe.event("charge.updated", thing)
            assert volta.read_notice(told, stripe.sign(told)).payment is None


def test_a_tenant_without_an_account_has_none():
    assert StripeAccounts({}).of(VOLTA) is None
