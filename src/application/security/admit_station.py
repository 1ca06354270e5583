"""A station shows its secret or certificate at the door (A00)."""

from dataclasses import dataclass
from uuid import UUID

from application.ports.access import Secrets
from application.ports.provisioning import Credentials, Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.errors import NotPossibleNow
from domain.identity import StationId, StationIdentity, TenantId
from domain.station import SecretTaken, SecurityProfile, Station, StationCredentials

NOWHERE = StationId(UUID(int=0))

NOBODY = StationCredentials(station=NOWHERE, tenant=TenantId(""))
"""Asked where there is no station, so that the answer takes the same time."""


@dataclass(frozen=True, slots=True)
class AdmitStation:
    """Somebody says he is `identity`, over `profile`, and shows these secrets.

    `secrets` are the readings of the password that the protocol allows: the bytes as sent, and
    for OCPP 1.6 those of its hexadecimal form. With mutual TLS the certificate, already checked
    against the identity, is the proof.
    """

    identity: StationIdentity
    profile: SecurityProfile
    secrets: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return f"AdmitStation({self.identity})"


@dataclass(frozen=True, slots=True)
class AdmitStationHandler:
    """Let a station in, or not: None says no without saying why.

    - An unknown identity and a wrong secret are refused alike, after the same work.
    - A profile lower than the highest that the station has used is refused.
    - While its secret changes, the old and the new ones are right; using a new one settles it,
      and stands in the log of events.
    - Mutual TLS needs no secret; a lab without security needs none, where it is switched on.
    """

    stations: Stations
    credentials: Credentials
    secrets: Secrets
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: AdmitStation) -> Station | None:
        station = await self.stations.find_by_identity(command.identity)
        known = await self.credentials.find(station.id if station else NOWHERE)
        before = known.snapshot() if known else None
        proven = self._proven(command, known)
        if station is None or known is None or not proven:
            return None
        try:
            known.reach(command.profile)
        except NotPossibleNow:
            return None
        if before is not None and known.current != before.current:
            self._note_taken(known)
        if known != before:
            self.credentials.save(known)
            await self.work.commit()
        return station

    def _note_taken(self, known: StationCredentials) -> None:
        """What was sent to it has reached it, whatever became of its answer."""
        sent = known.current.proposed_at if known.current else None
        if sent is not None:
            now = self.clock.now()
            known.cause(
                SecretTaken(tenant=known.tenant, at=now, station=known.station, proposed_at=sent)
            )

    def _proven(self, command: AdmitStation, known: StationCredentials | None) -> bool:
        if command.profile in {SecurityProfile.MUTUAL_TLS, SecurityProfile.UNSECURED}:
            return known is not None
        proven = False
        for secret in command.secrets:
            proven = (known or NOBODY).open_to(self.secrets.challenge(secret)) or proven
        return proven
