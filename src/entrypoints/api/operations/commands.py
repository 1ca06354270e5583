"""Commands: instructions to stations, followed until their effect is seen."""

import asyncio
from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.remote_control.order import (
    CancelOrder,
    CancelOrderHandler,
    OrderInstruction,
    OrderInstructionHandler,
)
from application.views.paging import Page
from application.views.remote_control import OrderFilter, OrderView
from domain.errors import DomainError
from domain.identity import OrderId, StationId
from domain.instruction import Instruction, OrderState
from entrypoints.api.call import Answer, Call
from entrypoints.api.operation import Block
from entrypoints.api.operations.instructions import NEEDS, InstructionBody, meant
from entrypoints.api.problems import Problem, ProblemDocument, refused
from entrypoints.api.reading.types import Instant, PageQuery, utc
from entrypoints.api.scopes import allows
from entrypoints.api.shown import Kind, listing
from entrypoints.api.waiting import ordered

block = Block("commands", "Instructions to stations, followed until their effect is seen.")

AT_ONCE = 20
"""Orders of a batch that are taken side by side."""

Patience = Annotated[int, Meta(ge=1, le=2_592_000)]


class NewCommand(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An instruction to one station."""

    instruction: InstructionBody
    wait_seconds: Patience | None = None
    """How long it may wait for a station that is away; without, such a station is an outcome."""


class NewBatch(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An instruction to many stations."""

    stations: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=1000)]
    instruction: InstructionBody
    wait_seconds: Patience | None = None


class Target(msgspec.Struct, kw_only=True):
    """What became of a batch at one station: a command, or why there is none."""

    station: UUID
    command: OrderView | None = None
    problem: ProblemDocument | None = None


class Batch(msgspec.Struct, kw_only=True):
    """What became of a batch. Its commands are listed with the filter `batch`."""

    batch: UUID
    accepted: int
    refused: int
    targets: tuple[Target, ...]


class CommandsQuery(PageQuery):
    """Filters and order."""

    station: UUID | None = None
    state: OrderState | None = None
    type: Annotated[str, Meta(min_length=1, max_length=50, pattern=r"^[a-z_]+$")] | None = None
    """Of instruction."""
    batch: UUID | None = None
    since: Instant | None = None
    """Ordered then or later."""
    until: Instant | None = None
    """Ordered before then."""
    sort: Literal["-ordered", "ordered"] = "-ordered"


COMMAND: Kind[OrderView] = Kind("command", lambda call, name: call.views.orders.find(name))


@block.operation("GET /commands", answers=Page[OrderView])
async def list_commands(call: Call, query: CommandsQuery) -> object:
    """List the commands, the newest first."""
    chosen = OrderFilter(
        station=query.station,
        state=query.state,
        kind=query.type,
        batch=query.batch,
        since=utc(query.since),
        until=utc(query.until),
    )
    return await listing(query, lambda wanted: call.views.orders.page(wanted, chosen))


@block.operation(
    "POST /stations/{station}/commands", answers=OrderView, status=202,
    does=OrderInstructionHandler, waits=True, other_statuses=(409,),
)  # fmt: skip
async def give_command(call: Call, station: UUID, body: NewCommand) -> Answer:
    """Give a station a command.

    - The answer is the command, to be followed at its address; with `Prefer: wait=10` it comes
      after the station's answer, or after so many seconds.
    """
    instruction = _allowed(call, body.instruction)
    order = await call.desk.run(
        OrderInstruction(
            tenant=call.tenant,
            station=StationId(station),
            instruction=instruction,
            ordered_by=call.caller.name,
            wait_for=_patience(body.wait_seconds),
        )
    )
    return await ordered(call, order.id)


@block.operation("POST /commands", answers=Batch, status=202, does=OrderInstructionHandler)
async def give_commands(call: Call, body: NewBatch) -> Batch:
    """Give many stations the same command.

    - Each station has its own outcome: a command, or the problem that there is none.
    """
    instruction = _allowed(call, body.instruction)
    batch = OrderId(call.api.ids.new())
    lane = asyncio.Semaphore(AT_ONCE)
    stations = tuple(dict.fromkeys(body.stations))

    async def give(station: UUID) -> Target:
        async with lane:
            return await _target(call, station, instruction, body.wait_seconds, batch)

    targets = await asyncio.gather(*(give(station) for station in stations))
    taken = sum(target.command is not None for target in targets)
    return Batch(batch=batch, accepted=taken, refused=len(targets) - taken, targets=tuple(targets))


@block.operation("GET /commands/{command}", answers=OrderView, versioned=True)
async def read_command(call: Call, command: UUID) -> Answer:
    """Read a command: where it stands, and what the station answered."""
    return await COMMAND.answer(call, command)


@block.operation(
    "POST /commands/{command}/cancel", answers=OrderView, does=CancelOrderHandler,
    other_statuses=(409,),
)  # fmt: skip
async def cancel_command(call: Call, command: UUID) -> OrderView:
    """Take a command back."""
    await COMMAND.view(call, command)
    await call.desk.run(CancelOrder(OrderId(command)))
    return await COMMAND.view(call, command)


def _allowed(call: Call, body: InstructionBody) -> Instruction:
    needed = NEEDS.get(type(body))
    if needed is not None and not allows(call.caller.scopes, needed):
        raise Problem("forbidden", "The instruction needs another scope.", needed=needed)
    return meant(body)


def _patience(seconds: int | None) -> timedelta | None:
    return timedelta(seconds=seconds) if seconds is not None else None


async def _target(
    call: Call, station: UUID, instruction: Instruction, seconds: int | None, batch: OrderId
) -> Target:
    """Each in a scope of its own: one that is refused leaves the others alone."""
    desk = call.api.desks.tenant(call.api.storage.scope(call.tenant, call.caller.name))
    try:
        order = await desk.run(
            OrderInstruction(
                tenant=call.tenant,
                station=StationId(station),
                instruction=instruction,
                ordered_by=call.caller.name,
                wait_for=_patience(seconds),
                batch=batch,
            )
        )
    except DomainError as error:
        return Target(station=station, problem=refused(error).document)
    answer = await ordered(call, order.id)
    return Target(station=station, command=answer.content)
