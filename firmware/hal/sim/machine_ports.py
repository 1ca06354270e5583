"""The simulated machine: an outlet with an EV that does as it is told, and faults on demand."""

import asyncio
import time

from hal.api import duty

VOLTS = 230


class Outlet:
    """What is on the far side of the pins: car, cable, meter, contactor.

    Attributes:
        car: pilot state that the car makes: A none, B plugged, C wants energy; D, E, F faults.
        draws: mA that it would take at most.
        welded: the contactor does not open (or close) any more.
        silent: the meter does not answer.
    """

    def __init__(self, ticks, phases=1):
        self._ticks = ticks
        self.phases = phases
        self.car = "A"
        self.draws = 16000
        self.welded = self.silent = False
        self.closed = False
        self.offered = 0
        self.cable = 63
        self.offset = 0  # Wh on the register at the beginning
        self._mws = 0  # milliwatt-seconds that flowed
        self._since = ticks()
        self.switched = 0  # ticks of the last change of the relay

    def flow(self):
        """mA that flow now."""
        if not self.closed or self.car != "C":
            return 0
        return min(self.draws, self.offered) if self.offered else 0

    def advance(self):
        """Count what has flowed since last time; call before anything changes."""
        now = self._ticks()
        self._mws += self.flow() * VOLTS * self.phases * (now - self._since) // 1000
        self._since = now

    def reading(self):
        """As the meter gives it."""
        self.advance()
        ma = self.flow()
        found = {"wh": self.offset + self._mws // 3600000, "w": ma * VOLTS * self.phases // 1000}
        for phase in range(1, self.phases + 1):
            found["ma%d" % phase] = ma
            found["dv%d" % phase] = VOLTS * 10
        return found


class Relay:
    def __init__(self, outlet):
        self._outlet = outlet
        self.told = False

    def set(self, closed):
        self.told = closed
        outlet = self._outlet
        if outlet.closed != closed and not outlet.welded:
            outlet.advance()
            outlet.closed = closed
            outlet.switched = time.ticks_ms()

    def closed(self):
        return self._outlet.closed


class Pilot:
    def __init__(self, outlet):
        self._outlet = outlet
        self.duty = 1000

    def state(self):
        return self._outlet.car

    def offer(self, ma):
        outlet = self._outlet
        if outlet.offered != ma:
            outlet.advance()
            outlet.offered = ma
            self.duty = duty(ma)

    def cable(self):
        return self._outlet.cable


class Meter:
    modulus = 0

    def __init__(self, outlet):
        self._outlet = outlet

    async def read(self):
        await asyncio.sleep_ms(1)
        return None if self._outlet.silent else self._outlet.reading()


class Reader:
    def __init__(self):
        self._shown = []

    def show(self, tag):
        self._shown.append(tag)

    def poll(self):
        return self._shown.pop(0) if self._shown else None


class Net:
    """Attributes: down: there is no network."""

    def __init__(self):
        self.down = False

    async def up(self):
        while self.down:
            await asyncio.sleep_ms(50)


class Guard:
    """In a thread of its own, so that it also runs while the interpreter's tasks hang."""

    WITHIN = 80  # ms
    EVERY = 20

    def __init__(self, relays, pilots):
        self._relays, self._pilots = relays, pilots
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
            for relay, pilot in zip(self._relays, self._pilots):
                if relay.told and (hung or pilot.state() not in "CD"):
                    relay.set(False)
                    self.trips += 1
            time.sleep_ms(self.EVERY)


class Watchdog:
    def __init__(self, ms=8000):
        self._ms = ms
        self.fed = time.ticks_ms()

    def feed(self):
        self.fed = time.ticks_ms()

    def starved(self):
        return time.ticks_diff(time.ticks_ms(), self.fed) > self._ms


class Secrets:
    """Credentials, in a file of their own."""

    def __init__(self, files):
        self._files = files

    def get(self, name):
        import binascii

        text = self._files.load("secrets", {}).get(name)
        return binascii.unhexlify(text) if text else None

    def set(self, name, value):
        import binascii

        kept = self._files.load("secrets", {})
        kept[name] = binascii.hexlify(value).decode()
        self._files.save("secrets", kept)
