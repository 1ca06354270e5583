"""What can be asked of a station. Each dialect has a row for those that its version can say."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from domain.identity import TransactionReference
from domain.station.inventory import SettingKey
from domain.token import TokenKind


@dataclass(frozen=True, slots=True)
class RemoteStart:
    """Start a session for a token (F01, F02; 1.6 5.11). Confirmed when the session starts."""

    token: str
    kind: TokenKind = TokenKind.CENTRAL
    evse: int | None = None
    number: int = 0
    """Our number for it, by which a 2.x station names the session it starts; set on ordering."""


@dataclass(frozen=True, slots=True)
class RemoteStop:
    """Stop a running session (F03; 1.6 5.12). Confirmed when the session ends."""

    reference: TransactionReference


@dataclass(frozen=True, slots=True)
class Reset:
    """Restart the station, or in 2.x one EVSE (B11, B12; 1.6 5.14). Confirmed by its boot."""

    graceful: bool = True
    evse: int | None = None


@dataclass(frozen=True, slots=True)
class Unlock:
    """Free a plug that is stuck (F05; 1.6 5.18)."""

    evse: int
    connector: int = 1


@dataclass(frozen=True, slots=True)
class ChangeAvailability:
    """Take the station, an EVSE or a connector in or out of service (G03, G04; 1.6 5.2)."""

    operative: bool
    evse: int | None = None
    connector: int | None = None


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """Ask for settings; without keys for all that the version can list (B06; 1.6 5.8)."""

    keys: tuple[SettingKey, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Change settings, each with its own result (B05; 1.6 5.3). Values do not show in a repr."""

    values: tuple[tuple[SettingKey, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RotateSecret:
    """Give the station a new password, through the station itself (A01; security white paper A01).

    The secret itself is made when it is sent and is never stored.
    """


@dataclass(frozen=True, slots=True)
class ReadInventory:
    """Ask for the whole device model (B07). `request` is our number for it; set on ordering."""

    configuration_only: bool = False
    request: int = 0


class Triggered(StrEnum):
    """What a station can be asked to say now."""

    BOOT = "boot"
    HEARTBEAT = "heartbeat"
    STATUS = "status"
    METER_VALUES = "meter_values"
    TRANSACTION = "transaction"
    LOG_STATUS = "log_status"
    FIRMWARE_STATUS = "firmware_status"
    CERTIFICATE_REQUEST = "certificate_request"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Ask for a message (F06; 1.6 5.17, white paper 5.5)."""

    message: Triggered
    evse: int | None = None
    connector: int | None = None


@dataclass(frozen=True, slots=True)
class ClearCache:
    """Forget remembered authorizations (C11; 1.6 5.4)."""


@dataclass(frozen=True, slots=True)
class AskTransactionStatus:
    """Does the transaction go on, and are reports of it waiting (E14)? 1.6 cannot say."""

    reference: TransactionReference | None = None


@dataclass(frozen=True, slots=True)
class SendData:
    """A vendor's own message (P01; 1.6 4.3)."""

    vendor: str
    message: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True)
class UnitPrices:
    """What a driver pays for one unit, with taxes; 0 where there is no such price."""

    per_kwh: Decimal = Decimal(0)
    per_hour: Decimal = Decimal(0)
    flat: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class ShowCost:
    """Show the driver what his session costs so far, or in all (I02; 1.6 by DataTransfer)."""

    reference: TransactionReference
    amount: Decimal
    """With taxes, in units of the currency."""
    at: datetime
    """When it cost so much."""
    register_wh: Decimal | None = None
    """The meter then."""
    idle: bool = False
    """Whether the vehicle is connected and does not charge."""
    final: bool = False
    """Whether that is the total."""
    text: str = ""
    """The total in words."""
    prices: UnitPrices | None = None
    """None where the tariff says more than these can."""


@dataclass(frozen=True, slots=True)
class ShowPrice:
    """Show a driver his prices in words (1.6 by DataTransfer)."""

    token: str
    text: str


@dataclass(frozen=True, slots=True)
class RawCall:
    """Any request of the station's protocol version, by its own name: a specialist's tool.

    `payload` is JSON text; it is checked against the version's schema before it is sent.
    """

    action: str
    payload: str = field(default="{}", repr=False)


Instruction = (
    RemoteStart
    | RemoteStop
    | Reset
    | Unlock
    | ChangeAvailability
    | ReadSettings
    | ChangeSettings
    | RotateSecret
    | ReadInventory
    | Trigger
    | ClearCache
    | AskTransactionStatus
    | SendData
    | ShowCost
    | ShowPrice
    | RawCall
)
