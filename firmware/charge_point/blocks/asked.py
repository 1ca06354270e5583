"""Whether what a server asks is what actions.txt says, and who answers it."""

from charge_point.iso import seconds
from charge_point.rpc import CallError
from charge_point.tables import rows

TYPE, PROPERTY = "TypeConstraintViolation", "PropertyConstraintViolation"
LEAST = {"i": -2147483648, "u": 0, "p": 1}
IS = {"o": dict, "a": list, "b": bool, "n": (int, float)}


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
