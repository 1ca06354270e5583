"""Duties: each in its turn, none in another's way."""

import asyncio
from datetime import timedelta

import pytest
from tests.asynchronous import asynchronous
from tests.entrypoints.worker.house import DEMO, Surroundings, Told

from application.provisioning.register_station import RegisterStation
from application.remote_control.order import SEND_WITHIN, OrderInstruction
from application.views.access import TenantsView
from application.views.paging import Page
from domain.instruction import OrderState, Reset
from entrypoints.worker import Duty, Timetable
from entrypoints.worker.duties import Rounds, Upkeep, duties

SOON = timedelta(milliseconds=1)


@asynchronous
async def test_a_duty_that_fails_comes_again_and_stops_nobody():
    told, done = Told(), asyncio.Event()

    async def fails():
        raise OSError("away")

    async def works():
        if told.duties.count(("fails", "failed")) >= 2:
            done.set()

    running = asyncio.create_task(
        Timetable([Duty("fails", SOON, fails), Duty("works", SOON, works)], told).run()
    )
    await done.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@asynchronous
async def test_a_duty_that_hangs_is_ended():
    told = Told()

    async def hangs():
        await asyncio.Event().wait()

    await Timetable([], told, longest=SOON).do(Duty("hangs", SOON, hangs))
    assert told.duties == [("hangs", "failed")]


@asynchronous
async def test_a_duty_may_wait_for_its_first_turn():
    done = []

    async def counts():
        done.append(1)

    later = Duty("later", timedelta(hours=1), counts, at_once=False)
    running = asyncio.create_task(Timetable([later]).run())
    await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert done == []


class Named:
    def __init__(self, name):
        self.id = name


class Tenants(TenantsView):
    """A page for each tenant."""

    def __init__(self, *names):
        self.names = names

    async def page(self, wanted, *, active=None):
        assert active is True
        place = int(wanted.after[0]) if wanted.after else 0
        more = (str(place + 1),) if place + 1 < len(self.names) else None
        return Page(tuple(map(Named, self.names[place : place + 1])), more)


def rounds(around, *names):
    return Rounds(around.storage, around.desks, Tenants(*names), timedelta(minutes=2))


@asynchronous
async def test_orders_of_every_tenant_expire():
    around, orders = Surroundings(), {}
    for name in ("demo", "other"):
        await around.open_tenant(name)
        station = await around.desk(name).run(RegisterStation(name, "CP1"))
        orders[name] = await around.desk(name).run(
            OrderInstruction(name, station.id, Reset(), wait_for=timedelta(minutes=5))
        )
    around.clock.advance(SEND_WITHIN + timedelta(seconds=1))
    assert await rounds(around, "demo", "other").expire_orders() == 2
    for name, order in orders.items():
        kept = await around.storage.scope(name).orders.get(order.id)
        assert kept.state is not OrderState.QUEUED


@asynchronous
async def test_one_tenants_failure_does_not_rob_the_others(monkeypatch):
    around = Surroundings()
    await around.open_tenant("demo")
    served, real = [], type(around.desks).tenant

    def tenant(desks, stores):
        if stores.tenant == "broken":
            raise RuntimeError("no such partition")
        served.append(stores.tenant)
        return real(desks, stores)

    monkeypatch.setattr(type(around.desks), "tenant", tenant)
    with pytest.raises(RuntimeError, match="partition"):
        await rounds(around, "broken", DEMO).watch_sessions()
    assert served == [DEMO]


def test_every_duty_has_its_own_name_and_the_stores_upkeep_is_among_them():
    async def drop():
        return 0

    table = duties(rounds(Surroundings(), "demo"), [Upkeep("partitions", SOON, drop)])
    names = [duty.name for duty in table]
    assert len(set(names)) == len(names)
    assert {"watch sessions", "expire orders", "partitions"} <= set(names)
