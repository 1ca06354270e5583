"""Outcome: how a station answered an instruction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Verdict(StrEnum):
    """The answer in one word."""

    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    """Accepted for later, when the station is free."""
    REBOOT_REQUIRED = "reboot_required"
    REJECTED = "rejected"
    NOT_SUPPORTED = "not_supported"
    """The station, or its protocol version, cannot do it."""
    FAILED = "failed"
    """It answered with an error, or with something that cannot be read."""
    TIMED_OUT = "timed_out"
    STATION_OFFLINE = "station_offline"
    EXPIRED = "expired"


GRANTED = frozenset({Verdict.ACCEPTED, Verdict.SCHEDULED, Verdict.REBOOT_REQUIRED})


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, the station's own word for it, and what else it said (JSON values)."""

    verdict: Verdict
    status: str = ""
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def granted(self) -> bool:
        """Whether the station will do it, or has done it."""
        return self.verdict in GRANTED
