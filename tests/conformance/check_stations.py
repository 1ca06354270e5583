"""Checks of stations, their alarms, and the commands they were given."""

from collections.abc import Callable
from types import MappingProxyType

from tests.conformance.scene import Asked, Scene, compared, counted

from domain.aggregate import DomainEvent
from domain.instruction import Order, OrderState, Verdict
from domain.session import Phase
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

# Stations.


async def online(scene: Scene, asked: Asked) -> str:
    stores = scene.server.storage.scope(scene.server.tenant)
    link = await stores.links.find(scene.id_of(asked))
    return compared({"equals": True} | asked, link is not None, "online")


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
    return compared(asked if wanted is None else {"equals": wanted}, status, "status")


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
    return compared(asked, "Charging" if charging else status, "live state")


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
    return counted(asked, len(kept), "security events")


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
    return counted(asked, sum(map(len, wanted)), "commands")
