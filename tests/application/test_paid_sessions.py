"""Sessions that somebody pays for: how they begin, what they are charged, and what is credited."""

import pytest
from tests.application.office import Office
from tests.application.rules import rule
from tests.application.shop import open_shop
from tests.application.test_payments import charging
from tests.asynchronous import asynchronous
from tests.builders import VOLTA
from tests.payments import euros
from tests.stripe_server import Fault

from application.alarms import alarm_of
from application.billing.credit_cdr import CreditCdr
from application.payment.alarms import REFUSED_PAYMENT, UNPAID_SESSION
from application.payment.follow_session import (
    ChargeSession,
    ChargeSessionHandler,
    LinkPayment,
    LinkPaymentHandler,
    StopUnpaidSessionHandler,
)
from application.payment.keep_method import (
    OfferMethod,
    OfferMethodHandler,
    RemoveMethod,
    RemoveMethodHandler,
)
from application.payment.own_token import BlockOwnTokenHandler
from application.payment.start_session import (
    ReleaseUnstartedHandler,
    StartPaidSession,
    StartPaidSessionHandler,
)
from application.ports.payment import ProviderUnavailable
from domain.instruction import RemoteStart, RemoteStop, Verdict
from domain.payment import (
    ErrandRefused,
    MethodState,
    PaymentFellShort,
    PaymentState,
)
from domain.token import TokenKind


def orders_of(shop, kind):
    rows = shop.storage.database.tables.orders.rows.values()
    return [order for order in rows if isinstance(order.instruction, kind)]


async def a_hold(shop):
    station = await shop.station_on_line()
    payment = await shop.asks(station)
    await shop.works()
    return station, await shop.agrees(payment)


# How they begin.


@rule(StartPaidSessionHandler, "One order a payment")
@asynchronous
async def test_a_start_is_ordered_once():
    async with open_shop() as shop:
        _, payment = await a_hold(shop)
        await shop.run(StartPaidSession(payment.id))
        forgetful = (await shop.now(payment)).snapshot()
        forgetful.order = None
        stores = shop.stores()
        stores.payments.save(forgetful)
        await stores.work.commit()
        again = await shop.run(StartPaidSession(payment.id))
        assert again.order == payment.order
        assert len(orders_of(shop, RemoteStart)) == 1


@rule(StartPaidSessionHandler, "The station is told a token")
@asynchronous
async def test_the_token_is_good_at_the_station_and_for_one_session():
    async with open_shop() as shop:
        _, payment = await a_hold(shop)
        token = await shop.stores().tokens.find(payment.token)
        assert (token.kind, token.max_sessions) == (TokenKind.AD_HOC, 1)
        assert token.judge(shop.clock.now()).granted


@rule(StartPaidSessionHandler, "If the station cannot be reached")
@asynchronous
async def test_a_station_that_has_gone_meanwhile_costs_nothing():
    async with open_shop() as shop:
        station = await shop.station()
        link = await shop.connected(station)
        payment = await shop.asks(station)
        await shop.works()
        await shop.stores().links.release(link)
        await shop.agrees(payment)
        await shop.works()
        over = await shop.now(payment)
        assert over.state is PaymentState.CANCELLED
        assert shop.stripe.books.held == 0


@rule(StartPaidSessionHandler, "A session that runs already")
@asynchronous
async def test_a_session_paid_with_a_kept_card_is_not_started_again():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        await shop.leaves_card(await shop.token())
        await shop.begins(station, token="DEADBEEF")
        assert orders_of(shop, RemoteStart) == []


@rule(ReleaseUnstartedHandler, "Not if a session began all the same")
@pytest.mark.parametrize("begins", [False, True])
@asynchronous
async def test_a_refused_start_lets_the_hold_go_unless_a_session_began(begins):
    async with open_shop() as shop:
        station, payment = await a_hold(shop)
        if begins:
            await shop.begins(station)
        await shop.answers(station, Verdict.REJECTED)
        state = (await shop.now(payment)).state
        assert state is (PaymentState.AUTHORIZED if begins else PaymentState.CANCELLED)


