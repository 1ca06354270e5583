"""Drivers see at the station what their charge costs (I02, I03; 1.6 by OCA's costmsg)."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from application.ports.authorization import IdTokens
from application.ports.charging import Cdrs, ChargingSessions
from application.ports.costs import ShownCosts
from application.ports.provisioning import Inventories, Policies, Stations
from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from application.remote_control.order import OrderInstruction, OrderInstructionHandler
from application.tariff.pricing import Pricing
from domain.cost_display import FINAL_WITHIN, CostDisplay, CostMode, ShownCost
from domain.errors import DomainError, NotPossibleNow
from domain.identity import SessionId
from domain.instruction import Instruction, ShowCost, ShowPrice, UnitPrices
from domain.session import ChargingSession
from domain.station import SCREENS, Screen, Station, screen_of
from domain.tariff import PARKED, SimplePrices, Tariff
from domain.tariff.wording import price_text, with_tax

MOST_AT_ONCE = 200

BY = "cost display"
"""Who orders it, as the list of commands shows."""


@dataclass(frozen=True, slots=True)
class Display:
    """What a station shows its drivers, and how it is told.

    - The station's own choice goes before that of its operator.
    - A station that has not said that it can show costs is told none.
    """

    stations: Stations
    inventories: Inventories
    policies: Policies

    async def of(self, station: Station) -> tuple[CostDisplay, Screen | None]:
        """The choice that holds, and the way to the screen; None where there is none."""
        chosen = station.cost_display or (await self.policies.current()).cost_display
        if chosen.mode is CostMode.OFF:
            return chosen, None
        return chosen, screen_of(await self.inventories.settings(station.id, tuple(SCREENS)))


@dataclass(frozen=True, slots=True)
class ShowRunningCosts:
    """Tell stations what the tenant's running sessions cost so far."""


@dataclass(frozen=True, slots=True)
class ShowRunningCostsHandler:
    """Tell stations what running sessions cost so far; how many were told.

    - Only stations that are set to it, are on the line and have said that they can show it.
    - Each session in the rhythm that is set, and only if its cost has changed by enough.
    - A session that cannot be priced is told nothing: no driver is shown a guess.
    - A cost that could not be sent before the next one is due is not sent any more.
    - At most two hundred sessions at a time, the longest overdue first.
    """

    shown: ShownCosts
    sessions: ChargingSessions
    stations: Stations
    tariffs: Tariffs
    policies: Policies
    pricing: Pricing
    order: OrderInstructionHandler
    clock: Clock
    work: UnitOfWork

    async def __call__(self, _: ShowRunningCosts) -> int:
        default = (await self.policies.current()).cost_display
        due = await self.shown.due(self.clock.now(), default, MOST_AT_ONCE)
        told = 0
        for session in due:
            told += await self._look_at(await self.sessions.get(session), default)
        return told

    async def _look_at(self, session: ChargingSession, default: CostDisplay) -> bool:
        """Whether its station was told."""
        now = self.clock.now()
        display = (await self.stations.get(session.station)).cost_display or default
        shown = await self.shown.find(session.id) or _nothing_shown(session)
        shown.next_at = now + display.interval
        tariff = await self.tariffs.find(session.tariff) if session.tariff else None
        try:
            amount = None if tariff is None else await self._cost(session, tariff)
        except DomainError:
            amount = None
        worth = amount is not None and display.worth_telling(shown.amount, amount)
        if amount is not None and worth:
            shown.tell(amount, now)
        self.shown.save(shown)
        await self.work.commit()
        if amount is None or tariff is None or not worth:
            return False
        asked = ShowCost(
            reference=session.reference,
            amount=amount,
            at=now,
            register_wh=session.meter.latest.wh if session.meter.latest else None,
            idle=session.phase in PARKED,
            prices=_unit_prices(tariff),
        )
        return await ordered(self.order, session, asked, display.interval)

    async def _cost(self, session: ChargingSession, tariff: Tariff) -> Decimal:
        return (await self.pricing.bill(session, tariff)).total.amount


