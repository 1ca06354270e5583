"""What is seen on the lines: the frames log, the counts, and the oddities of stations."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import structlog

from adapters.ocpp import effects as fx
from adapters.ocpp.connection import Observer
from adapters.ocpp.redaction import redacted
from adapters.ocpp.refused_records import OF_THE_MOMENT
from adapters.ocpp.repairs import Finding
from application.ports.stores import FrameRecord, FramesLog
from domain.identity import StationId, StationIdentity, TenantId
from entrypoints.gateway.breaches import Breaches
from entrypoints.gateway.troubles import Troubles

log = structlog.get_logger("gateway")

KINDS = {"2": "call", "3": "result", "4": "error", "5": "result_error", "6": "send"}
NAMING_ACTION = frozenset({"call", "send"})
LONGEST_KEPT = 256 * 1024
"""Characters of a frame that are kept; the beginning says what it was."""


class Counts(Protocol):
    """Metrics of the gateway, each one a labelled counter or histogram behind it."""

    def message(self, protocol: str, action: str, result: str, seconds: float) -> None:
        """A call of a station was answered."""
        ...

    def refused(self, protocol: str, fault: str) -> None:
        """A frame of a station was refused."""
        ...

    def connected(self, protocol: str, change: int) -> None:
        """So many more or fewer stations are connected."""
        ...

    def asked(self, instruction: str, verdict: str) -> None:
        """An order had this outcome."""
        ...


class Uncounted(Counts):
    """Counts nothing: for tests, and where metrics are off."""

    def message(self, protocol: str, action: str, result: str, seconds: float) -> None:
        """Count nothing."""

    def refused(self, protocol: str, fault: str) -> None:
        """Count nothing."""

    def connected(self, protocol: str, change: int) -> None:
        """Count nothing."""

    def asked(self, instruction: str, verdict: str) -> None:
        """Count nothing."""


@dataclass(frozen=True, slots=True)
class LineWatch(Observer):
    """Watches one connection."""

    tenant: TenantId
    identity: StationIdentity
    station: StationId
    protocol: str
    frames: FramesLog
    counts: Counts
    breaches: Breaches
    troubles: Troubles
    now: Callable[[], datetime]
    station_text: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "station_text", str(self.station))

    def heard(self, text: str | bytes) -> None:
        """Log a message of the station."""
        kept = text if isinstance(text, str) else text.decode(errors="replace")
        self._record(kept, inbound=True)

    def told(self, text: str) -> None:
        """Log a message of ours."""
        self._record(text, inbound=False)

    def _record(self, text: str, *, inbound: bool) -> None:
        # By place: this runs twice a message.
        record = FrameRecord(
            self.tenant,
            self.identity,
            self.station_text,
            self.now(),
            inbound,
            self.protocol,
            *outline(text),
            redacted(text)[:LONGEST_KEPT],
        )
        self.frames.record(record)

    def answered(self, action: str, seconds: float, *, error: str = "") -> None:
        """Count an answer."""
        self.counts.message(self.protocol, action, error or "result", seconds)

    def refused(self, refusal: fx.Refused) -> None:
        """Count a refusal; its frame is in the log."""
        self.counts.refused(self.protocol, refusal.fault.name)
        if refusal.action and refusal.fault not in OF_THE_MOMENT:
            self.breaches.refused(self.tenant, self.station, refusal)

    def repaired(self, action: str, findings: Sequence[Finding]) -> None:
        """Count what had to be mended."""
        for finding in findings:
            self.breaches.repaired(self.tenant, self.station, action, finding)
            log.debug(
                "message repaired",
                tenant=self.tenant,
                station=self.identity,
                action=action,
                rule=finding.quirk.value,
                path=finding.path,
            )

    def unusable(self, refusal: fx.ResultRefused) -> None:
        """Count it with the station's breaches: one of us both breaks the rules."""
        self.breaches.unusable(self.tenant, self.station, refusal)
        log.warning(
            "answer refused",
            tenant=self.tenant,
            station=self.identity,
            action=refusal.action,
            code=refusal.code,
        )

    def failed(self, action: str, failure: Exception) -> None:
        """Say that a handler of ours failed; the message itself may hold personal data."""
        self.troubles.note(
            "handler failed", failure, self.station_text,
            tenant=self.tenant, identity=self.identity, action=action,
        )  # fmt: skip


def outline(text: str) -> tuple[str, str, str]:
    """Kind, message id and action of a frame, read from its first elements without parsing it."""
    head = text[:256].lstrip()
    kind = KINDS.get(head[1:2]) if head[:1] == "[" else None
    if kind is None:
        return "malformed", "", ""
    parts = head.split('"', 4)
    if len(parts) < 2:
        return kind, "", ""
    names_action = len(parts) > 3 and kind in NAMING_ACTION
    return kind, parts[1][:64], parts[3][:64] if names_action else ""
