"""Bugs to plant, one by one: each must be found by the checker within a few worlds.

A plant is a change of the product for as long as a context lasts. The table at the end names all.
"""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC
from itertools import count
from types import MappingProxyType
from typing import Any

from tests.simulation.planting import Plant, instead
from tests.simulation.plants_on_lines import (
    newest_call_first,
    old_end_frees_the_link,
    old_end_unregisters_the_new,
    order_sent_before_noted,
    orders_all_at_once,
    secret_settled_before_accepted,
    secrets_in_the_log,
    tenant_of_the_path_ignored,
    tenants_share_tokens,
)

from adapters.memory.charging import MemoryCdrs, MemoryTransactionNumbers
from adapters.memory.database import Database
from adapters.memory.outbox import MemoryOutbox
from adapters.memory.shelf import Shelf
from adapters.memory.table import Rule, Table
from adapters.memory.unit import MemoryWork
from adapters.ocpp import reading as ocpp_reading
from application.charging import start_session
from application.charging.setting_aside import SettingAside
from application.charging.settle_session import SettleSessionHandler
from application.provisioning.boot_station import BootStationHandler
from domain.moments import Moment, StationTime
from domain.session import ChargingSession, Evidence, SequenceNumbers
from domain.session import meter as session_meter
from domain.station import Connector
from entrypoints.worker.relay import Relay

# Repeats and order.


def start_key_dropped() -> AbstractContextManager[None]:
    """A start that is told twice opens two sessions."""
    fresh = count()
    return instead(start_session, "start_key", lambda said: f"key-{next(fresh)}")


def start_key_without_time() -> AbstractContextManager[None]:
    """Two charges at one register are taken for one start told twice."""
    honest = start_session.start_key
    return instead(
        start_session, "start_key",
        lambda said: honest(replace(said, said_at=None, register=None)),
    )  # fmt: skip


def late_numbers_are_repeats() -> AbstractContextManager[None]:
    """Whatever comes after a higher seqNo counts as heard."""

    def heard(numbers: SequenceNumbers, number: int) -> bool:
        return numbers.newest is not None and number <= numbers.newest

    return instead(SequenceNumbers, "__contains__", heard)


def gap_of_one_overlooked() -> AbstractContextManager[None]:
    """A single missing number does not count as a gap."""
    honest = SequenceNumbers.without_gap

    def without_gap(numbers: SequenceNumbers, first: int, last: int) -> bool:
        return any(honest(numbers.add(number), first, last) for number in range(first, last + 1))

    return instead(SequenceNumbers, "without_gap", without_gap)


def numbers_reused() -> AbstractContextManager[None]:
    """1.6 transaction numbers begin again."""

    async def next_(numbers: MemoryTransactionNumbers) -> int:
        return next(numbers.database.transactions) % 7 + 1

    return instead(MemoryTransactionNumbers, "next", next_)


def readings_kept_by_arrival() -> AbstractContextManager[None]:
    """The same reading told twice is two."""
    honest = Shelf.save

    def save(shelf: Shelf[Any], row: Any) -> None:
        if shelf.table.kind == "reading":
            reading = row.told.readings[0]
            said = replace(reading.moment, said=str(reading.moment.received))
            told = replace(row.told, readings=(replace(reading, moment=said),))
            row = replace(row, told=told)
        honest(shelf, row)

    return instead(Shelf, "save", save)


# Durability.


def answered_before_commit() -> AbstractContextManager[None]:
    """A station's message is acknowledged while its commit is still on its way."""
    honest = MemoryWork.commit

    async def commit(work: MemoryWork) -> None:
        if work.link is None:
            return await honest(work)
        late = MemoryWork(work.database, work.tenant, work.link, work.writes, work.events)
        work.writes, work.events = {}, []
        work.resident.clear()
        asyncio.get_running_loop().create_task(_quietly(honest(late)))
        return None

    return instead(MemoryWork, "commit", commit)


async def _quietly(commit: Any) -> None:
    try:
        await commit
    except Exception:  # noqa: BLE001 - that is the bug
        return


def failed_copy_kept() -> AbstractContextManager[None]:
    """Memory runs ahead of the database: what was refused is still believed."""
    honest = MemoryWork.commit

    async def commit(work: MemoryWork) -> None:
        writes = tuple(work.writes.values())
        try:
            await honest(work)
        except Exception:
            for write in writes:
                if work.link is not None:
                    work._adopt(write)
            raise

    def discard(work: MemoryWork) -> None:
        work.writes, work.events = {}, []

    @contextmanager
    def both() -> Iterator[None]:
        with instead(MemoryWork, "commit", commit), instead(MemoryWork, "discard", discard):
            yield

    return both()


def versions_not_compared() -> AbstractContextManager[None]:
    """The last writer wins."""
    honest = Table.write

    def write(table: Table[Any], key: Any, row: Any, expected: int, undo: Any) -> None:
        if table.rule is Rule.COMPARE_VERSION and key in table.rows:
            expected = table.rows[key].version
        honest(table, key, row, expected, undo)

    return instead(Table, "write", write)


def not_fenced() -> AbstractContextManager[None]:
    """An old connection may go on writing."""
    return instead(Database, "_check_fence", lambda database, attempt: None)


def event_lost() -> AbstractContextManager[None]:
    """Now and then an event is not written with its cause."""
    honest, number = MemoryOutbox.append, count(1)
    return instead(
        MemoryOutbox, "append",
        lambda outbox, events: honest(outbox, [e for e in events if next(number) % 40]),
    )  # fmt: skip


