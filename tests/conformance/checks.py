"""What a corpus asks about the server's state → where it stands. One table of names."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from tests.conformance.comparing import matches
from tests.conformance.server import Csms

from domain.aggregate import DomainEvent
from domain.instruction import Order, OrderState, Verdict
from domain.metering import ENERGY_REGISTER
from domain.session import ChargingSession, Finding, Phase
from domain.station import (
    Available,
    ConnectorStatus,
    CredentialsAttacked,
    Faulted,
    LineContested,
    Occupied,
    ReportRefused,
    Reserved,
    SecurityEventReported,
    Stage,
    StationConnected,
    Unavailable,
)

Asked = dict[str, Any]


@dataclass
class Scene:
    """What the checks of one sequence may look at."""

    server: Csms
    station: str
    orders: dict[str, list[Order]]
    saved: dict[str, Any]
    refused: set[str]
    """Commands that the server would not take."""

    def id_of(self, asked: Asked, key: str = "station") -> Any:
        return self.server.stations[asked.get(key) or self.station].id


Check = Callable[[Scene, Asked], Awaitable[str]]
"""Empty when all is as asked."""


def _counted(asked: Asked, actual: int, what: str) -> str:
    wanted = {
        "count": asked.get("count"),
        "at least": asked.get("count_min"),
        "at most": asked.get("count_max"),
    }
    holds = {"count": actual.__eq__, "at least": actual.__ge__, "at most": actual.__le__}
    for kind, number in wanted.items():
        if number is not None and not holds[kind](number):
            return f"{actual} {what}, {kind} {number} wanted"
    return ""


def _compared(asked: Asked, actual: Any, what: str) -> str:
    if "equals" in asked and not matches(actual, asked["equals"]):
        return f"{what} is {actual!r}, not {asked['equals']!r}"
    if "not_" in asked and matches(actual, asked["not_"]):
        return f"{what} is {actual!r}"
    return ""


# Sessions.

STATES: MappingProxyType[str, Callable[[ChargingSession], bool]] = MappingProxyType(
    {
        "open": lambda s: s.open,
        "active": lambda s: s.open,
        "charging": lambda s: s.phase is Phase.CHARGING,
        "ended": lambda s: not s.open,
        "closed": lambda s: not s.open,
        "needs review": lambda s: Finding.NEEDS_REVIEW in s.findings,
        "stale": lambda s: s.silent_since is not None,
        "silent": lambda s: s.silent_since is not None,
        "closed by rule": lambda s: s.evidence is not None,
    }
)


def _seconds(session: ChargingSession) -> float:
    end = session.ended.at if session.ended else session.last_heard
    return (end - session.began_at).total_seconds()


FLAGGED = frozenset(Finding) - {Finding.OFFLINE}

FIELDS: MappingProxyType[str, Callable[[ChargingSession], Any]] = MappingProxyType(
    {
        "id": lambda s: s.reference,
        "transactionId": lambda s: s.reference,
        "energy_wh": lambda s: s.energy.wh,
        "complete": lambda s: s.complete,
        "start": lambda s: s.started.at if s.started else None,
        "stop": lambda s: s.ended.at if s.ended else None,
        "reason": lambda s: s.reason.value if s.reason else None,
        "time_suspect": lambda s: Finding.TIME_SUSPECT in s.findings,
        "duration_s": _seconds,
        "flagged": lambda s: bool(s.findings & FLAGGED),
        "findings": lambda s: s.findings,
        "offline": lambda s: Finding.OFFLINE in s.findings,
        "id_tag": lambda s: s.token,
        "idTag": lambda s: s.token,
        "token": lambda s: s.token,
        "group": lambda s: s.group,
        "connector": lambda s: s.evse,
        "evse": lambda s: s.evse,
        "authorized": lambda s: bool(s.authorization and s.authorization.value == "accepted"),
        "meter_start": lambda s: s.meter.begin.wh if s.meter.begin else None,
        "meter_stop": lambda s: s.meter.end.wh if s.meter.end else None,
    }
)


def _differs(session: ChargingSession, wanted: Asked) -> str:
    for name, value in wanted.items():
        if name == "state":
            if value not in STATES:
                return f"unknown state {value!r}"
            if not STATES[value](session):
                return f"{session.reference} is {session.phase}, not {value}"
        elif name not in FIELDS:
            return f"unknown field {name!r}"
        elif not matches(actual := FIELDS[name](session), value):
            return f"{name} of {session.reference} is {actual!r}, not {value!r}"
    return ""


async def _sessions(scene: Scene, asked: Asked) -> list[ChargingSession]:
    kept = await scene.server.ledger.sessions(scene.server.tenant)
    if "station" in asked:
        kept = [s for s in kept if s.station == scene.id_of(asked)]
    for name in ("connector", "evse"):
        if name in asked:
            kept = [s for s in kept if s.evse == asked[name]]
    return kept


async def transactions(scene: Scene, asked: Asked) -> str:
    """How many, and what each of them looks like."""
    kept = await _sessions(scene, asked)
    if not kept and "count" not in asked:
        return "there is no transaction"
    wanted = dict(asked.get("fields", {}))
    if "state" in asked:
        wanted["state"] = asked["state"]
    some_need_review = wanted.get("state") == "needs review"
    faults = [_differs(session, wanted) for session in kept]
    if some_need_review and not all(faults):
        faults = []
    return _counted(asked, len(kept), "transactions") or next(filter(None, faults), "")


async def open_transactions(scene: Scene, asked: Asked) -> str:
    kept = [session for session in await _sessions(scene, asked) if session.open]
    return _counted(asked, len(kept), "open transactions")


async def _session(scene: Scene, asked: Asked) -> ChargingSession | None:
    wanted = str(asked.get("id", asked.get("tx")))
    kept = await _sessions(scene, {"station": asked["station"]} if "station" in asked else {})
    return next((session for session in kept if session.reference == wanted), None)


async def transaction(scene: Scene, asked: Asked) -> str:
    session = await _session(scene, asked)
    if session is None:
        return f"there is no transaction {asked.get('id', asked.get('tx'))}"
    wanted = {**asked.get("fields", {}), **({"state": asked["state"]} if "state" in asked else {})}
    return _differs(session, wanted)


async def events(scene: Scene, asked: Asked) -> str:
    """How many different reports of a transaction were taken."""
    session = await _session(scene, asked)
    numbers = session.heard.ranges if session else ()
    return _counted(asked, sum(last - first + 1 for first, last in numbers), "events")


async def session_energy(scene: Scene, asked: Asked) -> str:
    session = await _session(scene, asked)
    return _compared(asked, session.energy.wh if session else None, "energy")


async def distinct(_scene: Scene, asked: Asked) -> str:
    values = asked["values"]
    return "" if len({str(v) for v in values}) == len(values) else f"not distinct: {values}"


async def cdrs(scene: Scene, asked: Asked) -> str:
    kept = await scene.server.ledger.cdrs(scene.server.tenant)
    if "count" not in asked and not kept:
        return "there is no record"
    return _counted(asked, len(kept), "records")


async def orphan_stops(scene: Scene, asked: Asked) -> str:
    kept = await scene.server.ledger.unmatched(scene.server.tenant)
    return _counted(asked, len(kept), "orphan stops")


# Readings.


ANY = object()


async def meter_samples(scene: Scene, asked: Asked) -> str:
    kept = await scene.server.ledger.readings(scene.server.tenant)
    named = next((asked[key] for key in ("tx", "transaction", "id") if key in asked), ANY)
    if named is None:
        kept = [k for k in kept if k.told.session is None]
    elif named is not ANY:
        session = await _session(scene, {"tx": named})
        kept = [k for k in kept if session and k.told.session == session.id]
    for name in ("connector", "evse"):
        if name in asked:
            kept = [k for k in kept if k.told.evse == asked[name]]
    samples = [sample for k in kept for sample in k.reading.samples]
    fields = asked.get("fields", {})
    for name, value in fields.items():
        seen = {str(_SAMPLE[name](sample)) for sample in samples}
        if not any(matches(one, value) for one in seen):
            return f"{name} of the samples is {sorted(seen)}, not {value!r}"
    return _counted(asked, len(samples), "meter samples")


_SAMPLE: dict[str, Callable[[Any], Any]] = {
    "measurand": lambda s: s.measurand or ENERGY_REGISTER,
    "unit": lambda s: s.unit,
    "value": lambda s: s.value,
    "value_wh": lambda s: s.value,
    "energy_wh": lambda s: s.value,
    "context": lambda s: s.context.value,
    "location": lambda s: s.place.value,
    "phase": lambda s: s.phase,
    "raw": lambda s: s.raw,
}


async def signed_values(scene: Scene, asked: Asked) -> str:
    session = await _session(scene, asked) if "tx" in asked else None
    readings = await scene.server.ledger.readings(scene.server.tenant)
    wanted = [k for k in readings if session is None or k.told.session == session.id]
    kept = [s.signed.data for k in wanted for s in k.reading.samples if s.signed]
    return _compared(asked, kept, "signed values") or _counted(asked, len(kept), "signed values")


# Stations.


async def online(scene: Scene, asked: Asked) -> str:
    stores = scene.server.storage.scope(scene.server.tenant)
    link = await stores.links.find(scene.id_of(asked))
    return _compared({"equals": True} | asked, link is not None, "online")


async def last_seen(scene: Scene, asked: Asked) -> str:
    await scene.server.gateway._write_heard()
    stores = scene.server.storage.scope(scene.server.tenant)
    link = await stores.links.find(scene.id_of(asked))
    if link is None:
        return "the station is not connected"
    age = (scene.server.clock.now() - link.last_seen).total_seconds()
    return "" if age <= asked["within_s"] else f"last seen {age} s ago"


_STAGES = {
    Stage.PREPARING: "Preparing",
    Stage.CHARGING: "Charging",
    Stage.SUSPENDED_BY_EV: "SuspendedEV",
    Stage.SUSPENDED_BY_STATION: "SuspendedEVSE",
    Stage.FINISHING: "Finishing",
}
_STATUSES = {
    Available: "Available",
    Reserved: "Reserved",
    Unavailable: "Unavailable",
    Faulted: "Faulted",
}


def _named(status: ConnectorStatus) -> str:
    if isinstance(status, Occupied):
        return _STAGES[status.stage] if status.stage else "Occupied"
    return _STATUSES.get(type(status), "Unknown")


async def connector(scene: Scene, asked: Asked) -> str:
    number = asked.get("id", asked.get("connector", asked.get("evse", 1)))
    station = await scene.server.storage.scope(scene.server.tenant).stations.get(scene.id_of(asked))
    status = _named(station.connector(number, 1).status if number else station.status)
    wanted = asked.get("reported", asked.get("state", asked.get("status")))
    return _compared(asked if wanted is None else {"equals": wanted}, status, "status")


async def live_state(scene: Scene, asked: Asked) -> str:
    """What the console shows of an EVSE: its status, and the phase of the session on it."""
    stores = scene.server.storage.scope(scene.server.tenant)
    number = asked.get("evse", asked.get("connector", 1))
    station = scene.id_of(asked)
    status = _named((await stores.stations.get(station)).connector(number, 1).status)
    charging = any(
        session.evse in {number, None} and session.phase is Phase.CHARGING
        for session in await stores.sessions.open_at(station)
    )
    return _compared(asked, "Charging" if charging else status, "live state")


async def report(scene: Scene, asked: Asked) -> str:
    kept = await scene.server.ledger.reports(scene.server.tenant)
    if not kept:
        return "there is no report"
    complete = all(each.complete for each in kept)
    if not complete and await scene.server.ledger.settings(scene.server.tenant):
        return "an incomplete report was applied"
    if "complete" in asked and complete is not asked["complete"]:
        return f"complete is {complete}"
    return ""


ALARMS: MappingProxyType[str, tuple[type[DomainEvent], ...]] = MappingProxyType(
    {
        "flapping": (LineContested,),
        "duplicate connection": (LineContested,),
        "takeover": (LineContested, StationConnected),
        "failed logins": (CredentialsAttacked,),
        "brute force": (CredentialsAttacked,),
        "quarantine": (ReportRefused,),
    }
)
"""Names of alarms of our own; any other is a security event's, as the station names it."""


