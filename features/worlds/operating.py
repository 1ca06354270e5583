"""What an operator asks of stations, and is shown."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import cast
from uuid import UUID

from application.authorization.edit_token import WithdrawToken
from application.charging.accept_session import AcceptSession
from application.charging.decide_report import AssignReport, DismissReport
from application.remote_control.order import OrderInstruction, StopSession
from application.views.authorization import TokenFilter
from application.views.charging import CdrFilter, SessionDetail, SessionFilter, UnmatchedFilter
from application.views.charging import ReadingView as Reading
from application.views.diagnostics import EventFilter, EventView
from application.views.paging import MOST_ITEMS, Slice
from application.views.provisioning import StationFilter, StationView
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
from domain.station import SettingKey
from features.world import BreachView, ConnectorView, Operating, ReadingView, SessionView, SetAside
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

THOUSANDS = {"Wh": "kWh", "W": "kW"}
"""Base unit → the unit in which scenarios read it."""

SECURITY_EVENT = "security_event_reported"

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
            order = cast(Order, await self.house.desk(self.tenant).run(command))
            batch = batch or order.id
            self.operator.orders[instruction, name] = order.id
            await self.settle()
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

    async def _shown_station(self, station: str) -> StationView:
        shown = await self.views().stations.find((await self.station(station)).id)
        assert shown is not None
        return shown

    async def state_of(self, station: str) -> str:
        shown = await self._shown_station(station)
        if not shown.online:
            return "offline"
        return shown.admitted if shown.admitted in {"pending", "rejected"} else "online"

    async def particulars_of(self, station: str) -> Mapping[str, str]:
        shown = await self._shown_station(station)
        hardware = shown.hardware
        assert hardware is not None
        assert shown.protocol is not None
        return {
            "ocpp": shown.protocol.removeprefix("ocpp"),
            "vendor": hardware.vendor,
            "model": hardware.model,
            "firmware": hardware.firmware or "",
        }

    async def settings_of(self, station: str) -> Mapping[str, str]:
        known = await self.station(station)
        page = await self.views().stations.settings(known.id, _all("name"))
        return {_dotted(s.component, s.variable): s.value or "" for s in page.items}

    async def connector_of(self, station: str, connector: int) -> ConnectorView:
        shown = await self._shown_station(station)
        evse = next(evse for evse in shown.evses if evse.number == connector)
        (outlet,) = evse.connectors
        return ConnectorView(outlet.status.state, stale=not shown.online)

    async def alarms_for(self, station: str) -> Sequence[str]:
        return [event.alarm for event in await self._events(station) if event.alarm is not None]

    async def breaches_of(self, station: str) -> Sequence[BreachView]:
        await self.house.gateway.write_breaches()
        known = await self.station(station)
        page = await self.views().stations.breaches(known.id, _all("-times"))
        return [BreachView(_words(b.rule), b.action, b.repaired, b.times) for b in page.items]

    async def security_events_of(self, station: str) -> Sequence[str]:
        events = await self._events(station)
        return [event.data["kind"] for event in events if event.kind == SECURITY_EVENT]

    async def _events(self, station: str) -> Sequence[EventView]:
        known = await self.station(station)
        return (await self.views().events.page(_all("number"), EventFilter(station=known.id))).items

    # Sessions.

    async def sessions_at(self, station: str) -> Sequence[SessionView]:
        known = await self.station(station)
        return [await self._shown(detail) for detail in await self._details(known.id)]

    async def _details(self, station: StationId) -> Sequence[SessionDetail]:
        sessions, now = self.views().sessions, self.clock.now()
        page = await sessions.page(_all("began"), SessionFilter(station=station))
        found = [await sessions.detail(each.id, now) for each in page.items]
        return [detail for detail in found if detail is not None]

    async def _bill(self, session: UUID) -> Decimal | None:
        page = await self.views().cdrs.page(_all("number"), CdrFilter(session=session))
        totals = [Decimal(cdr.total.amount) for cdr in page.items if cdr.total]
        return sum(totals, Decimal(0)) if totals else None

    async def _shown(self, detail: SessionDetail) -> SessionView:
        session = detail.session
        free = session.authorization == "accepted" and session.token is None
        return SessionView(
            card=session.token,
            connector=session.evse or 0,
            state=_state(detail),
            energy=session.energy_wh / 1000,
            cost=Decimal(detail.cost.total.amount) if detail.cost else None,
            bill=await self._bill(session.id),
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
                value=sample.value / (1000 if sample.unit in THOUSANDS else 1),
                unit=THOUSANDS.get(sample.unit, sample.unit),
                context=sample.context,
            )
            for reading in await self._readings(station, card)
            for sample in reading.samples
            if sample.value is not None
        ]

    async def signed_readings_of(self, station: str, card: str) -> Sequence[str]:
        samples = (s for reading in await self._readings(station, card) for s in reading.samples)
        return [sample.signed.data for sample in samples if sample.signed is not None]

    async def _readings(self, station: str, card: str) -> Sequence[Reading]:
        session = await self._session_of((await self.station(station)).id, card)
        return (await self.views().sessions.readings(session.session.id, _all("at"))).items

    async def set_aside_for(self, station: str) -> Sequence[SetAside]:
        known = await self.station(station)
        page = await self.views().unmatched.page(
            _all("received"), UnmatchedFilter(station=known.id)
        )
        return [SetAside(EVENTS[r.kind], r.reference, r.why, r.state) for r in page.items]

    async def assigns_set_aside(self, station: str, card: str) -> None:
        known = await self.station(station)
        session = SessionId((await self._session_of(known.id, card)).session.id)
        report = await self._first_set_aside(known.id)
        await self.house.desk(self.tenant).run(AssignReport(report, session, "operator"))
        await self.settle()

    async def dismisses_set_aside(self, station: str, reason: str) -> None:
        report = await self._first_set_aside((await self.station(station)).id)
        await self.house.desk(self.tenant).run(DismissReport(report, reason, "operator"))
        await self.settle()

    async def settles_by_hand(self, station: str, card: str, reason: str) -> None:
        session = (await self._session_of((await self.station(station)).id, card)).session.id
        await self.house.desk(self.tenant).run(AcceptSession(SessionId(session), reason))
        await self.settle()

    async def _first_set_aside(self, station: StationId) -> UUID:
        chosen = UnmatchedFilter(station=station, state="waiting")
        return (await self.views().unmatched.page(_all("received"), chosen)).items[0].id

    async def _session_of(self, station: StationId, card: str) -> SessionDetail:
        found = await self._details(station)
        return next(detail for detail in reversed(found) if detail.session.token == card)

    # Ours and others'.

    async def our(self, kind: str) -> Sequence[str]:
        if kind == "cards":
            tokens = await self.views().tokens.page(_all("uid"), TokenFilter())
            return [token.uid for token in tokens.items]
        people = {c.identity: name for name, c in self.operator.chargers.items()}
        stations = await self.views().stations.page(_all("identity"), StationFilter())
        return [people[station.identity] for station in stations.items]

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
            found = [d for s in stations for d in await self._details(s.id)]
            session = next(d.session.id for d in found if d.session.token == name)
            return StopSession(ours.tenant, SessionId(session))
        finally:
            self.operator = ours


def _all(sort: str) -> Slice:
    """More than any scenario makes."""
    return Slice(limit=MOST_ITEMS, sort=sort)


def _dotted(component: str, variable: str) -> str:
    return f"{component}.{variable}" if component else variable


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
