"""What a station told and could not be taken in, though a bill may hang on it."""

from collections.abc import Callable

from adapters.ocpp.dialect import Caller
from adapters.ocpp.effects import Refused
from adapters.ocpp.faults import Fault, describe
from adapters.ocpp.judge import BILLED
from application.charging.keep_refused import KeepRefused
from application.desk import Desk

OF_THE_MOMENT = frozenset({Fault.NOT_ACCEPTED, Fault.UNSUPPORTED, Fault.UNKNOWN_ACTION})
"""Faults that are not the record's own: the station keeps it, and tells it again."""

MOST_REMEMBERED = 8
"""Payloads, so that one told again and again is kept once."""


def is_record(refusal: Refused) -> bool:
    """Whether the refusal is of something that must not get lost."""
    return refusal.action in BILLED and refusal.fault not in OF_THE_MOMENT


class RefusedRecords:
    """Keeps those of one connection."""

    __slots__ = ("_caller", "_desk", "_remembered")

    def __init__(self, caller: Caller, desk: Callable[[], Desk]) -> None:
        self._caller = caller
        self._desk = desk
        self._remembered: tuple[int, ...] = ()

    async def keep(self, refusal: Refused) -> None:
        """Returns when it is durable; raises what the desk does."""
        content = hash(refusal.payload)
        if content in self._remembered:
            return
        command = KeepRefused(
            self._caller.tenant,
            self._caller.station,
            refusal.action,
            refusal.message_id,
            describe(refusal.fault, refusal.path),
            refusal.payload,
        )
        await self._desk().run(command)
        self._remembered = (*self._remembered[1 - MOST_REMEMBERED :], content)
