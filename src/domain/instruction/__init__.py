"""Instructions: what can be asked of a station, version-free, and what became of it."""

from domain.instruction.events import OrderChanged
from domain.instruction.instructions import (
    AskTransactionStatus,
    ChangeAvailability,
    ChangeSettings,
    ClearCache,
    Instruction,
    RawCall,
    ReadInventory,
    ReadSettings,
    RemoteStart,
    RemoteStop,
    Reset,
    RotateSecret,
    SendData,
    Trigger,
    Triggered,
    Unlock,
)
from domain.instruction.order import Order, OrderState, Priority, priority_of
from domain.instruction.outcome import Outcome, Verdict

__all__ = [
    "AskTransactionStatus",
    "ChangeAvailability",
    "ChangeSettings",
    "ClearCache",
    "Instruction",
    "Order",
    "OrderChanged",
    "OrderState",
    "Outcome",
    "Priority",
    "RawCall",
    "ReadInventory",
    "ReadSettings",
    "RemoteStart",
    "RemoteStop",
    "Reset",
    "RotateSecret",
    "SendData",
    "Trigger",
    "Triggered",
    "Unlock",
    "Verdict",
    "priority_of",
]
