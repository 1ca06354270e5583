"""A station told something billable that could not be taken in (fine points 9 and 12)."""

from dataclasses import dataclass

from application.ports.stores import Journal
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId, TenantId
from domain.station import ReportRefused

LONGEST_KEPT = 256 * 1024
"""Bytes of one payload that are kept: more than any true record has."""


@dataclass(frozen=True, slots=True)
class KeepRefused:
    """This payload of `action` is about to be answered with an error."""

    tenant: TenantId
    station: StationId
    action: str
    message_id: str
    fault: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class KeepRefusedHandler:
    """Keep what a station told and nobody could read.

    - It is kept before the station is told that it was refused: it may not tell it again.
    - Only as text, beside all sessions: it starts, changes and ends none.
    - What no text of a database can hold is replaced by a mark.
    """

    journal: Journal
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: KeepRefused) -> None:
        kept = command.payload[:LONGEST_KEPT].decode(errors="replace")
        self.journal.note(
            ReportRefused(
                tenant=command.tenant,
                at=self.clock.now(),
                station=command.station,
                action=command.action,
                message_id=_plain(command.message_id),
                fault=command.fault,
                text=_plain(kept),
                length=len(command.payload),
            )
        )
        await self.work.commit()


def _plain(text: str) -> str:
    return text.replace("\x00", "\ufffd").encode(errors="replace").decode()
