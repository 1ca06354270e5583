"""What an operator asks of stations, and is shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import cast

from application.alarms import alarm_of
from application.authorization.edit_token import WithdrawToken
from application.remote_control.order import OrderInstruction, StopSession
from application.views.charging import SessionDetail
from application.views.rendering.provisioning import status_view
from domain.aggregate import DomainEvent
from domain.errors import NotFound
from domain.identity import OrderId, SessionId, StationId, TransactionReference
from domain.instruction import (
    AskTransactionStatus,
    ChangeAvailability,
    ChangeSettings,
    ClearCache,
    Instruction,
    Order,
    ReadSettings,
    RemoteStart,
    Reset,
    RotateSecret,
    Trigger,
    Triggered,
    Unlock,
)
from domain.station import Registration, SecurityEventReported, SettingKey
from features.world import ConnectorView, Operating, ReadingView, SessionView, SetAside
from features.worlds.stage import Stage

Details = Mapping[str, str]

INSTRUCTIONS: Mapping[str, Callable[[Details], Instruction]] = {
    "start charging": lambda d: RemoteStart(d["card"], evse=int(d["connector"])),
    "reset": lambda d: Reset(graceful=d["kind"] == "gentle"),
    "unlock": lambda d: Unlock(int(d["connector"])),
    "take out of service": lambda d: ChangeAvailability(
        operative=False, evse=int(d["connector"]), connector=1
    ),
    "read settings": lambda d: ReadSettings((setting_key(d["setting"]),)),
    "change a setting": lambda d: ChangeSettings(((setting_key(d["setting"]), d["value"]),)),
    "change its password": lambda _: RotateSecret(),
    "trigger": lambda d: Trigger(Triggered(d["message"]), evse=int(d["connector"])),
    "clear its cache": lambda _: ClearCache(),
}
"""Those that need no session to be found first."""

UNITS = {"Wh": "kWh", "W": "kW", "Percent": "%"}
"""Base unit → the unit in which scenarios read it."""

EVENTS = {"started": "start", "updated": "reading", "ended": "stop"}


class Operates(Stage, Operating):
    """The verbs of `Operating`."""

    # Asking.

    async def asks(self, station: str, instruction: str, details: Details) -> str:
        batch: OrderId | None = None
        for name in station.split(", "):
            known = await self.station(name)
            if instruction == "stop charging":
                session = await self._session_of(known.id, details["card"])
                command: object = StopSession(self.tenant, SessionId(session.session.id))
            else:
                command = OrderInstruction(
                    self.tenant,
                    known.id,
                    await self._instruction(known.id, instruction, details),
                    wait_for=_minutes(details.get("good for")),
                    batch=batch,
                )
            order = cast(Order, await self.run(command))
            batch = batch or order.id
            self.operator.orders[instruction, name] = order.id
        return await self.outcome_of(instruction, name)

    async def _instruction(
        self, station: StationId, instruction: str, details: Details
    ) -> Instruction:
        if instruction == "check a session":
            session = await self._session_of(station, details["card"])
            return AskTransactionStatus(TransactionReference(session.session.reference))
        return INSTRUCTIONS[instruction](details)

    async def outcome_of(self, instruction: str, station: str) -> str:
        order = await self._order(instruction, station)
        word = order.outcome.verdict if order.outcome is not None else order.state
        return word.replace("_", " ")

    async def effect_is_seen(self, instruction: str, station: str) -> bool:
        return (await self._order(instruction, station)).confirmed_at is not None

    async def _order(self, instruction: str, station: str) -> Order:
        return await self.stores().orders.get(self.operator.orders[instruction, station])

    # Stations.

    async def state_of(self, station: str) -> str:
        known = await self.station(station)
        if await self.stores().links.find(known.id) is None:
            return "offline"
        told = known.admitted
        return told.value if told and told is not Registration.ACCEPTED else "online"

    async def particulars_of(self, station: str) -> Mapping[str, str]:
        known = await self.station(station)
        link = await self.stores().links.find(known.id)
        hardware = known.hardware
        return {
            "ocpp": link.protocol.removeprefix("ocpp") if link is not None else "",
            "vendor": hardware.vendor if hardware else "",
            "model": hardware.model if hardware else "",
            "firmware": (hardware.firmware if hardware else None) or "",
        }

    async def settings_of(self, station: str) -> Mapping[str, str]:
        known = await self.station(station)
        settings = await self.stores().inventories.settings(known.id)
        named = ((".".join(filter(None, (s.key.component, s.key.variable))), s) for s in settings)
        return {name: setting.value or "" for name, setting in named}

    async def connector_of(self, station: str, connector: int) -> ConnectorView:
        known = await self.station(station)
        shown = known.connector(connector, 1)
        away = await self.stores().links.find(known.id) is None
        return ConnectorView(status_view(shown.status, shown.reported).state, stale=away)

    async def alarms_for(self, station: str) -> Sequence[str]:
        alarms = map(alarm_of, await self._events(station))
        return [alarm.kind for alarm in alarms if alarm is not None]

    async def security_events_of(self, station: str) -> Sequence[str]:
        events = await self._events(station)
        return [event.kind for event in events if isinstance(event, SecurityEventReported)]

    async def _events(self, station: str) -> list[DomainEvent]:
        known = await self.station(station)
        stored = await self.house.storage.outbox.after(0, 10_000)
        return [s.event for s in stored if getattr(s.event, "station", None) == known.id]

    # Sessions.

    async def sessions_at(self, station: str) -> Sequence[SessionView]:
        known = await self.station(station)
        found = await self.eyes.sessions(self.tenant, known.id)
        return [await self._shown(detail) for detail in found]

    async def _shown(self, detail: SessionDetail) -> SessionView:
        session = detail.session
        free = session.authorization == "accepted" and session.token is None
        return SessionView(
            card=session.token,
            connector=session.evse or 0,
            state=_state(detail),
            energy=session.energy_wh / 1000,
            cost=Decimal(detail.cost.total.amount) if detail.cost else None,
            bill=await self.eyes.bill(self.tenant, SessionId(session.id)),
            currency=detail.cost.total.currency if detail.cost else "",
            started=session.began_at,
            ended=session.ended_at,
            reason=session.reason,
            authorization="not needed" if free else _words(session.authorization or "none"),
            origin="local" if session.remote_start is None else "remote",
            missing=tuple(n for first, last in detail.missing for n in range(first, last + 1)),
            flags=frozenset(map(_words, session.findings)),
            evidence=_words(session.evidence) if session.evidence else None,
        )

    async def readings_of(self, station: str, card: str) -> Sequence[ReadingView]:
        return [
            ReadingView(
                at=reading.at,
                measurand=sample.measurand,
                value=sample.value / (1000 if sample.unit in {"Wh", "W"} else 1),
                unit=UNITS.get(sample.unit, sample.unit),
                context=sample.context,
            )
            for reading in await self.eyes.readings(self.tenant, await self._id_of(station, card))
            for sample in reading.samples
            if sample.value is not None
        ]

    async def signed_readings_of(self, station: str, card: str) -> Sequence[str]:
        readings = await self.eyes.readings(self.tenant, await self._id_of(station, card))
        samples = (sample for reading in readings for sample in reading.samples)
        return [sample.signed.data for sample in samples if sample.signed is not None]

    async def set_aside_for(self, station: str) -> Sequence[SetAside]:
        known = await self.station(station)
        reports = await self.eyes.unmatched(self.tenant, known.id)
        return [SetAside(EVENTS[r.kind], r.reference, r.why) for r in reports]

    async def _id_of(self, station: str, card: str) -> SessionId:
        known = await self.station(station)
        return SessionId((await self._session_of(known.id, card)).session.id)

    async def _session_of(self, station: StationId, card: str) -> SessionDetail:
        found = await self.eyes.sessions(self.tenant, station)
        return next(detail for detail in reversed(found) if detail.session.token == card)

    # Ours and others'.

    async def our(self, kind: str) -> Sequence[str]:
        if kind == "cards":
            return await self.eyes.cards(self.tenant)
        people = {c.identity: name for name, c in self.operator.chargers.items()}
        return [people[identity] for identity in await self.eyes.stations(self.tenant)]

    async def reaches_for(self, kind: str, name: str, operator: str) -> str:
        """Try to change it by its very identity, which a stranger could only have guessed."""
        command = await self._trespass(kind, name, operator)
        try:
            await self.run(command)
        except NotFound:
            return "not found"
        return "done"

    async def _trespass(self, kind: str, name: str, operator: str) -> object:
        ours, self.operator = self.operator, self.operators[operator]
        try:
            if kind == "card":
                token = await self.stores().tokens.find(name)
                assert token is not None
                return WithdrawToken(token.id)
            if kind == "station":
                return OrderInstruction(ours.tenant, (await self.station(name)).id, ClearCache())
            stations = [await self.station(station) for station in self.operator.chargers]
            found = [d for s in stations for d in await self.eyes.sessions(self.tenant, s.id)]
            session = next(d.session.id for d in found if d.session.token == name)
            return StopSession(ours.tenant, SessionId(session))
        finally:
            self.operator = ours


def setting_key(name: str) -> SettingKey:
    """OCPP 1.6 has keys alone; 2.x names are written ``Component.Variable``."""
    component, _, variable = name.rpartition(".")
    return SettingKey(variable, component)


def _minutes(text: str | None) -> timedelta | None:
    return timedelta(minutes=int(text.split()[0])) if text else None


def _words(name: str) -> str:
    return name.replace("_", " ").replace("evse", "EVSE")


def _state(detail: SessionDetail) -> str:
    session = detail.session
    if not session.open:
        return "ended"
    if session.silent_since is not None:
        return "silent"
    return _words(session.phase).replace("by ev", "by car")
