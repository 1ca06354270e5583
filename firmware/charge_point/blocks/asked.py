"""Whether what a server asks is what actions.txt says, and who answers it."""

import json

from charge_point.iso import seconds
from charge_point.rpc import ERROR, RESULT, CallError
from charge_point.tables import rows

TYPE, PROPERTY = "TypeConstraintViolation", "PropertyConstraintViolation"
NOT_YET = ("RemoteStartTransaction", "RemoteStopTransaction")  # while Pending (OCPP 1.6, 4.2.1)
LEAST = {"i": -2147483648, "u": 0, "p": 1}
IS = {"o": dict, "a": list, "b": bool, "n": (int, float)}


def answer(station, frame):
    """(text, afterwards) of a CALL; no text where nothing is to be said, or not yet."""
    message_id, code = frame[1], "InternalError"
    try:
        reply, afterwards = _reply(station, frame)
        if reply is None:
            return None, afterwards
        if not isinstance(reply, dict):
            return _framed(message_id, reply), None
        return json.dumps([RESULT, message_id, reply]), afterwards
    except CallError as error:
        code, description = error.args
    except MemoryError:
        description = "out of memory"
    except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the conversation
        station.log("failed", frame[2], type(error).__name__, error)
        station.hal.report(frame[2], error)
        description = type(error).__name__
    return json.dumps([ERROR, message_id, code, description, {}]), None


def _framed(message_id, pieces):
    """A long reply, which is JSON in pieces."""
    yield "[3,%s," % json.dumps(message_id)
    for piece in pieces:
        yield piece
    yield "]"


def _reply(station, frame):
    if len(frame) != 4 or not isinstance(frame[2], str) or not isinstance(frame[3], dict):
        raise CallError("FormationViolation", "no CALL")
    status = station.registration.status
    if status == "Rejected":
        return None, None  # OCPP 1.6, 4.2.2: not a word before the next boot
    _, _, action, payload = frame
    block, function = who(action, payload)
    if status != "Accepted" and action in NOT_YET:
        return {"status": "Rejected"}, None
    found = getattr(station.block(block), function, None)
    if found is None:
        raise CallError("NotSupported", action)
    reply = found(station, payload, action)
    return reply if isinstance(reply, tuple) else (reply, None)


def who(action, payload):
    """(block, function) that answers; raises CallError where nobody does or the payload is wrong."""
    for words in rows("actions"):
        if words[0] == action:
            _check(words[3:], payload)
            return words[1], words[2]
        if words[0] == ">" and words[1] == action:
            raise CallError("NotSupported", action)
    raise CallError("NotImplemented", action[:50])


def _check(fields, payload):
    for field in fields:
        name, _, kind = field.partition(":")
        optional = name[0] == "?"
        name = name[1:] if optional else name
        if name in payload:
            code = fault(payload[name], kind)
            if code:
                raise CallError(code, name)
        elif not optional:
            raise CallError("OccurenceConstraintViolation", name)


def fault(value, kind):
    """The error code that a value deserves, or None."""
    what = kind[0]
    if "|" in kind:
        if not isinstance(value, str):
            return TYPE
        return None if value in kind.split("|") else PROPERTY
    if what in LEAST:
        if isinstance(value, bool) or not isinstance(value, int):
            return TYPE
        return None if LEAST[what] <= value <= 2147483647 else PROPERTY
    if what in "sd":
        if not isinstance(value, str):
            return TYPE
        if what == "s":
            return None if len(value) <= int(kind[1:]) else PROPERTY
        try:
            seconds(value)
        except ValueError:
            return PROPERTY
        return None
    return None if isinstance(value, IS[what]) else TYPE
