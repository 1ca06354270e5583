"""When all has been said: the stations' own histories against what is stored.

The rules are a table; each takes the world and yields a sentence for whatever does not hold.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.simulation.truth import Transaction

from domain.aggregate import DomainEvent
from domain.instruction import ChangeSettings, OrderState, RemoteStart, RemoteStop, SendData
from domain.session import (
    Finding,
    Phase,
    SessionClosedByRule,
    SessionEnded,
    SessionStarted,
)
from domain.station import SecurityEventReported
from domain.token import AuthorizationStatus

JUDGED = {
    "GOOD": AuthorizationStatus.ACCEPTED,
    "ALSO-GOOD": AuthorizationStatus.ACCEPTED,
    "BLOCKED": AuthorizationStatus.BLOCKED,
    "NOBODY": AuthorizationStatus.UNKNOWN,
}
STRANGER = {"volta": AuthorizationStatus.UNKNOWN, "ohm": AuthorizationStatus.ACCEPTED}

Rule = Callable[[Any], Iterator[str]]


def at_rest(world: Any) -> bool:
    """Whether everybody has said everything, and everything has had its consequences."""
    return (
        all(
            station.settled and not any(o.busy for o in station.outlets)
            for station in world.stations
        )
        and not world.storage.database.outbox._undone
        and not any(order.waiting for order in _orders(world))
        and all(s.phase is Phase.SETTLED for s in _sessions(world))
    )


def check(world: Any) -> None:
    """Let every rule have its look."""
    for station in world.stations:
        world.monitor.look_at(station)
    for rule in RULES:
        for sentence in rule(world):
            world.monitor.violated(sentence)


# What everybody was promised.


def every_station_is_served(world: Any) -> Iterator[str]:
    """Liveness: after the storm each is on the line, and its queue is empty."""
    for station in world.stations:
        if not station.settled:
            yield (
                f"{station.name} is not served: line {station.end is not None}, accepted"
                f" {station.accepted}, {len(station.queue)} queued, {len(station._late)} late"
            )


def every_order_ends(world: Any) -> Iterator[str]:
    """No order waits for ever; the last ones, given in calm weather, arrive."""
    for order in _orders(world):
        ended = order.state in {OrderState.CANCELLED, OrderState.CONFIRMED} or order.outcome
        if order.waiting or not ended:
            yield f"order {type(order.instruction).__name__} is {order.state}, {order.outcome}"
    for operator in world.operators:
        for station, wish in operator.last_wish.items():
            order = world.storage.database.tables.orders.rows[operator.tenant, wish]
            if order.state is not OrderState.CONFIRMED:
                yield f"{station}: the last order is {order.state}"


def effects_are_confirmed(world: Any) -> Iterator[str]:
    """An accepted order whose effect was told is confirmed."""
    sessions = _sessions(world)
    started = {(s.station, s.remote_start) for s in sessions if s.remote_start is not None}
    ended = {(s.station, s.reference): s.ended.received for s in sessions if s.ended is not None}
    stops: dict[Any, list[Any]] = {}
    for order in _orders(world):
        asked = order.instruction
        accepted = order.state is OrderState.ACCEPTED
        if isinstance(asked, RemoteStart) and (order.station, asked.number) in started and accepted:
            yield f"remote start {asked.number} has started, and is not confirmed"
        if isinstance(asked, RemoteStop):
            stops.setdefault((order.station, asked.reference), []).append(order)
    for place, orders in stops.items():
        if place in ended and not any(o.state is OrderState.CONFIRMED for o in orders):
            late = [
                o for o in orders if o.state is OrderState.ACCEPTED and o.sent_at < ended[place]
            ]
            if late:
                yield f"remote stop of {place[1]} has stopped it, and is not confirmed"


def orders_arrive_once(world: Any) -> Iterator[str]:
    """No mark is seen twice; what was confirmed was seen."""
    seen: Counter[str] = Counter()
    for station in world.stations:
        seen.update(station.history.orders)
    yield from (f"order {mark} came {times} times" for mark, times in seen.items() if times > 1)
    for order in _orders(world):
        mark = _mark(order.instruction)
        if mark and order.state is OrderState.CONFIRMED and not seen[mark]:
            yield f"order {mark} is confirmed, and no station ever saw it"


def reports_are_kept(world: Any) -> Iterator[str]:
    """Each transaction is one session, with every report in it once and the station's energy."""
    for station in world.stations:
        sessions = world.sessions_of(station)
        named = Counter(s.reference for s in sessions)
        told = [tx for tx in station.history.transactions if not tx.forgotten]
        for tx in told:
            if named[tx.reference] != 1:
                yield f"{station.name} {tx.reference}: {named[tx.reference]} sessions"
        forgotten = sum(tx.forgotten for tx in station.history.transactions)
        if len(sessions) > len(told) + forgotten:
            yield f"{station.name}: {len(sessions)} sessions of {len(told)}+{forgotten}"
        by_name = {s.reference: s for s in sessions}
        for tx in told:
            session = by_name.get(tx.reference)
            if session is not None:
                for sentence in _told_right(world, station, tx, session):
                    yield f"{station.name} {tx.reference}: {sentence}"


