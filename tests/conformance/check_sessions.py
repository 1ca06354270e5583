"""Checks of sessions, their reports, readings and records."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from tests.conformance.comparing import matches
from tests.conformance.scene import Asked, Scene, compared, counted

from domain.metering import ENERGY_REGISTER
from domain.session import ChargingSession, Finding, Phase, ReportKind

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
    return counted(asked, len(kept), "transactions") or next(filter(None, faults), "")


async def open_transactions(scene: Scene, asked: Asked) -> str:
    kept = [session for session in await _sessions(scene, asked) if session.open]
    return counted(asked, len(kept), "open transactions")


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
    return counted(asked, sum(last - first + 1 for first, last in numbers), "events")


async def session_energy(scene: Scene, asked: Asked) -> str:
    session = await _session(scene, asked)
    return compared(asked, session.energy.wh if session else None, "energy")


async def distinct(_scene: Scene, asked: Asked) -> str:
    values = asked["values"]
    return "" if len({str(v) for v in values}) == len(values) else f"not distinct: {values}"


async def cdrs(scene: Scene, asked: Asked) -> str:
    kept = await scene.server.ledger.cdrs(scene.server.tenant)
    if "count" not in asked and not kept:
        return "there is no record"
    return counted(asked, len(kept), "records")


async def orphan_stops(scene: Scene, asked: Asked) -> str:
    kept = await scene.server.ledger.unmatched(scene.server.tenant)
    stops = [told for told in kept if told.report.kind is ReportKind.ENDED]
    return counted(asked, len(stops), "orphan stops")


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
    return counted(asked, len(samples), "meter samples")


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
    return compared(asked, kept, "signed values") or counted(asked, len(kept), "signed values")
