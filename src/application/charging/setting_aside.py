"""Keeping what a station says of a transaction that nobody knows (fine point 7)."""

from dataclasses import dataclass

from application.ports.charging import (
    ChargingSessions,
    MeterReadings,
    ReadingSet,
    UnmatchedReports,
)
from application.ports.stores import Journal
from application.ports.world import Ids
from domain.identity import StationId, TenantId
from domain.session import ChargingSession, Finding, ReportKind, SessionReport, UnmatchedReport
from domain.station import StopUnmatched

WHY = "The station names a transaction that was never given to it."


MOST_LOOKED_AT = 1_000
"""Reports of one transaction, readings for the most part."""


@dataclass(frozen=True, slots=True)
class SettingAside:
    """Keep a report aside, for an operator to say whose it is.

    - The one open session of the station is proposed for it; an end marks that one for review.
    - Its readings are kept with the name that the station gave the transaction.
    - An end raises an alarm: one a transaction, until an operator has decided.
    """

    sessions: ChargingSessions
    readings: MeterReadings
    unmatched: UnmatchedReports
    journal: Journal
    ids: Ids

    async def __call__(self, tenant: TenantId, station: StationId, report: SessionReport) -> None:
        open_now = await self.sessions.open_at(station)
        candidate = open_now[0] if len(open_now) == 1 else None
        if candidate is not None and report.kind is ReportKind.ENDED:
            candidate.mark(Finding.NEEDS_REVIEW)
            self.sessions.save(candidate)
        if report.kind is ReportKind.ENDED:
            await self._raise_alarm(tenant, station, report, candidate)
        self.unmatched.add(
            UnmatchedReport(
                id=self.ids.new(),
                tenant=tenant,
                station=station,
                received_at=report.moment.received,
                report=report,
                why=WHY,
                candidate=candidate.id if candidate else None,
            )
        )
        if report.readings:
            self.readings.add(
                ReadingSet(
                    station, None, report.evse, report.connector, report.readings,
                    claimed=report.reference,
                )
            )  # fmt: skip

    async def _raise_alarm(
        self,
        tenant: TenantId,
        station: StationId,
        report: SessionReport,
        candidate: ChargingSession | None,
    ) -> None:
        waiting = await self.unmatched.waiting(station, report.reference, MOST_LOOKED_AT)
        if any(told.report.kind is ReportKind.ENDED for told in waiting):
            return  # a station that tells it again and again is one matter, not many
        self.journal.note(
            StopUnmatched(
                tenant=tenant,
                at=report.moment.received,
                station=station,
                reference=report.reference,
                why=WHY,
                candidate=candidate.id if candidate else None,
            )
        )
