"""The charging session aggregate."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from domain.aggregate import Aggregate
from domain.errors import NotPossibleNow
from domain.identity import SessionId, StationId, TariffId, TenantId, TransactionReference
from domain.metering import ReadingContext
from domain.moments import Moment, TimeFlaw
from domain.quantities import Energy
from domain.session.events import (
    SessionAccepted,
    SessionChanged,
    SessionClaimed,
    SessionClosedByRule,
    SessionCompleted,
    SessionEnded,
    SessionLeftIncomplete,
    SessionRevised,
    SessionSettled,
    SessionStarted,
    SessionWentSilent,
)
from domain.session.findings import Finding
from domain.session.meter import UNMETERED, SessionMeter
from domain.session.phase import OPEN_PHASES, Happening, Phase, moved
from domain.session.report import ReportKind, SessionReport, StopReason
from domain.session.sequence import NOTHING_HEARD, SequenceNumbers
from domain.session.timeline import NO_TIMELINE, Timeline
from domain.token import Authorization, AuthorizationStatus


class Evidence(StrEnum):
    """What makes it certain that a session is over though its end was not told."""

    NEW_SESSION_ON_EVSE = "new_session_on_evse"
    CONNECTOR_FREE = "connector_free"
    STATION_DENIES = "station_denies"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class StartKey:
    """By which a start told twice is known as one where the station does not name it (1.6)."""

    connector: int
    token: str
    register: str
    said: str

    def __str__(self) -> str:
        return "|".join((str(self.connector), self.token, self.register, self.said))


class _Subject(TypedDict):
    tenant: TenantId
    at: datetime
    session: SessionId
    station: StationId


_FIRST = {ReportKind.STARTED: Happening.CONNECTS, ReportKind.UPDATED: None, ReportKind.ENDED: None}


@dataclass(slots=True, kw_only=True)
class ChargingSession(Aggregate):
    """One charge, from what its station told of it.

    - It opens even for a refused token: the station has already started.
    - Reports may come late, twice and in any order: each number counts once, the first word
      stands, and the newest by number (or by time) decides the phase.
    - An offline report changes the record and not the live state.
    - Energy and time are never negative.
    - What is ended stays ended; a real end corrects one that a rule had set.
    """

    id: SessionId
    tenant: TenantId
    station: StationId
    reference: TransactionReference
    start_key: str | None = None
    evse: int | None = None
    connector: int | None = None
    token: str | None = None
    """uid as shown, or None while nobody has identified himself."""
    group: str | None = None
    """The token's when it was shown: what becomes of the token later changes no price."""
    memberships: frozenset[str] = frozenset()
    """Likewise."""
    authorization: AuthorizationStatus | None = None
    """None while the session waits for a token."""
    phase: Phase = Phase.PREPARING
    started: Moment | None = None
    ended: Moment | None = None
    reason: StopReason | None = None
    evidence: Evidence | None = None
    """Set where a rule closed it."""
    first_heard: datetime
    last_heard: datetime
    silent_since: datetime | None = None
    heard: SequenceNumbers = NOTHING_HEARD
    first_number: int | None = None
    last_number: int | None = None
    newest: Moment | None = None
    """Of the report that decided the phase."""
    meter: SessionMeter = UNMETERED
    timeline: Timeline = NO_TIMELINE
    marks: frozenset[Finding] = frozenset()
    remote_start: int | None = None
    reservation: int | None = None
    tariff: TariffId | None = None
    """The tariff it is priced by, fixed when it started."""

    # What it is.

    @property
    def open(self) -> bool:
        """Whether it goes on, as far as anyone told."""
        return self.phase in OPEN_PHASES

    @property
    def complete(self) -> bool:
        """Whether start, end and every report in between are known; only then it is settled.

        Or a person has said that there will be no more.
        """
        if self.ended is not None and Finding.ACCEPTED_BY_HAND in self.marks:
            return True
        if self.started is None or self.ended is None:
            return False
        if self.first_number is None or self.last_number is None:
            return self.evidence is not None or not self.heard.ranges
        return self.heard.without_gap(self.first_number, self.last_number)

    @property
    def missing(self) -> tuple[tuple[int, int], ...]:
        """The numbers of reports that are known to exist and have not come, as ranges."""
        newest = self.heard.newest
        if newest is None or not self.heard.ranges:
            return ()
        first = self.heard.ranges[0][0] if self.first_number is None else self.first_number
        return self.heard.missing(first, newest)

    @property
    def energy(self) -> Energy:
        """Delivered so far."""
        return self.meter.energy

    @property
    def findings(self) -> frozenset[Finding]:
        """All that an auditor should know."""
        found = self.marks | self.meter.verdict
        if self.started is None:
            found |= {Finding.START_MISSING}
        if self.ended is not None and self.meter.end is None:
            found |= {Finding.END_ESTIMATED}
        if Finding.REPORTS_MISSING in found:
            found |= {Finding.NEEDS_REVIEW}
        return found

    @property
    def began_at(self) -> datetime:
        """When it started, or else was first heard of."""
        return self.started.at if self.started is not None else self.first_heard

    # What happens to it.

    def hear(self, report: SessionReport) -> bool:
        """Take in a report; whether it said anything new."""
        recorded = self._recorded() if self.phase is Phase.SETTLED else None
        is_new = self._take_in(report)
        if recorded is not None and self._recorded() != recorded:
            self.cause(SessionRevised(**self._subject(report.moment.received)))
        return is_new

    def _recorded(self) -> tuple[object, ...]:
        """What its charge detail record says of it."""
        return (self.token, self.began_at, self.ended, self.energy, self.timeline)

    def _take_in(self, report: SessionReport) -> bool:
        received = report.moment.received
        self.last_heard = max(self.last_heard, received)
        self.silent_since = None
        was_complete, was_new = self.complete, not self.version and self.newest is None
        if report.sequence is not None:
            if report.sequence in self.heard:
                return False
            self.heard = self.heard.add(report.sequence)
        if report.kind is ReportKind.ENDED and self.ended is not None and self.evidence is None:
            return self._end_again(report)
        unclaimed = self.remote_start is None
        self._identify(report)
        self._measure(report)
        if report.kind is ReportKind.STARTED:
            self._start(report)
        if unclaimed and not was_new and self.remote_start is not None:
            claim = self.remote_start
            self.cause(SessionClaimed(**self._subject(received), remote_start=claim))
        if was_new:
            self._announce(received)
        self._move(report)
        if self._gapless:
            self.timeline = self.timeline.joined()
        if report.kind is ReportKind.ENDED:
            self._end(report)
        elif not (self.open or was_complete) and self.complete and self.evidence is None:
            self.marks -= {Finding.REPORTS_MISSING}
            self.cause(SessionCompleted(**self._subject(received)))
        self._note_flaws(report)
        return True

    def authorize(self, authorization: Authorization) -> None:
        """The judgement on the token that was shown for it."""
        if self.authorization is AuthorizationStatus.ACCEPTED:
            return
        self.authorization = authorization.status
        self.group = authorization.group or self.group
        self.memberships = authorization.memberships or self.memberships
        if not authorization.granted:
            self.mark(Finding.REFUSED_BUT_STARTED)
        else:
            self.marks -= {Finding.REFUSED_BUT_STARTED}

    def turn(self, happening: Happening, moment: Moment) -> None:
        """A status told beside the transaction moves it (OCPP 1.6 StatusNotification)."""
        if self.open and not self._older(None, moment):
            self.newest = moment
            self._step(happening, moment)
            if self._gapless:
                self.timeline = self.timeline.joined()

    def fall_silent(self, at: datetime) -> None:
        """Its station has not been heard for too long; it goes on until there is evidence."""
        if self.open and self.silent_since is None:
            self.silent_since = at
            self.cause(SessionWentSilent(**self._subject(at)))

    def break_silence(self) -> None:
        """Its station has spoken again, though not of it."""
        self.silent_since = None

    def close_by_rule(self, evidence: Evidence, moment: Moment) -> None:
        """It is over by `evidence`, with what was known; the station's own end corrects it."""
        if not self.open:
            return
        last = self.meter.latest_at or self.began_at
        at = moment.at if evidence is not Evidence.OPERATOR else moment.received
        self.ended = replace(moment, at=max(min(at, moment.received), last))
        self.evidence = evidence
        self.reason = StopReason.OTHER
        self.mark(Finding.CLOSED_BY_RULE)
        self._step(Happening.ENDS, self.ended)
        self.cause(SessionClosedByRule(**self._subject(moment.received), evidence=evidence))

    def leave_incomplete(self, at: datetime) -> None:
        """Reports of it have not come for too long: somebody should look; told once.

        What comes after all counts, and takes the mark away when nothing is missing any more.
        """
        if self.phase is not Phase.ENDED or self.complete or Finding.REPORTS_MISSING in self.marks:
            return
        self.mark(Finding.REPORTS_MISSING)
        self.cause(SessionLeftIncomplete(**self._subject(at), missing=self.missing))

    def accept(self, reason: str, at: datetime) -> None:
        """A person has looked, and it counts with what is known; what comes after corrects it.

        Raises:
            NotPossibleNow: it goes on, or nothing about it waits for anybody.
        """
        if self.ended is None:
            raise NotPossibleNow("The session goes on; close it first.")
        if self.complete and Finding.NEEDS_REVIEW not in self.findings:
            raise NotPossibleNow("Nothing about the session waits for a decision.")
        if not self.complete:
            self.mark(Finding.ACCEPTED_BY_HAND)
        self.marks -= {Finding.REPORTS_MISSING}
        self.reviewed()
        self.cause(SessionAccepted(**self._subject(at), reason=reason, missing=self.missing))

    def settle(self, at: datetime) -> None:
        """Its charge detail record is written."""
        self.phase = moved(self.phase, Happening.SETTLES)
        self.cause(SessionSettled(**self._subject(at)))

    def mark(self, finding: Finding) -> None:
        """Note a finding; twice is once."""
        if finding not in self.marks:
            self.marks |= {finding}

    def reviewed(self) -> None:
        """A person has looked, and decided what no rule could."""
        self.marks -= {Finding.NEEDS_REVIEW}

    # How.

    def _identify(self, report: SessionReport) -> None:
        """EVSE and token come once, in any report, and are carried forward (fine point 6)."""
        self.evse = self.evse if self.evse is not None else report.evse
        self.connector = self.connector if self.connector is not None else report.connector
        starts = report.kind is ReportKind.STARTED and self.started is None
        if report.token is not None and (
            starts or (self.token is None and report.kind is not ReportKind.ENDED)
        ):
            # A token shown at the start comes first, though told after one that stopped it.
            self.token = report.token
        if self.remote_start is None:
            self.remote_start = report.remote_start
        if self.reservation is None:
            self.reservation = report.reservation

    def _measure(self, report: SessionReport) -> None:
        meter = self.meter
        if report.kind is ReportKind.STARTED and report.register is not None:
            meter = meter.start_at(report.register, report.moment.at)
        for reading in report.readings:
            register = reading.register()
            if register is None:
                if (interval := reading.interval()) is not None:
                    meter = meter.add(interval, reading.moment.at)
                continue
            match reading.context:
                case ReadingContext.TRANSACTION_BEGIN:
                    meter = meter.start_at(register, reading.moment.at)
                case ReadingContext.TRANSACTION_END:
                    meter = meter.finish_at(register, reading.moment.at)
                case _:
                    meter = meter.read(register, reading.moment.at)
        if report.kind is ReportKind.ENDED and report.register is not None:
            meter = meter.finish_at(report.register, report.moment.at, told=True)
        self.meter = meter

    def _note_flaws(self, report: SessionReport) -> None:
        if report.offline:
            self.mark(Finding.OFFLINE)
        if report.kind is not ReportKind.UPDATED:
            self._doubt(report.moment)

    def _start(self, report: SessionReport) -> None:
        if self.started is not None:
            self.mark(Finding.TOLD_DIFFERENTLY)
            return
        self.started = report.moment
        self.first_number = report.sequence
        if self.ended is not None:
            self._order_times()

    def _announce(self, at: datetime) -> None:
        self.cause(
            SessionStarted(
                **self._subject(at),
                evse=self.evse,
                token=self.token,
                authorized=self.authorization is AuthorizationStatus.ACCEPTED,
                remote_start=self.remote_start,
            )
        )

    def _move(self, report: SessionReport) -> None:
        happening = report.happening or _FIRST[report.kind]
        older = self._older(report.sequence, report.moment)
        if not older:
            self.newest = report.moment
        if happening is None or report.kind is ReportKind.ENDED:
            return
        if older:
            self.timeline = self.timeline.note(
                report.moment.at, moved(Phase.PREPARING, happening), self.energy, report.sequence
            )
        else:
            self._step(happening, report.moment, report.sequence)

    def _step(self, happening: Happening, moment: Moment, number: int | None = None) -> None:
        phase = moved(self.phase, happening)
        if phase in OPEN_PHASES:
            self.timeline = self.timeline.note(moment.at, phase, self.energy, number)
        if phase is not self.phase:
            self.phase = phase
            self.cause(SessionChanged(**self._subject(moment.received), phase=phase))

    def _older(self, sequence: int | None, moment: Moment) -> bool:
        """Whether a newer report has decided already: by number if there is one, else by time."""
        if not self.open:
            return True
        if sequence is not None:
            return self.heard.newest is not None and sequence < self.heard.newest
        return self.newest is not None and moment.at < self.newest.at

    @property
    def _gapless(self) -> bool:
        """Whether no report before the newest one is missing; 1.6 cannot tell."""
        newest = self.heard.newest
        if newest is None:
            return True
        return self.first_number is not None and self.heard.without_gap(self.first_number, newest)

    def _end_again(self, report: SessionReport) -> bool:
        """The first end stands (fine point 2); whether this one tells something else."""
        assert self.ended is not None  # noqa: S101 - only called after the end
        moment, ended = report.moment, self.ended
        at = max(moment.at, self.started.at) if self.started is not None else moment.at
        same_time = moment.said == ended.said if moment.said is not None else at == ended.at
        same_register = report.register is None or report.register == self.meter.end
        same_reason = (report.reason or StopReason.LOCAL) is self.reason
        if not (same_time and same_register and same_reason):
            self.mark(Finding.TOLD_DIFFERENTLY)
            return True
        return report.sequence is not None

    def _end(self, report: SessionReport) -> None:
        if self.evidence is not None:
            self.evidence = None
            self.mark(Finding.CORRECTED_AFTER_CLOSE)
        self.ended = report.moment
        self.last_number = report.sequence
        self.reason = report.reason or StopReason.LOCAL
        self._order_times()
        self._step(Happening.ENDS, self.ended)
        self.cause(
            SessionEnded(
                **self._subject(report.moment.received),
                energy=self.energy,
                reason=self.reason,
                complete=self.complete,
                remote_start=self.remote_start,
            )
        )

    def _doubt(self, moment: Moment) -> None:
        """A start or end whose time is not quite the station's word is marked."""
        if moment.suspect:
            self.mark(Finding.TIME_SUSPECT)
        elif moment.flaw is TimeFlaw.NO_ZONE:
            self.mark(Finding.NO_TIME_ZONE)

    def _order_times(self) -> None:
        """No session ends before it starts (fine point 11): the end gives way, and is marked."""
        if self.started is not None and self.ended is not None and self.ended.at < self.started.at:
            self.ended = replace(self.ended, at=self.started.at)
            self.mark(Finding.TIME_SUSPECT)

    def _subject(self, at: datetime) -> _Subject:
        return {"tenant": self.tenant, "at": at, "session": self.id, "station": self.station}
