"""What the stations do: whole sessions, a steady stream, a storm of boots, or nothing at all.

Each scenario arrives, calls `ready`, waits for `go`, measures its window, and leaves.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import perf_counter

from benchmarks.load.plan import Plan
from benchmarks.load.station import Station, arrive
from benchmarks.load.tally import Tally
from benchmarks.load.wire import Refused
from benchmarks.load.words import HEARTBEAT

LAST_ANSWERS = 10.0  # seconds that the run waits for what is still on its way
LOOK_EVERY = 0.02
TICK = 0.001  # a loop's timers have no finer grain: below it, waiting is spinning

Go = Callable[[], Awaitable[None]]


async def sessions(plan: Plan, tally: Tally, go: Go) -> dict:
    """Closed loop: authorize, start, readings, stop; then the next vehicle."""
    stations = await _arrive(plan, tally)
    await go()
    loops = [Loop(station, plan) for station in stations]
    for loop in loops:
        loop.begin()
    await asyncio.sleep(plan.warm_up)
    await _window(plan, tally)
    for loop in loops:
        loop.ending = True
    unfinished = await _settled(lambda: sum(not loop.done and loop.station.alive for loop in loops))
    return _leave(stations) | {"unfinished": unfinished}


async def paced(plan: Plan, tally: Tally, go: Go) -> dict:
    """Open loop: `rate` messages a second, dealt out in turn, nine in ten of them readings.

    A latency counts from the moment at which the message was due, also if the station was still
    waiting or the generator itself was late: nothing is left out.
    """
    stations = await _arrive(plan, tally)
    await _in_turn(plan, stations, _begin_session)
    await go()
    queues = [Paced(station) for station in stations]
    pacing = asyncio.create_task(_pace(plan, queues))
    await asyncio.sleep(plan.warm_up)
    await _window(plan, tally)
    pacing.cancel()
    behind = sum(len(queue.due) for queue in queues)
    unfinished = await _settled(lambda: sum(q.station.waiting or bool(q.due) for q in queues))
    await _in_turn(plan, [s for s in stations if s.alive and not s.waiting], _end_session)
    return _leave(stations) | {"unfinished": unfinished, "behind_at_the_end": behind}


async def storm(plan: Plan, tally: Tally, go: Go) -> dict:
    """Connect with credentials and have the boot accepted, all as fast as they are let."""
    stations = [Station(caller, tally) for caller in plan.callers]
    await go()
    tally.begin()
    failed = await _all_arrive(plan, stations)
    tally.end()
    await asyncio.sleep(plan.warm_up)
    return _leave(stations) | {"accepted": len(stations) - failed}


async def idle(plan: Plan, tally: Tally, go: Go) -> dict:
    """Connect, boot, and be silent: for measuring what a connected station costs."""
    stations = await _arrive(plan, tally)
    await go()
    await _window(plan, tally)
    return _leave(stations)


SCENARIOS = {"sessions": sessions, "paced": paced, "storm": storm, "idle": idle}


class Loop:
    """One station's closed loop, driven by its answers."""

    __slots__ = ("done", "ending", "plan", "station", "step")

    def __init__(self, station: Station, plan: Plan) -> None:
        self.station = station
        self.plan = plan
        self.step = 0
        self.ending = False
        self.done = False

    def begin(self) -> None:
        """Send the first call of the first session."""
        self.station.then = self.on_answer
        self.authorize()

    def on_answer(self, payload: bytes) -> None:
        """Send what follows."""
        if self.plan.think:
            asyncio.get_running_loop().call_later(self.plan.think, self.go_on, payload)
        else:
            self.go_on(payload)

    def go_on(self, payload: bytes) -> None:
        """Take the next step of the session."""
        self.step += 1
        station, words = self.station, self.station.caller.words
        if not station.alive:
            self.done = True
        elif self.step == 1:
            message_id = station.next_id()
            frame = words.start(message_id, station.talk, station.now(), station.own_id())
            station.ask("start", frame)
        elif self.step <= self.plan.readings + 1:
            if self.step == 2:
                words.started(station.talk, payload)
            frame = words.reading(station.next_id(), station.talk, station.now())
            station.ask("reading", frame)
        elif self.step == self.plan.readings + 2:
            station.ask("stop", words.stop(station.next_id(), station.talk, station.now()))
        else:
            self.finish()

    def finish(self) -> None:
        """Count the session and begin the next one."""
        self.station.tally.session()
        self.step = 0
        if self.ending:
            self.done = True
        else:
            self.authorize()

    def authorize(self) -> None:
        """Show the token."""
        station = self.station
        frame = station.caller.words.authorize(station.next_id(), station.talk)
        station.ask("authorize", frame)


