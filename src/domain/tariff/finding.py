"""Finding: what somebody should know about a tariff, and where in it."""

from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much it matters."""

    HINT = 1
    """Correct, but partners or drivers may stumble."""
    DOUBT = 2
    """Probably not what was meant."""
    FAULT = 3
    """It cannot be priced so, and is never published."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One of them."""

    code: str
    severity: Severity
    path: str
    """As OCPI's JSON has it, such as `elements[2].restrictions.end_time`."""
    message: str
