"""Writing records: what settling, deciding and correcting have in common."""

from dataclasses import dataclass, replace

from application.ports.authorization import IdTokens
from application.ports.billing import Customers
from application.ports.charging import Cdrs, MeterReadings
from application.ports.prices import MarketPrices, market_of
from application.ports.provisioning import Locations, Stations
from application.ports.stores import Journal
from application.ports.world import Clock, Ids
from domain.cdr import (
    AuthMethod,
    Badge,
    Cdr,
    CdrIssued,
    Particulars,
    Place,
    signed_in,
    used_by,
    write_cdr,
)
from domain.identity import CdrId
from domain.session import ChargingSession
from domain.tariff import Bill, Tariff
from domain.tariff.market import need_of, refuse_unknown_prices


@dataclass(frozen=True, slots=True)
class Recording:
    """Write the record of a session, with copies of all that it speaks of.

    - Location, station, token and meter stand in it as they are when it is written: what is
      edited later changes no record.
    - But the driver's group and memberships are those of when he showed himself: they decide the
      price that he was promised.
    - Signed meter values are copied byte for byte.
    - What is charged at the home of a customer is marked, to be paid back to him.
    - Market prices are those that were known at the session's start; where one is missing, there
      is no record: nothing is charged by guess.
    """

    stations: Stations
    locations: Locations
    tokens: IdTokens
    readings: MeterReadings
    customers: Customers
    cdrs: Cdrs
    market: MarketPrices
    journal: Journal
    ids: Ids
    clock: Clock

    async def __call__(
        self,
        session: ChargingSession,
        tariff: Tariff | None,
        *,
        bill: Bill | None = None,
        instead_of: Cdr | None = None,
    ) -> Cdr:
        """It is kept with the next commit."""
        cdr = await self.draft(session, tariff, bill=bill, instead_of=instead_of)
        self.keep(cdr)
        return cdr

    async def draft(
        self,
        session: ChargingSession,
        tariff: Tariff | None,
        *,
        bill: Bill | None = None,
        instead_of: Cdr | None = None,
    ) -> Cdr:
        """As it would be written now."""
        readings = await self.readings.of_session(session.id)
        known = instead_of.particulars if instead_of else await self._particulars(session)
        began, now = session.began_at, self.clock.now()
        end = session.ended.at if session.ended else now
        need = need_of(tariff, began, end, began) if tariff else None
        market = await market_of(self.market, need)
        cdr = write_cdr(
            session,
            tariff,
            CdrId(self.ids.new()),
            now,
            bill=bill,
            readings=readings,
            particulars=replace(known, signed=signed_in(readings), remarks=""),
            instead_of=instead_of,
            memberships=session.memberships,
            market=market,
        )
        if tariff is not None:
            refuse_unknown_prices(tariff, used_by(cdr), market)
        return cdr

    def credit(self, cdr: Cdr, why: str) -> Cdr:
        """Take that record back with the next commit."""
        credit = cdr.credit(CdrId(self.ids.new()), self.clock.now(), why)
        self.keep(credit)
        return credit

    def keep(self, cdr: Cdr) -> None:
        """Keep it with the next commit, and tell."""
        self.cdrs.add(cdr)
        self.journal.note(
            CdrIssued(
                tenant=cdr.tenant,
                at=cdr.written_at,
                cdr=cdr.id,
                session=cdr.session,
                station=cdr.station,
                credits=cdr.credits,
            )
        )

    async def _particulars(self, session: ChargingSession) -> Particulars:
        station = await self.stations.find(session.station)
        home = await self.customers.at_home(session.station)
        return Particulars(
            place=await self._place(session),
            badge=await self._badge(session),
            auth_method=AuthMethod.COMMAND if session.remote_start else AuthMethod.WHITELIST,
            meter=station.hardware.meter_serial if station and station.hardware else None,
            home=home is not None,
        )

    async def _place(self, session: ChargingSession) -> Place:
        station = await self.stations.find(session.station)
        if station is None:
            return Place(evse=session.evse, connector=session.connector)
        plug = None
        if session.evse is not None:
            connectors = station.evse(session.evse).connectors
            plug = next((c.plug for c in connectors if c.number == session.connector), None)
        found = await self.locations.find(station.location) if station.location else None
        if found is None:
            return Place(
                identity=station.identity,
                evse=session.evse,
                connector=session.connector,
                plug=plug,
            )
        return Place(
            location=str(found.id),
            name=found.name,
            address=found.address,
            coordinates=found.coordinates,
            time_zone=found.time_zone,
            identity=station.identity,
            evse=session.evse,
            connector=session.connector,
            plug=plug,
        )

    async def _badge(self, session: ChargingSession) -> Badge | None:
        if session.token is None:
            return None
        token = await self.tokens.find(session.token)
        if token is None:
            return Badge(uid=session.token, group=session.group)
        return Badge(uid=token.uid, kind=token.kind, label=token.label, group=session.group)
