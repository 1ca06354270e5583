"""The simulated machine: an outlet with an EV that does as it is told, and faults on demand."""

import asyncio
import binascii
import time

VOLTS = 230


class Outlet:
    """Relay, pilot and meter of one connector, and the car on the other side of them.

    Attributes:
        car: pilot state that the car makes: A none, B plugged, C wants energy; D, E, F faults.
        draws: mA that it would take at most.
        welded: the contactor does as it likes.
        silent: the meter does not answer.
        shut: whether the contactor is closed; `switched` is when that last changed, in real ms.
        phases: on which current flows.
    """

    modulus = 0

    def __init__(self, ticks, phases=1):
        self._ticks = ticks
        self.phases = phases
        self.car = "A"
        self.draws = 16000
        self.welded = self.silent = self.shut = self.told = False
        self.offered = 0
        self._mws = 0  # milliwatt-seconds that flowed
        self._since = ticks()
        self.switched = 0

    def advance(self):
        """Count what has flowed; call before anything changes. Returns mA that flow now."""
        now = self._ticks()
        ma = min(self.draws, self.offered) if self.shut and self.car == "C" else 0
        self._mws += ma * VOLTS * self.phases * (now - self._since) // 1000
        self._since = now
        return ma

    def reads(self, wh):
        """Let its register stand there."""
        self.advance()
        self._mws = wh * 3600000
        return wh

    # Relay.

    def set(self, closed):
        self.told = closed
        if self.shut != closed and not self.welded:
            self.advance()
            self.shut = closed
            self.switched = time.ticks_ms()

    def closed(self):
        return self.shut

    # Pilot.

    def state(self):
        return self.car

    def offer(self, ma):
        if self.offered != ma:
            self.advance()
            self.offered = ma

    def cable(self):
        return 63

    # Meter.

    async def read(self):
        await asyncio.sleep_ms(1)
        if self.silent:
            return None
        ma = self.advance()
        found = {"wh": self._mws // 3600000, "w": ma * VOLTS * self.phases // 1000}
        for phase in "123"[: self.phases]:
            found["ma" + phase] = ma
            found["dv" + phase] = VOLTS * 10
        return found


class World:
    """Reader, network and watchdog.

    Attributes:
        shown: tags that somebody has held before the reader.
        down: there is no network.
        fed: when the watchdog last was, in real ms.
    """

    def __init__(self):
        self.shown = []
        self.down = False
        self.fed = time.ticks_ms()

    def poll(self):
        return self.shown.pop(0) if self.shown else None

    async def up(self):
        while self.down:
            await asyncio.sleep_ms(50)

    def feed(self):
        self.fed = time.ticks_ms()


class Guard:
    """In a thread of its own, so that it also runs while the interpreter's tasks hang."""

    WITHIN = 80  # ms
    EVERY = 20

    def __init__(self, outlets):
        self._outlets = outlets
        self._last = time.ticks_ms()
        self._allowed = 0
        self.running = False
        self.trips = 0

    def start(self):
        import _thread

        if not self.running:
            self.running = True
            self.beat()
            _thread.start_new_thread(self._run, ())

    def beat(self):
        self._last = time.ticks_ms()
        self._allowed = 0

    def allow(self, ms):
        if self.running:
            self._last = time.ticks_ms()
            self._allowed = min(ms, 4000)

    def watch(self, index):
        pass

    def _run(self):
        while self.running:
            hung = time.ticks_diff(time.ticks_ms(), self._last) > self.WITHIN + self._allowed
            for outlet in self._outlets:
                if outlet.told and (hung or outlet.car not in "CD"):
                    outlet.set(False)
                    self.trips += 1
            time.sleep_ms(self.EVERY)


class Secrets:
    """Credentials, in a file of their own."""

    def __init__(self, files):
        self._files = files

    def get(self, name):
        text = self._files.load("secrets", {}).get(name)
        return binascii.unhexlify(text) if text else None

    def set(self, name, value):
        kept = self._files.load("secrets", {})
        kept[name] = binascii.hexlify(value).decode()
        self._files.save("secrets", kept)
