"""OCPP-J frames as a station reads and writes them: JSON arrays with a type number first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

CALL, RESULT, ERROR, RESULT_ERROR, SEND = 2, 3, 4, 5, 6

Payload = dict[str, Any]

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder()


@dataclass(frozen=True, slots=True)
class Fault:
    """A CALLERROR: why a call is not answered with a result."""

    code: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """The other side asks."""

    id: str
    action: str
    payload: Payload


@dataclass(frozen=True, slots=True)
class Answer:
    """The other side answers."""

    id: str
    content: Payload | Fault


class UnreadableFrame(ValueError):
    """What arrived is no frame of OCPP-J."""


def call(message_id: str, action: str, payload: Payload) -> bytes:
    """Write a CALL."""
    return _encoder.encode((CALL, message_id, action, payload))


def answer(message_id: str, content: Payload | Fault) -> bytes:
    """Write a CALLRESULT or a CALLERROR."""
    if isinstance(content, Fault):
        return _encoder.encode((ERROR, message_id, content.code, content.description, {}))
    return _encoder.encode((RESULT, message_id, content))


def read(raw: bytes | str) -> Call | Answer | None:
    """Read a frame; None for a type that needs no answer. Raises UnreadableFrame."""
    try:
        frame = _decoder.decode(raw)
        return READERS.get(frame[0], _ignored)(frame)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError, TypeError, LookupError) as broken:
        raise UnreadableFrame(str(broken)) from broken


def _call(frame: list[Any]) -> Call:
    _, message_id, action, payload = frame
    if not isinstance(message_id, str) or not isinstance(action, str):
        raise TypeError("message id and action are text")
    return Call(message_id, action, payload)


def _result(frame: list[Any]) -> Answer:
    _, message_id, payload = frame
    if not isinstance(payload, dict):
        raise TypeError("a result is an object")
    return Answer(message_id, payload)


def _error(frame: list[Any]) -> Answer:
    return Answer(frame[1], Fault(frame[2], frame[3]))


def _ignored(_: list[Any]) -> None:
    return None


READERS: dict[int, Callable[[list[Any]], Call | Answer | None]] = {
    CALL: _call,
    RESULT: _result,
    ERROR: _error,
}
