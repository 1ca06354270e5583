"""Instructions as callers write them: one tagged body for each that the domain knows."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from domain import instruction as domain
from domain.access import Scope
from domain.identity import TransactionReference
from domain.instruction import Instruction, Triggered
from domain.station import SettingKey
from domain.token import TokenKind
from entrypoints.api.problems import Fault, Problem, wrong
from entrypoints.api.reading.types import Outlet, Uid

Term = Annotated[str, Meta(min_length=1, max_length=50, pattern=r"^[^\x00-\x1f\x7f]*$")]
OptionalTerm = Annotated[str, Meta(max_length=50, pattern=r"^[^\x00-\x1f\x7f]*$")]
Payload = Annotated[str, Meta(max_length=100_000, pattern=r"^[^\x00]*$")]
Reference = Annotated[str, Meta(min_length=1, max_length=36, pattern=r"^[^\x00-\x1f\x7f]*$")]


class _Tagged(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, tag_field="type"):
    pass


class RemoteStart(_Tagged, tag="remote_start"):
    """Start a session for a token. Confirmed when the session starts."""

    token: Uid
    kind: TokenKind = TokenKind.CENTRAL
    evse: Outlet | None = None


class RemoteStop(_Tagged, tag="remote_stop"):
    """Stop a running session by the station's name for it. Confirmed when the session ends."""

    reference: Reference


class Reset(_Tagged, tag="reset"):
    """Restart the station, or one EVSE where it can. Confirmed by its boot."""

    graceful: bool = True
    """Whether running sessions may end first."""
    evse: Outlet | None = None


class Unlock(_Tagged, tag="unlock"):
    """Free a plug that is stuck."""

    evse: Outlet
    connector: Outlet = 1


class ChangeAvailability(_Tagged, tag="change_availability"):
    """Take the station, an EVSE or a connector in or out of service."""

    operative: bool
    evse: Outlet | None = None
    connector: Outlet | None = None


class SettingName(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Names a setting. OCPP 1.6 has keys alone: leave all but `variable` empty."""

    variable: Annotated[str, Meta(min_length=1, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
    component: OptionalTerm = ""
    component_instance: OptionalTerm = ""
    variable_instance: OptionalTerm = ""
    evse: Annotated[int, Meta(ge=0, le=1000)] = 0
    connector: Annotated[int, Meta(ge=0, le=1000)] = 0
    attribute: OptionalTerm = "Actual"

    def key(self) -> SettingKey:
        """As the domain has it."""
        return SettingKey(**{name: getattr(self, name) for name in SettingName.__struct_fields__})


class SettingValue(SettingName):
    """A setting and its new value."""

    value: Annotated[str, Meta(max_length=2500, pattern=r"^[^\x00]*$")]


class ReadSettings(_Tagged, tag="read_settings"):
    """Ask for settings; without keys for all that the station can list."""

    keys: Annotated[tuple[SettingName, ...], Meta(max_length=200)] = ()


class ChangeSettings(_Tagged, tag="change_settings"):
    """Change settings, each with its own result."""

    values: Annotated[tuple[SettingValue, ...], Meta(min_length=1, max_length=200)]


class RotateSecret(_Tagged, tag="rotate_secret"):
    """Give the station a new password through itself; it is never locked out. Needs `admin`."""


class ReadInventory(_Tagged, tag="read_inventory"):
    """Ask for the whole device model."""

    configuration_only: bool = False


class Trigger(_Tagged, tag="trigger"):
    """Ask for a message."""

    message: Triggered
    evse: Outlet | None = None
    connector: Outlet | None = None


class ClearCache(_Tagged, tag="clear_cache"):
    """Forget remembered authorizations."""


class AskTransactionStatus(_Tagged, tag="ask_transaction_status"):
    """Does the transaction go on, and are reports of it waiting?"""

    reference: Reference | None = None


class SendData(_Tagged, tag="send_data"):
    """A vendor's own message."""

    vendor: Annotated[str, Meta(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]*$")]
    message: Term | None = None
    data: Payload | None = None


class RawCall(_Tagged, tag="raw_call"):
    """Any request of the station's protocol version, by its own name. Needs `raw_control`.

    The payload is JSON text; it is checked against the version's schema before it is sent.
    """

    action: Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9]+$")]
    payload: Payload = "{}"


InstructionBody = (
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
    | RawCall
)

OUR_OWN = frozenset({domain.ShowCost, domain.ShowPrice})
"""What nobody orders by hand: the driver is shown what the tariff says, and nothing else."""

MEANINGS: Mapping[type[Any], Callable[[Any], Instruction]] = MappingProxyType(
    {
        RemoteStart: lambda b: domain.RemoteStart(b.token, b.kind, b.evse),
        RemoteStop: lambda b: domain.RemoteStop(TransactionReference(b.reference)),
        Reset: lambda b: domain.Reset(b.graceful, b.evse),
        Unlock: lambda b: domain.Unlock(b.evse, b.connector),
        ChangeAvailability: lambda b: domain.ChangeAvailability(b.operative, b.evse, b.connector),
        ReadSettings: lambda b: domain.ReadSettings(tuple(key.key() for key in b.keys)),
        ChangeSettings: lambda b: domain.ChangeSettings(
            tuple((value.key(), value.value) for value in b.values)
        ),
        RotateSecret: lambda _: domain.RotateSecret(),
        ReadInventory: lambda b: domain.ReadInventory(b.configuration_only),
        Trigger: lambda b: domain.Trigger(b.message, b.evse, b.connector),
        ClearCache: lambda _: domain.ClearCache(),
        AskTransactionStatus: lambda b: domain.AskTransactionStatus(
            TransactionReference(b.reference) if b.reference else None
        ),
        SendData: lambda b: domain.SendData(b.vendor, b.message, b.data),
        RawCall: lambda b: domain.RawCall(b.action, b.payload),
    }
)

NEEDS: Mapping[type[Any], Scope] = MappingProxyType(
    {RotateSecret: Scope.ADMIN, RawCall: Scope.RAW_CONTROL}
)
"""What some of them need beside `control`."""


def meant(body: InstructionBody) -> Instruction:
    """The instruction that the body describes.

    Raises:
        Problem: it names a connector without its EVSE, or its payload is no JSON object.
    """
    if getattr(body, "connector", None) is not None and getattr(body, "evse", 0) is None:
        raise _wrong("evse", "is needed with a connector")
    if isinstance(body, RawCall):
        try:
            msgspec.json.decode(body.payload, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise _wrong("payload", "Expected the text of a JSON object") from None
    return MEANINGS[type(body)](body)


def _wrong(field: str, why: str) -> Problem:
    fault = Fault(detail=why, pointer=f"/instruction/{field}")
    return wrong("wrong-fields", [fault])
