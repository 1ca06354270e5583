"""Any request of a version by its own name, checked against its schema before it is sent."""

from typing import Any

import msgspec

from adapters.ocpp.actions import Action, Direction, Kind
from adapters.ocpp.dialect import Ask, Dialog, Speaker
from adapters.ocpp.redaction import redacted, speaks_of_secrets
from adapters.ocpp.schema import ENCODER, decode_special
from domain.instruction import Outcome, RawCall, Verdict

BY_ROTATION = "A station's password is changed by RotateSecret, which cannot lock it out."

SETS_VALUES = frozenset({"ChangeConfiguration", "SetVariables"})

REJECTED = frozenset({"Rejected", "Failed", "NotSupported", "NotImplemented", "Unknown"})


def raw_call(asked: RawCall, speaker: Speaker) -> Dialog:
    """The dialog of RawCall, for any version."""
    action: Action | None = speaker.messages.ACTIONS.get(asked.action)
    if action is None or action.direction is Direction.FROM_STATION or action.kind is Kind.SEND:
        why = f"{asked.action} is no request of this version to a station."
        return Outcome(Verdict.NOT_SUPPORTED, "", {"reason": why})
    if asked.action in SETS_VALUES and speaks_of_secrets(asked.payload):
        return Outcome(Verdict.REJECTED, "", {"reason": BY_ROTATION})
    try:
        request: Any = msgspec.json.decode(
            asked.payload, type=action.request, dec_hook=decode_special
        )
    except (msgspec.DecodeError, UnicodeEncodeError) as fault:
        return Outcome(Verdict.FAILED, "", {"reason": f"The payload is not valid: {fault}"})
    reply = yield Ask(asked.action, request)
    status = getattr(reply, "status", None)
    refused = isinstance(status, str) and status in REJECTED
    return Outcome(
        Verdict.REJECTED if refused else Verdict.ACCEPTED,
        status if isinstance(status, str) else "",
        {"reply": msgspec.json.decode(redacted(ENCODER.encode(reply).decode()))},
    )
