"""What can be wrong with a frame, independent of how a version spells it on the wire.

msgspec reports a fault as one English sentence and a path. ``SENTENCES`` reads the kind of
fault back from the sentence's beginning; a test provokes each of them, so that a new msgspec
that words one differently is noticed. Neither the sentence nor any value from the frame is ever
echoed: descriptions are made from the fault and the path, whose names are the schema's own.
"""

import re
from enum import Enum

from adapters.ocpp.schema import NOT_A_MULTIPLE, OUT_OF_RANGE, TOO_DEEP


class Fault(Enum):
    """A class of mistake; the value is its description for the other side."""

    FRAME = "not an OCPP-J frame"
    MESSAGE_ID = "message id must be a text of 1 to 36 characters"
    MESSAGE_TYPE = "message type is not supported"
    SHAPE = "frame has the wrong elements"
    TEXT = "text holds a character that is not allowed"
    NESTING = "nested too deeply"
    DUPLICATE = "a key occurs twice in one object"
    PAYLOAD = "payload must be an object"
    MISSING = "required field is missing"
    EXTRA = "field is not in the schema"
    WRONG_TYPE = "value has the wrong type"
    TOO_LONG = "text is too long"
    OUT_OF_RANGE = "number is out of range"
    UNKNOWN_VALUE = "value is not in the enumeration"
    TIMESTAMP = "not an RFC 3339 date-time"
    ITEMS = "wrong number of items"
    UNKNOWN_ACTION = "action does not exist"
    UNSUPPORTED = "action is not supported here"
    NOT_ACCEPTED = "station has not been accepted yet"
    SECURITY = "refused for security reasons"
    INTERNAL = "internal error"


SENTENCES: tuple[tuple[str, Fault], ...] = (
    ("Object missing required field", Fault.MISSING),
    ("Object contains unknown field", Fault.EXTRA),
    ("Expected `array` of", Fault.ITEMS),
    ("Expected `str` of", Fault.TOO_LONG),
    ("Expected `int` <", Fault.OUT_OF_RANGE),
    ("Expected `int` >", Fault.OUT_OF_RANGE),
    ("Integer value out of range", Fault.OUT_OF_RANGE),
    (OUT_OF_RANGE, Fault.OUT_OF_RANGE),
    (NOT_A_MULTIPLE, Fault.OUT_OF_RANGE),
    (TOO_DEEP, Fault.NESTING),
    ("Invalid enum value", Fault.UNKNOWN_VALUE),
    ("Invalid RFC3339", Fault.TIMESTAMP),
    ("Invalid decimal string", Fault.WRONG_TYPE),
    ("Expected `", Fault.WRONG_TYPE),
)


_EXPECTED = re.compile(r"Expected `(?P<type>\w+)[^`]*`(?: of length <= (?P<most>\d+))?")


class InvalidMessageError(Exception):
    """A payload that its schema refuses.

    Attributes:
        fault: what is wrong.
        path: where, as ``$.meterValue[0].timestamp``; ``$`` is the payload itself.
        field: the name of the missing or unknown field, where that is the fault, else empty.
            An unknown field's name is the station's text: not for descriptions or logs.
        wanted: the type that must stand there in JSON's words, where that is known, else empty.
        most: the longest text that may stand there, where it was longer.
    """

    def __init__(
        self,
        fault: Fault,
        path: str = "$",
        field: str = "",
        wanted: str = "",
        most: int | None = None,
    ) -> None:
        super().__init__(fault, path)
        self.fault = fault
        self.path = path
        self.field = field
        self.wanted = wanted
        self.most = most

    def __str__(self) -> str:
        return describe(self.fault, self.path)


def describe(fault: Fault, path: str = "$") -> str:
    """A description for the other side, at most 255 characters, without any of its values."""
    return fault.value if path == "$" else f"{fault.value}: {path}"[:255]


def read_sentence(sentence: str) -> InvalidMessageError:
    """Turn msgspec's sentence into a fault with its path."""
    head, _, path = sentence.rpartition(" - at `")
    if head:
        path = path.removesuffix("`")
    else:
        head, path = sentence, "$"
    fault = next((f for start, f in SENTENCES if head.startswith(start)), Fault.WRONG_TYPE)
    if fault is Fault.WRONG_TYPE and path == "$":
        fault = Fault.PAYLOAD
    field = head.split("`")[1] if fault in {Fault.MISSING, Fault.EXTRA} else ""
    expected = _EXPECTED.match(head)
    wanted = expected["type"] if expected else ""
    most = int(expected["most"]) if expected and expected["most"] else None
    return InvalidMessageError(fault, path, field, wanted, most)
