"""A CSMS of a few lines around a conversation: answers every call with the smallest result."""

import json
from itertools import count

import msgspec
from tests.adapters.ocpp.wire.corpus import Line, Reaction, smallest

from adapters.ocpp import effects
from adapters.ocpp.conversation import Conversation
from adapters.ocpp.gate import BOOT, Standing
from adapters.ocpp.rulebook import RULEBOOKS
from domain.station import STRICT, Tolerance

STANDINGS = {"fresh": Standing.UNKNOWN, "pending": Standing.PENDING, "rejected": Standing.REJECTED}


def message_of(wanted: type[msgspec.Struct], plain: object) -> msgspec.Struct:
    return msgspec.json.decode(json.dumps(plain), type=wanted)


class TrivialCsms:
    """One connection; time stands still unless told otherwise."""

    def __init__(
        self, version: str, state: str = "accepted", tolerance: Tolerance = STRICT
    ) -> None:
        self.version = version
        self.ids = count(1)
        state, _, action = state.partition(":")
        self.conversation = Conversation(
            RULEBOOKS[version],
            standing=STANDINGS.get(state, Standing.ACCEPTED),
            tolerance=tolerance,
        )
        self.outstanding = ""
        self.last_result = ""
        if action:
            self.ask(action)

    def boot(self) -> None:
        plain = smallest(self.version, "BootNotificationRequest")
        self.hear(json.dumps([2, f"boot-{next(self.ids)}", BOOT, plain]))

    def ask(self, action: str) -> None:
        self.outstanding = f"own-{next(self.ids)}"
        row = self.conversation.rulebook.actions[action]
        payload = message_of(row.request, smallest(self.version, f"{action}Request"))
        self.conversation.ask(self.outstanding, action, payload, now=0.0)

    def hear(self, message: str | bytes, *, binary: bool = False) -> Reaction:
        reaction = Reaction(outstanding=self.outstanding)
        todo = self.conversation.feed(message, 0.0, binary=binary)
        while todo:
            match todo.pop(0):
                case effects.Deliver(call) if call.wants_answer:
                    todo = [*self.serve(call), *todo]
                case effects.Transmit(text):
                    reaction.texts.append(text)
                case effects.Close(code):
                    reaction.close_code = code
                case effects.Completed(_, _, outcome):
                    failed = isinstance(outcome, effects.CallFailed)
                    reaction.operation = "failed" if failed else "completed"
        return reaction

    def serve(self, call: effects.InboundCall) -> list[effects.Effect]:
        plain = smallest(self.version, f"{call.action.name}Response")
        if call.action.name == BOOT:
            plain["status"] = "Accepted"
        self.last_result = call.message_id
        payload = message_of(call.action.response, plain)
        return self.conversation.answer(call.message_id, payload, 0.0)


def play(line: Line, tolerance: Tolerance = STRICT) -> tuple[Reaction, TrivialCsms]:
    """Run one line of the corpus on a connection in the state it asks for."""
    csms = TrivialCsms(line.version, line.state, tolerance)
    if "$LAST_RESULT_ID" in (line.frame or ""):
        csms.hear('[2,"last-1","DataTransfer",{"vendorId":"org.example"}]')
    message = line.message(csms.outstanding, csms.last_result)
    return csms.hear(message, binary=line.opcode == "binary"), csms
