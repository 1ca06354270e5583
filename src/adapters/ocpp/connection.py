"""The driver of one station's connection: it does what the conversation wants, and no more.

The reader never waits for a handler: calls of the station are worked off one after another by a
task that exists only while there is work, so that an idle connection costs one waiting reader.

A record on which a bill hangs is never lost: where it must be refused, its text is kept first, and
only then the station is told.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Protocol

from msgspec import Struct

from adapters.ocpp import effects as fx
from adapters.ocpp.conversation import Conversation, LineBusyError
from adapters.ocpp.dialect import Caller, Dialect
from adapters.ocpp.faults import Fault
from adapters.ocpp.refused_records import RefusedRecords, is_record
from adapters.ocpp.repairs import Finding
from application.desk import Desk
from domain.errors import DomainError, Fenced

GOING_AWAY, POLICY_VIOLATION, INTERNAL_ERROR, TAKEN_OVER = 1001, 1008, 1011, 1008

FAULTS: MappingProxyType[type[DomainError], Fault] = MappingProxyType({})
"""What a handler refuses → the fault the station is told; the others are INTERNAL: the station
has done nothing wrong, and may try again."""


class Socket(Protocol):
    """The WebSocket under a connection."""

    async def listen(self, heard: Callable[[str | bytes], None]) -> None:
        """Hand over each message as it comes, in order; returns when the socket is closed."""
        ...

    def write(self, message: str) -> None:
        """Write a text message, or let it fall if the socket is closed."""
        ...

    @property
    def crowded(self) -> bool:
        """Whether the station does not read fast enough what is written."""
        ...

    async def relief(self) -> None:
        """Wait until it is not crowded, or closed."""
        ...

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it."""
        ...


class Observer(Protocol):
    """Who watches the line: the frames log, metrics, and the record of odd stations."""

    def heard(self, text: str | bytes) -> None:
        """A message came in."""
        ...

    def told(self, text: str) -> None:
        """A message went out."""
        ...

    def answered(self, action: str, seconds: float, *, error: str = "") -> None:
        """A call of the station was answered, with a result or with an error."""
        ...

    def refused(self, refusal: fx.Refused) -> None:
        """A frame of the station was refused; a payload in it must not get lost."""
        ...

    def repaired(self, action: str, findings: Sequence[Finding]) -> None:
        """A message, or an answer to one of ours, was taken although it had to be mended."""
        ...

    def unusable(self, refusal: fx.ResultRefused) -> None:
        """The station could not use an answer of ours: what it was for has not happened."""
        ...

    def failed(self, action: str, failure: Exception) -> None:
        """A handler of ours failed; the station was told of an internal error."""
        ...


