"""Delivering the queue: one message after the other, each until the CSMS has answered it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from . import frames
from .frames import Payload
from .history import History
from .line import LineLost, Refused, Unanswered
from .presence import Presence
from .queue import MessageQueue, Waiting
from .sayings import TransactionSaying


@dataclass(slots=True, eq=False)
class Delivery:
    """The way of transaction messages to the CSMS.

    Attributes:
        attempts: How often a message that is refused with CALLERROR is sent; 0: for ever.
        retry_seconds: Wait after a refusal, times the number of attempts so far.
        on_answer: What the station does with an answer.
    """

    presence: Presence
    queue: MessageQueue
    history: History
    on_answer: Callable[[TransactionSaying, Payload], None]
    attempts: int
    retry_seconds: float

    def put(self, saying: TransactionSaying) -> None:
        """Queue a message, if this version has words for it."""
        presence = self.presence
        if type(saying) not in presence.dialect.say:
            return
        note = self.history.queued(presence.plan.identity, presence.new_id(), saying)
        self.queue.put(Waiting(saying, note))

    async def run(self) -> None:
        """Deliver for ever."""
        while True:
            waiting = await self.queue.head()
            await self.presence.ready.wait()
            try:
                answer = await self._send(waiting)
            except (LineLost, Unanswered):
                continue  # the same frame again, on the next connection
            except Refused as refused:
                await self._refused(waiting, refused)
            else:
                station, transaction = self.presence.plan.identity, waiting.saying.transaction
                self.history.acknowledged(station, transaction, waiting.note, answer)
                self.queue.settle()
                self.on_answer(waiting.saying, answer)

    async def _send(self, waiting: Waiting) -> Payload:
        if waiting.frame is None:
            waiting.action, payload = self._words(waiting.saying)
            waiting.frame = frames.call(waiting.note.id, waiting.action, payload)
        self.history.sent(waiting.note, waiting.frame)
        return await self.presence.send(waiting.note.id, waiting.action, waiting.frame)

    def _words(self, saying: TransactionSaying) -> tuple[str, Payload]:
        words = self.presence.dialect.words(saying)
        assert words is not None  # noqa: S101 - `put` has seen that there are words
        return words

    async def _refused(self, waiting: Waiting, refused: Refused) -> None:
        if not self.presence.registered:
            return  # refused for want of a boot: that says nothing about the message
        waiting.attempts += 1
        given_up = 0 < self.attempts <= waiting.attempts
        self.history.refused(waiting.note, refused.fault, given_up=given_up)
        if given_up:
            self.queue.settle()
            return
        # A CSMS may repeat its answer to a repeated id: a new attempt needs a new one.
        waiting.note.id, waiting.frame = self.presence.new_id(), None
        await asyncio.sleep(self.retry_seconds * waiting.attempts)