async def security_event(scene: Scene, asked: Asked) -> str:
    kept = [e for e in await scene.server.ledger.events(scene.server.tenant) if _is_alarm(e)]
    kind = next((asked[key] for key in ("type", "name", "kind") if key in asked), None)
    if kind is not None:
        ours = ALARMS.get(kind.lower().replace("_", " ").replace("-", " "), ())
        kept = [e for e in kept if isinstance(e, ours) or getattr(e, "kind", "") == kind]
    if not kept and "count" not in asked:
        return f"there is no security event {kind or ''}"
    return _counted(asked, len(kept), "security events")


def _is_alarm(event: DomainEvent) -> bool:
    if isinstance(event, StationConnected):
        return event.takes_over
    kinds = SecurityEventReported | CredentialsAttacked | LineContested | ReportRefused
    return isinstance(event, kinds)


# Commands.

COMMAND_STATES: MappingProxyType[str, Callable[[Order], bool]] = MappingProxyType(
    {
        "queued": lambda o: o.state is OrderState.QUEUED,
        "sent": lambda o: o.state is OrderState.SENT,
        "pending": lambda o: o.waiting,
        "done": lambda o: o.outcome is not None and o.outcome.granted,
        "accepted": lambda o: o.outcome is not None and o.outcome.granted,
        "rejected": lambda o: o.state is OrderState.REJECTED,
        "timed out": lambda o: o.state is OrderState.TIMED_OUT,
        "offline": lambda o: o.state is OrderState.STATION_OFFLINE,
        "failed": lambda o: (
            o.outcome is not None
            and not o.outcome.granted
            and o.outcome.verdict is not Verdict.REJECTED
        ),
        "expired": lambda o: o.state is OrderState.EXPIRED,
        "cancelled": lambda o: o.state is OrderState.CANCELLED,
    }
)


