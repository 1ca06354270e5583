"""What differs between the versions of OCPP-J below the messages: one table a version.

Sources: OCPP-J 1.6 4.2 and its errata 3.1 to 3.11; OCPP 2.0.1 and 2.1 Part 4, sections 4.1 to 4.4.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from adapters.ocpp.actions import Action
from adapters.ocpp.faults import Fault
from adapters.ocpp.messages import v16, v21, v201

UNREADABLE_ID = "-1"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One version.

    Attributes:
        subprotocol: the WebSocket subprotocol that names it.
        actions: every action of the version.
        codes: how a fault is spelt in a CALLERROR; None is silence.
        result_errors: whether CALLRESULTERROR (type 5) exists.
        sends: whether SEND (type 6) exists.
        early: what a station may say before its first boot here is answered.
    """

    subprotocol: str
    actions: Mapping[str, Action]
    codes: Mapping[Fault, str | None]
    result_errors: bool = False
    sends: bool = False
    early: frozenset[str] = frozenset()

    def code(self, fault: Fault) -> str | None:
        """The error code for a fault, or None where the version wants silence."""
        return self.codes[fault]


_CODES_2: dict[Fault, str | None] = {
    Fault.FRAME: "RpcFrameworkError",
    Fault.MESSAGE_ID: "RpcFrameworkError",
    Fault.MESSAGE_TYPE: None,
    Fault.SHAPE: "FormatViolation",
    Fault.TEXT: "FormatViolation",
    Fault.NESTING: "FormatViolation",
    Fault.DUPLICATE: "FormatViolation",
    Fault.PAYLOAD: "FormatViolation",
    Fault.MISSING: "OccurrenceConstraintViolation",
    Fault.EXTRA: "FormatViolation",
    Fault.WRONG_TYPE: "TypeConstraintViolation",
    Fault.TOO_LONG: "PropertyConstraintViolation",
    Fault.OUT_OF_RANGE: "PropertyConstraintViolation",
    Fault.UNKNOWN_VALUE: "PropertyConstraintViolation",
    Fault.TIMESTAMP: "PropertyConstraintViolation",
    Fault.ITEMS: "OccurrenceConstraintViolation",
    Fault.UNKNOWN_ACTION: "NotImplemented",
    Fault.UNSUPPORTED: "NotSupported",
    Fault.NOT_ACCEPTED: "SecurityError",
    Fault.SECURITY: "SecurityError",
    Fault.INTERNAL: "InternalError",
}

_SPELT_IN_16 = {
    "FormatViolation": "FormationViolation",
    "OccurrenceConstraintViolation": "OccurenceConstraintViolation",
}

OCPP_1_6 = Rulebook(
    subprotocol="ocpp1.6",
    actions=v16.ACTIONS,
    codes={fault: _SPELT_IN_16.get(code or "", code) for fault, code in _CODES_2.items()}
    | {
        # There is no id "-1" in 1.6: a frame without a readable id is dropped.
        Fault.FRAME: None,
        Fault.MESSAGE_ID: "FormationViolation",
        Fault.TOO_LONG: "TypeConstraintViolation",
    },
    # Many stations tell the state of their connectors before they read the answer to the boot;
    # none tells it again.
    early=frozenset({"StatusNotification"}),
)

OCPP_2_0_1 = Rulebook(
    subprotocol="ocpp2.0.1",
    actions=v201.ACTIONS,
    codes=_CODES_2 | {Fault.MESSAGE_TYPE: "MessageTypeNotSupported"},
)

OCPP_2_1 = Rulebook(
    subprotocol="ocpp2.1",
    actions=v21.ACTIONS,
    codes=_CODES_2,
    result_errors=True,
    sends=True,
)

RULEBOOKS: dict[str, Rulebook] = {
    book.subprotocol: book for book in (OCPP_2_1, OCPP_2_0_1, OCPP_1_6)
}
"""By subprotocol, in the server's order of preference."""
