"""Orders. A secret in an instruction is in the database only while it waits to be sent."""

import re
from dataclasses import replace
from typing import get_args

from adapters.persistence.documents import Tagged, from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.identity import OrderId, StationId, TenantId
from domain.instruction import (
    ChangeSettings,
    Instruction,
    Order,
    OrderState,
    Outcome,
    Priority,
    RawCall,
)

INSTRUCTIONS: Tagged[Instruction] = Tagged(get_args(Instruction))

SECRET = re.compile(
    r"password|authori[sz]ationkey|secret|credential|passphrase|\bpin\b", re.IGNORECASE
)
"""Names of settings, of any vendor, whose values nobody should read later."""

BLANK = "***"


def to_row(order: Order, version: int) -> Written:
    """In the order of the table `orders`."""
    told = order.instruction if order.waiting else without_secrets(order.instruction)
    outcome = order.outcome
    return (
        order.tenant,
        order.id,
        version,
        order.station,
        INSTRUCTIONS.name(order.instruction),
        INSTRUCTIONS.dump(told),
        order.state,
        int(order.priority),
        order.ordered_at,
        order.expires_at,
        order.sent_at,
        order.answered_at,
        order.confirmed_at,
        outcome.verdict if outcome else None,
        to_json(outcome) if outcome else None,
        order.ordered_by,
        order.batch,
    )


def from_row(row: Read) -> Order:
    """The order of a row."""
    return Order(
        id=OrderId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        station=StationId(row["station_id"]),
        instruction=INSTRUCTIONS.load(row["instruction"], row["detail"]),
        state=OrderState(row["state"]),
        priority=Priority(row["priority"]),
        ordered_at=row["ordered_at"],
        expires_at=row["expires_at"],
        sent_at=row["sent_at"],
        answered_at=row["answered_at"],
        confirmed_at=row["confirmed_at"],
        outcome=from_json(row["outcome"], Outcome) if row["outcome"] else None,
        ordered_by=row["ordered_by"],
        batch=OrderId(row["batch_id"]) if row["batch_id"] else None,
    )


def without_secrets(instruction: Instruction) -> Instruction:
    """The instruction with secret values blanked."""
    if isinstance(instruction, ChangeSettings):
        values = tuple(
            (key, BLANK if SECRET.search(key.variable) else value)
            for key, value in instruction.values
        )
        return replace(instruction, values=values)
    if isinstance(instruction, RawCall) and SECRET.search(instruction.payload):
        return replace(instruction, payload="{}")
    return instruction