async def command(scene: Scene, asked: Asked) -> str:
    """The state of the newest command of that name."""
    name = asked["name"]
    given = scene.orders.get(name, [])
    if not given:
        return "" if name in scene.refused and asked["state"] in _NEVER else f"no {name} was given"
    orders = scene.server.storage.scope(scene.server.tenant).orders
    order = await orders.get(given[-1].id)
    for wanted in asked["state"].split("|"):
        if wanted not in COMMAND_STATES:
            return f"unknown state {wanted!r}"
        if COMMAND_STATES[wanted](order):
            return ""
    return f"{name} is {order.state} ({order.outcome}), not {asked['state']}"


_NEVER = frozenset({"rejected", "refused", "failed"})


async def commands(scene: Scene, asked: Asked) -> str:
    """How many commands the server has taken."""
    given = scene.orders.values()
    wanted = [scene.orders.get(asked["name"], [])] if "name" in asked else given
    return _counted(asked, sum(map(len, wanted)), "commands")


# Lists.


async def api(scene: Scene, asked: Asked) -> str:
    """Every list can still be read, each of its times can be written."""
    ledger, tenant = scene.server.ledger, scene.server.tenant
    rows = (*await ledger.sessions(tenant), *await ledger.cdrs(tenant))
    for row in rows:
        for name in ("first_heard", "last_heard", "began_at", "ended_at"):
            moment = getattr(row, name, None)
            if isinstance(moment, datetime):
                moment.isoformat()
    return "" if asked.get("status", 200) == 200 else f"unknown status {asked['status']}"


async def note(_scene: Scene, _asked: Asked) -> str:
    """A remark for people."""
    return ""


CHECKS: MappingProxyType[str, Check] = MappingProxyType(
    {
        "transactions": transactions,
        "sessions": transactions,
        "open_transactions": open_transactions,
        "transaction": transaction,
        "session": transaction,
        "events": events,
        "session_energy_wh": session_energy,
        "distinct": distinct,
        "cdrs": cdrs,
        "orphan_stops": orphan_stops,
        "orphans": orphan_stops,
        "meter_samples": meter_samples,
        "meter_values": meter_samples,
        "signed_values": signed_values,
        "online": online,
        "last_seen": last_seen,
        "connector": connector,
        "connector_status": connector,
        "live_state": live_state,
        "report": report,
        "security_event": security_event,
        "security_events": security_event,
        "alarm": security_event,
        "command": command,
        "commands": commands,
        "api": api,
        "note": note,
    }
)