# Sessions.


def orphan_stops_the_open_session() -> AbstractContextManager[None]:
    """A stop of an unknown transaction ends the one that runs."""
    honest = SettingAside.__call__

    async def set_aside(setting: Any, tenant: Any, station: Any, report: Any) -> None:
        for session in await setting.sessions.open_at(station):
            session.hear(report)
            setting.sessions.save(session)
        await honest(setting, tenant, station, report)

    return instead(SettingAside, "__call__", set_aside)


def offline_report_moves_the_present() -> AbstractContextManager[None]:
    """What is told after the fact changes the live phase."""
    honest = ChargingSession._move

    def move(session: ChargingSession, report: Any) -> None:
        honest(session, report)
        if report.offline and session.open and report.happening is not None:
            session._step(report.happening, report.moment)

    return instead(ChargingSession, "_move", move)


def older_report_moves_the_present() -> AbstractContextManager[None]:
    """Out of order, the last to arrive decides the phase."""
    return instead(ChargingSession, "_older", lambda session, sequence, moment: not session.open)


def late_status_moves_back() -> AbstractContextManager[None]:
    """A flushed queue of statuses decides what is shown."""
    return instead(
        Connector, "observe",
        lambda connector, status, moment, warning="": replace(
            connector, status=status, reported=moment, warning=warning
        ),
    )  # fmt: skip


def closed_at_boot() -> AbstractContextManager[None]:
    """A boot ends the sessions that were open."""
    honest = BootStationHandler.__call__

    async def boot(handler: Any, command: Any) -> Any:
        sessions = handler.stations.shelf.work.database.tables.sessions
        for session in tuple(sessions.rows.values()):
            if session.station == command.station and session.open:
                copy = session.snapshot()
                now = handler.clock.now()
                copy.close_by_rule(Evidence.STATION_DENIES, Moment(now, now))
                handler.work.save(sessions, copy)
        return await honest(handler, command)

    return instead(BootStationHandler, "__call__", boot)


def roll_over_misjudged() -> AbstractContextManager[None]:
    """A register that begins again is taken for a smaller one."""
    honest = session_meter.rolled_over

    def rolled_over(before: Any, after: Any, *most: Any) -> Any:
        across = honest(before, after, *most)
        return None if across is None else after

    return instead(session_meter, "rolled_over", rolled_over)


def zone_ignored() -> AbstractContextManager[None]:
    """A time with an offset is read as UTC."""
    return instead(ocpp_reading, "in_utc", lambda moment: moment.replace(tzinfo=UTC))


def clocks_believed() -> AbstractContextManager[None]:
    """1970 and tomorrow are taken as they stand."""

    def reckon(said: StationTime, received: Any, clock_offset: Any = None) -> Moment:
        return Moment(said.instant or received, received)

    return instead(StationTime, "reckon", reckon)


def incomplete_settled() -> AbstractContextManager[None]:
    """A session is settled as soon as its end is known."""
    return instead(ChargingSession, "complete", property(lambda s: s.ended is not None))


def record_may_be_written_again() -> AbstractContextManager[None]:
    """Settling does not look whether the session is settled."""

    @contextmanager
    def both() -> Iterator[None]:
        with (
            instead(SettleSessionHandler, "__call__", _settle_always),
            instead(MemoryCdrs, "add", lambda cdrs, cdr: cdrs.shelf.save(cdr)),
            instead(Table, "write", _overwriting_records),
        ):
            yield

    return both()


_settle_honestly = SettleSessionHandler.__call__
_write_honestly = Table.write


async def _settle_always(handler: Any, command: Any) -> Any:
    session = await handler.sessions.get(command.session)
    known = await handler.cdrs.find(session.id)
    if known is not None:
        handler.cdrs.add(replace(known, written_at=handler.clock.now()))
        await handler.work.commit()
        return known
    return await _settle_honestly(handler, command)


def _overwriting_records(table: Any, key: Any, row: Any, expected: int, undo: Any) -> None:
    if table.kind == "record" and key in table.rows:
        return
    _write_honestly(table, key, row, expected, undo)


def reaction_not_retried() -> AbstractContextManager[None]:
    """A reaction that failed counts as done."""

    async def failed(relay: Relay, stored: Any, failure: Exception) -> None:
        await relay.outbox.done([stored.number])

    return instead(Relay, "_failed", failed)


PLANTS: MappingProxyType[str, Plant] = MappingProxyType(
    {
        plant.__name__.replace("_", "-"): plant
        for plant in (
            start_key_dropped,
            start_key_without_time,
            late_numbers_are_repeats,
            gap_of_one_overlooked,
            numbers_reused,
            readings_kept_by_arrival,
            answered_before_commit,
            failed_copy_kept,
            versions_not_compared,
            not_fenced,
            event_lost,
            orphan_stops_the_open_session,
            offline_report_moves_the_present,
            older_report_moves_the_present,
            late_status_moves_back,
            closed_at_boot,
            roll_over_misjudged,
            zone_ignored,
            clocks_believed,
            incomplete_settled,
            record_may_be_written_again,
            reaction_not_retried,
            old_end_unregisters_the_new,
            old_end_frees_the_link,
            order_sent_before_noted,
            orders_all_at_once,
            newest_call_first,
            secret_settled_before_accepted,
            secrets_in_the_log,
            tenants_share_tokens,
            tenant_of_the_path_ignored,
        )
    }
)
"""Name → plant."""
