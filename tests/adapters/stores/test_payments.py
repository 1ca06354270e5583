"""Payments are kept as they were, found by whatever names them, and one of each."""

from dataclasses import replace

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import OHM, VOLTA, a_session, at, new_id
from tests.payments import a_charged, a_payment, an_authorized, euros

from domain.errors import AlreadyExists, NotFound, StaleState
from domain.identity import OrderId
from domain.payment import MethodState, PaymentTerms, StoredMethod


async def kept(world: World, *payments):
    scope = world.volta()
    for payment in payments:
        scope.payments.save(payment)
    await scope.work.commit()


@promise
async def test_a_payment_comes_back_as_it_was_in_every_state(world: World):
    station = await world.station()
    session = a_session(station=station.id)
    await world.keep(session)
    short = an_authorized(station=station.id, token="AH3")
    short.belongs_to(session.id)
    short.settle(euros("61.50"), at(30))
    short.put_off(short.begin(at(30)), "no route", broke=True)
    given_back = a_charged("12.00", station=station.id, token="AH4")
    given_back.refund(euros("2.00"), at(40))
    payments = (
        a_payment(station=station.id, token="AH1", reference="order 7"),
        an_authorized(station=station.id, token="AH2"),
        short,
        given_back,
        a_payment(station=station.id, token="CARD", own_token=False, method=new_id()),
    )
    await kept(world, *payments)
    for payment in payments:
        assert await world.volta().payments.get(payment.id) == payment


@promise
async def test_a_payment_is_found_by_its_token_its_session_and_its_order(world: World):
    station = await world.station()
    session = a_session(station=station.id)
    await world.keep(session)
    payment = an_authorized(station=station.id, token="AHxYz")
    payment.belongs_to(session.id)
    payment.order = OrderId(new_id())
    scope = world.volta()
    scope.payments.save(payment)
    assert (await scope.payments.find_by_token("ahXyZ")).id == payment.id
    await scope.work.commit()
    payments = world.volta().payments
    assert await payments.find_by_token("ahXyZ") == payment
    assert await payments.find_by_session(session.id) == payment
    assert await payments.find_by_order(payment.order) == payment
    assert await payments.find_by_order(OrderId(new_id())) is None
    with pytest.raises(NotFound):
        await payments.get(new_id())


@promise
async def test_a_token_that_is_not_its_own_names_no_payment(world: World):
    station = await world.station()
    for _ in range(2):
        await kept(world, a_payment(station=station.id, token="CARD", own_token=False))
    assert await world.volta().payments.find_by_token("CARD") is None


@promise
async def test_a_session_has_one_payment(world: World):
    station = await world.station()
    session = a_session(station=station.id)
    await world.keep(session)
    await kept(world, a_payment(station=station.id, token="AH1", session=session.id))
    with pytest.raises(AlreadyExists):
        await kept(world, a_payment(station=station.id, token="AH2", session=session.id))
    other = a_payment(station=station.id, token="AH3")
    await kept(world, other)
    other.belongs_to(session.id)
    with pytest.raises(AlreadyExists):
        await kept(world, other)


@promise
async def test_of_two_workers_at_one_payment_one_is_refused(world: World):
    station = await world.station()
    payment = a_payment(station=station.id)
    await kept(world, payment)
    one, other = world.volta(), world.volta()
    first, second = (await one.payments.get(payment.id), await other.payments.get(payment.id))
    first.begin(at(1))
    second.begin(at(1))
    one.payments.save(first)
    await one.work.commit()
    other.payments.save(second)
    with pytest.raises(StaleState):
        await other.work.commit()


@promise
async def test_what_is_due_is_told_of_all_tenants_the_most_overdue_first(world: World):
    station = await world.station()
    late, early = a_payment(station=station.id, token="AH1", minutes=5), a_payment(
        station=station.id, token="AH2", minutes=1
    )  # fmt: skip
    done = a_charged(station=station.id, token="AH3")
    await kept(world, late, early, done)
    assert await world.storage.due_payments(at(0), 10) == ()
    due = await world.storage.due_payments(at(5), 10)
    assert due == ((VOLTA, early.id), (VOLTA, late.id))
    assert await world.storage.due_payments(at(5), 1) == ((VOLTA, early.id),)


@promise
async def test_no_tenant_sees_another_ones_payments(world: World):
    station = await world.station()
    payment = a_payment(station=station.id)
    await kept(world, payment)
    theirs = world.storage.scope(OHM)
    assert await theirs.payments.find(payment.id) is None
    assert await theirs.payments.find_by_token(payment.token) is None


@promise
async def test_the_latest_kept_method_of_a_token_counts(world: World):
    scope = world.volta()
    methods = [
        StoredMethod(
            id=new_id(), tenant=VOLTA, token="Card-7", created_at=at(n), state=state,
            customer="cus_1", reference=f"pm_{n}", checkout="cs_1", instrument="visa 4242",
        )
        for n, state in enumerate((MethodState.KEPT, MethodState.KEPT, MethodState.REMOVED))
    ]  # fmt: skip
    for method in methods:
        scope.methods.save(method)
    await scope.work.commit()
    found = await world.volta().methods.find_by_token("cARD-7")
    assert found == methods[1]
    assert await world.volta().methods.get(methods[2].id) == methods[2]
    assert await world.volta().methods.find_by_token("other") is None
    with pytest.raises(NotFound):
        await world.volta().methods.get(new_id())


@promise
async def test_terms_are_one_of_each_tenant(world: World):
    assert await world.volta().payment_terms.find() is None
    terms = PaymentTerms(
        tenant=VOLTA, hold=euros("50.00"), most=euros("90.00"), return_url="https://v.example",
        statement="CHARGING",
    )  # fmt: skip
    for scope in (world.volta(), world.volta()):
        scope.payment_terms.save(terms)
        await scope.work.commit()
    assert await world.volta().payment_terms.find() == replace(terms, version=2)
    other = world.volta()
    terms.version = 0
    other.payment_terms.save(terms)
    with pytest.raises(StaleState):
        await other.work.commit()


@promise
async def test_a_notice_is_heard_once(world: World):
    scope = world.volta()
    assert not await scope.notices.heard("evt_1")
    scope.notices.add("evt_1", at(0))
    assert await scope.notices.heard("evt_1")
    await scope.work.commit()
    assert await world.volta().notices.heard("evt_1")
    assert not await world.storage.scope(OHM).notices.heard("evt_1")
    again = world.volta()
    again.notices.add("evt_1", at(1))
    with pytest.raises((AlreadyExists, StaleState)):
        await again.work.commit()
