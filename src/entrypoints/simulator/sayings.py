"""What a station has to say, before any version of OCPP puts it into words.

The dialects hold one row for each saying; a version without a row does not say it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from .settings import Setting


class OutletState(Enum):
    """What an outlet shows to the world."""

    AVAILABLE = auto()
    PLUGGED_IN = auto()
    CHARGING = auto()
    SUSPENDED_BY_EV = auto()
    FINISHING = auto()
    UNAVAILABLE = auto()


class Cause(Enum):
    """Why a transaction message is sent, or why a transaction ended."""

    AUTHORIZED = auto()
    REMOTE_START = auto()
    PERIODIC = auto()
    TRIGGERED = auto()
    CHARGING_STATE = auto()
    LOCAL = auto()
    REMOTE_STOP = auto()
    EV_LEFT = auto()
    DEAUTHORIZED = auto()
    SOFT_RESET = auto()
    HARD_RESET = auto()
    UNLOCKED = auto()
    POWER_LOSS = auto()


class BootReason(Enum):
    """Why a station starts up."""

    POWER_UP = auto()
    REMOTE_RESET = auto()
    SCHEDULED_RESET = auto()
    TRIGGERED = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the meter: energy register in Wh, power in W, state of charge in percent."""

    at: datetime
    energy_wh: int
    power_w: int
    soc_percent: int


@dataclass(slots=True, eq=False)
class Transaction:
    """A charging transaction as the station knows it.

    `csms_id` is the number that the CSMS gives in 1.6; None until the start was answered.
    """

    key: str
    outlet: int
    id_token: str
    begun_by: Cause
    start: Reading
    remote_start_id: int | None = None
    csms_id: int | None = None
    next_seq_no: int = 0
    state: OutletState = OutletState.PLUGGED_IN
    ended: bool = False

    def take_seq_no(self) -> int:
        """Return the next sequence number; every message of the transaction takes one."""
        taken = self.next_seq_no
        self.next_seq_no += 1
        return taken


@dataclass(frozen=True, slots=True)
class Booted:
    """The station starts up and asks to be registered."""

    reason: BootReason
    vendor: str
    model: str
    serial: str
    firmware: str


@dataclass(frozen=True, slots=True)
class Alive:
    """The station is alive and asks for the time."""


@dataclass(frozen=True, slots=True)
class StateChanged:
    """An outlet (0: the station itself) shows another state."""

    outlet: int
    state: OutletState
    at: datetime


@dataclass(frozen=True, slots=True)
class TokenShown:
    """A driver shows a token."""

    id_token: str


@dataclass(frozen=True, slots=True)
class MeterRead:
    """A reading outside any transaction."""

    outlet: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class StatusOf:
    """The state of an errand (`Firmware`, `Log`, `Diagnostics`): there is none."""

    errand: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of the device model."""

    request_id: int
    seq_no: int
    more: bool
    at: datetime
    settings: Sequence[tuple[tuple[str, str], Setting]]


@dataclass(frozen=True, slots=True)
class TransactionStarted:
    """A transaction begins; `transaction.start` is its first reading."""

    transaction: Transaction
    seq_no: int
    at: datetime
    offline: bool


@dataclass(frozen=True, slots=True)
class TransactionMetered:
    """A reading within a transaction."""

    transaction: Transaction
    seq_no: int
    at: datetime
    offline: bool
    reading: Reading
    cause: Cause = Cause.PERIODIC


@dataclass(frozen=True, slots=True)
class ChargingStateChanged:
    """Energy begins or ceases to flow within a transaction."""

    transaction: Transaction
    seq_no: int
    at: datetime
    offline: bool
    state: OutletState


@dataclass(frozen=True, slots=True)
class TransactionEnded:
    """A transaction ends with its last reading."""

    transaction: Transaction
    seq_no: int
    at: datetime
    offline: bool
    reading: Reading
    cause: Cause
    id_token: str | None = field(default=None)


Saying = (
    Booted
    | Alive
    | StateChanged
    | TokenShown
    | MeterRead
    | StatusOf
    | ReportPage
    | TransactionStarted
    | TransactionMetered
    | ChargingStateChanged
    | TransactionEnded
)
TransactionSaying = (
    TransactionStarted | TransactionMetered | ChargingStateChanged | TransactionEnded
)
