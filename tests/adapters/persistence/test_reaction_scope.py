"""What reactions to one event have in common is read once, and never believed against a version."""

import pytest
from tests.adapters.persistence.installed import on_postgres
from tests.asynchronous import asynchronous
from tests.builders import a_session, ended, started

from domain.errors import StaleState


@asynchronous
async def test_sessions_and_stations_are_read_once_for_all_reactions(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        session = a_session(station)
        await world.keep(session)
        scope = world.storage.reaction_scope(station.tenant)
        before = world.storage.reads
        for _ in range(3):
            await scope.sessions.get(session.id)
            await scope.stations.get(station.id)
        assert world.storage.reads == before + 2
        scope.work.discard()
        await scope.sessions.get(session.id)
        assert world.storage.reads == before + 3


@asynchronous
async def test_an_ended_session_is_remembered_as_well(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        session = a_session(station)
        session.hear(started())
        session.hear(ended(1))
        await world.keep(session)
        scope = world.storage.reaction_scope(station.tenant)
        before = world.storage.reads
        for _ in range(3):
            assert not (await scope.sessions.get(session.id)).open
        assert world.storage.reads == before + 1


@asynchronous
async def test_what_is_changed_on_a_stale_memory_is_refused_and_then_read_again(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        session = a_session(station)
        await world.keep(session)
        scope = world.storage.reaction_scope(station.tenant)
        remembered = await scope.sessions.get(session.id)

        other = world.volta()
        told = await other.sessions.get(session.id)
        told.hear(started())
        other.sessions.save(told)
        await other.work.commit()

        remembered.remote_start = 7
        scope.sessions.save(remembered)
        with pytest.raises(StaleState):
            await scope.work.commit()
        again = await scope.sessions.get(session.id)
        assert again.started == told.started
        again.remote_start = 7
        scope.sessions.save(again)
        await scope.work.commit()


@asynchronous
async def test_a_connection_hears_of_what_a_reaction_has_changed(schema):
    async with on_postgres(schema) as world:
        station = await world.station()
        session = a_session(station)
        await world.keep(session)
        _, connection = await world.linked(station)
        await connection.sessions.open_at(station.id)
        await connection.stations.get(station.id)
        scope = world.storage.reaction_scope(station.tenant)
        seen, place = await scope.sessions.get(session.id), await scope.stations.get(station.id)
        seen.remote_start, place.name = 7, "new name"
        scope.sessions.save(seen)
        scope.stations.save(place)
        await scope.work.commit()
        assert (await connection.sessions.get(session.id)).remote_start == 7
        assert (await connection.stations.get(station.id)).name == "new name"
