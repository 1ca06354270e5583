"""A simulated charging station: the other end of the OCPP contract.

It knows nothing of the CSMS but frames over a WebSocket. Its life is a few tasks: staying
connected, delivering the queue, its drivers, and one meter for each running transaction.
"""

import asyncio
import random
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import uuid4

from .birth import born_with
from .clock import StationClock
from .delivery import Delivery
from .dialects import dialect
from .drivers import charge, come_and_go
from .frames import Payload
from .history import History
from .line import LineLost, Refused, Unanswered
from .outlet import Outlet
from .plan import Rhythm, StationPlan
from .presence import ACCEPTED, Presence
from .queue import MessageQueue
from .remote import RemoteControl
from .sayings import (
    BootReason,
    Cause,
    OutletState,
    Saying,
    StateChanged,
    TokenShown,
    Transaction,
    TransactionSaying,
    TransactionStarted,
)
from .settings import Meaning, Settings
from .statistics import Statistics

LAST_WORDS = 5.0  # seconds that a station takes to deliver its queue before it restarts


class SimulatedStation:
    """One station. Create it in a running event loop, then await `run()`.

    Args:
        plan: What it is and how it lives.
        history: Where its transactions are written down; may be shared by a fleet.
        statistics: Where it counts; may be shared by a fleet.
        clock: Its idea of the time.
        new_id: Source of message and transaction ids; must never repeat, over all runs.
    """

    def __init__(
        self,
        plan: StationPlan,
        *,
        history: History | None = None,
        statistics: Statistics | None = None,
        clock: StationClock | None = None,
        new_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self.plan = plan
        self.history = history or History()
        self.statistics = statistics or Statistics()
        self.clock = clock or StationClock()
        # Simulated people need no cryptographic chance, but the same one in every run.
        self.chance = random.Random(f"{plan.seed}:{plan.identity}")  # noqa: S311 - repeatable, no secret
        rhythm = plan.rhythm or Rhythm()
        self.acceleration = rhythm.acceleration
        self.reading_seconds = rhythm.reading_seconds
        spoken = dialect(plan.version)
        self.settings: Settings[Any] = Settings(born_with(spoken.settings, plan))
        self.outlets = [Outlet(number + 1, self) for number in range(plan.outlets)]
        self.remote = RemoteControl(self)
        self.presence = Presence(
            plan=plan,
            dialect=spoken,
            clock=self.clock,
            statistics=self.statistics,
            chance=self.chance,
            new_id=new_id,
            password=plan.password.encode() if isinstance(plan.password, str) else plan.password,
            heartbeat_seconds=plan.patience.heartbeat,
            reply=lambda action, ask: spoken.reply(self.remote, action, ask),
            afterwards=self.remote.afterwards,
            on_ready=self._show_all,
        )
        self.queue = MessageQueue()
        self._delivery = Delivery(
            self.presence,
            self.queue,
            self.history,
            self._hear,
            attempts=int(self.settings.meaning(Meaning.MESSAGE_ATTEMPTS) or 0),
            retry_seconds=float(self.settings.meaning(Meaning.MESSAGE_RETRY_SECONDS) or 0),
        )
        self._stops_when_refused = self.settings.meaning(Meaning.STOP_WHEN_REFUSED) != "false"
        self._restarts_when_idle = False
        self._shown: dict[int, str] = {}
        self._known_once = asyncio.Event()
        self._tasks: asyncio.TaskGroup | None = None
        self._drivers: list[asyncio.Task[None]] = []
        self._others: set[asyncio.Task[object]] = set()
        for name, value in plan.settings.items():
            self.live_by(spoken.settings[name].meaning, value)

    @property
    def identity(self) -> str:
        """The name by which the CSMS knows it."""
        return self.plan.identity

    @property
    def online(self) -> bool:
        """Whether the CSMS hears it now."""
        return self.presence.ready.is_set()

    @property
    def messages_wait(self) -> bool:
        """Whether the queue has messages."""
        return len(self.queue) > 0

    def new_id(self) -> str:
        """Return an id that was never used."""
        return self.presence.new_id()

    async def run(self) -> None:
        """Live until `stop` (or cancellation); a programming error comes out as it is."""
        try:
            async with asyncio.TaskGroup() as self._tasks:
                self.spawn(self.presence.keep())
                self.spawn(self._delivery.run())
                if self.plan.rhythm is not None:
                    for outlet in self.outlets:
                        drive = self._drive(outlet, self.plan.rhythm)
                        self._drivers.append(self._tasks.create_task(drive))
        finally:
            self._tasks = None

    async def visits_over(self) -> None:
        """Wait until the drivers that the rhythm announced have all left."""
        if self._drivers:
            await asyncio.wait(self._drivers)

    async def stop(self, drain_seconds: float = 10.0) -> bool:
        """End transactions, deliver the queue, close; False if messages were left over."""
        for driver in self._drivers:
            driver.cancel()
        for outlet in self.outlets:
            if outlet.vehicle is not None:
                outlet.end(Cause.LOCAL)
                outlet.unplug()
        drained = await self._drained(drain_seconds)
        self.presence.go_away()
        await self.presence.close()
        for task in list(self._others):
            task.cancel()
        return drained

    def go_offline(self) -> None:
        """Lose the network; charging goes on, messages wait."""
        self.presence.go_offline()

    def go_online(self) -> None:
        """Have the network again."""
        self.presence.go_online()

    def drop(self) -> None:
        """Lose the socket without a word and connect again."""
        self.presence.cut()

    async def authorize(self, id_token: str) -> bool:
        """Ask whether the token may charge; a station that is offline lets it (C10, 1.6 3.5)."""
        if not self.online:
            return True
        try:
            answer = await self.presence.ask(TokenShown(id_token))
        except (LineLost, Unanswered):
            return True
        except Refused:
            return False
        return self.presence.dialect.token_status(answer) == ACCEPTED

    def spawn(self, work: Coroutine[Any, Any, object]) -> None:
        """Let something go on by itself, as a part of this station's life."""
        if self._tasks is None:
            work.close()
            return
        task: asyncio.Task[object] = self._tasks.create_task(work)
        self._others.add(task)
        task.add_done_callback(self._others.discard)

    def began(self, transaction: Transaction) -> None:
        """Note a new transaction and let its meter run."""
        self.history.began(self.identity, self.presence.dialect.subprotocol, transaction)
        self.statistics.started += 1
        self.spawn(self.outlets[transaction.outlet - 1].metering(transaction))

    def record(self, saying: TransactionSaying) -> None:
        """Queue a transaction message."""
        self._delivery.put(saying)

    def freed(self) -> None:
        """Hear that a transaction has ended; a restart may have waited for it."""
        self.statistics.ended += 1
        if self._restarts_when_idle and not any(outlet.transaction for outlet in self.outlets):
            self._restarts_when_idle = False
            self.spawn(self.restart(Cause.SOFT_RESET, gracefully=True, scheduled=True))

    def show(self, outlet: Outlet) -> None:
        """Tell the outlet's state, if the CSMS hears and the version has a new word for it."""
        if self.online:
            self.spawn(self._tell_state(self.state_of(outlet.number)))
            self.spawn(self._tell_state(self.state_of(0)))

    def state_of(self, outlet: int) -> StateChanged:
        """Return what the outlet (0: the station) shows."""
        state = self.outlets[outlet - 1].state if outlet else self._own_state()
        return StateChanged(outlet, state, self.clock.now())

    async def tell_all(self, *sayings: Saying) -> None:
        """Say one thing after the other."""
        for saying in sayings:
            await self.presence.tell(saying)

    async def receive_remotely(
        self, outlet: Outlet, id_token: str, remote_start_id: int | None
    ) -> None:
        """Begin a transaction that was asked for, and see it through."""
        came_for_it = outlet.vehicle is None
        if came_for_it:
            outlet.plug_in()
        outlet.begin(id_token, Cause.REMOTE_START, remote_start_id)
        outlet.reserved = False
        rhythm = self.plan.rhythm
        await charge(outlet, self.chance.uniform(*rhythm.session) if rhythm else None)
        outlet.end(Cause.LOCAL)
        if came_for_it:
            outlet.unplug()

    async def restart(self, cause: Cause, *, gracefully: bool, scheduled: bool = False) -> None:
        """End what runs, go dark and boot; not gracefully: the CSMS hears of the ends later."""
        if not gracefully:
            self.presence.cut()
        for outlet in self.outlets:
            outlet.end(cause)
        if gracefully:
            await self._drained(LAST_WORDS)
        self._shown.clear()
        reason = BootReason.SCHEDULED_RESET if scheduled else BootReason.REMOTE_RESET
        await self.presence.restart(reason)

    def restart_when_idle(self) -> None:
        """Restart as soon as no transaction runs."""
        self._restarts_when_idle = True

    def boot_again(self) -> None:
        """Send a BootNotification without restarting."""
        self.spawn(self.presence.boot_again())

    def live_by(self, meaning: Meaning, value: str) -> None:
        """Obey a changed setting."""
        OBEYED.get(meaning, _keep)(self, value)

    def take_password(self, value: str) -> None:
        """Use a new password from now on, starting with a new connection (A01)."""
        self.presence.password = self.presence.dialect.password(value)
        self.spawn(self.presence.close())

    def take_reading_seconds(self, value: str) -> None:
        """Change the time between two readings; 0 ends them."""
        self.reading_seconds = float(value)

    def take_attempts(self, value: str) -> None:
        """Change how often a refused message is sent."""
        self._delivery.attempts = int(value)

    def take_retry_seconds(self, value: str) -> None:
        """Change the wait after a refusal."""
        self._delivery.retry_seconds = float(value)

    def take_stop_when_refused(self, value: str) -> None:
        """Change whether a refused token ends its transaction."""
        self._stops_when_refused = value.lower() == "true"

    async def _drive(self, outlet: Outlet, rhythm: Rhythm) -> None:
        await self._known_once.wait()
        await come_and_go(outlet, rhythm, self.plan.id_tokens, self.authorize, self.chance)

    async def _drained(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self.queue.drained()
        except TimeoutError:
            return False
        return True

    def _own_state(self) -> OutletState:
        anyone = any(outlet.operative for outlet in self.outlets)
        return OutletState.AVAILABLE if anyone else OutletState.UNAVAILABLE

    def _show_all(self) -> None:
        self._known_once.set()
        for number in range(len(self.outlets) + 1):
            self.spawn(self._tell_state(self.state_of(number)))

    async def _tell_state(self, saying: StateChanged) -> None:
        word = self.presence.dialect.shows[saying.state]
        if self._shown.get(saying.outlet) != word and await self.presence.tell(saying):
            self._shown[saying.outlet] = word

    def _hear(self, saying: TransactionSaying, answer: Payload) -> None:
        transaction, spoken = saying.transaction, self.presence.dialect
        if isinstance(saying, TransactionStarted):
            transaction.csms_id = spoken.transaction_id(answer)
            self.history.numbered(self.identity, transaction)
        verdict = spoken.token_status(answer)
        if verdict not in {None, ACCEPTED} and self._stops_when_refused:
            outlet = self.outlets[transaction.outlet - 1]
            if outlet.transaction is transaction:
                outlet.end(Cause.DEAUTHORIZED)


def _keep(_: SimulatedStation, __: str) -> None:
    return


OBEYED: dict[Meaning, Callable[[SimulatedStation, str], None]] = {
    Meaning.PASSWORD: SimulatedStation.take_password,
    Meaning.HEARTBEAT_SECONDS: lambda station, value: station.presence.beat_every(float(value)),
    Meaning.READING_SECONDS: SimulatedStation.take_reading_seconds,
    Meaning.MESSAGE_ATTEMPTS: SimulatedStation.take_attempts,
    Meaning.MESSAGE_RETRY_SECONDS: SimulatedStation.take_retry_seconds,
    Meaning.STOP_WHEN_REFUSED: SimulatedStation.take_stop_when_refused,
}
