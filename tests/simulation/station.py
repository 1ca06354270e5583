"""A simulated station: its line, its queue, and its habits. What truly happens is in `outlet`."""

import asyncio
import contextlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from tests.simulation.chance import Chance
from tests.simulation.clocks import StationClock, Told
from tests.simulation.obedience import OBEYS
from tests.simulation.outlet import Outlet
from tests.simulation.tongues import Message
from tests.simulation.traits import CLOCKS, Traits
from tests.simulation.truth import History, Meter, Transaction, Word
from tests.simulation.wire import StationEnd

from entrypoints.gateway.door import Knock

ENCODE = msgspec.json.Encoder(decimal_format="number").encode
DECODE = msgspec.json.Decoder().decode
ANSWER_WITHIN = 45.0
"""Seconds that a station waits for an answer."""

Answer = tuple[str, Any] | None
"""("result", payload), ("error", code), or None: no answer came."""


@dataclass(slots=True, eq=False)
class Item:
    """A message that must arrive: kept until it is acknowledged, over reboots and reconnects."""

    message: Callable[[], Message | None]
    """None while it cannot be said yet: 1.6 waits for the number of its transaction."""
    done: Callable[[dict[str, Any]], None]
    word: Word | None = None
    transaction: Transaction | None = None
    message_id: str = ""


