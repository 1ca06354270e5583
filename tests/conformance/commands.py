"""Commands as a corpus names them, given as the API would."""

import json
import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from tests.adapters.ocpp.wire.corpus import smallest
from tests.conformance.server import Csms

from adapters.ocpp.dialects import DIALECTS
from application.remote_control.order import OrderInstruction
from domain.errors import NotPossibleNow
from domain.identity import StationId, TransactionReference
from domain.instruction import (
    AskTransactionStatus,
    ChangeAvailability,
    ClearCache,
    Instruction,
    Order,
    RawCall,
    ReadInventory,
    ReadSettings,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
    Trigger,
    Triggered,
)
from domain.station import SettingKey
from domain.token import TokenKind

HEARTBEAT_INTERVAL = SettingKey("HeartbeatInterval", "OCPPCommCtrlr")
SECRETS = re.compile("AuthorizationKey|BasicAuthPassword")
TRIGGERS = {
    "BootNotification": Triggered.BOOT,
    "Heartbeat": Triggered.HEARTBEAT,
    "StatusNotification": Triggered.STATUS,
    "MeterValues": Triggered.METER_VALUES,
    "TransactionEvent": Triggered.TRANSACTION,
}

INSTRUCTIONS: MappingProxyType[str, Callable[[list[str]], Instruction]] = MappingProxyType(
    {
        "GetBaseReport": lambda _: ReadInventory(),
        "GetVariables": lambda _: ReadSettings((HEARTBEAT_INTERVAL,)),
        "GetConfiguration": lambda _: ReadSettings(),
        "Reset": lambda words: Reset(graceful="Hard" not in words),
        "ClearCache": lambda _: ClearCache(),
        "ChangeAvailability": lambda words: ChangeAvailability("Inoperative" not in words),
        "GetTransactionStatus": lambda words: AskTransactionStatus(_reference(words)),
        "RemoteStartTransaction": lambda _: RemoteStart("TAG1", TokenKind.RFID),
        "RequestStartTransaction": lambda _: RemoteStart("TAG1", TokenKind.RFID),
        "RemoteStopTransaction": lambda words: RemoteStop(_reference(words) or _NOBODYS),
        "RequestStopTransaction": lambda words: RemoteStop(_reference(words) or _NOBODYS),
        "TriggerMessage": lambda words: Trigger(
            next((TRIGGERS[word] for word in words if word in TRIGGERS), Triggered.BOOT)
        ),
    }
)
"""First word of a command → our instruction; any other action of the version goes as it is."""

_NOBODYS = TransactionReference("1")


def _reference(words: list[str]) -> TransactionReference | None:
    return TransactionReference(words[0]) if words else None


def instruction_of(command: str, version: str) -> Instruction:
    """Raises KeyError for what this version of OCPP does not have."""
    action, *words = re.split(r"[\s:,()]+", command.strip())
    if SECRETS.search(command):
        return RotateSecret()
    if action in INSTRUCTIONS:
        return INSTRUCTIONS[action]([word for word in words if word])
    if action not in DIALECTS[version].actions:
        raise KeyError(f"unknown command {command!r}")
    return RawCall(action, json.dumps(smallest(version, f"{action}Request")))


async def give(server: Csms, station: StationId, command: Any, version: str) -> Order | None:
    """Order it; None where the server takes no orders for that station."""
    if isinstance(command, dict):
        instruction: Instruction = RawCall(command["action"], json.dumps(command["payload"]))
    else:
        instruction = instruction_of(command, version)
    order = OrderInstruction(server.tenant, station, instruction, "conformance")
    try:
        given: Order = await server.desk().run(order)
    except NotPossibleNow:
        return None
    return given
