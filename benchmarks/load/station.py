"""One station of the load: callbacks only, one call at a time, no task of its own."""

import asyncio
import random
import secrets
from collections.abc import Callable
from itertools import count
from time import perf_counter

from benchmarks.load import wire
from benchmarks.load.plan import Caller, Target
from benchmarks.load.tally import Tally, Times
from benchmarks.load.wire import Refused, Wire
from benchmarks.load.words import Talk

CALL, RESULT = ord("2"), ord("3")
ID_WITHIN = 64  # an answer's message id ends within its first bytes
RUN = secrets.token_hex(4).encode()  # ids must not repeat those of an earlier run


class Station:
    """Speaks when told to; calls `then` with each answer."""

    __slots__ = (
        "_action", "_asked_at", "_id", "_numbers", "_times", "alive", "caller", "talk", "tally",
        "then", "waiting", "wire",
    )  # fmt: skip

    def __init__(self, caller: Caller, tally: Tally) -> None:
        self.caller = caller
        self.tally = tally
        self.talk = Talk(caller.token, meter_wh=random.randrange(10_000, 1_000_000))
        self.then: Callable[[bytes], None] = _nothing
        self.waiting = False
        self.alive = False
        self.wire: Wire
        self._numbers = count(1)
        self._times = Times()
        self._id = b""
        self._action = ""
        self._asked_at = 0.0

    async def connect(self, target: Target) -> None:
        """Open the socket; raises Refused or OSError."""
        path = target.of(self.caller.identity)
        self.wire = await wire.connect(
            target.host,
            target.port,
            path,
            subprotocol=self.caller.words.subprotocol,
            user=self.caller.identity,
            password=self.caller.password,
        )
        self.wire.heard, self.wire.lost = self._heard, self._lost
        self.alive = not self.wire.closed

    async def boot(self) -> bool:
        """Send a BootNotification; True if it was accepted."""
        frame = self.caller.words.boot(self.next_id())
        return b'"Accepted"' in await self.asked("BootNotification", frame)

    async def asked(self, action: str, frame: bytes) -> bytes:
        """Send a call and wait for its answer; raises ConnectionError if the socket closes."""
        answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.then = lambda payload: None if answer.done() else answer.set_result(payload)
        self.ask(action, frame)
        try:
            while not answer.done():
                if not self.alive:
                    raise ConnectionError(f"{self.caller.identity} was cut off")
                await asyncio.wait({answer}, timeout=1)
            return answer.result()
        finally:
            self.then = _nothing

    def ask(self, action: str, frame: bytes, since: float | None = None) -> None:
        """Send a call; its latency counts from `since`, or from now."""
        self.waiting, self._action = True, action
        self._asked_at = since or perf_counter()
        self.tally.sent[action] += 1
        self.wire.send(frame)

    def next_id(self) -> bytes:
        """Return a fresh message id."""
        self._id = b"%b-%d" % (RUN, next(self._numbers))
        return self._id

    def own_id(self) -> bytes:
        """Return a transaction id of at most 36 characters, made of the present message id."""
        return b"%b-%b" % (self.caller.identity.encode()[:16], self._id)

    def now(self) -> bytes:
        """Return a time later than all before."""
        return self._times.next()

    def _heard(self, payload: bytes) -> None:
        kind = payload[1]
        if kind == CALL:
            self._decline(payload)
            return
        if not self.waiting or payload.find(self._id, 0, ID_WITHIN) < 0:
            self.tally.errors["stray answer"] += 1
            return
        self.waiting = False
        self.tally.answer(self._action, perf_counter() - self._asked_at)
        if kind != RESULT:
            code = payload.split(b'"', 4)[3].decode("latin-1")
            self.tally.errors[f"{self._action}: {code}"] += 1
        self.then(payload)

    def _decline(self, payload: bytes) -> None:
        message_id = payload.split(b'"', 2)[1]
        self.wire.send(b'[4,"%b","NotSupported","",{}]' % message_id)

    def _lost(self) -> None:
        if self.alive:
            self.alive = False
            self.tally.errors["socket lost"] += 1

    def close(self) -> None:
        """Leave, on purpose."""
        if self.alive:
            self.alive = False
            self.wire.close()


async def arrive(station: Station, target: Target, patience: float) -> None:
    """Connect and boot until accepted; refusals are counted, tried again, and at last raised."""
    deadline = perf_counter() + patience
    while True:
        try:
            began = perf_counter()
            await station.connect(target)
            station.tally.answer("connect", perf_counter() - began)
            if await station.boot():
                return
            reason: Exception = Refused("boot not accepted")
            station.close()
        except (Refused, OSError) as failed:
            reason = failed
        station.tally.errors[f"connect: {reason}"] += 1
        if perf_counter() > deadline:
            raise reason
        await asyncio.sleep(random.uniform(0.2, 1.0))


def _nothing(_: bytes) -> None:
    return