@asynchronous
async def test_a_start_that_timed_out_may_still_have_been_obeyed():
    async with open_shop() as shop:
        station, payment = await a_hold(shop)
        await shop.answers(station, Verdict.TIMED_OUT)
        assert (await shop.now(payment)).state is PaymentState.AUTHORIZED
        session = await shop.begins(station)
        assert (await shop.now(payment)).session == session.id


@rule(BlockOwnTokenHandler, "No other token is touched")
@asynchronous
async def test_a_payments_token_starts_no_second_session_and_others_go_on():
    async with open_shop() as shop:
        other = await shop.token("CAFE", kind=TokenKind.AD_HOC)
        station, payment, session = await charging(shop)
        shop.stripe.down = True
        await shop.ends(station, session, 1_000)
        assert (await shop.stores().tokens.find(payment.token)).blocked
        await shop.charges(station, 1_000, token="CAFE", reference="tx-2")
        assert not (await shop.stores().tokens.get(other.id)).blocked
        shop.stripe.down = False
        shop.later(60)
        await shop.works()
        assert await shop.stores().tokens.find(payment.token) is None


# Who pays.


@rule(LinkPaymentHandler, "One that was paid for on site")
@asynchronous
async def test_a_paid_session_knows_its_payment():
    async with open_shop() as shop:
        _, payment, session = await charging(shop)
        assert (await shop.payment_of(session.id)).id == payment.id
        linked = await shop.run(LinkPayment(session.id))
        assert linked.id == payment.id


@rule(LinkPaymentHandler, "For a token with a kept method")
@asynchronous
async def test_a_kept_card_pays_every_session_of_its_token():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        await shop.leaves_card(await shop.token())
        for reference, wh in (("tx-1", 10_000), ("tx-2", 6_000)):
            session = await shop.charges(station, wh, token="deadbeef", reference=reference)
            paid = await shop.payment_of(session.id)
            assert paid.state is PaymentState.CAPTURED
        await shop.run(LinkPayment(session.id))
        assert shop.stripe.books.charged == 800
        assert len(shop.storage.database.tables.payments.rows) == 2


@rule(LinkPaymentHandler, "All others are not paid for here")
@asynchronous
async def test_a_session_of_anybody_else_has_no_payment():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        await shop.token()
        session = await shop.charges(station, 10_000, token="DEADBEEF")
        assert await shop.payment_of(session.id) is None
        assert shop.stripe.requests == []


@rule(StopUnpaidSessionHandler, "A provider that cannot be reached")
@pytest.mark.parametrize("declined", [True, False])
@asynchronous
async def test_a_declined_card_stops_the_session_and_an_outage_does_not(declined):
    async with open_shop() as shop:
        station = await shop.station_on_line()
        method = await shop.leaves_card(await shop.token())
        if declined:
            shop.stripe.books.declining.add(method.reference)
        else:
            shop.stripe.down = True
        session = await shop.begins(station, token="DEADBEEF")
        assert len(orders_of(shop, RemoteStop)) == (1 if declined else 0)
        await shop.ends(station, session, 10_000)
        payment = await shop.payment_of(session.id)
        if declined:
            assert (payment.state, payment.shortfall) == (PaymentState.DECLINED, euros("5.00"))
        else:
            shop.stripe.down = False
            shop.later(20)
            await shop.works()
            assert (await shop.now(payment)).captured == euros("5.00")


# What they are charged.


@rule(ChargeSessionHandler, "Once, however often")
@asynchronous
async def test_a_record_told_again_charges_once():
    async with open_shop() as shop:
        station, _payment, session = await charging(shop)
        await shop.ends(station, session, 18_000)
        for _ in range(3):
            await shop.run(ChargeSession(session.id))
            await shop.works()
        assert shop.stripe.books.charged == 900


@rule(ChargeSessionHandler, "More than is held")
@asynchronous
async def test_a_price_above_the_hold_leaves_an_alarm():
    async with open_shop() as shop:
        station, _, session = await charging(shop)
        await shop.ends(station, session, 130_000)
        (short,) = await shop.events(PaymentFellShort)
        alarm = alarm_of(short)
        assert (alarm.kind, alarm.what.startswith("15.00 EUR is owed")) == (UNPAID_SESSION, True)


