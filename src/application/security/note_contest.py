"""Two fight for one station's line (fine point 45)."""

from dataclasses import dataclass

from application.ports.stores import Journal
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId, TenantId
from domain.station import LineContested


@dataclass(frozen=True, slots=True)
class NoteContest:
    """So many connections have lately taken the line of the one before, lastly from `peer`."""

    tenant: TenantId
    station: StationId
    takeovers: int
    peer: str


@dataclass(frozen=True, slots=True)
class NoteContestHandler:
    """Raise an alarm.

    - It changes nothing: each connection had the right secret, and the newest stays.
    """

    journal: Journal
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: NoteContest) -> None:
        self.journal.note(
            LineContested(
                tenant=command.tenant,
                at=self.clock.now(),
                station=command.station,
                takeovers=command.takeovers,
                peer=command.peer,
            )
        )
        await self.work.commit()
