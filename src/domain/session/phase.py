"""The state machine of a charging session: a table, in which an illegal move is an absent key."""

from enum import StrEnum
from types import MappingProxyType


class Phase(StrEnum):
    """Where a session stands."""

    PREPARING = "preparing"
    """Begun, no energy offered yet (OCPP 2.x EVConnected, 1.6 Preparing)."""
    CHARGING = "charging"
    SUSPENDED_BY_EV = "suspended_by_ev"
    SUSPENDED_BY_STATION = "suspended_by_station"
    IDLE = "idle"
    """No vehicle, or done and not yet gone (OCPP 2.x Idle, 1.6 Finishing)."""
    ENDED = "ended"
    SETTLED = "settled"


class Happening(StrEnum):
    """What may move a session."""

    CONNECTS = "connects"
    CHARGES = "charges"
    EV_PAUSES = "ev_pauses"
    STATION_PAUSES = "station_pauses"
    IDLES = "idles"
    ENDS = "ends"
    SETTLES = "settles"


OPEN_PHASES = frozenset(
    {
        Phase.PREPARING,
        Phase.CHARGING,
        Phase.SUSPENDED_BY_EV,
        Phase.SUSPENDED_BY_STATION,
        Phase.IDLE,
    }
)

_LEADS_TO = {
    Happening.CONNECTS: Phase.PREPARING,
    Happening.CHARGES: Phase.CHARGING,
    Happening.EV_PAUSES: Phase.SUSPENDED_BY_EV,
    Happening.STATION_PAUSES: Phase.SUSPENDED_BY_STATION,
    Happening.IDLES: Phase.IDLE,
    Happening.ENDS: Phase.ENDED,
}

MOVES = MappingProxyType(
    {
        # While open, a station may tell of any phase after any other: it skips those that
        # it was offline for, and repeats those that it is in.
        **{(phase, happening): to for phase in OPEN_PHASES for happening, to in _LEADS_TO.items()},
        (Phase.ENDED, Happening.SETTLES): Phase.SETTLED,
    }
)
"""(phase, happening) → phase. What is ended moves no more, whatever comes late."""


def moved(phase: Phase, happening: Happening) -> Phase:
    """Where `happening` leads from `phase`: there, or nowhere."""
    return MOVES.get((phase, happening), phase)