@dataclass(frozen=True, slots=True)
class ShowFinalCost:
    """A session has its record: show the driver what it costs in all."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class ShowFinalCostHandler:
    """Tell a station that has no other way to learn it what a session costs in all.

    - 2.x stations learn it in the answer to their last event; 1.6 has no such answer.
    - Not long after the end: the driver has left.
    - Once a session: a correction is no news for a screen.
    """

    shown: ShownCosts
    sessions: ChargingSessions
    stations: Stations
    cdrs: Cdrs
    display: Display
    order: OrderInstructionHandler
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ShowFinalCost) -> None:
        session, now = await self.sessions.get(command.session), self.clock.now()
        if session.ended is None or session.ended.at < now - FINAL_WITHIN:
            return
        station = await self.stations.find(session.station)
        if station is None:
            return
        display, screen = await self.display.of(station)
        if screen is not Screen.DATA_TRANSFER:
            return
        record = await self.cdrs.find(session.id)
        if record is None or record.bill is None:
            return
        shown = await self.shown.find(session.id) or _nothing_shown(session)
        if shown.final:
            return
        total = record.bill.total
        shown.next_at = now + display.interval
        shown.tell(total.amount, now, final=True)
        self.shown.save(shown)
        await self.work.commit()
        energy = f"{session.energy.kwh:.2f} kWh"
        asked = ShowCost(
            reference=session.reference,
            amount=total.amount,
            at=session.ended.at,
            final=True,
            text=f"{total.amount} {total.currency.code}, {energy}",
        )
        await ordered(self.order, session, asked, FINAL_WITHIN)


@dataclass(frozen=True, slots=True)
class ShowSessionPrice:
    """A session has started: show the driver its prices."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class ShowSessionPriceHandler:
    """Tell a station the prices by which a session that has just started is charged.

    - Only stations that are told by DataTransfer, and only while the driver stands there.
    - In the words of the tariff, in the driver's language if it has them; else its simple prices.
    - A tariff that cannot be said in few words is not shown.
    """

    sessions: ChargingSessions
    stations: Stations
    tariffs: Tariffs
    tokens: IdTokens
    display: Display
    order: OrderInstructionHandler
    clock: Clock

    async def __call__(self, command: ShowSessionPrice) -> None:
        session, now = await self.sessions.get(command.session), self.clock.now()
        if session.token is None or session.tariff is None:
            return
        if session.began_at < now - FINAL_WITHIN or not session.open:
            return
        station = await self.stations.find(session.station)
        if station is None:
            return
        _, screen = await self.display.of(station)
        if screen is not Screen.DATA_TRANSFER:
            return
        tariff, token = (
            await self.tariffs.find(session.tariff),
            await self.tokens.find(session.token),
        )
        text = price_text(tariff, token.language if token else None) if tariff else ""
        if text:
            await ordered(self.order, session, ShowPrice(session.token, text), FINAL_WITHIN)


async def ordered(
    order: OrderInstructionHandler, session: ChargingSession, asked: Instruction, within: timedelta
) -> bool:
    """Order it of the session's station; whether it was taken."""
    command = OrderInstruction(session.tenant, session.station, asked, BY, wait_for=within)
    try:
        await order(command)
    except NotPossibleNow:  # rejected since, or a hundred orders wait: no screen is worth more
        return False
    return True


def _nothing_shown(session: ChargingSession) -> ShownCost:
    return ShownCost(
        session=session.id,
        tenant=session.tenant,
        station=session.station,
        next_at=session.began_at,
    )


def _unit_prices(tariff: Tariff) -> UnitPrices | None:
    simple = SimplePrices.of(tariff)
    if simple is None:
        return None
    prices = (simple.per_kwh, simple.per_hour, simple.flat)
    return UnitPrices(*(with_tax(price, simple) for price in prices))
