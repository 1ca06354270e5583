"""Drivers pay on the spot: from the code at the station to the charge, and back."""

from dataclasses import replace

import pytest
from tests.application.office import Office
from tests.application.rules import rule
from tests.application.shop import TERMS, open_shop
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, new_id
from tests.payments import euros
from tests.stripe_server import Fault

from application.payment.carry_out import CarryOut, CarryOutHandler
from application.payment.request_payment import RequestPayment, RequestPaymentHandler
from application.payment.set_terms import SetPaymentTermsHandler
from domain.errors import Invalid, NotFound, NotPossibleNow, Outdated
from domain.payment import Errand, PaymentState, PaymentStuck
from domain.session import Phase

# Terms.


@rule(SetPaymentTermsHandler, "Without terms nobody can pay")
@asynchronous
async def test_without_terms_nothing_is_held_by_guess():
    async with open_shop(terms=False) as shop:
        station = await shop.station_on_line()
        with pytest.raises(NotPossibleNow, match="how drivers pay"):
            await shop.asks(station)


@asynchronous
async def test_without_an_account_nobody_can_pay():
    office = await Office().open()
    station = await office.station_on_line()
    with pytest.raises(NotPossibleNow, match="account"):
        await office.run(RequestPayment(tenant=VOLTA, station=station.id, evse=1))


@rule(SetPaymentTermsHandler, "Payments that were begun")
@asynchronous
async def test_new_terms_are_for_new_payments():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        await shop.run(replace(TERMS, hold=euros("80.00")))
        assert (await shop.now(payment)).hold == euros("50.00")


@rule(SetPaymentTermsHandler, "A change based on an older version")
@asynchronous
async def test_terms_are_not_changed_blindly():
    async with open_shop() as shop:
        with pytest.raises(Outdated):
            await shop.run(replace(TERMS, version=0))
        changed = await shop.run(replace(TERMS, version=1, hold=euros("80.00")))
        assert changed.version == 2


# Asking.


@rule(RequestPaymentHandler, "The amount held is the one asked for")
@asynchronous
async def test_the_amount_held_is_the_tenants_or_the_one_asked_for_up_to_a_limit():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        assert (await shop.asks(station)).hold == euros("50.00")
        assert (await shop.asks(station, amount=euros("20.00"))).hold == euros("20.00")
        with pytest.raises(Invalid, match="at most"):
            await shop.asks(station, amount=euros("120.01"))


@rule(RequestPaymentHandler, "Nothing is held for a station that is away")
@asynchronous
async def test_nothing_is_held_for_nothing():
    async with open_shop() as shop:
        with pytest.raises(NotPossibleNow, match="not connected"):
            await shop.asks(await shop.station("HARBOUR-1"))
        with pytest.raises(NotFound):
            await shop.run(RequestPayment(tenant=VOLTA, station=new_id(), evse=1))


@rule(RequestPaymentHandler, "Card data has no place here")
@asynchronous
async def test_the_driver_gets_stripes_own_page():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        await shop.works()
        assert (await shop.now(payment)).seen.url.startswith("https://checkout.stripe.test/")


@rule(RequestPaymentHandler, "What looks like a card number")
@pytest.mark.parametrize("text", ["4242424242424242", "card 4000 0566 5566 5556 please"])
@asynchronous
async def test_card_numbers_are_refused_and_not_repeated(text):
    async with open_shop() as shop:
        station = await shop.station_on_line()
        with pytest.raises(Invalid) as refusal:
            await shop.asks(station, reference=text)
        assert text not in str(refusal.value)
        assert shop.storage.database.tables.payments.rows == {}


@rule(RequestPaymentHandler, "The charge begins by itself")
@asynchronous
async def test_once_the_amount_is_held_the_station_is_told_to_start():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        payment = await shop.asks(station)
        await shop.works()
        held = await shop.agrees(payment)
        assert held.state is PaymentState.AUTHORIZED
        order = await shop.start_order(station)
        assert (order.id, order.instruction.token) == (held.order, payment.token)
        assert len(payment.token) <= 20


@rule(RequestPaymentHandler, "While the provider cannot be reached")
@asynchronous
async def test_a_page_that_could_not_be_made_is_made_later():
    async with open_shop() as shop:
        shop.stripe.down = True
        payment = await shop.asks(await shop.station_on_line())
        await shop.works()
        waiting = await shop.now(payment)
        assert (waiting.state, waiting.seen.url) == (PaymentState.REQUESTED, None)
        assert waiting.task.trouble == "Stripe did not answer"
        shop.stripe.down = False
        shop.later(1)
        await shop.works()
        assert (await shop.now(payment)).seen.url is not None


# From the hold to the charge.


async def charging(shop):
    """A paid session is under way."""
    station = await shop.station_on_line()
    payment = await shop.asks(station)
    await shop.works()
    await shop.agrees(payment)
    await shop.obeys(station)
    return station, payment, await shop.begins(station)


