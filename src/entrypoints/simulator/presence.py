"""Being there for the CSMS: connect, register, send heartbeats, and begin again when cut off."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from . import frames
from .clock import StationClock
from .connecting import NotConnected, connect, pauses
from .dialects import Dialect
from .frames import Fault, Payload
from .line import Line, LineLost, Refused, Unanswered
from .plan import StationPlan
from .sayings import Alive, Booted, BootReason, Saying
from .statistics import Statistics

ACCEPTED = "Accepted"


@dataclass(slots=True, eq=False)
class Presence:
    """A station's standing with its CSMS.

    Attributes:
        registered: Whether the last boot was accepted; survives a lost socket, not a restart.
        ready: Set while the CSMS hears everything the station says.
        reply, afterwards: How calls are answered, and what follows then.
        on_ready: Called each time that the station has come (back) to its CSMS.
    """

    plan: StationPlan
    dialect: Dialect
    clock: StationClock
    statistics: Statistics
    chance: random.Random
    new_id: Callable[[], str]
    password: bytes | None
    heartbeat_seconds: float
    reply: Callable[[str, Payload], Payload | Fault]
    afterwards: Callable[[], None]
    on_ready: Callable[[], None]
    registered: bool = False
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    _line: Line | None = None
    _allowed: asyncio.Event = field(default_factory=asyncio.Event)
    _boot_now: asyncio.Event = field(default_factory=asyncio.Event)
    _beat_anew: asyncio.Event = field(default_factory=asyncio.Event)
    _boot_reason: BootReason = BootReason.POWER_UP
    _registered_ever: bool = False

    @property
    def connected(self) -> bool:
        """Whether a socket is open."""
        return self._line is not None

    async def keep(self) -> None:
        """Stay connected for ever."""
        self._allowed.set()
        waits = pauses(self.plan.patience, self.chance)
        while True:
            await self._allowed.wait()
            try:
                socket = await connect(self.plan, self.dialect.subprotocol, self.password)
            except NotConnected:
                self.statistics.refused += 1
                await asyncio.sleep(next(waits))
                continue
            waits = pauses(self.plan.patience, self.chance)
            self._line = Line(socket, self.reply, self.afterwards, self.statistics)
            await self._hold(self._line)
            # Even a socket that opens well must not be opened in a tight loop.
            await asyncio.sleep(self.plan.patience.first_retry * self.chance.uniform(0.1, 0.5))

    async def ask(self, saying: Saying) -> Payload:
        """Say something now; raises LineLost, Unanswered or Refused."""
        words = self.dialect.words(saying)
        if words is None:
            return {}
        action, payload = words
        message_id = self.new_id()
        return await self.send(message_id, action, frames.call(message_id, action, payload))

    async def send(self, message_id: str, action: str, frame: bytes) -> Payload:
        """Send a call that is already a frame; raises LineLost, Unanswered or Refused."""
        line = self._line
        if line is None:
            raise LineLost
        try:
            return await line.ask(message_id, action, frame, self.plan.patience.answer)
        except LineLost:
            # Writing may notice the loss before reading does; nobody may try this line again.
            if line is self._line:
                self.ready.clear()
            raise
        except Refused as refused:
            if refused.fault.code == "SecurityError" and self.registered:
                # The CSMS has forgotten the boot (B02): register again before anything else.
                self.registered = False
                line.cut()
            raise
        except Unanswered:
            line.cut()  # half-open as far as the station can tell
            raise

    async def tell(self, saying: Saying) -> bool:
        """Say something that is not worth a second attempt; False if it was not heard."""
        try:
            await self.ask(saying)
        except (LineLost, Unanswered, Refused):
            return False
        return True

    def go_offline(self) -> None:
        """Lose the network, until `go_online`."""
        self._allowed.clear()
        self.cut()

    def go_online(self) -> None:
        """Have the network again."""
        self._allowed.set()

    def cut(self) -> None:
        """Lose the socket without a word; it is opened again."""
        if self._line is not None:
            self.ready.clear()
            self._line.cut()

    async def close(self) -> None:
        """Close the socket properly; unless offline, it is opened again."""
        if self._line is not None:
            self.ready.clear()
            await self._line.close()

    async def restart(self, reason: BootReason) -> None:
        """Go dark for as long as a restart takes, then boot."""
        self.registered, self._boot_reason = False, reason
        self._allowed.clear()
        await self.close()
        await asyncio.sleep(self.plan.patience.restarting)
        self._allowed.set()

    def go_away(self) -> None:
        """Never connect again."""
        self._allowed.clear()

    async def boot_again(self) -> None:
        """Boot because the CSMS asks for it: now, whatever the interval says."""
        self._boot_reason = BootReason.TRIGGERED
        if not self.registered:
            self._boot_now.set()
            return
        try:
            accepted, _ = await self._boot()
        except (LineLost, Unanswered):
            return
        self._boot_reason = BootReason.POWER_UP
        if not accepted:
            self.registered = False
            self.cut()

    def beat_every(self, seconds: float) -> None:
        """Change the heartbeat interval at once."""
        self.heartbeat_seconds = seconds
        self._beat_anew.set()

    async def _hold(self, line: Line) -> None:
        self.statistics.connects += 1
        self.statistics.connected += 1
        living = asyncio.create_task(self._live())
        living.add_done_callback(lambda _: line.cut())
        try:
            await line.listen()
        finally:
            self._line = None
            self.ready.clear()
            self.statistics.connected -= 1
            self.statistics.drops += 1
            living.cancel()
            line.cut()
            (ended,) = await asyncio.gather(living, return_exceptions=True)
        if isinstance(ended, Exception):
            raise ended

    async def _live(self) -> None:
        try:
            if self.plan.boots_on_reconnect or not self.registered:
                await self._register()
            self.ready.set()
            self.on_ready()
            while True:
                await _rung(self._beat_anew, self.heartbeat_seconds)
                await self._beat()
        except (LineLost, Unanswered):
            return

    async def _beat(self) -> None:
        try:
            answer = await self.ask(Alive())
            self._hear_time(answer)
        except Refused:
            return

    async def _register(self) -> None:
        while True:
            accepted, wait = await self._boot()
            if accepted:
                break
            await _rung(self._boot_now, wait)
        self.registered, self._boot_reason = True, BootReason.POWER_UP
        self.statistics.boots += 1
        if not self._registered_ever:
            self._registered_ever = True
            self.statistics.registered += 1

    async def _boot(self) -> tuple[bool, float]:
        """Return whether the boot was accepted and, if not, how long to wait."""
        plan = self.plan
        said = Booted(self._boot_reason, plan.vendor, plan.model, plan.identity[:25], plan.firmware)
        try:
            answer = await self.ask(said)
        except Refused:
            return False, plan.patience.boot_retry
        self._hear_time(answer)
        if answer.get("status") == ACCEPTED:
            self.heartbeat_seconds = _interval(answer) or plan.patience.heartbeat
            return True, 0
        return False, _interval(answer) or plan.patience.boot_retry

    def _hear_time(self, answer: Payload) -> None:
        try:
            self.clock.told(datetime.fromisoformat(answer["currentTime"]))
        except (KeyError, ValueError, TypeError):
            return  # an unreadable time changes no clock


def _interval(answer: Payload) -> float:
    """Return the interval in seconds; 0 leaves it to the station (B01, 1.6 4.2)."""
    given = answer.get("interval")
    return given if isinstance(given, int | float) and given > 0 else 0


async def _rung(bell: asyncio.Event, seconds: float) -> None:
    """Wait until the bell rings, or the time is over."""
    try:
        async with asyncio.timeout(seconds):
            await bell.wait()
    except TimeoutError:
        return
    finally:
        bell.clear()
