"""What a version of OCPP is to a station: a value made of tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from entrypoints.simulator.controls import Controls
from entrypoints.simulator.frames import Fault, Payload
from entrypoints.simulator.sayings import OutletState
from entrypoints.simulator.settings import Setting

Words = tuple[str, Payload]
Say = Callable[[Any], Words | None]
Obey = Callable[[Controls, Payload], Payload]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one version says things and what it obeys.

    Attributes:
        subprotocol: The WebSocket subprotocol.
        say: Kind of saying → action and payload; no row: not said in this version.
        obey: Action of the CSMS → how it is obeyed.
        known: All actions that a CSMS may send in this version, obeyed or not.
        shows: The word for each state of an outlet.
        settings: The settings that a station of this version is born with.
        malformed: The error code for a payload that cannot be read.
        token_status: An answer's verdict on the token, or None if it has none.
        transaction_id: The number that the answer to a start gives to the transaction.
        password: A new password as the setting holds it → the bytes used for HTTP Basic.
    """

    subprotocol: str
    say: Mapping[type, Say]
    obey: Mapping[str, Obey]
    known: frozenset[str]
    shows: Mapping[OutletState, str]
    settings: Mapping[Any, Setting]
    malformed: str
    token_status: Callable[[Payload], str | None]
    transaction_id: Callable[[Payload], int | None]
    password: Callable[[str], bytes]

    def words(self, saying: object) -> Words | None:
        """Put a saying into words; None if this version has none for it."""
        row = self.say.get(type(saying))
        return row(saying) if row else None

    def reply(self, controls: Controls, action: str, ask: Payload) -> Payload | Fault:
        """Obey a call, or say why not."""
        row = self.obey.get(action)
        if row is None:
            return Fault("NotSupported" if action in self.known else "NotImplemented", action)
        try:
            return row(controls, ask)
        except (KeyError, TypeError, ValueError, AttributeError) as broken:
            return Fault(self.malformed, f"{action} cannot be read: {broken}"[:255])
