"""What may be mended in a payload that its schema refuses, and by which rule.

Always mended, because JSON or RFC 3339 mean the same thing by it:
- an integer written with a zero fraction or an exponent (``5.0``, ``1E2``);
- a leap second (``23:59:60``), read as the second before.

Mended only where the station's tolerance names the fault, and then told as a ``Finding``, so that
strictness is a choice per station and no repair is silent: see ``REPAIRS``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from adapters.ocpp.faults import Fault, InvalidMessageError, read_sentence
from adapters.ocpp.schema import ENCODER
from adapters.ocpp.second_look import confirm, read

M = TypeVar("M", bound=Struct)
Tolerance: TypeAlias = frozenset[Fault]

QUARANTINE: Tolerance = frozenset({Fault.TIMESTAMP})
"""Take a billed record although its time cannot be read (the default refuses it with an error)."""

UNREADABLE = datetime.min.replace(tzinfo=UTC)
"""Stands where a tolerated timestamp could not be read; the text is in the Finding."""

MOST_REPAIRS = 64
LONGEST_EXCERPT = 100
LARGEST_EXPONENT = 60


class Finding(Struct, frozen=True, gc=False):
    """One repair: the fault, where it was, and what stood there (at most 100 characters)."""

    fault: Fault
    path: str
    was: str


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in parsed JSON: an object or array, and the key in it."""

    parent: Any
    key: Any

    @property
    def value(self) -> object:
        """What stands there."""
        found: object = self.parent[self.key]
        return found

    def drop(self) -> bool:
        """Leave the field out; an item of an array cannot be left out."""
        return isinstance(self.parent, dict) and self.parent.pop(self.key, self) is not self

    def drop_null(self) -> bool:
        """``null`` for an absent field: leave it out."""
        return self.value is None and self.drop()

    def mark_unreadable(self) -> bool:
        """A moment nobody can read: mark it, for the record must not be lost for its sake."""
        self.parent[self.key] = "0001-01-01T00:00:00Z"
        return True

    def mend_leap_second(self) -> bool:
        """Python has no second 60: read it as the one before."""
        self.parent[self.key], mended = _LEAP_SECOND.subn(r"\1:59", str(self.value))
        return mended > 0


REPAIRS: dict[Fault, Callable[[Place], bool]] = {
    Fault.EXTRA: Place.drop,
    Fault.WRONG_TYPE: Place.drop_null,
    Fault.TIMESTAMP: Place.mark_unreadable,
}

ALWAYS = frozenset({Fault.WRONG_TYPE, Fault.TIMESTAMP})
"""Where an equal spelling may be behind the fault, so that a second look is worth its time."""

_LEAP_SECOND = re.compile(r"(T\d\d:\d\d):60(?=[.Zz+-])", re.IGNORECASE)
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


def mend(
    decoder: msgspec.json.Decoder[M],
    payload: bytes,
    error: InvalidMessageError,
    tolerance: Tolerance,
) -> tuple[M, tuple[Finding, ...]]:
    """Repair what may be repaired, one fault at a time, and decode again.

    Raises:
        InvalidMessageError: the first fault that stays.
    """
    if error.fault not in ALWAYS and error.fault not in tolerance:
        raise error
    tree = read(payload, real=_whole_if_integral)
    findings: list[Finding] = []
    for _ in range(MOST_REPAIRS):
        text = ENCODER.encode(tree)
        try:
            message = decoder.decode(text)
        except msgspec.ValidationError as refusal:
            error = read_sentence(str(refusal))
            _repair(tree, error, tolerance, findings)
        else:
            confirm(text, message)
            return message, tuple(findings)
    raise error


def _repair(
    tree: object, error: InvalidMessageError, tolerance: Tolerance, findings: list[Finding]
) -> None:
    place = _find(tree, error)
    if place is None:
        raise error
    was = str(place.value)[:LONGEST_EXCERPT]
    if error.fault is Fault.TIMESTAMP and place.mend_leap_second():
        return
    if error.fault not in tolerance or not REPAIRS[error.fault](place):
        raise error
    findings.append(Finding(error.fault, error.path, was))


def _find(tree: object, error: InvalidMessageError) -> Place | None:
    """The place that a fault's path names, if it is there and can be repaired."""
    keys: list[Any] = [int(m[2]) if m[2] else m[1] for m in _STEP.finditer(error.path)]
    if error.field:
        keys.append(error.field)
    if error.fault not in REPAIRS or not keys:
        return None
    place = Place({"$": tree}, "$")
    try:
        for key in keys:
            place = Place(place.value, key)
        place.value  # noqa: B018 - is it there?
    except (KeyError, IndexError, TypeError):
        return None
    return place


def _whole_if_integral(text: str) -> int | Decimal:
    number = Decimal(text)
    if number.is_finite() and number.adjusted() <= LARGEST_EXPONENT and number == int(number):
        return int(number)
    return number