def _told_right(world: Any, station: Any, tx: Transaction, session: Any) -> Iterator[str]:
    if tx.end is None:
        yield "never ended in truth"
        return
    lost = [
        w.sequence for w in tx.words if w.sequence is not None and w.sequence not in session.heard
    ]
    if lost:
        yield f"reports {lost} are lost"
    if session.energy.wh != tx.energy:
        yield f"energy {session.energy.wh}, in truth {tx.energy}"
    if session.phase is not Phase.SETTLED:
        yield f"it is {session.phase}, complete {session.complete}"
    if (session.evse, session.token) != (tx.evse, tx.token):
        yield f"evse {session.evse} token {session.token}, in truth {tx.evse} {tx.token}"
    expected = JUDGED.get(tx.token) or STRANGER[station.tenant]
    if session.authorization is not expected:
        yield f"{tx.token} was judged {session.authorization}"
    yield from _timed_right(station, tx, session)
    yield from _readings_right(world, station, tx, session)


def _timed_right(station: Any, tx: Transaction, session: Any) -> Iterator[str]:
    assert tx.end is not None
    if session.ended is None or session.started is None:
        yield "no begin or no end"
        return
    if session.ended.at < session.started.at:
        yield "it ends before it starts"
    for name, told, kept in (("start", tx.begin, session.started), ("end", tx.end, session.ended)):
        suspect = told.suspect_when(kept.received)
        if suspect and Finding.TIME_SUSPECT not in session.findings:
            yield f"its {name} {told.text} is not marked as suspect"
        # An end that was heard before its start gives way to that.
        if kept.at > max(session.started.received, session.ended.received):
            yield f"its {name} lies in the future"
        moved = name == "end" and Finding.TIME_SUSPECT in session.findings
        if not suspect and not moved and kept.at != told.said:
            yield f"its {name} is {kept.at}, the station said {told.text}"
    if tx.begin.unset and tx.end.unset:
        longest = tx.end.true - tx.begin.true + timedelta(hours=24)
        if session.ended.at - session.started.at > longest:
            yield f"it lasts {session.ended.at - session.started.at}"


def _readings_right(world: Any, station: Any, tx: Transaction, session: Any) -> Iterator[str]:
    """One row a reading: those in between, and in 2.x those at begin and end."""
    modulus = station.traits.modulus
    true = Counter(Decimal(shown) for _, shown in tx.readings)
    if station.tongue.self_named:
        assert tx.end_wh is not None
        true.update((Decimal(tx.begin_wh % modulus), Decimal(tx.end_wh % modulus)))
    kept = Counter(
        row.reading.samples[0].value
        for row in world.storage.database.tables.readings.rows.values()
        if row.tenant == station.tenant and row.told.session == session.id
    )
    if kept != true:
        yield f"readings {dict(kept)}, in truth {dict(true)}"


def nothing_stays_open(world: Any) -> Iterator[str]:
    """Every session is over in the end: told, or closed by rule where the station forgot it."""
    back = {
        station.id  # a clock that was set back makes its newest statuses look old
        for station in world.stations
        if not station.traits.truthful and station.clock.offset is not None
    }
    for session in _sessions(world):
        over = session.phase is Phase.SETTLED or session.station in back
        if not over and (session.open or session.complete):
            yield (
                f"{session.tenant} {session.reference}: {session.phase}, silent since"
                f" {session.silent_since}, last heard {session.last_heard}"
            )


def numbers_are_new(world: Any) -> Iterator[str]:
    """1.6: positive, never given twice, over all stations and tenants."""
    given: Counter[int] = Counter()
    for station in world.stations:
        given.update(station.history.numbers)
    for number, times in given.items():
        if times > 1 or not 0 < number < 2**31:
            yield f"transaction number {number} was given {times} times"


