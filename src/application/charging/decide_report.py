"""An operator decides whose a report of an unknown transaction is (fine point 7)."""

from dataclasses import dataclass, replace
from uuid import UUID

from application.ports.charging import (
    ChargingSessions,
    MeterReadings,
    ReadingSet,
    UnmatchedReports,
)
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.errors import NotPossibleNow
from domain.identity import SessionId
from domain.session import ChargingSession, Finding, Phase, ReportKind, UnmatchedReport

MOST_AT_ONCE = 500
"""Reports of one transaction that one decision takes along; the rest waits for the next one."""


@dataclass(frozen=True, slots=True)
class AssignReport:
    """That report is about this session; `by` says so."""

    report: UUID
    session: SessionId
    by: str
    alone: bool = False
    """Without what else is kept of the same transaction."""


@dataclass(frozen=True, slots=True)
class DismissReport:
    """That report is about no session, for this reason; `by` says so."""

    report: UUID
    reason: str
    by: str
    alone: bool = False


@dataclass(frozen=True, slots=True)
class AssignReportHandler:
    """Let a report count in a session.

    - The session hears it like any other: it counts in its history, energy, end and record.
    - All that waits of the same transaction of the station goes with it, unless asked otherwise.
    - Only to a session of the same station; and it is decided once.
    - An end is not assigned to a session whose station told its end itself.
    - A session with a record takes no more readings: a record is never changed.
    - The session is marked, and what it was to be reviewed for while it was open is reviewed.
    """

    unmatched: UnmatchedReports
    sessions: ChargingSessions
    readings: MeterReadings
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: AssignReport) -> UnmatchedReport:
        chosen = await self.unmatched.get(command.report)
        session = await self.sessions.get(command.session)
        if session.station != chosen.station:
            raise NotPossibleNow("The session is one of another station.")
        if session.open:
            session.reviewed()
        for told in await _decided_together(self.unmatched, chosen, alone=command.alone):
            self._hear(session, told)
            told.assign(session.id, self.clock.now(), command.by)
            self.unmatched.save(told)
        session.mark(Finding.MATCHED_BY_HAND)
        self.sessions.save(session)
        await self.work.commit()
        return chosen

    def _hear(self, session: ChargingSession, told: UnmatchedReport) -> None:
        report = replace(told.report, reference=session.reference, sequence=None)
        if report.kind is ReportKind.ENDED:
            if session.ended is not None and session.evidence is None:
                raise NotPossibleNow("The session's own end has been told; dismiss the report.")
        elif session.phase is Phase.SETTLED:
            raise NotPossibleNow("The session's record is written; it takes no more readings.")
        session.hear(report)
        if report.readings:
            self.readings.add(
                ReadingSet(
                    session.station, session.id, session.evse, session.connector, report.readings
                )
            )


@dataclass(frozen=True, slots=True)
class DismissReportHandler:
    """Say that a report is about no session.

    - It stays, with the reason, and counts nowhere.
    - All that waits of the same transaction of the station goes with it, unless asked otherwise.
    - The open session that it could have been about need not be reviewed for it any more.
    """

    unmatched: UnmatchedReports
    sessions: ChargingSessions
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: DismissReport) -> UnmatchedReport:
        chosen = await self.unmatched.get(command.report)
        for told in await _decided_together(self.unmatched, chosen, alone=command.alone):
            told.dismiss(command.reason, self.clock.now(), command.by)
            self.unmatched.save(told)
        if chosen.candidate is not None:
            candidate = await self.sessions.get(chosen.candidate)
            if candidate.open:
                candidate.reviewed()
                self.sessions.save(candidate)
        await self.work.commit()
        return chosen


async def _decided_together(
    unmatched: UnmatchedReports, chosen: UnmatchedReport, *, alone: bool
) -> tuple[UnmatchedReport, ...]:
    """The chosen report, and what else waits of its transaction, in the order of the station."""
    if alone or not chosen.waiting:
        return (chosen,)
    waiting = await unmatched.waiting(chosen.station, chosen.report.reference, MOST_AT_ONCE)
    others = [told for told in waiting if told.id != chosen.id]
    return tuple(sorted([chosen, *others], key=_as_it_happened))


def _as_it_happened(told: UnmatchedReport) -> tuple[bool, object]:
    """By the station's time, the end last: it closes what the readings still belong to."""
    return told.report.kind is ReportKind.ENDED, told.report.moment.at
