"""What the stations themselves know of their transactions: the evidence for a crash checker.

A message is acknowledged when the station has received its CALLRESULT, and not a moment before.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec

from .clock import rfc3339
from .frames import Fault, Payload
from .sayings import (
    ChargingStateChanged,
    Reading,
    Transaction,
    TransactionEnded,
    TransactionMetered,
    TransactionSaying,
    TransactionStarted,
)

KINDS: dict[type, str] = {
    TransactionStarted: "start",
    TransactionMetered: "reading",
    ChargingStateChanged: "state",
    TransactionEnded: "end",
}


@dataclass(slots=True)
class Message:
    """One transaction message. Facts are only ever added.

    Attributes:
        at: The station's time in the message.
        energy_wh: The energy register that it reports, if it reports one.
        frame: The frame as sent, the same for every sending; None if never sent.
        acknowledged_at: True time at which the CALLRESULT came in; None if it never did.
        answer: The CALLRESULT's payload.
        refusals: The CALLERROR codes received for it.
        given_up: The station dropped it after its last attempt was refused.
    """

    id: str
    kind: str
    at: str
    seq_no: int
    offline: bool
    energy_wh: int | None
    sends: int = 0
    frame: str | None = None
    acknowledged_at: str | None = None
    answer: Payload | None = None
    refusals: list[str] = field(default_factory=list)
    given_up: bool = False

    @property
    def acknowledged(self) -> bool:
        """Whether the CSMS has answered it."""
        return self.acknowledged_at is not None


@dataclass(slots=True)
class Account:
    """One transaction as its station saw it.

    Attributes:
        transaction: The station's own id; in 2.x also the one on the wire.
        csms_id: The number that the CSMS gave (1.6); None before its answer, and in 2.x.
        meter_stop_wh: The register at the end; None while it runs.
    """

    station: str
    subprotocol: str
    transaction: str
    outlet: int
    id_token: str
    started_at: str
    meter_start_wh: int
    remote_start_id: int | None = None
    csms_id: int | None = None
    ended_at: str | None = None
    meter_stop_wh: int | None = None
    messages: list[Message] = field(default_factory=list)

    @property
    def energy_wh(self) -> int | None:
        """The energy of the whole transaction, in Wh; None while it runs."""
        if self.meter_stop_wh is None:
            return None
        return self.meter_stop_wh - self.meter_start_wh

    @property
    def start_acknowledged(self) -> bool:
        """Whether the CSMS has answered the start."""
        return any(m.acknowledged for m in self.messages if m.kind == "start")

    @property
    def end_acknowledged(self) -> bool:
        """Whether the CSMS has answered the end."""
        return any(m.acknowledged for m in self.messages if m.kind == "end")

    @property
    def complete(self) -> bool:
        """Whether it has ended and every message of it was answered."""
        return self.ended_at is not None and all(m.acknowledged for m in self.messages)


class History:
    """The accounts of one or many stations, by station and transaction.

    Args:
        wall: The true time, for when an answer came in.
        keep: How many complete transactions are remembered; None: all of them. What is not
            complete is never forgotten.
    """

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        keep: int | None = None,
    ) -> None:
        self._wall = wall
        self._keep = keep
        self._accounts: dict[tuple[str, str], Account] = {}
        self._completed: deque[tuple[str, str]] = deque()

    @property
    def accounts(self) -> list[Account]:
        """All transactions, in the order in which they began."""
        return list(self._accounts.values())

    def of(self, station: str) -> list[Account]:
        """Return one station's transactions."""
        return [account for account in self.accounts if account.station == station]

    def began(self, station: str, subprotocol: str, transaction: Transaction) -> None:
        """Open the account of a transaction."""
        self._accounts[station, transaction.key] = Account(
            station=station,
            subprotocol=subprotocol,
            transaction=transaction.key,
            outlet=transaction.outlet,
            id_token=transaction.id_token,
            started_at=rfc3339(transaction.start.at),
            meter_start_wh=transaction.start.energy_wh,
            remote_start_id=transaction.remote_start_id,
        )

    def queued(self, station: str, message_id: str, saying: TransactionSaying) -> Message:
        """Note a message that the station will send until it is answered."""
        account = self._accounts[station, saying.transaction.key]
        reading = _reading(saying)
        energy = None if reading is None else reading.energy_wh
        at = rfc3339(saying.at)
        kind = KINDS[type(saying)]
        message = Message(message_id, kind, at, saying.seq_no, saying.offline, energy)
        account.messages.append(message)
        if isinstance(saying, TransactionEnded):
            account.ended_at, account.meter_stop_wh = at, energy
        return message

    def sent(self, message: Message, frame: bytes) -> None:
        """Note that the frame was written to a socket (once more)."""
        message.sends += 1
        message.frame = frame.decode()

    def numbered(self, station: str, transaction: Transaction) -> None:
        """Note the number that the CSMS gave to the transaction."""
        account = self._accounts.get((station, transaction.key))
        if account is not None:
            account.csms_id = transaction.csms_id

    def acknowledged(
        self, station: str, transaction: Transaction, message: Message, answer: Payload
    ) -> None:
        """Note the CALLRESULT."""
        message.acknowledged_at = rfc3339(self._wall())
        message.answer = answer
        name = (station, transaction.key)
        if self._keep is not None and self._accounts[name].complete:
            self._completed.append(name)
            if len(self._completed) > self._keep:
                del self._accounts[self._completed.popleft()]

    def refused(self, message: Message, fault: Fault, *, given_up: bool) -> None:
        """Note a CALLERROR."""
        message.refusals.append(fault.code)
        message.given_up = given_up

    def merge(self, other: "History") -> None:
        """Take over the accounts of other stations."""
        self._accounts |= {(one.station, one.transaction): one for one in other.accounts}

    def as_data(self) -> dict[str, Any]:
        """Return everything as plain data for JSON."""
        return {"accounts": msgspec.to_builtins(self.accounts)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "History":
        """Read what `as_data` gave; raises msgspec.ValidationError for anything else."""
        found = cls()
        for account in msgspec.convert(data["accounts"], list[Account]):
            found._accounts[account.station, account.transaction] = account
        return found


def _reading(saying: TransactionSaying) -> Reading | None:
    if isinstance(saying, TransactionStarted):
        return saying.transaction.start
    return None if isinstance(saying, ChargingStateChanged) else saying.reading
