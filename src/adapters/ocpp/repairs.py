"""What may be mended in a payload that its schema refuses, and by which rule.

Always mended, because JSON or RFC 3339 mean the same thing by it:
- an integer written with a zero fraction or an exponent (``5.0``, ``1E2``);
- a leap second (``23:59:60``), read as the second before.

Mended only where the station's tolerance names the quirk, and then told as a ``Finding``, so that
strictness is a choice per station and no repair is silent: see ``REPAIRS``.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, TypeVar

import msgspec
from msgspec import Struct

from adapters.ocpp.faults import Fault, InvalidMessageError, read_sentence
from adapters.ocpp.places import Place, find
from adapters.ocpp.schema import ENCODER
from adapters.ocpp.second_look import confirm, read
from adapters.ocpp.spelling import odd_time, odd_word, unprintable_removed
from domain.station import Quirk, Tolerance

M = TypeVar("M", bound=Struct)
Mend: TypeAlias = Callable[[Place, InvalidMessageError], bool]
"""Mends what stands in a place, for that error; whether it could."""

MOST_REPAIRS = 64
LONGEST_EXCERPT = 100
LARGEST_EXPONENT = 60

QUARANTINE: Tolerance = frozenset({Quirk.UNREADABLE_TIMES})
"""Take a billed record although its time cannot be read (the default refuses it with an error)."""

UNREADABLE = datetime.min.replace(tzinfo=UTC)
"""Stands where a tolerated timestamp could not be read; the text is in the Finding."""

UNREADABLE_TEXT = "0001-01-01T00:00:00Z"
TOKENS = frozenset({"idTag", "parentIdTag", "idToken", "groupIdToken"})
"""Texts that name somebody: cut, they would name somebody else."""


class Finding(Struct, frozen=True, gc=False):
    """One repair: by which rule, of which fault, where, and what stood there (100 characters)."""

    quirk: Quirk
    fault: Fault
    path: str
    was: str


def _leave_out(place: Place, _: InvalidMessageError) -> bool:
    return place.drop()


def _leave_out_null(place: Place, _: InvalidMessageError) -> bool:
    return place.value is None and place.drop()


def _leave_out_empty(place: Place, _: InvalidMessageError) -> bool:
    return place.value == [] and place.drop()


def _write_number(place: Place, error: InvalidMessageError) -> bool:
    value = place.value
    if error.wanted != "str" or isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return place.put(str(value) if isinstance(value, int) else format(value, "f"))


def _read_number(place: Place, error: InvalidMessageError) -> bool:
    text = place.value
    if error.wanted != "int" or not isinstance(text, str) or not _WHOLE.fullmatch(text.strip()):
        return False
    return place.put(int(text))


def _list_it(place: Place, error: InvalidMessageError) -> bool:
    return error.wanted == "array" and isinstance(place.value, dict) and place.put([place.value])


def _shorten(place: Place, error: InvalidMessageError) -> bool:
    text = place.value
    if error.most is None or not isinstance(text, str):
        return False
    if place.key in TOKENS:
        text = unprintable_removed(text)
        return len(text) <= error.most and place.put(text)
    return place.put(text[: error.most])


def _spell(place: Place, _: InvalidMessageError) -> bool:
    return odd_word(place)


def _spell_time(place: Place, _: InvalidMessageError) -> bool:
    return odd_time(place)


def _mark_unreadable(place: Place, _: InvalidMessageError) -> bool:
    """A moment nobody can read: mark it, for the record must not be lost for its sake."""
    return place.put(UNREADABLE_TEXT)


class Repair(NamedTuple):
    """How a quirk is mended, where this fault shows it."""

    fault: Fault
    mend: Mend


REPAIRS: Mapping[Quirk, Repair] = MappingProxyType(
    {
        Quirk.EXTRA_FIELDS: Repair(Fault.EXTRA, _leave_out),
        Quirk.NULL_FIELDS: Repair(Fault.WRONG_TYPE, _leave_out_null),
        Quirk.NUMBERS_FOR_TEXTS: Repair(Fault.WRONG_TYPE, _write_number),
        Quirk.TEXTS_FOR_NUMBERS: Repair(Fault.WRONG_TYPE, _read_number),
        Quirk.SINGLE_FOR_LIST: Repair(Fault.WRONG_TYPE, _list_it),
        Quirk.EMPTY_LISTS: Repair(Fault.ITEMS, _leave_out_empty),
        Quirk.LONG_TEXTS: Repair(Fault.TOO_LONG, _shorten),
        Quirk.ODD_WORDS: Repair(Fault.UNKNOWN_VALUE, _spell),
        Quirk.ODD_TIMES: Repair(Fault.TIMESTAMP, _spell_time),
        Quirk.UNREADABLE_TIMES: Repair(Fault.TIMESTAMP, _mark_unreadable),
    }
)
"""Tried in this order. ``EARLY_CALLS`` is no repair: the gate knows it."""

ALWAYS = frozenset({Fault.WRONG_TYPE, Fault.TIMESTAMP})
"""Where an equal spelling may be behind the fault, so that a second look is worth its time."""

_LEAP_SECOND = re.compile(r"(T\d\d:\d\d):60(?=[.Zz+-])", re.IGNORECASE)
_WHOLE = re.compile(r"-?[0-9]{1,18}")


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
    if error.fault not in ALWAYS and not _rules_for(error.fault, tolerance):
        raise error
    tree = read(payload, real=_whole_if_integral)
    findings: list[Finding] = []
    for _ in range(MOST_REPAIRS):
        text = ENCODER.encode(tree)
        try:
            message = decoder.decode(text)
        except msgspec.ValidationError as refusal:
            error = read_sentence(str(refusal))
            findings += _repaired(find(tree, decoder.type, error), error, tolerance)
        else:
            confirm(text, message)
            return message, tuple(findings)
    raise error


def _rules_for(fault: Fault, tolerance: Tolerance) -> list[tuple[Quirk, Mend]]:
    return [(q, rule.mend) for q, rule in REPAIRS.items() if rule.fault is fault and q in tolerance]


def _repaired(
    place: Place | None, error: InvalidMessageError, tolerance: Tolerance
) -> list[Finding]:
    if place is None:
        raise error
    was = str(place.value)[:LONGEST_EXCERPT]
    if error.fault is Fault.TIMESTAMP and _mend_leap_second(place):
        return []
    for quirk, mended in _rules_for(error.fault, tolerance):
        if mended(place, error):
            return [Finding(quirk, error.fault, error.path, was)]
    raise error


def _mend_leap_second(place: Place) -> bool:
    """Python has no second 60: read it as the one before."""
    text, mended = _LEAP_SECOND.subn(r"\1:59", str(place.value))
    return mended > 0 and place.put(text)


def _whole_if_integral(text: str) -> int | Decimal:
    number = Decimal(text)
    if number.is_finite() and number.adjusted() <= LARGEST_EXPONENT and number == int(number):
        return int(number)
    return number