def one_record_each(world: Any) -> Iterator[str]:
    """Each complete session has exactly one record that stands, and it says what the session says.

    What stood before it was credited: a correction is one credit and one more record.
    """
    for tenant in ("volta", "ohm"):
        written = world.storage.records(tenant)
        credited = {cdr.credits for cdr in written}
        records = [cdr for cdr in written if not cdr.is_credit and cdr.id not in credited]
        count = Counter(cdr.session for cdr in records)
        yield from (f"{tenant}: {n} records of {s}" for s, n in count.items() if n > 1)
        rows = world.storage.database.tables.sessions.rows
        for cdr in records:
            session = rows[tenant, cdr.session]
            if (cdr.energy, cdr.ended_at) != (session.energy, session.ended.at):
                yield f"{tenant}: record {cdr.energy} {cdr.ended_at}, session {session.energy}"
            if cdr.charging < timedelta(0) or cdr.idle < timedelta(0):
                yield f"{tenant}: a negative duration"
        for session in _sessions(world):
            if session.tenant == tenant and session.complete and not count[session.id]:
                yield f"{tenant} {session.reference}: complete, and without a record"


def events_are_kept(world: Any) -> Iterator[str]:
    """Every session's start and end is in the outbox once, and every event was handled."""
    entries = world.storage.database.outbox.entries
    if world.storage.database.outbox._undone:
        yield f"{len(world.storage.database.outbox._undone)} events wait for their reactions"
    counts: Counter[tuple[type[DomainEvent], Any]] = Counter(
        (type(e.stored.event), getattr(e.stored.event, "session", None)) for e in entries
    )
    for session in _sessions(world):
        if counts[SessionStarted, session.id] != 1:
            yield f"{session.reference}: {counts[SessionStarted, session.id]} starts in the outbox"
        ended = counts[SessionEnded, session.id]
        closed = counts[SessionClosedByRule, session.id]
        if session.ended is not None and not (ended == 1 or (closed and not ended)):
            yield f"{session.reference}: {ended} ends and {closed} closings in the outbox"
    infos = {
        (e.stored.event.tenant, e.stored.event.station, e.stored.event.info)
        for e in entries
        if isinstance(e.stored.event, SecurityEventReported)
    }
    for station in world.stations:
        for info in station.history.security:
            if (station.tenant, station.id, info) not in infos:
                yield f"{station.name}: security event {info} is lost"


def orphans_are_kept(world: Any) -> Iterator[str]:
    """A stop of an unknown transaction stands aside."""
    kept = Counter(
        (row.tenant, row.station) for row in world.storage.database.tables.unmatched.rows.values()
    )
    for station in world.stations:
        told = len(set(station.history.orphans))
        if kept[station.tenant, station.id] < told:
            yield f"{station.name}: {kept[station.tenant, station.id]} of {told} orphans are kept"


def edits_are_kept(world: Any) -> Iterator[str]:
    """What an operator was told is done stays done."""
    for operator in world.operators:
        for station in operator.stations:
            name = world.station_row(station).name
            if name not in operator.names.get(station.name, {""}):
                yield f"{station.name} is called {name!r}"


def tenants_are_apart(world: Any) -> Iterator[str]:
    """No row of one tenant speaks of a station of the other."""
    owners = {station.id: station.tenant for station in world.stations}
    tables = world.storage.database.tables
    for table in (tables.sessions, tables.orders, tables.unmatched, tables.cdrs):
        for row in table.rows.values():
            if owners[row.station] != row.tenant:
                yield f"a {table.kind} of {row.tenant} at a station of {owners[row.station]}"


def secrets_are_hidden(world: Any) -> Iterator[str]:
    """No secret of any station stands in the frames that are kept."""
    secrets = [
        form
        for station in world.stations
        for secret in station.history.secrets
        for form in (secret.decode(errors="ignore"), secret.hex().upper())
        if len(form) > 8
    ]
    for frame in world.frames.frames:
        if ("AuthorizationKey" in frame.text or "Password" in frame.text) and any(
            secret in frame.text for secret in secrets
        ):
            yield f"a secret in {frame.action}"


def _sessions(world: Any) -> list[Any]:
    return list(world.storage.database.tables.sessions.rows.values())


def _orders(world: Any) -> list[Any]:
    return list(world.storage.database.tables.orders.rows.values())


def _mark(instruction: Any) -> str | None:
    if isinstance(instruction, ChangeSettings):
        return instruction.values[0][1]
    return instruction.data if isinstance(instruction, SendData) else None


RULES: tuple[Rule, ...] = (
    every_station_is_served,
    every_order_ends,
    effects_are_confirmed,
    orders_arrive_once,
    reports_are_kept,
    nothing_stays_open,
    numbers_are_new,
    one_record_each,
    events_are_kept,
    orphans_are_kept,
    edits_are_kept,
    tenants_are_apart,
    secrets_are_hidden,
)
