"""Faults of the memory storage: what a database may do to a commit, on demand."""

import asyncio

import pytest
from tests.asynchronous import asynchronous
from tests.builders import EIGHT, VOLTA, a_session, a_station, ended, started

from adapters.memory import Attempt, Faults, MemoryFramesLog, MemoryStorage
from adapters.world import ManualClock
from application.ports.stores import FrameRecord


class ConnectionLost(Exception):
    """What a driver raises."""


async def lose(attempt: Attempt) -> None:
    raise ConnectionLost


def storage(**faults) -> MemoryStorage:
    return MemoryStorage(ManualClock(EIGHT), Faults(**faults))


@asynchronous
async def test_a_fault_before_the_commit_leaves_nothing():
    broken, station = storage(before_commit=lose), a_station()
    scope = broken.scope(VOLTA)
    scope.stations.save(station)
    with pytest.raises(ConnectionLost):
        await scope.work.commit()
    assert await broken.scope(VOLTA).stations.find(station.id) is None
    assert station.version == 0


@asynchronous
async def test_a_fault_after_the_commit_leaves_everything_and_the_writer_does_not_know():
    broken, station = storage(after_commit=lose), a_station()
    scope = broken.scope(VOLTA)
    scope.stations.save(station)
    with pytest.raises(ConnectionLost):
        await scope.work.commit()
    assert await broken.scope(VOLTA).stations.find(station.id) is not None
    assert station.version == 0


@asynchronous
async def test_a_delayed_commit_lets_others_overtake_it():
    gate = asyncio.Event()

    async def wait_for_the_slow_one(attempt: Attempt) -> None:
        if attempt.writes[0].original.name == "slow":
            await gate.wait()

    world = storage(before_commit=wait_for_the_slow_one)
    slow, quick = world.scope(VOLTA), world.scope(VOLTA)
    slow.stations.save(a_station("SLOW", name="slow"))
    quick.stations.save(a_station("QUICK", name="quick"))
    late = asyncio.create_task(slow.work.commit())
    await quick.work.commit()
    assert await world.scope(VOLTA).stations.find_by_identity("SLOW") is None
    gate.set()
    await late
    assert await world.scope(VOLTA).stations.find_by_identity("SLOW") is not None


@asynchronous
async def test_a_commit_gives_the_others_a_turn():
    world, turns = storage(), []

    async def other() -> None:
        turns.append("other")

    scope = world.scope(VOLTA)
    scope.stations.save(a_station())
    task = asyncio.create_task(other())
    await scope.work.commit()
    turns.append("committed")
    await task
    assert turns == ["other", "committed"]


@asynchronous
async def test_a_connection_does_not_remember_ended_sessions():
    world, station = storage(), a_station()
    scope = world.scope(VOLTA)
    scope.stations.save(station)
    await scope.work.commit()
    link, _ = await scope.links.take(station.id, "north", "ocpp1.6", "")
    resident, session = world.station_scope(VOLTA, link), a_session(station)
    session.hear(started())
    resident.sessions.save(session)
    await resident.work.commit()
    assert len(resident.work.resident) == 1
    session.hear(ended(5))
    resident.sessions.save(session)
    await resident.work.commit()
    await resident.sessions.get(session.id)
    assert resident.work.resident == {}


def test_the_frames_log_keeps_the_newest_and_counts_the_rest():
    log = MemoryFramesLog(room=2)
    for number in range(5):
        log.record(
            FrameRecord(
                VOLTA, "MARKET-1", "", EIGHT, True, "ocpp1.6", "call", str(number), "Heartbeat", ""
            )
        )
    assert [frame.message_id for frame in log.frames] == ["3", "4"]
    assert log.dropped == 3
