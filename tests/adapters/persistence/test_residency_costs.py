"""What the hot path costs: nothing is read for a connected station."""

from tests.adapters.persistence.installed import on_postgres
from tests.asynchronous import asynchronous
from tests.builders import TRANSACTION, VOLTA, a_session, a_tariff, a_token, reading, updated

from application.ports.charging import ReadingSet
from domain.station import Available


@asynchronous
async def test_meter_values_and_heartbeats_read_nothing(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        _, scope = await world.linked(station)
        scope.sessions.save(a_session(station))
        await scope.work.commit()
        await scope.stations.get(station.id)
        before = world.storage.reads
        for n in range(50):
            session = await scope.sessions.find(station.id, TRANSACTION)
            told = updated(n, readings=(reading(n * 10, n),))
            session.hear(told)
            scope.sessions.save(session)
            scope.readings.add(ReadingSet(station.id, session.id, 1, 1, told.readings))
            await scope.work.commit()
            assert (await scope.stations.get(station.id)).in_service is False
        assert world.storage.reads == before
        assert len(await world.records.readings(VOLTA)) == 50


@asynchronous
async def test_open_sessions_are_read_once(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        await world.keep(a_session(station, "1"), a_session(station, "2"))
        _, scope = await world.linked(station)
        before = world.storage.reads
        for _ in range(5):
            assert len(await scope.sessions.open_at(station.id)) == 2
            assert await scope.sessions.find(station.id, "2") is not None
        assert world.storage.reads == before + 1


@asynchronous
async def test_tokens_tariffs_and_policies_are_read_once_for_all_stations(schema):
    async with on_postgres(schema) as world:
        await world.keep(a_token("CARD"), a_tariff(is_default=True))
        station = await world.station()
        clock = world.clock
        before = world.storage.reads
        for _ in range(5):
            scope = world.volta()
            assert await scope.tokens.find("card") is not None
            assert await scope.tokens.find("nobody") is None
            assert await scope.tariffs.applicable(station.id, 1, clock.now()) is not None
            assert await scope.policies.current() is not None
        # Two tokens, the tariffs, whose they are of all and of this station, the policy.
        assert world.storage.reads == before + 6


@asynchronous
async def test_only_connectors_that_changed_are_written(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        for evse in (1, 2, 3):
            station.observe(evse, 1, Available(), reading(1).moment)
        await world.keep(station)
        rows = "SELECT evse, xmin::text FROM connectors ORDER BY evse"
        before = await world.storage.database.rows(VOLTA, rows)
        scope = world.volta()
        station = await scope.stations.get(station.id)
        station.observe(2, 1, Available(), reading(1, 5).moment, "warm")
        scope.stations.save(station)
        await scope.work.commit()
        after = await world.storage.database.rows(VOLTA, rows)
        assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]
        assert (await world.volta().stations.get(station.id)).evses == station.evses


@asynchronous
async def test_a_connector_that_was_taken_away_is_gone(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        for evse in (1, 2):
            station.observe(evse, 1, Available(), reading(1).moment)
        await world.keep(station)
        scope = world.volta()
        edited = await scope.stations.get(station.id)
        edited.evses = edited.evses[:1]
        scope.stations.save(edited)
        await scope.work.commit()
        assert (await world.volta().stations.get(station.id)).evses == edited.evses
