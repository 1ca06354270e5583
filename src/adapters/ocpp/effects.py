"""What a conversation wants done: the driver performs these in order, and nothing else."""

from enum import Enum
from typing import TypeAlias

from msgspec import Struct

from adapters.ocpp.actions import Action
from adapters.ocpp.faults import Fault
from adapters.ocpp.repairs import Finding


class InboundCall(Struct, frozen=True, gc=False):
    """A call (or SEND) of the station that has passed every check.

    Attributes:
        message_id: as the station chose it.
        action: the row of the version's table.
        payload: an instance of ``action.request``.
        text: the payload as received, for records that must be kept as they came.
        findings: what had to be repaired under the station's tolerance.
        wants_answer: false for a SEND.
    """

    message_id: str
    action: Action
    payload: Struct
    text: bytes
    findings: tuple[Finding, ...] = ()
    wants_answer: bool = True


class Deliver(Struct, frozen=True, gc=False):
    """Hand the call to its handler; one at a time, in the station's order."""

    call: InboundCall


class Transmit(Struct, frozen=True, gc=False):
    """Write this text message to the socket."""

    text: str


class Refused(Struct, frozen=True, gc=False):
    """A frame of the station was refused (its answer, if any, is a Transmit beside this).

    Attributes:
        action: the action's name if it exists in this version, else empty.
        payload: the payload as received, so that a refused record is kept, not lost; else empty.
    """

    fault: Fault
    path: str = "$"
    message_id: str = ""
    action: str = ""
    payload: bytes = b""


class Failure(Enum):
    """Why a call of ours has no usable result."""

    ERROR = "the station answered with an error"
    INVALID_RESULT = "the station's result breaks the schema"
    TIMED_OUT = "no answer in time"
    CONNECTION_LOST = "the connection was lost"


class CallFailed(Struct, frozen=True, gc=False):
    """How a call of ours failed; code and description are the station's own words."""

    failure: Failure
    code: str = ""
    description: str = ""


class Completed(Struct, frozen=True, gc=False):
    """A call of ours has ended: with an instance of ``action.response``, or not."""

    message_id: str
    action: Action
    outcome: Struct | CallFailed
    findings: tuple[Finding, ...] = ()


class ResultRefused(Struct, frozen=True, gc=False):
    """The station could not use an answer of ours (CALLRESULTERROR, OCPP 2.1 Part 4, 4.2.4).

    ``action`` is the answered call's, or empty if the answer is no longer remembered.
    """

    message_id: str
    action: str
    code: str
    description: str


class Ignored(Struct, frozen=True, gc=False):
    """A frame without effect, and why."""

    reason: str


class Close(Struct, frozen=True, gc=False):
    """Close the socket with this WebSocket code; nothing is read after it."""

    code: int
    reason: str


Effect: TypeAlias = Deliver | Transmit | Refused | Completed | ResultRefused | Ignored | Close
