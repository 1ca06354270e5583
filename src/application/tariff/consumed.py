"""What a session used, in the words that prices are made from."""

from dataclasses import dataclass

from application.ports.charging import MeterReadings
from application.ports.provisioning import Locations, Stations
from application.ports.world import Clock
from domain.session import ChargingSession
from domain.tariff import Consumption, Tariff, consumption_of, needs_readings


@dataclass(frozen=True, slots=True)
class Consumed:
    """The consumption of a session, ended or so far.

    - Times are those of the place where the station stands.
    - Groups and memberships are those of the token when it was shown for the session.
    - The meter's readings are looked at only where the price depends on when energy flowed.
    """

    stations: Stations
    locations: Locations
    readings: MeterReadings
    clock: Clock

    async def __call__(self, session: ChargingSession, tariff: Tariff) -> Consumption:
        """As `tariff` wants to know it."""
        precise = needs_readings(tariff)
        return consumption_of(
            session,
            until=self.clock.now(),
            zone=await self._zone(session) if precise else "UTC",
            readings=await self.readings.of_session(session.id) if precise else (),
            groups=frozenset({session.group}) if session.group else frozenset(),
            memberships=session.memberships,
        )

    async def _zone(self, session: ChargingSession) -> str:
        station = await self.stations.find(session.station)
        if station is None or station.location is None:
            return "UTC"
        location = await self.locations.find(station.location)
        return location.time_zone if location is not None else "UTC"