@asynchronous
async def test_a_session_paid_on_the_spot_is_charged_what_it_costs():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        linked = await shop.now(payment)
        assert (linked.session, linked.state) == (session.id, PaymentState.AUTHORIZED)
        ended = await shop.ends(station, session, 18_000)
        assert ended.phase is Phase.SETTLED
        paid = await shop.now(payment)
        assert (paid.state, paid.captured) == (PaymentState.CAPTURED, euros("9.00"))
        assert (shop.stripe.books.charged, shop.stripe.books.held) == (900, 0)


@asynchronous
async def test_what_is_more_than_the_hold_is_owed_and_never_forgotten():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        await shop.ends(station, session, 130_000)
        paid = await shop.now(payment)
        assert (paid.state, paid.captured) == (PaymentState.PARTLY_CAPTURED, euros("50.00"))
        assert paid.shortfall == euros("15.00")


# Stripe is away, or loses answers.


@rule(CarryOutHandler, "A provider that is away costs nothing but time")
@asynchronous
async def test_a_session_is_settled_while_stripe_is_away_and_charged_when_it_is_back():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        shop.stripe.down = True
        ended = await shop.ends(station, session, 18_000)
        assert ended.phase is Phase.SETTLED
        for _ in range(30):
            shop.later(10)
            await shop.works()
        stuck = await shop.events(PaymentStuck)
        assert [event.errand for event in stuck] == [Errand.CAPTURE]
        assert (await shop.now(payment)).due == euros("9.00")
        shop.stripe.down = False
        shop.later(60)
        await shop.works()
        assert (await shop.now(payment)).state is PaymentState.CAPTURED
        assert shop.stripe.books.charged == 900


@rule(CarryOutHandler, "Before the provider is asked")
@pytest.mark.parametrize("fault", [Fault.LOST, Fault.BROKE, Fault.BROKE_AFTER, Fault.BUSY])
@asynchronous
async def test_a_charge_is_made_once_whatever_becomes_of_its_answer(fault):
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        shop.stripe.will(fault, fault)
        await shop.ends(station, session, 18_000)
        for _ in range(5):
            shop.later(10)
            await shop.works()
        assert (await shop.now(payment)).state is PaymentState.CAPTURED
        assert shop.stripe.books.charged == 900


@asynchronous
async def test_a_worker_that_dies_after_stripe_has_acted_charges_nobody_twice():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        shop.stripe.down = True
        await shop.ends(station, session, 18_000)
        shop.stripe.down = False
        shop.later(10)

        async def dies(attempt):
            if shop.stripe.books.charged:
                raise ConnectionError("the worker is gone")

        lives = shop.storage.faults.before_commit
        shop.storage.faults.before_commit = dies
        with pytest.raises(ConnectionError):
            await shop.run(CarryOut(payment.id))
        shop.storage.faults.before_commit = lives
        assert (await shop.now(payment)).state is PaymentState.AUTHORIZED
        shop.later(120)
        await shop.works()
        assert (await shop.now(payment)).state is PaymentState.CAPTURED
        assert shop.stripe.books.charged == 900


@rule(CarryOutHandler, "What the provider refuses")
@asynchronous
async def test_what_stripe_refuses_is_not_tried_on():
    async with open_shop() as shop:
        station, payment, session = await charging(shop)
        shop.stripe.will(Fault.DECLINED)
        await shop.ends(station, session, 18_000)
        failed = await shop.now(payment)
        assert (failed.state, failed.shortfall) == (PaymentState.FAILED, euros("9.00"))
        assert "declined" in failed.ended_because
        asked = len(shop.stripe.requests)
        shop.later(600)
        await shop.works()
        assert len(shop.stripe.requests) == asked


@rule(CarryOutHandler, "A deadline that has passed")
@asynchronous
async def test_a_driver_who_never_plugs_in_gets_his_money_back():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        payment = await shop.asks(station)
        await shop.works()
        await shop.agrees(payment)
        await shop.obeys(station)
        shop.later(16)
        await shop.works()
        over = await shop.now(payment)
        assert (over.state, over.ended_because) == (PaymentState.CANCELLED, "no session began")
        assert shop.stripe.books.held == 0
        assert await shop.stores().tokens.find(payment.token) is None


@asynchronous
async def test_a_page_that_nobody_uses_is_closed_in_time():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        await shop.works()
        for _ in range(31):
            shop.later(1)
            await shop.works()
        over = await shop.now(payment)
        assert over.state is PaymentState.EXPIRED
        assert shop.stripe.books.sessions[over.seen.checkout]["status"] == "expired"


@rule(CarryOutHandler, "Two workers at one payment")
@asynchronous
async def test_two_workers_do_it_once():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        await shop.run(CarryOut(payment.id))
        await shop.run(CarryOut(payment.id))
        assert len(shop.stripe.books.sessions) == 1