class SimStation:
    """One station of one tenant."""

    def __init__(self, world: Any, tenant: str, identity: str, traits: Traits, seed: int) -> None:
        self.world = world
        self.loop = world.loop
        self.tenant, self.identity, self.traits = tenant, identity, traits
        self.name = f"{tenant}/{identity}"
        self.chance = Chance(seed, self.name)
        self.tongue = traits.tongue
        self.id: UUID | None = None
        self.clock = StationClock(self.loop.time, traits.form, CLOCKS[traits.clock])
        self.history = History()
        self.secret = self._first_secret()
        self.next_secret: bytes | None = None
        begin = self.chance.randrange(2_000, 90_000)
        if traits.modulus == 10**6:
            begin = 10**6 - self.chance.randrange(500, 30_000)
        self.outlets = [
            Outlet(self, n + 1, Meter(begin, traits.modulus)) for n in range(traits.outlets)
        ]
        self.queue: list[Item] = []
        self.end: StationEnd | None = None
        self.since = 0.0
        self.cut_off_until = 0.0
        self.powered = True
        self.accepted = False
        self.must_boot = True
        self.lives = 0
        """How often power came."""
        self._waiting: dict[str, asyncio.Future[Answer]] = {}
        self._last_id = 0
        self._filled = asyncio.Event()
        self._changed = asyncio.Event()
        self._power = asyncio.Event()
        self._power.set()
        self._late: list[tuple[int, str, Told]] = []
        self._aside: dict[asyncio.Task[Any], None] = {}

    def _first_secret(self) -> bytes:
        secret = f"first-{self.chance.randbytes(10).hex()}".encode()
        self.history.secrets.append(secret)
        return secret

    # Its connections.

    async def live(self) -> None:
        """Connect, speak, lose the line, come again; for ever."""
        await asyncio.sleep(self.chance.uniform(0, 60))
        while True:
            await self._power.wait()
            end = await self.world.network.connect(self)
            if end is not None:
                await self._speak(end)
            await asyncio.sleep(self.chance.choice((0.2, self.chance.uniform(1, 60))))

    def knock(self) -> Knock:
        """What it says at the door."""
        shown = self.secret.hex().upper().encode() if self._shows_hex() else self.secret
        basic = b64encode(self.identity.encode() + b":" + shown).decode()
        return Knock(
            path=f"/ocpp/{self.tenant}/{self.identity}",
            source="10.0.0.1",
            authorization=[f"Basic {basic}"],
            protocols=[self.tongue.name],
            tls=False,
            certificate=None,
        )

    def _shows_hex(self) -> bool:
        return self.traits.small_hex and len(self.secret) == 20 and not self.tongue.self_named

    async def _speak(self, end: StationEnd) -> None:
        self.end, self.since = end, self.loop.time()
        self.accepted = not self.must_boot and not self.traits.boots_always
        tasks = [self.loop.create_task(work) for work in (self._hello(), self._beat())]
        try:
            while (text := await end.read()) is not None:
                self._hear(end, text)
        finally:
            self.end = None
            for task in (*tasks, *self._aside):
                task.cancel()
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_result(None)
            self._waiting.clear()

    def cut_off(self, seconds: float) -> None:
        """Nobody is reached for so long; what happens goes on."""
        self.cut_off_until = self.loop.time() + seconds
        if self.end is not None:
            self.chance.choice((self.end.wire.reset, self.end.wire.fall_silent))()
            self.end.hear(None)

    def hang_up(self) -> None:
        """Close the line, politely or not."""
        if self.end is not None:
            self.end.leave(self.chance.choice((0.0, 0.0, 30.0)) if self.world.stormy else 0.0)

    async def _hello(self) -> None:
        if not self.accepted:
            if self.traits.early_statuses:
                for outlet in self.outlets:
                    self.aside(self._tell_status(outlet))
            while not await self._boot():  # noqa: ASYNC110 - it asks again and again
                await asyncio.sleep(self.chance.uniform(5, 60))
        self.accepted, self.must_boot = True, False
        self.aside(self._drain())
        await self._tell_statuses()

    async def _boot(self) -> bool:
        answer = await self.ask(*self.tongue.boot("PowerUp" if self.must_boot else "Unknown"))
        if answer is None or answer[0] == "error":
            return False
        if self.traits.sets_clock and answer[1]["status"] == "Accepted":
            told = datetime.fromisoformat(answer[1]["currentTime"])
            self.clock.offset = told - self.clock.read().true
        return answer[1]["status"] == "Accepted"

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(self.chance.uniform(3_000, 4_500))
            if self.accepted and await self.ask("Heartbeat", {}) is None:
                self.hang_up()

    # Statuses: the newest is told until it is heard.

    def show(self, outlet: Outlet, status: str) -> None:
        """An outlet is in another state."""
        if self.traits.flushes_statuses and not outlet.status_told and self.end is None:
            self._late.append((outlet.number, outlet.status, outlet.status_at))
        outlet.status, outlet.status_at, outlet.status_told = status, self.clock.read(), False
        self._changed.set()

    async def _tell_statuses(self) -> None:
        for outlet in self.outlets:
            await self._tell_status(outlet)
        while self._late:
            late = self._late[0]
            if await self._result(*self.tongue.status(*late)) is None:
                await asyncio.sleep(10)
                continue
            self._late.pop(0)
        while True:
            self._changed.clear()
            for outlet in self.outlets:
                if not outlet.status_told:
                    await self._tell_status(outlet)
            if all(outlet.status_told for outlet in self.outlets):
                await self._changed.wait()
            else:
                await asyncio.sleep(self.chance.uniform(2, 20))

    async def _tell_status(self, outlet: Outlet) -> None:
        status, told = outlet.status, outlet.status_at
        result = await self._result(*self.tongue.status(outlet.number, status, told))
        if result is not None and outlet.status_at is told:
            outlet.status_told = True

    # The queue of what must arrive.

    def tell(
        self,
        message: Callable[[], Message | None],
        done: Callable[[dict[str, Any]], None],
        word: Word | None = None,
        transaction: Transaction | None = None,
    ) -> None:
        """Queue a message; `done` is called with its answer."""
        item = Item(message, done, word, transaction)
        self.queue.append(item)
        self._filled.set()

    async def _drain(self) -> None:
        silences = 0
        while True:
            self._filled.clear()
            batch = self._next()
            if not batch:
                if not self.queue:
                    self.world.monitor.drained(self)
                await self._filled.wait()
                continue
            answers = await asyncio.gather(*(self._deliver(*each) for each in batch))
            if all(answer is None for answer in answers):
                silences += 1
                if silences >= 2:
                    self.hang_up()
                    return
            elif any(answer is None or answer[0] == "error" for answer in answers):
                await asyncio.sleep(self.chance.uniform(1, 20))
            else:
                silences = 0

    def _next(self) -> list[tuple[Item, Message]]:
        batch: list[tuple[Item, Message]] = []
        shuffled = self.traits.shuffles
        for item in self.chance.sample(self.queue, len(self.queue)) if shuffled else self.queue:
            if len(batch) >= self.traits.window or (message := item.message()) is None:
                break
            batch.append((item, message))
        return batch

    async def _deliver(self, item: Item, message: Message) -> Answer:
        if not item.message_id or not self.traits.same_id:
            item.message_id = self._new_id()
        if item.word is not None:
            self.world.on_the_way[self.name, item.message_id] = item.word
        answer = await self.ask(*message, message_id=item.message_id)
        if answer is not None and answer[0] == "result" and item in self.queue:
            self.queue.remove(item)
            if item.word is not None:
                item.word.acknowledged = True
            item.done(answer[1])
        return answer

    # What else it may have to say.

    def report_security(self) -> None:
        """Something about its security happened."""
        told, info = self.clock.read(), f"seen-{self.chance.randrange(10**9)}"
        self.tell(
            lambda: (
                "SecurityEventNotification",
                {"type": "TamperDetectionActivated", "timestamp": told.text, "techInfo": info},
            ),
            lambda _: self.history.security.append(info),
        )

    def stop_nothing(self) -> None:
        """A confused 1.6 station stops a transaction that there never was."""
        told, number = self.clock.read(), self.chance.choice((0, -1, 2_000_000_000))
        self.tell(
            lambda: (
                "StopTransaction",
                {"transactionId": number, "meterStop": 7, "timestamp": told.text},
            ),
            lambda _: self.history.orphans.append(told.text),
        )

    def flood(self) -> None:
        """Far more than anybody may say at once."""
        if self.end is not None:
            for n in range(300):
                call = [
                    2,
                    f"flood-{self._last_id}-{n}",
                    "Authorize",
                    self.tongue.authorize("GOOD")[1],
                ]
                self.end.send(ENCODE(call).decode())

    # Asking and being asked.

    def _new_id(self) -> str:
        self._last_id += 1
        return f"{self.lives}.{self._last_id}"

    async def _result(self, action: str, payload: dict[str, Any]) -> dict[str, Any] | None:
        answer = await self.ask(action, payload)
        return answer[1] if answer is not None and answer[0] == "result" else None

    async def ask(self, action: str, payload: dict[str, Any], *, message_id: str = "") -> Answer:
        """Send a call and wait for the end of it."""
        message_id = message_id or self._new_id()
        end = self.end
        if end is None or end.closed:
            return None
        waiting: asyncio.Future[Answer] = self.loop.create_future()
        self._waiting[message_id] = waiting
        end.send(ENCODE([2, message_id, action, payload]).decode())
        timer = self.loop.call_later(ANSWER_WITHIN, _give_up, waiting)
        try:
            return await waiting
        finally:
            timer.cancel()
            self._waiting.pop(message_id, None)

    def _hear(self, end: StationEnd, text: str) -> None:
        frame = DECODE(text)
        if frame[0] == 2:
            self.aside(self._obey(end, frame[1], frame[2], frame[3]))
            return
        waiting = self._waiting.get(frame[1])
        if waiting is None or waiting.done():
            return
        waiting.set_result(("result", frame[2]) if frame[0] == 3 else ("error", frame[2]))

    async def _obey(self, end: StationEnd, message_id: str, action: str, asked: Any) -> None:
        obey = OBEYS[self.tongue.name].get(action)
        delay = self.chance.uniform(0.01, 1.5)
        if self.chance.happens(self.traits.obeys_slowly) and self.world.stormy:
            delay = self.chance.choice((35.0, 1e6))
        if obey is None:
            end.send(ENCODE([4, message_id, "NotImplemented", "", {}]).decode())
            return
        reply, deed = obey(self, asked)
        if deed is not None:
            # It does what it was asked, whether its answer arrives or not.
            self.loop.call_later(delay + 0.2, lambda: self.loop.create_task(deed()))
        await asyncio.sleep(delay)
        end.send(ENCODE([3, message_id, reply]).decode())

    def aside(self, work: Any) -> None:
        """Do it beside all else, as long as the present line lasts."""
        task = self.loop.create_task(work)
        self._aside[task] = None
        task.add_done_callback(lambda done: self._aside.pop(done, None))

    # Power.

    async def lose_power(self, seconds: float, *, told: bool = False) -> None:
        """Dark for a while; with `told` it says good-bye first, as for a restart."""
        if not self.powered:
            return
        storm_lasts = max(0.0, self.world.size.storm - self.loop.time())
        seconds = min(seconds, storm_lasts + 60)
        self.powered, self.must_boot = False, True
        self._power.clear()
        for outlet in self.outlets:
            outlet.power_lost()
        self._late.clear()
        if self.end is not None:
            if told:
                self.end.leave()
            else:
                self.end.wire.fall_silent()
                self.end.hear(None)
        await asyncio.sleep(seconds)
        self.lives += 1
        self._last_id = 0
        self.clock.restart()
        if self.next_secret is not None:
            self.secret, self.next_secret = self.next_secret, None
        self.powered = True
        self._power.set()
        for outlet in self.outlets:
            outlet.power_returned()

    def forget(self) -> None:
        """The memory is gone: what has not been acknowledged will never be told."""
        for item in self.queue:
            if item.transaction is not None:
                item.transaction.forgotten = True
        self.queue.clear()
        for outlet in self.outlets:
            outlet.forget()

    @property
    def settled(self) -> bool:
        """Whether it is on the line and has nothing more to say."""
        return (
            self.end is not None
            and not self.end.closed
            and not self.end.wire.server.closed
            and not self.end.wire.swallowing
            and self.accepted
            and not self.queue
            and not self._late
            and all(outlet.status_told for outlet in self.outlets)
        )


def _give_up(waiting: asyncio.Future[Answer]) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):
        waiting.set_result(None)
