"""Is a call of the station one we serve, may it pass, and what does it say?

In this order: unknown action, wrong direction, not accepted yet, no handler, payload. So a station
that is not accepted learns nothing about our handlers and schemas, and costs no decoding.
"""

from collections.abc import Container
from dataclasses import dataclass

from adapters.ocpp import frames
from adapters.ocpp.actions import Action
from adapters.ocpp.codec import decode
from adapters.ocpp.effects import InboundCall, Refused
from adapters.ocpp.faults import Fault, InvalidMessageError
from adapters.ocpp.gate import BOOT, Gate
from adapters.ocpp.introduction import Chooser, chosen_for
from adapters.ocpp.repairs import QUARANTINE
from adapters.ocpp.rulebook import Rulebook
from domain.station import Quirk, Tolerance

BILLED = frozenset({"StartTransaction", "StopTransaction", "MeterValues", "TransactionEvent"})
"""Records on which a bill hangs: only for their sake may a timestamp be tolerated."""


@dataclass(slots=True)
class Judge:
    """The judge of one connection. `choose`: what is accepted from a station, as it boots."""

    rulebook: Rulebook
    served: Container[str]
    tolerance: Tolerance
    gate: Gate
    choose: Chooser | None = None

    def weigh(self, frame: frames.Call | frames.Send) -> InboundCall | Refused:
        """Turn a frame into a call to deliver, or into its refusal."""
        row = self.rulebook.actions.get(frame.action)
        if row is None:
            return Refused(Fault.UNKNOWN_ACTION, "$", frame.message_id, "", frame.payload)
        fault = self._obstacle(frame, row)
        if fault is not None:
            return Refused(fault, "$", frame.message_id, row.name, frame.payload)
        if row.name == BOOT:
            self._meet(frame.payload)
        try:
            payload, findings = decode(row.request, frame.payload, self._tolerance(row.name))
        except InvalidMessageError as error:
            return Refused(error.fault, error.path, frame.message_id, row.name, frame.payload)
        wants_answer = isinstance(frame, frames.Call)
        return InboundCall(frame.message_id, row, payload, frame.payload, findings, wants_answer)

    def _meet(self, boot: bytes) -> None:
        """It says what it is: from this message on, what is known of its like holds."""
        chosen = chosen_for(boot, self.choose) if self.choose is not None else None
        if chosen is not None:
            self.tolerance = chosen
            self.gate.waive(open_always=Quirk.EARLY_CALLS in chosen)

    def _obstacle(self, frame: frames.Call | frames.Send, row: Action) -> Fault | None:
        right_way = row.station_may_call if isinstance(frame, frames.Call) else row.station_may_send
        if not right_way:
            return Fault.UNSUPPORTED
        if not self.gate.lets(frame.action):
            return Fault.NOT_ACCEPTED
        return None if frame.action in self.served else Fault.UNSUPPORTED

    def _tolerance(self, action: str) -> Tolerance:
        if not self.tolerance or action in BILLED:
            return self.tolerance
        return self.tolerance - QUARANTINE