@rule(ChargeSessionHandler, "A credit gives back")
@asynchronous
async def test_a_credited_session_is_paid_back():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        await shop.ends(station, session, 18_000)
        record = await shop.stores().cdrs.find(session.id)
        await shop.run(CreditCdr(record.id, "a mistake of ours"))
        await shop.works()
        assert (await shop.now(payment)).state is PaymentState.REFUNDED
        assert shop.stripe.books.given_back == 900


@asynchronous
async def test_a_credit_before_the_charge_lets_the_hold_go():
    async with open_shop() as shop:
        station, _payment, session = await charging(shop)
        shop.stripe.down = True
        await shop.ends(station, session, 18_000)
        record = await shop.stores().cdrs.find(session.id)
        await shop.run(CreditCdr(record.id, "a mistake of ours"))
        shop.stripe.down = False
        for _ in range(5):
            shop.later(60)
            await shop.works()
        books = shop.stripe.books
        assert (books.charged - books.given_back, books.held) == (0, 0)


@rule(ChargeSessionHandler, "A session without a price")
@asynchronous
async def test_a_session_without_a_price_is_charged_nothing_by_guess():
    async with open_shop() as shop:
        tables = shop.storage.database.tables
        tables.tariffs.rows.clear()
        station, payment, session = await charging(shop)
        await shop.ends(station, session, 18_000)
        waiting = await shop.now(payment)
        assert (waiting.state, waiting.due) == (PaymentState.AUTHORIZED, None)
        assert shop.stripe.books.charged == 0


@asynchronous
async def test_a_refused_charge_leaves_an_alarm():
    async with open_shop() as shop:
        station, _, session = await charging(shop)
        shop.stripe.will(Fault.DECLINED)
        await shop.ends(station, session, 18_000)
        (refused,) = await shop.events(ErrandRefused)
        assert alarm_of(refused).kind == REFUSED_PAYMENT


# Kept methods.


@rule(OfferMethodHandler, "The page is the provider's")
@rule(OfferMethodHandler, "Once it is kept")
@asynchronous
async def test_a_card_is_left_on_stripes_page():
    async with open_shop() as shop:
        token = await shop.token()
        method, page = await shop.run(OfferMethod(VOLTA, token.id))
        assert page.url.startswith("https://checkout.stripe.test/")
        assert (method.state, method.reference) == (MethodState.OFFERED, None)
        kept = await shop.leaves_card(token)
        assert (kept.state, kept.instrument) == (MethodState.KEPT, "visa 4242")


@rule(OfferMethodHandler, "If the provider cannot be reached")
@asynchronous
async def test_without_stripe_nothing_is_offered():
    async with open_shop() as shop:
        token = await shop.token()
        shop.stripe.down = True
        with pytest.raises(ProviderUnavailable):
            await shop.run(OfferMethod(VOLTA, token.id))
        assert shop.storage.database.tables.stored_methods.rows == {}


@rule(RemoveMethodHandler, "The provider lets go of it too")
@asynchronous
async def test_a_card_that_is_taken_away_is_taken_away_at_stripe():
    async with open_shop() as shop:
        method = await shop.leaves_card(await shop.token())
        shop.stripe.down = True
        with pytest.raises(ProviderUnavailable):
            await shop.run(RemoveMethod(method.id))
        assert (await shop.stores().methods.get(method.id)).state is MethodState.KEPT
        shop.stripe.down = False
        for _ in range(2):
            await shop.run(RemoveMethod(method.id))
        assert shop.stripe.books.methods[method.reference]["customer"] is None


@rule(RemoveMethodHandler, "Payments that were begun with it")
@asynchronous
async def test_a_session_begun_with_a_card_is_charged_to_it():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        method = await shop.leaves_card(await shop.token())
        session = await shop.begins(station, token="DEADBEEF")
        await shop.run(RemoveMethod(method.id))
        await shop.ends(station, session, 10_000)
        assert (await shop.payment_of(session.id)).captured == euros("5.00")
        session = await shop.charges(station, 1_000, token="DEADBEEF", reference="tx-2")
        assert await shop.payment_of(session.id) is None


@asynchronous
async def test_an_office_without_an_account_charges_nobody():
    office = await Office().open()
    await office.tariff()
    assert office.storage.database.tables.payments.rows == {}
