"""A station reports a security event (A04; security white paper A04)."""

from dataclasses import dataclass

from application.ports.provisioning import Stations
from application.ports.stores import Journal
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId
from domain.moments import StationTime
from domain.station import SecurityEventReported

CRITICAL = frozenset(
    {
        "FirmwareUpdated",
        "SettingSystemTime",
        "StartupOfTheDevice",
        "ResetOrReboot",
        "SecurityLogWasCleared",
        "MemoryExhaustion",
        "TamperDetectionActivated",
        "InvalidFirmwareSignature",
        "InvalidFirmwareSigningCertificate",
        "InvalidCsmsCertificate",
        "InvalidCentralSystemCertificate",
        "InvalidChargingStationCertificate",
        "InvalidChargePointCertificate",
        "InvalidTLSVersion",
        "InvalidTLSCipherSuite",
        "MaintenanceLoginAccepted",
        "MaintenanceLoginFailed",
    }
)
"""Marked critical in the specifications' list of security events (2.0.1 appendix 1)."""


@dataclass(frozen=True, slots=True)
class ReportSecurityEvent:
    """The station's word."""

    station: StationId
    kind: str
    said_at: StationTime
    info: str = ""


@dataclass(frozen=True, slots=True)
class ReportSecurityEventHandler:
    """Keep a security event.

    - Every one is kept, known kind or not, with the station's own time.
    - Critical ones are marked, for alarms.
    """

    stations: Stations
    journal: Journal
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ReportSecurityEvent) -> None:
        station = await self.stations.get(command.station)
        now = self.clock.now()
        self.journal.note(
            SecurityEventReported(
                tenant=station.tenant,
                at=now,
                station=station.id,
                kind=command.kind,
                moment=command.said_at.reckon(now, station.clock_offset),
                info=command.info,
                critical=command.kind in CRITICAL,
            )
        )
        await self.work.commit()
