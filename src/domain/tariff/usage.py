"""Usage: how much a session used in all, where it is not known when."""

from dataclasses import dataclass
from datetime import timedelta

from domain.quantities import Energy


@dataclass(frozen=True, slots=True)
class Usage:
    """What a session used."""

    energy: Energy
    charging: timedelta
    idle: timedelta
