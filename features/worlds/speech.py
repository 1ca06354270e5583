"""How a station of some version says what a scenario lets it say, and understands the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from types import ModuleType
from typing import Any, Protocol

from features.world import Answer, Sample, Word

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """A request as it stands on the wire; names in camelCase."""

    action: str
    payload: Payload


@dataclass(slots=True)
class Tally:
    """What a station remembers of one of its sessions."""

    label: str
    connector: int | None = None
    number: str | None = None
    """What it is called on the wire: OCPP 1.6 learns that from the answer to the start."""
    next_sequence: int = 0

    def count(self, told: int | None) -> int:
        """The number of the next report: `told`, or one after the last."""
        sequence = self.next_sequence if told is None else told
        self.next_sequence = sequence + 1
        return sequence


class Speech(Protocol):
    """One version, spoken by a station."""

    subprotocol: str
    package: ModuleType
    """Of the library `ocpp`: its `ChargePoint`, `call` and `call_result`."""

    def boot(self, particulars: Mapping[str, str]) -> Message: ...
    def status(self, connector: int, status: str, at: datetime) -> Message: ...
    def authorize(self, card: str) -> Message: ...
    def security_event(self, kind: str, at: datetime) -> Message: ...
    def report(self, word: Word, tally: Tally, remote_start: int | None) -> list[Message]:
        """What is said of a session; the answer that counts is that to the first message."""
        ...

    def answer(self, reply: Payload) -> Answer:
        """What the station makes of an answer."""
        ...


VERDICTS = {
    "Accepted": "accepted",
    "Pending": "pending",
    "Rejected": "rejected",
    "Blocked": "blocked",
    "Expired": "expired",
    "Invalid": "unknown",
    "Unknown": "unknown",
    "ConcurrentTx": "concurrent",
    "NotAtThisTime": "not at this time",
    "UnknownVendorId": "unknown vendor",
}
"""Statuses of answers, in the words of `features.world.Answer`."""

FAULTS = {
    "SecurityError": "not yet accepted",
    "FormationViolation": "malformed",
    "FormatViolation": "malformed",
    "TypeConstraintViolation": "malformed",
    "PropertyConstraintViolation": "malformed",
    "OccurenceConstraintViolation": "malformed",
    "OccurrenceConstraintViolation": "malformed",
}
"""Codes of errors, likewise."""

HEARTBEAT = Message("Heartbeat", {})


def data_of(vendor: str) -> Message:
    """A vendor's own message; the same in every version."""
    return Message("DataTransfer", {"vendorId": vendor})


def present(**fields: object) -> dict[str, Any]:
    """The fields that are there; a trailing underscore keeps Python's words apart."""
    return {name.rstrip("_"): value for name, value in fields.items() if value is not None}


def written(at: datetime) -> str:
    """A time as stations write it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def number(text: str) -> Decimal | None:
    """The number that a text is, or None."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def watt_hours(samples: tuple[Sample, ...]) -> int:
    """The register of a start or a stop; OCPP 1.6 counts it in whole watt-hours."""
    shown = samples[0]
    value = number(shown.value) or Decimal(0)
    return int(value * 1000 if shown.unit == "kWh" else value)
