"""What was found, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it is."""

    WELL = "well"
    CARE = "care"
    """It works, but somebody should look after it."""
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    about: str
    state: State
    said: str
    advice: str = ""


def well(about: str, said: str) -> Finding:
    """Nothing to do."""
    return Finding(about, State.WELL, said)


def care(about: str, said: str, advice: str) -> Finding:
    """It works, but."""
    return Finding(about, State.CARE, said, advice)


def wrong(about: str, said: str, advice: str) -> Finding:
    """It does not work."""
    return Finding(about, State.WRONG, said, advice)
