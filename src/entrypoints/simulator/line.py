"""One open socket: one call of ours at a time, answers matched, calls of the CSMS answered.

Reading never waits for a call of ours: both sides may ask at the same moment.
"""

import asyncio
from collections.abc import Callable
from time import perf_counter

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from . import frames
from .frames import Answer, Call, Fault, Payload
from .statistics import Statistics

LAST_CALL = 1.0  # seconds


class LineLost(Exception):
    """The socket closed before the answer came."""


class Unanswered(Exception):
    """No answer came in time."""


class Refused(Exception):
    """The answer was a CALLERROR."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(f"{fault.code}: {fault.description}")
        self.fault = fault


class Line:
    """A conversation over one socket.

    Args:
        socket: The open WebSocket.
        reply: How the CSMS's calls are answered.
        afterwards: Run when such an answer has been written.
        statistics: Where calls and answers are counted.
    """

    def __init__(
        self,
        socket: ClientConnection,
        reply: Callable[[str, Payload], Payload | Fault],
        afterwards: Callable[[], None],
        statistics: Statistics,
    ) -> None:
        self._socket = socket
        self._reply = reply
        self._afterwards = afterwards
        self._statistics = statistics
        self._turn = asyncio.Lock()
        self._awaited: tuple[str, asyncio.Future[Payload]] | None = None
        self._lost = False

    async def ask(self, message_id: str, action: str, frame: bytes, seconds: float) -> Payload:
        """Send a call and return the result; raises LineLost, Unanswered or Refused."""
        async with self._turn:
            if self._lost:
                raise LineLost
            answer: asyncio.Future[Payload] = asyncio.get_running_loop().create_future()
            self._awaited = (message_id, answer)
            asked_at = perf_counter()
            try:
                async with asyncio.timeout(seconds):
                    await self._write(frame)
                    self._statistics.sent[action] += 1
                    result = await answer
            except TimeoutError:
                self._statistics.unanswered += 1
                raise Unanswered from None
            finally:
                self._awaited = None
                if answer.done() and not answer.cancelled():
                    answer.exception()  # the loss may have been noticed by writing as well
            self._statistics.answered += 1
            self._statistics.latencies.add(perf_counter() - asked_at)
            return result

    async def listen(self) -> None:
        """Read until the socket closes."""
        try:
            while True:
                await self._take(await self._socket.recv(decode=False))
        except ConnectionClosed:
            return
        finally:
            self._lost = True
            if self._awaited is not None and not self._awaited[1].done():
                self._awaited[1].set_exception(LineLost())

    async def close(self) -> None:
        """Let the calls that wait have their answers, for a moment; then close."""
        try:
            async with asyncio.timeout(LAST_CALL), self._turn:
                await self._socket.close()
        except TimeoutError:
            await self._socket.close()

    def cut(self) -> None:
        """Close without a word, as a lost network does."""
        self._socket.transport.abort()

    async def _take(self, raw: bytes) -> None:
        try:
            frame = frames.read(raw)
        except frames.UnreadableFrame:
            return
        if isinstance(frame, Answer):
            self._settle(frame)
        elif isinstance(frame, Call):
            await self._obey(frame)

    def _settle(self, frame: Answer) -> None:
        if self._awaited is None or self._awaited[0] != frame.id or self._awaited[1].done():
            return  # a late answer, to a call that was given up
        if isinstance(frame.content, Fault):
            self._statistics.faults[frame.content.code] += 1
            self._awaited[1].set_exception(Refused(frame.content))
        else:
            self._awaited[1].set_result(frame.content)

    async def _obey(self, frame: Call) -> None:
        content = self._reply(frame.action, frame.payload)
        self._statistics.obeyed[frame.action] += 1
        try:
            await self._write(frames.answer(frame.id, content))
        except LineLost:
            return
        finally:
            self._afterwards()

    async def _write(self, frame: bytes) -> None:
        try:
            await self._socket.send(frame, text=True)
        except ConnectionClosed:
            raise LineLost from None
