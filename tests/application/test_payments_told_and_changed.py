"""What Stripe tells of payments, and what operators do about them."""

from dataclasses import replace

import pytest
from tests.application.rules import rule
from tests.application.shop import open_shop
from tests.application.test_payments import charging
from tests.asynchronous import asynchronous
from tests.builders import OHM, VOLTA, new_id
from tests.payments import euros
from tests.stripe_server import Fault

from application.payment.carry_out import CarryOut
from application.payment.change_payment import (
    CancelPayment,
    CancelPaymentHandler,
    RefundPayment,
    RefundPaymentHandler,
    RetryPayment,
    RetryPaymentHandler,
)
from application.payment.hear_notice import HearNotice, HearNoticeHandler
from application.ports.payment import Notice, ProviderUnavailable
from domain.errors import Invalid, NotFound, NotPossibleNow
from domain.payment import PaymentId, PaymentState

# What Stripe tells.


@rule(HearNoticeHandler, "Each notice is heard once")
@asynchronous
async def test_a_notice_told_twice_is_heard_once():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        await shop.works()
        intent = shop.stripe.books.pay((await shop.now(payment)).seen.checkout)
        assert await shop.tells("payment_intent.created", intent, "evt_1")
        assert not await shop.tells("payment_intent.created", intent, "evt_1")
        await shop.works()
        asked = len(shop.stripe.requests)
        await shop.works()
        assert len(shop.stripe.requests) == asked


@rule(HearNoticeHandler, "It says only where to look")
@asynchronous
async def test_notices_in_the_wrong_order_tell_the_same():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        before = dict(shop.stripe.books.intents[(await shop.now(payment)).seen.reference])
        await shop.ends(station, session, 18_000)
        after = shop.stripe.books.intents[before["id"]]
        for thing in (after, before, after, before):
            await shop.tells("payment_intent.updated", thing)
            await shop.works()
        assert (await shop.now(payment)).state is PaymentState.CAPTURED


@asynchronous
async def test_a_lost_notice_strands_no_driver():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        await shop.works()
        shop.stripe.books.pay((await shop.now(payment)).seen.checkout)
        shop.later(1)
        await shop.works()
        assert (await shop.now(payment)).state is PaymentState.AUTHORIZED


@rule(HearNoticeHandler, "A notice about what nobody knows")
@asynchronous
async def test_a_notice_about_somebody_elses_money_changes_nothing():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        told = Notice(name="evt_1", kind="charge.refunded", payment=PaymentId(new_id()))
        assert await shop.run(HearNotice(VOLTA, told))
        ours = replace(told, name="evt_2", payment=payment.id)
        assert await shop.run(HearNotice(OHM, ours), OHM)
        assert await shop.now(payment) == payment


@rule(HearNoticeHandler, "A method is kept when the provider says")
@asynchronous
async def test_a_notice_that_cannot_be_looked_into_is_told_again():
    async with open_shop() as shop:
        token = await shop.token()
        shop.stripe.will()
        method = await shop.leaves_card(token)
        assert method.instrument == "visa 4242"
        other = await shop.token("CAFE")
        shop.stripe.faults.clear()
        with pytest.raises(ProviderUnavailable):
            await _told_while_down(shop, other)
        assert not await shop.stores().notices.heard("evt_down")


async def _told_while_down(shop, token):
    from application.payment.keep_method import OfferMethod  # noqa: PLC0415

    method, page = await shop.run(OfferMethod(VOLTA, token.id))
    shop.stripe.books.leave_card(page.checkout)
    shop.stripe.down = True
    told = Notice(name="evt_down", kind="checkout.session.completed", method=method.id)
    await shop.run(HearNotice(VOLTA, told))


# What operators do.


@rule(CancelPaymentHandler, "What is held is let go")
@asynchronous
async def test_a_payment_that_is_taken_back_lets_go():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        payment = await shop.asks(station)
        await shop.works()
        await shop.agrees(payment)
        await shop.run(CancelPayment(payment.id))
        await shop.works()
        assert shop.stripe.books.held == 0


@rule(CancelPaymentHandler, "Not while a session is charged by it")
@asynchronous
async def test_a_payment_with_a_session_is_not_taken_back():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        with pytest.raises(NotPossibleNow):
            await shop.run(CancelPayment(payment.id))
        await shop.ends(station, session, 18_000)
        with pytest.raises(NotPossibleNow):
            await shop.run(CancelPayment(payment.id))


@rule(CancelPaymentHandler, "A reason that looks like a card number")
@asynchronous
async def test_a_reason_is_no_place_for_a_card_number():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        with pytest.raises(Invalid):
            await shop.run(CancelPayment(payment.id, "4242 4242 4242 4242"))


@rule(RefundPaymentHandler, "Never more than was charged")
@asynchronous
async def test_no_more_is_given_back_than_was_charged():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        await shop.ends(station, session, 18_000)
        with pytest.raises(Invalid):
            await shop.run(RefundPayment(payment.id, euros("9.01")))
        await shop.run(RefundPayment(payment.id))
        await shop.works()
        assert (await shop.now(payment)).state is PaymentState.REFUNDED
        assert shop.stripe.books.given_back == 900


@rule(RefundPaymentHandler, "The record of the session stays")
@asynchronous
async def test_goodwill_leaves_the_record_alone():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        ended = await shop.ends(station, session, 18_000)
        await shop.run(RefundPayment(payment.id, euros("2.00")))
        await shop.works()
        assert len(await shop.stores().cdrs.of_session(ended.id)) == 1
        assert (await shop.now(payment)).state is PaymentState.PARTLY_REFUNDED


@rule(RetryPaymentHandler, "It is tried under the same key")
@asynchronous
async def test_an_impatient_operator_charges_nobody_twice():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        shop.stripe.will(Fault.LOST)
        await shop.ends(station, session, 18_000)
        await shop.run(RetryPayment(payment.id))
        await shop.works()
        assert (await shop.now(payment)).state is PaymentState.CAPTURED
        assert shop.stripe.books.charged == 900


@rule(RetryPaymentHandler, "Not where nothing waits")
@asynchronous
async def test_there_is_nothing_to_retry_when_all_is_done():
    async with open_shop() as shop:
        _station, payment, _session = await charging(shop)
        with pytest.raises(NotPossibleNow):
            await shop.run(RetryPayment(payment.id))


@asynchronous
async def test_nobody_elses_payment_can_be_touched():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        for command in (CancelPayment, RefundPayment, RetryPayment, CarryOut):
            with pytest.raises(NotFound):
                await shop.run(command(payment.id), OHM)
