"""Somebody tries a station's credentials again and again."""

from dataclasses import dataclass

from application.ports.provisioning import Stations
from application.ports.stores import Journal
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationIdentity, TenantId
from domain.station import CredentialsAttacked


@dataclass(frozen=True, slots=True)
class NoteAttack:
    """So many wrong tries in the name of one station, lastly from `source`."""

    tenant: TenantId
    identity: StationIdentity
    source: str
    tries: int


@dataclass(frozen=True, slots=True)
class NoteAttackHandler:
    """Raise an alarm.

    - Only for a station that exists: made-up names must not fill the tenant's log.
    """

    stations: Stations
    journal: Journal
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: NoteAttack) -> None:
        station = await self.stations.find_by_identity(command.identity)
        if station is None:
            return
        self.journal.note(
            CredentialsAttacked(
                tenant=command.tenant,
                at=self.clock.now(),
                station=station.id,
                source=command.source,
                tries=command.tries,
            )
        )
        await self.work.commit()
