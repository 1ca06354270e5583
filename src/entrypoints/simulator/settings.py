"""A station's settings: configuration keys in 1.6, variables of components in 2.x.

What a setting means for the station is version-free; how it is called is the dialect's.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Generic, TypeVar

Name = TypeVar("Name", bound=Hashable)


class Meaning(Enum):
    """What the station does with a setting; a setting without a meaning is only kept."""

    NOTHING = auto()
    PASSWORD = auto()
    HEARTBEAT_SECONDS = auto()
    READING_SECONDS = auto()
    MESSAGE_ATTEMPTS = auto()
    MESSAGE_RETRY_SECONDS = auto()
    STOP_WHEN_REFUSED = auto()
    IDENTITY = auto()
    VENDOR = auto()
    MODEL = auto()
    OUTLETS = auto()


class Outcome(Enum):
    """What became of the wish to change a setting."""

    ACCEPTED = auto()
    REBOOT_REQUIRED = auto()
    REJECTED = auto()
    UNKNOWN = auto()


def any_text(_: str) -> bool:
    """Allow any text."""
    return True


def whole_number(value: str) -> bool:
    """Allow 0 and the positive whole numbers."""
    return value.isascii() and value.isdigit()


def truth(value: str) -> bool:
    """Allow `true` and `false`, in any case."""
    return value.lower() in {"true", "false"}


@dataclass(frozen=True, slots=True)
class Setting:
    """A value and the rules for changing it. A secret is never read back (A01.FR.12)."""

    value: str
    allowed: Callable[[str], bool] = any_text
    meaning: Meaning = Meaning.NOTHING
    read_only: bool = False
    secret: bool = False
    needs_reboot: bool = False


class Settings(Generic[Name]):
    """The settings of one station, by the name that its version of OCPP gives them."""

    def __init__(self, initial: Mapping[Name, Setting]) -> None:
        self._kept = dict(initial)

    def __iter__(self) -> Iterator[tuple[Name, Setting]]:
        return iter(self._kept.items())

    def find(self, name: Name) -> Setting | None:
        """Return the setting, or None if the station has no such."""
        return self._kept.get(name)

    def change(self, name: Name, value: str) -> Outcome:
        """Take a new value if it is allowed."""
        found = self._kept.get(name)
        if found is None:
            return Outcome.UNKNOWN
        if found.read_only or not found.allowed(value):
            return Outcome.REJECTED
        self._kept[name] = replace(found, value=value)
        return Outcome.REBOOT_REQUIRED if found.needs_reboot else Outcome.ACCEPTED

    def meaning(self, wanted: Meaning) -> str | None:
        """Return the value of the setting that means this, if there is one."""
        return next((s.value for s in self._kept.values() if s.meaning is wanted), None)
