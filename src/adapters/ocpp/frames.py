"""OCPP-J envelopes: six frame types, read from and written to text, without looking inside.

One strict JSON parser (msgspec) decides for all layers. It refuses NaN, byte order marks,
trailing text and lone surrogates by itself; nesting beyond the interpreter's stack is caught.
The payload stays JSON bytes until the codec knows its type.
"""

import json
import re
from typing import Any, Literal, NoReturn, TypeAlias

import msgspec
from msgspec import Raw, Struct

from adapters.ocpp.faults import Fault
from adapters.ocpp.schema import ENCODER

LONGEST_ID = 36
LONGEST_CODE = 50
LONGEST_DESCRIPTION = 255

CALL, CALL_RESULT, CALL_ERROR, CALL_RESULT_ERROR, SEND = 2, 3, 4, 5, 6


class Call(Struct, frozen=True, gc=False):
    """``[2, id, action, payload]``: a request that wants one answer."""

    message_id: str
    action: str
    payload: bytes


class CallResult(Struct, frozen=True, gc=False):
    """``[3, id, payload]``: the answer to a CALL."""

    message_id: str
    payload: bytes


class CallError(Struct, frozen=True, gc=False):
    """``[4, id, code, description, details]``; read leniently, for it ends a call in any case."""

    message_id: str
    code: str
    description: str


class CallResultError(Struct, frozen=True, gc=False):
    """``[5, id, code, description, details]``: an answer of ours could not be used (2.1)."""

    message_id: str
    code: str
    description: str


class Send(Struct, frozen=True, gc=False):
    """``[6, id, action, payload]``: said without wanting an answer (2.1)."""

    message_id: str
    action: str
    payload: bytes


class Unknown(Struct, frozen=True, gc=False):
    """A frame of a type outside 2 to 6."""

    message_type: int
    message_id: str | None


class Malformed(Struct, frozen=True, gc=False):
    """Not a frame, or one with the wrong elements; id and type as far as they could be read."""

    fault: Fault
    message_id: str | None = None
    message_type: int | None = None


Frame: TypeAlias = Call | CallResult | CallError | CallResultError | Send | Unknown | Malformed

_CALL = msgspec.json.Decoder(tuple[Literal[2], str, str, Raw])
_PARTS = msgspec.json.Decoder(list[Raw])
_INTEGER = msgspec.json.Decoder(int)
_NUMBER = msgspec.json.Decoder(float)
_TEXT = msgspec.json.Decoder(str)
_HEAD = re.compile(r'\s*\[\s*2\s*,\s*"([^"\\\x00-\x1f]{1,36})"\s*,')


def parse(text: str) -> Frame:
    """Read one text message; never raises."""
    try:
        _, message_id, action, payload = _CALL.decode(text)
    except msgspec.ValidationError:
        return _parse_parts(text)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return _salvage(text)
    if not _good_id(message_id):
        return Malformed(Fault.MESSAGE_ID, None, CALL)
    return Call(message_id, action, bytes(payload))


def call(message_id: str, action: str, payload: Struct) -> str:
    """Write a CALL."""
    return ENCODER.encode((CALL, message_id, action, payload)).decode()


def call_result(message_id: str, payload: Struct) -> str:
    """Write a CALLRESULT."""
    return ENCODER.encode((CALL_RESULT, message_id, payload)).decode()


def call_error(message_id: str, code: str, description: str = "") -> str:
    """Write a CALLERROR; the description is cut to 255 characters, the details stay empty."""
    return _error(CALL_ERROR, message_id, code, description)


def call_result_error(message_id: str, code: str, description: str = "") -> str:
    """Write a CALLRESULTERROR (OCPP 2.1 Part 4, 4.2.4)."""
    return _error(CALL_RESULT_ERROR, message_id, code, description)


def send(message_id: str, action: str, payload: Struct) -> str:
    """Write a SEND."""
    return ENCODER.encode((SEND, message_id, action, payload)).decode()


def _error(kind: int, message_id: str, code: str, description: str) -> str:
    details: dict[str, str] = {}
    frame = (kind, message_id, code, description[:LONGEST_DESCRIPTION], details)
    return ENCODER.encode(frame).decode()


def _parse_parts(text: str) -> Frame:
    """Every frame but a well-formed CALL."""
    try:
        parts = _PARTS.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return _salvage(text)
    kind = _integer(parts[0]) if parts else None
    if kind is None:
        return Malformed(Fault.FRAME)
    message_id = _text(parts[1]) if len(parts) > 1 else None
    if kind not in _READERS:
        return Unknown(kind, message_id if message_id and _good_id(message_id) else None)
    if len(parts) < 2:
        return Malformed(Fault.FRAME, None, kind)
    if message_id is None or not _good_id(message_id):
        return Malformed(Fault.MESSAGE_ID, None, kind)
    return _READERS[kind](message_id, parts[2:]) or Malformed(Fault.SHAPE, message_id, kind)


def _read_call(message_id: str, rest: list[Raw]) -> Call | None:
    match [*map(_text, rest[:1]), *rest[1:]]:
        case [str(action), Raw() as payload]:
            return Call(message_id, action, bytes(payload))
    return None


def _read_send(message_id: str, rest: list[Raw]) -> Send | None:
    match [*map(_text, rest[:1]), *rest[1:]]:
        case [str(action), Raw() as payload]:
            return Send(message_id, action, bytes(payload))
    return None


def _read_result(message_id: str, rest: list[Raw]) -> CallResult | None:
    return CallResult(message_id, bytes(rest[0])) if len(rest) == 1 else None


def _read_error(message_id: str, rest: list[Raw]) -> CallError:
    return CallError(message_id, *_code_and_description(rest))


def _read_result_error(message_id: str, rest: list[Raw]) -> CallResultError:
    return CallResultError(message_id, *_code_and_description(rest))


_READERS = {
    CALL: _read_call,
    CALL_RESULT: _read_result,
    CALL_ERROR: _read_error,
    CALL_RESULT_ERROR: _read_result_error,
    SEND: _read_send,
}


def _code_and_description(rest: list[Raw]) -> tuple[str, str]:
    code, description, *_ = [*(_text(part) or "" for part in rest[:2]), "", ""]
    return code[:LONGEST_CODE], description[:LONGEST_DESCRIPTION]


def _integer(raw: Raw) -> int | None:
    """A message type; ``2.0`` is the number 2."""
    try:
        return _INTEGER.decode(raw)
    except msgspec.ValidationError:
        pass
    try:
        number = _NUMBER.decode(raw)
    except msgspec.MsgspecError:
        return None
    return int(number) if number.is_integer() else None


def _text(raw: Raw) -> str | None:
    try:
        return _TEXT.decode(raw)
    except msgspec.ValidationError:
        return None


def _good_id(message_id: str) -> bool:
    return 0 < len(message_id) <= LONGEST_ID and "\x00" not in message_id


def _salvage(text: str) -> Malformed:
    """Find the id of a call whose payload alone broke the parser: lone surrogates, depth.

    Whatever is no JSON at all stays without an id, as the versions ask for.
    """
    try:
        whole: Any = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        head = _HEAD.match(text)
        return Malformed(Fault.NESTING, head[1], CALL) if head else Malformed(Fault.FRAME)
    except ValueError:
        return Malformed(Fault.FRAME)
    match whole:
        case [2, str(message_id), *_] if _good_id(message_id) and _is_unicode(message_id):
            return Malformed(Fault.TEXT, message_id, CALL)
    return Malformed(Fault.FRAME)


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