@dataclass(frozen=True, slots=True)
class Times:
    """Where a connection gets the time from."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    answer_within: float = 30.0


class StationConnection:
    """One connection of one station."""

    __slots__ = (
        "_asked",
        "_caller",
        "_closing",
        "_desk",
        "_dialect",
        "_last_id",
        "_name",
        "_observer",
        "_refused",
        "_socket",
        "_stopping",
        "_timer",
        "_times",
        "_work",
        "conversation",
        "last_heard",
    )

    def __init__(
        self,
        *,
        socket: Socket,
        conversation: Conversation,
        dialect: Dialect,
        caller: Caller,
        desk: Desk,
        side_desk: Callable[[], Desk],
        times: Times,
        observer: Observer,
        name: str = "c",
    ) -> None:
        """The driver of one connection.

        Args:
            socket: open.
            conversation: of the version spoken.
            dialect: of the version spoken.
            caller: the station.
            desk: for the station's calls, one at a time.
            side_desk: makes a desk for what is done beside them.
            times: where the time comes from.
            observer: who watches.
            name: begins the ids of our calls; another one for each connection of a station.
        """
        self._name = name
        self._socket = socket
        self.conversation = conversation
        self._dialect = dialect
        self._caller = caller
        self._desk = desk
        self._refused = RefusedRecords(caller, side_desk)
        self._times = times
        self._observer = observer
        self._asked: tuple[str, asyncio.Future[Struct | fx.CallFailed]] | None = None
        self._last_id = 0
        self._timer: asyncio.TimerHandle | None = None
        self._work: asyncio.Task[None] | None = None
        self._closing: asyncio.Task[None] | None = None
        self._stopping = False
        self.last_heard = times.now()

    # The station speaks.

    async def serve(self) -> None:
        """Listen until the socket is closed; then whatever we asked has failed."""
        try:
            await self._socket.listen(self._hear)
        finally:
            self._perform(self.conversation.lose())
            if self._work is not None:
                await asyncio.wait([self._work])

    def _hear(self, message: str | bytes) -> None:
        self.last_heard = self._times.now()
        self._observer.heard(message)
        # Bytes are a binary message: the library hands text over as str.
        binary = isinstance(message, bytes)
        self._perform(self.conversation.feed(message, self._times.monotonic(), binary=binary))

    def _perform(self, effects: list[fx.Effect]) -> None:
        refused = [e for e in effects if isinstance(e, fx.Refused) and is_record(e)]
        if refused:
            self._next(self._keep_first(refused, effects))
        else:
            self._do(effects)

    def _do(self, effects: list[fx.Effect]) -> None:
        for effect in effects:
            match effect:
                case fx.Transmit(text=text):
                    self._tell(text)
                case fx.Deliver(call=call):
                    self._begin(call)
                case fx.Completed():
                    self._complete(effect)
                case fx.Refused():
                    self._observer.refused(effect)
                case fx.ResultRefused():
                    self._observer.unusable(effect)
                case fx.Close(code=code, reason=reason):
                    self._closing = asyncio.create_task(self._socket.close(code, reason))
                case _:
                    pass

    def _tell(self, text: str) -> None:
        self._observer.told(text)
        self._socket.write(text)

    async def _keep_first(self, refused: list[fx.Refused], effects: list[fx.Effect]) -> None:
        for refusal in refused:
            try:
                await self._refused.keep(refusal)
            except Exception as failure:  # noqa: BLE001 - the station waits for an answer anyway
                self._observer.failed(refusal.action, failure)
        self._do(effects)

    # Its calls are worked off.

    def _begin(self, call: fx.InboundCall) -> None:
        if not call.wants_answer:
            return  # no SEND has a row yet; its frame is in the log
        self._next(self._answer(call))

    def _next(self, step: Coroutine[Any, Any, None]) -> None:
        """Do this when what is in work is done: the station is answered in its own order."""
        before = self._work
        if before is not None and not before.done() and before is not asyncio.current_task():
            step = _after(before, step)
        self._work = asyncio.get_running_loop().create_task(step)

    async def _answer(self, call: fx.InboundCall) -> None:
        action, began = call.action.name, self._times.monotonic()
        if call.findings:
            self._observer.repaired(action, call.findings)
        error = ""
        try:
            reply = await self._handled(call)
        except Fenced:
            await self._socket.close(TAKEN_OVER, "a newer connection has taken over")
            return
        except Exception as failure:  # noqa: BLE001 - a handler's fault must not end the line
            self._observer.failed(action, failure)
            fault = FAULTS.get(type(failure), Fault.INTERNAL)  # type: ignore[arg-type] # by class
            error = fault.name
            ended = self._times.monotonic()
            effects = self.conversation.refuse(call.message_id, fault, ended)
        else:
            ended = self._times.monotonic()
            effects = self.conversation.answer(call.message_id, reply, ended)
        self._observer.answered(action, ended - began, error=error)
        if self._socket.crowded:
            await self._socket.relief()
        self._perform(effects)
        if self._work is asyncio.current_task():
            self._work = None  # an idle line would keep it

    async def _handled(self, call: fx.InboundCall) -> Struct:
        row = self._dialect.inbound[call.action.name]
        command = row.to_command(call.payload, self._caller)
        answer = None if command is None else await self._desk.run(command)
        return row.to_reply(answer, call.payload, self._times.now())

    # We speak.

    async def call(self, action: str, request: Struct) -> Struct | fx.CallFailed:
        """Ask the station and wait for the end of it. Dialogs come here one at a time."""
        self._last_id += 1
        message_id = f"{self._name}{self._last_id}"
        now = self._times.monotonic()
        try:
            effects = self.conversation.ask(
                message_id, action, request, now, self._times.answer_within
            )
        except LineBusyError:
            return fx.CallFailed(fx.Failure.CONNECTION_LOST)
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Struct | fx.CallFailed] = loop.create_future()
        asked = self._asked = (message_id, answer)
        self._timer = loop.call_later(self._times.answer_within + 0.01, self._give_up)
        try:
            self._perform(effects)
            outcome: Struct | fx.CallFailed = await answer
        finally:
            if self._asked is asked:
                self._asked = None
        return outcome

    def permit(self, *actions: str) -> None:
        """Let the station send these although it is pending."""
        self.conversation.permit(*actions)

    def _give_up(self) -> None:
        for effect in self.conversation.tick(self._times.monotonic()):
            if isinstance(effect, fx.Completed):
                self._complete(effect)

    def _complete(self, completed: fx.Completed) -> None:
        if completed.findings:
            self._observer.repaired(completed.action.name, completed.findings)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._asked is None:
            return
        message_id, answer = self._asked
        if message_id == completed.message_id and not answer.done():
            answer.set_result(completed.outcome)

    # It ends.

    async def close(self, code: int = GOING_AWAY, reason: str = "") -> None:
        """Answer what is in work, then close."""
        if self._stopping:
            return
        self._stopping = True
        if self._work is not None and not self._work.done():
            await asyncio.wait([self._work], timeout=self._times.answer_within)
        await self._socket.close(code, reason)

    @property
    def protocol(self) -> str:
        """The version spoken."""
        return self._dialect.name


async def _after(before: asyncio.Task[None], step: Coroutine[Any, Any, None]) -> None:
    await asyncio.wait([before])
    await step
