"""The collector asks providers, and nobody waits for it."""

import asyncio

from tests.application.shop import open_shop
from tests.asynchronous import asynchronous
from tests.stripe_server import Fault

from application.ports.topics import PAYMENTS
from domain.payment import PaymentState
from entrypoints.worker.collector import Collector, CollectorOptions


def a_collector(shop, **options):
    def desk_of(tenant):
        return shop.desks.tenant(shop.storage.scope(tenant))

    return Collector(shop.storage, desk_of, shop.clock, shop.bus, CollectorOptions(**options))


async def until(told):
    async with asyncio.timeout(20):
        while not await told():  # noqa: ASYNC110 - of another process in real life
            await asyncio.sleep(0.01)


@asynchronous
async def test_it_wakes_when_a_provider_tells_something():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        collector = a_collector(shop, poll_seconds=3600, linger_seconds=0)
        task = asyncio.create_task(collector.run())

        async def has_a_page():
            return (await shop.now(payment)).seen.url is not None

        async def is_held():
            return (await shop.now(payment)).state is PaymentState.AUTHORIZED

        await until(has_a_page)
        intent = shop.stripe.books.pay((await shop.now(payment)).seen.checkout)
        await shop.tells("payment_intent.amount_capturable_updated", intent)
        await shop.bus.publish(PAYMENTS, "volta")
        await until(is_held)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynchronous
async def test_one_payment_that_hangs_holds_up_no_other():
    async with open_shop() as shop:
        station = await shop.station_on_line()
        shop.stripe.will(Fault.SLOW)
        await shop.asks(station)
        await shop.asks(station)
        work = asyncio.create_task(a_collector(shop).round())

        async def one_is_done():
            rows = shop.storage.database.tables.payments.rows.values()
            return sum(payment.seen.url is not None for payment in rows) == 1

        await until(one_is_done)
        assert not work.done()
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)


@asynchronous
async def test_a_payment_that_fails_for_a_defect_leaves_the_others_their_turn(capsys):
    async with open_shop() as shop:
        station = await shop.station_on_line()
        first, second = await shop.asks(station), await shop.asks(station)
        broken = shop.accounts.of("volta")

        class Defect:
            async def carry_out(self, ask):
                if ask.payment == first.id:
                    raise RuntimeError("a defect")
                return await broken.carry_out(ask)

        shop.accounts._open["volta"] = Defect()
        assert await a_collector(shop).round() == 2
        shop.accounts._open["volta"] = broken
        assert (await shop.now(second)).seen.url is not None
        waiting = await shop.now(first)
        assert (waiting.task.attempts, waiting.task.due_at > shop.clock.now()) == (1, True)
        shop.later(1)
        await shop.works()
        assert (await shop.now(first)).seen.url is not None
    assert "payment failed" in capsys.readouterr().out


@asynchronous
async def test_only_what_is_due_is_looked_after():
    async with open_shop() as shop:
        payment = await shop.asks(await shop.station_on_line())
        collector = a_collector(shop)
        assert await collector.round() == 1
        assert await collector.round() == 0
        assert (await shop.now(payment)).overdue_at > shop.clock.now()
