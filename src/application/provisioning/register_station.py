"""A station becomes known to its operator."""

from dataclasses import dataclass

from application.ports.access import Secrets
from application.ports.provisioning import Credentials, Locations, Policies, Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.errors import AlreadyExists
from domain.identity import LocationId, StationId, TenantId, station_identity
from domain.station import (
    Evse,
    Registration,
    SecurityProfile,
    Station,
    StationCredentials,
    StationRegistered,
)


@dataclass(frozen=True, slots=True)
class TakingIn:
    """Taking in a new station: what the two ways in have in common."""

    stations: Stations
    credentials: Credentials
    secrets: Secrets
    clock: Clock

    def __call__(
        self,
        station: Station,
        secret: bytes | None,
        profile: SecurityProfile,
        *,
        by_itself: bool = False,
    ) -> None:
        """Write it with the next commit, with the hash of its secret and its event."""
        station.cause(
            StationRegistered(
                tenant=station.tenant,
                at=self.clock.now(),
                station=station.id,
                identity=station.identity,
                by_itself=by_itself,
            )
        )
        self.stations.save(station)
        self.credentials.save(
            StationCredentials(
                station=station.id,
                tenant=station.tenant,
                current=self.secrets.hash(secret) if secret else None,
                required=profile,
            )
        )


@dataclass(frozen=True, slots=True)
class RegisterStation:
    """Take in a station. Without a secret it can come in by client certificate alone."""

    tenant: TenantId
    identity: str
    name: str = ""
    location: LocationId | None = None
    secret: bytes | None = None
    profile: SecurityProfile = SecurityProfile.BASIC
    registration: Registration = Registration.ACCEPTED
    evses: tuple[Evse, ...] = ()

    def __repr__(self) -> str:
        return f"RegisterStation({self.tenant}/{self.identity})"


@dataclass(frozen=True, slots=True)
class RegisterStationHandler:
    """Make a station known.

    - Its identity is unique among the tenant's stations; another tenant may have the same.
    - Only the hash of its secret is kept.
    """

    stations: Stations
    locations: Locations
    take_in: TakingIn
    ids: Ids
    work: UnitOfWork

    async def __call__(self, command: RegisterStation) -> Station:
        identity = station_identity(command.identity)
        if await self.stations.find_by_identity(identity) is not None:
            raise AlreadyExists("station", identity)
        if command.location is not None:
            await self.locations.get(command.location)
        station = Station(
            id=StationId(self.ids.new()),
            tenant=command.tenant,
            identity=identity,
            name=command.name,
            location=command.location,
            registration=command.registration,
            evses=command.evses,
        )
        self.take_in(station, command.secret, command.profile)
        await self.work.commit()
        return station


@dataclass(frozen=True, slots=True)
class MeetStation:
    """An unknown station presented itself with a secret."""

    tenant: TenantId
    identity: str
    secret: bytes | None
    profile: SecurityProfile

    def __repr__(self) -> str:
        return f"MeetStation({self.tenant}/{self.identity})"


@dataclass(frozen=True, slots=True)
class MeetStationHandler:
    """Take in an unknown station by itself, where the tenant chose so.

    - Off unless the tenant switched it on; then None is the answer.
    - It is kept pending until an operator accepts it; the secret it showed first is its secret.
    - Who comes under the name of a known station, with another secret, is nobody new.
    """

    stations: Stations
    policies: Policies
    take_in: TakingIn
    ids: Ids
    work: UnitOfWork

    async def __call__(self, command: MeetStation) -> Station | None:
        if not (await self.policies.current()).auto_provision:
            return None
        identity = station_identity(command.identity)
        if await self.stations.find_by_identity(identity) is not None:
            return None
        station = Station(
            id=StationId(self.ids.new()),
            tenant=command.tenant,
            identity=identity,
            registration=Registration.PENDING,
        )
        self.take_in(station, command.secret, command.profile, by_itself=True)
        await self.work.commit()
        return station
