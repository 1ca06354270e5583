"""An event from which nothing follows is there to be read, and waits for no relay."""

import pytest
from tests.adapters.persistence.installed import on_postgres
from tests.adapters.stores.test_outbox import connected
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, a_tariff, new_id

from domain.station import StationBooted, StationConnected


@pytest.mark.parametrize("beside", ["nothing", "a tariff"])
@asynchronous
async def test_only_what_causes_something_is_claimed(schema, beside):
    # What is written beside it decides whether the batch is one statement or several.
    async with on_postgres(schema, causes=lambda kind: kind is StationBooted) as world:
        last = await world.storage.outbox.newest()
        scope = world.volta()
        booted = StationBooted(
            tenant=VOLTA, at=world.clock.now(), station=new_id(), registration="accepted",
            reason="PowerUp", hardware_changed=False,
        )  # fmt: skip
        if beside == "a tariff":
            scope.tariffs.save(a_tariff())
        scope.journal.note(connected(VOLTA, "before", world))
        scope.journal.note(booted)
        scope.journal.note(connected(VOLTA, "after", world))
        await scope.work.commit()
        told = [type(stored.event) for stored in await world.storage.outbox.after(last, 10)]
        assert told[-3:] == [StationConnected, StationBooted, StationConnected]
        claimed = await world.storage.outbox.claim(100, 60.0)
        assert [stored.event for stored in claimed] == [booted]
