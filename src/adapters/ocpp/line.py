"""The line to one station: dialogs carried out over a conversation, one after another."""

import asyncio
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Protocol

from msgspec import Struct

from adapters.ocpp.dialect import (
    Ask,
    Dialect,
    Dialog,
    LineLost,
    NoAnswer,
    Run,
    Speaker,
    StationRefusal,
    UnreadableAnswer,
    outcome_of,
)
from adapters.ocpp.effects import CallFailed, Failure
from adapters.ocpp.faults import InvalidMessageError
from application.desk import Desk
from application.ports.remote_control import StationLine
from domain.errors import NotPossibleNow
from domain.identity import StationId
from domain.instruction import Instruction, Outcome, Verdict


class Caller(Protocol):
    """Whoever can put a call to the station and wait for its end."""

    async def call(self, action: str, request: Struct) -> Struct | CallFailed:
        """The reply, or how the call failed."""
        ...

    def permit(self, *actions: str) -> None:
        """Let the station send these although it is pending (B02.FR.02)."""
        ...


def _triggered(request: Any) -> tuple[str, ...]:
    return (request.requested_message,)


PERMITS: Mapping[str, Callable[[Any], tuple[str, ...]]] = MappingProxyType(
    {
        "TriggerMessage": _triggered,
        "ExtendedTriggerMessage": _triggered,
        "GetBaseReport": lambda _: ("NotifyReport",),
        "GetReport": lambda _: ("NotifyReport",),
    }
)
"""What a station may send while it is pending, because we asked for it."""


class OcppLine(StationLine):
    """Carries out instructions; a dialog runs to its end before the next one begins."""

    __slots__ = ("_caller", "_desk", "_dialect", "_one_at_a_time", "_speaker")

    def __init__(
        self, caller: Caller, dialect: Dialect, speaker: Speaker, desk: Callable[[], Desk]
    ) -> None:
        self._caller = caller
        self._dialect = dialect
        self._speaker = speaker
        self._desk = desk
        self._one_at_a_time: asyncio.Lock | None = None  # most stations are never asked

    async def ask(self, station: StationId, instruction: Instruction) -> Outcome:
        """The outcome of the instruction; whatever goes wrong with the station is one too."""
        if station != self._speaker.caller.station:
            return Outcome(Verdict.STATION_OFFLINE)
        if self._one_at_a_time is None:
            self._one_at_a_time = asyncio.Lock()
        async with self._one_at_a_time:
            try:
                return await self._hold(self._dialect.dialog(instruction, self._speaker))
            except (StationRefusal, NoAnswer, LineLost) as failure:
                return outcome_of(failure)
            except NotPossibleNow as refusal:
                return Outcome(Verdict.REJECTED, str(refusal))
            except InvalidMessageError as fault:
                # Such as a token that is too long for the version spoken; nothing was sent.
                return Outcome(Verdict.FAILED, "", {"reason": f"It cannot be said: {fault}"})

    async def _hold(self, dialog: Dialog) -> Outcome:
        """Take it step by step; failures are thrown into it, and out of it if not caught."""
        try:
            step = next(dialog)
            while True:
                try:
                    heard = await self._take(step)
                except (StationRefusal, NoAnswer, LineLost) as failure:
                    step = dialog.throw(failure)
                else:
                    step = dialog.send(heard)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome

    async def _take(self, step: Ask | Run) -> Any:
        if isinstance(step, Run):
            return await self._desk().run(step.command)
        if step.action in PERMITS:
            self._caller.permit(*PERMITS[step.action](step.request))
        reply = await self._caller.call(step.action, step.request)
        if isinstance(reply, CallFailed):
            raise _FAILURES[reply.failure](reply)
        return reply


_FAILURES: Mapping[Failure, Callable[[CallFailed], Exception]] = MappingProxyType(
    {
        Failure.ERROR: lambda failed: StationRefusal(failed.code, failed.description),
        Failure.INVALID_RESULT: lambda failed: UnreadableAnswer(failed.code, failed.description),
        Failure.TIMED_OUT: lambda _: NoAnswer(),
        Failure.CONNECTION_LOST: lambda _: LineLost(),
    }
)
