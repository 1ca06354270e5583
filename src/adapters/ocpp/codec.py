"""Payload text to typed message: strict, exact, and quick where nothing is odd.

The native decoder does almost everything in one pass. Two things escape it: it keeps the last of
two equal keys, and it takes a number written as text. Both leave a trace that is cheap to see:
written back, the message has fewer quotation marks than the text it came from. So a payload
without escapes is right if the quotes balance; only the rest is parsed a second time
(``second_look``), where escapes, NUL characters and repeated keys are examined one by one.

Timestamps are ``datetime``. One without a zone stays naive, so that its reader can see and flag
it (``moments.in_utc`` reads it as UTC). An unreadable or absurd one (``222222017-10-27T...``) is a
fault: by default its record is answered with an error, so no queue behind it is stuck, and the
refusal carries the record's text to whoever keeps such records. A station with ``QUARANTINE`` in
its tolerance has its billed records delivered instead, with ``UNREADABLE`` for the time and a
``Finding`` that keeps the text. No other layer ever meets a date that breaks its lists.
"""

from decimal import Decimal
from functools import cache
from typing import TypeVar

import msgspec
from msgspec import Struct, UnsetType

from adapters.ocpp.faults import Fault, InvalidMessageError, read_sentence
from adapters.ocpp.repairs import Finding, mend
from adapters.ocpp.schema import ENCODER, decode_special
from adapters.ocpp.second_look import confirm
from domain.station import STRICT, Tolerance

M = TypeVar("M", bound=Struct)
T = TypeVar("T")

_EMPTY = b"{}"


def decode(
    wanted: type[M], payload: bytes, tolerance: Tolerance = STRICT
) -> tuple[M, tuple[Finding, ...]]:
    """Decode one payload into its type.

    Args:
        wanted: the message type.
        payload: JSON text; ``null`` stands for an empty object (OCPP-J 1.6 4.2.1, Part 4 4.2.1).
        tolerance: quirks to repair instead of refusing.

    Returns:
        The message, and what had to be repaired (empty in almost every case).

    Raises:
        InvalidMessageError: the schema refuses the payload.
    """
    if payload == b"null":
        payload = _EMPTY
    decoder = _decoder(wanted)
    try:
        message: M = decoder.decode(payload)
    except msgspec.ValidationError as refusal:
        return mend(decoder, payload, read_sentence(str(refusal)), tolerance)
    except ArithmeticError:
        # An exponent beyond what Decimal can hold, told by Decimal itself.
        raise InvalidMessageError(Fault.OUT_OF_RANGE) from None
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        raise InvalidMessageError(Fault.TEXT) from None
    if b"\\" in payload or payload.count(b'"') != ENCODER.encode(message).count(b'"'):
        confirm(payload, message)
    return message, ()


def encode(message: Struct) -> bytes:
    """Write a message as JSON: numbers exact, absent fields left out."""
    return ENCODER.encode(message)


def given(value: T | UnsetType) -> T | None:
    """An optional field as Python says it: None where the station left it out."""
    return None if isinstance(value, UnsetType) else value


@cache
def _decoder(wanted: type[M]) -> msgspec.json.Decoder[M]:
    return msgspec.json.Decoder(wanted, dec_hook=decode_special, float_hook=Decimal)
