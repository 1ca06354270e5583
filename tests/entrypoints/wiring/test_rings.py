"""An order wakes the node that holds its station, after it is kept."""

import asyncio
from datetime import timedelta

from tests.asynchronous import asynchronous
from tests.entrypoints.worker.house import DEMO, Surroundings

from application.ports.topics import ORDERS
from application.provisioning.register_station import RegisterStation
from application.remote_control.order import OrderInstruction
from domain.instruction import ClearCache


@asynchronous
async def test_an_order_that_is_kept_rings():
    around = Surroundings()
    await around.open_tenant()
    station = await around.desk().run(RegisterStation(DEMO, "CP1"))
    async with around.bus.listen(ORDERS) as rings:
        order = OrderInstruction(DEMO, station.id, ClearCache(), wait_for=timedelta(minutes=1))
        await around.desk().run(order)
        assert await anext(rings) == (ORDERS, f"demo {station.id}")
        assert await around.storage.scope(DEMO).orders.queued_for(station.id, 1)


@asynchronous
async def test_an_order_for_a_station_that_is_away_wakes_nobody():
    around = Surroundings()
    await around.open_tenant()
    station = await around.desk().run(RegisterStation(DEMO, "CP1"))
    async with around.bus.listen(ORDERS) as rings:
        await around.desk().run(OrderInstruction(DEMO, station.id, ClearCache()))
        ring = asyncio.ensure_future(anext(rings))
        await asyncio.sleep(0)
        assert not ring.done()
        ring.cancel()