class Paced:
    """One station's share of the stream; what is due while it waits is sent right after."""

    __slots__ = ("due", "station")

    def __init__(self, station: Station) -> None:
        self.station = station
        self.due: deque[tuple[float, bool]] = deque()
        station.then = self.on_answer

    def send(self, due_at: float, heartbeat: bool) -> None:
        """Send a message now, or as soon as the station has its answer."""
        if self.station.waiting:
            self.due.append((due_at, heartbeat))
        elif self.station.alive:
            self._send(due_at, heartbeat)

    def on_answer(self, _: bytes) -> None:
        """Send what has become due meanwhile."""
        if self.due and self.station.alive:
            self._send(*self.due.popleft())

    def _send(self, due_at: float, heartbeat: bool) -> None:
        station = self.station
        message_id = station.next_id()
        if heartbeat:
            station.ask("heartbeat", HEARTBEAT % message_id, due_at)
        else:
            frame = station.caller.words.reading(message_id, station.talk, station.now())
            station.ask("reading", frame, due_at)


async def _pace(plan: Plan, queues: list[Paced]) -> None:
    began, number = perf_counter(), 0
    heartbeat_every = round(1 / plan.heartbeat_share) if plan.heartbeat_share else 0
    while True:
        now = perf_counter()
        while (due_at := began + number / plan.rate) <= now:
            heartbeat = bool(heartbeat_every) and number % heartbeat_every == 0
            queues[number % len(queues)].send(due_at, heartbeat)
            number += 1
        await asyncio.sleep(max(due_at - now, TICK))


async def _window(plan: Plan, tally: Tally) -> None:
    tally.begin()
    await asyncio.sleep(plan.seconds)
    tally.end()


async def _begin_session(station: Station) -> None:
    words = station.caller.words
    await station.asked("authorize", words.authorize(station.next_id(), station.talk))
    message_id = station.next_id()
    frame = words.start(message_id, station.talk, station.now(), station.own_id())
    words.started(station.talk, await station.asked("start", frame))


async def _end_session(station: Station) -> None:
    frame = station.caller.words.stop(station.next_id(), station.talk, station.now())
    await station.asked("stop", frame)
    station.tally.session()


async def _arrive(plan: Plan, tally: Tally) -> list[Station]:
    stations = [Station(caller, tally) for caller in plan.callers]
    await _all_arrive(plan, stations)
    here = [station for station in stations if station.alive]
    if not here:
        raise ConnectionError(f"no station could connect: {dict(tally.errors)}")
    return here


async def _all_arrive(plan: Plan, stations: list[Station]) -> int:
    """Return how many did not get in."""
    before = len(stations)

    async def come(station: Station) -> None:
        await arrive(station, plan.target, plan.patience)

    await _in_turn(plan, stations, come)
    return before - sum(station.alive for station in stations)


async def _in_turn(
    plan: Plan, stations: list[Station], act: Callable[[Station], Awaitable[None]]
) -> None:
    """Let all act, so many at a time; a station that fails is counted and left behind."""
    waiting = iter(stations)

    async def worker() -> None:
        for station in waiting:
            try:
                await act(station)
            except (OSError, Refused) as failed:
                station.tally.errors[f"gave up: {failed}"] += 1

    await asyncio.gather(*(worker() for _ in range(min(plan.concurrency, len(stations)))))


async def _settled(open_ones: Callable[[], int]) -> int:
    """Wait for the last answers; return how many never came."""
    for _ in range(round(LAST_ANSWERS / LOOK_EVERY)):
        if not open_ones():
            break
        await asyncio.sleep(LOOK_EVERY)
    return open_ones()


def _leave(stations: list[Station]) -> dict:
    connected = sum(station.alive for station in stations)
    for station in stations:
        station.close()
    return {"stations": len(stations), "connected_at_the_end": connected}
