"""A station's password is changed: through the station, or by hand (A01)."""

from dataclasses import dataclass
from enum import StrEnum

from application.ports.access import Secrets
from application.ports.provisioning import Credentials
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.errors import NotFound
from domain.identity import StationId
from domain.station import SecretReplaced


@dataclass(frozen=True, slots=True)
class ProposeSecret:
    """This secret is about to be sent to the station."""

    station: StationId
    secret: bytes

    def __repr__(self) -> str:
        return f"ProposeSecret({self.station})"


class Reception(StrEnum):
    """What became of a secret that was sent."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """The answer was lost, or says nothing: both secrets open the door until one is used."""


@dataclass(frozen=True, slots=True)
class ConcludeSecret:
    """How the station answered."""

    station: StationId
    reception: Reception


@dataclass(frozen=True, slots=True)
class SetSecret:
    """An operator sets the secret outright, and configures the station by hand."""

    station: StationId
    secret: bytes

    def __repr__(self) -> str:
        return f"SetSecret({self.station})"


@dataclass(frozen=True, slots=True)
class ProposeSecretHandler:
    """Get ready for a new secret.

    - It opens the door before the station has it, so that no crash can lock the station out.
    - Where an earlier change is in doubt, its secret stays good until this one is settled.
    """

    credentials: Credentials
    secrets: Secrets
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ProposeSecret) -> None:
        credentials = await self.credentials.find(command.station)
        if credentials is None:
            raise NotFound("station", command.station)
        credentials.propose(self.secrets.hash(command.secret), self.clock.now())
        self.credentials.save(credentials)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class ConcludeSecretHandler:
    """Note what became of a new secret.

    - Taken: the old one is dead. Refused: the old one stays. Unknown: both stay.
    """

    credentials: Credentials
    work: UnitOfWork

    async def __call__(self, command: ConcludeSecret) -> None:
        credentials = await self.credentials.find(command.station)
        if credentials is None or command.reception is Reception.UNKNOWN:
            return
        if command.reception is Reception.TAKEN:
            credentials.settle()
        else:
            credentials.withdraw()
        self.credentials.save(credentials)
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class SetSecretHandler:
    """Replace a station's secret by hand.

    - The old one is dead at once.
    - It stands in the log of events, without the secret.
    """

    credentials: Credentials
    secrets: Secrets
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: SetSecret) -> None:
        credentials = await self.credentials.find(command.station)
        if credentials is None:
            raise NotFound("station", command.station)
        credentials.replace(self.secrets.hash(command.secret))
        credentials.cause(
            SecretReplaced(
                tenant=credentials.tenant, at=self.clock.now(), station=credentials.station
            )
        )
        self.credentials.save(credentials)
        await self.work.commit()
