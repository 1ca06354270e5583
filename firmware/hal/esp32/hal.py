"""The machine of an ESP32 board."""

import asyncio
import os
import sys
import time

import machine
from charge_point.files import Files
from hal.forget import forget

from .guard import Guard
from .net import Net
from .pilot import Pilot
from .relay import Lock, Relay
from .secrets import Secrets

EPOCH = 946684800 if time.gmtime(0)[0] == 2000 else 0
RAN_ON = 1788220800  # 2026-09-01: a clock that is before that has begun anew
FEED_WITHIN = 20000  # ms; looking up a name may take ten seconds, and nothing runs beside it


class Watchdog:
    """Begins with the first feed; from then on only a reset ends it."""

    def __init__(self):
        self._dog = None

    def feed(self):
        if self._dog is None:
            self._dog = machine.WDT(timeout=FEED_WITHIN)
        self._dog.feed()


class Hal:
    """See hal/api.py.

    Args:
        board: a pin map without faults.
        settings: what provisioning wrote.
    """

    speed = 1
    journaled = None

    def __init__(self, board, settings, folder):
        self.folder = folder
        # boot.py has put the slot that it chose before everything else.
        self.software, self.slot = "", sys.path[0][1:] if sys.path[0] in ("/a", "/b") else "a"
        self._last, self._ticks = time.ticks_ms(), 0
        self.relays = [Relay(places) for places in board["connectors"]]  # open, before all else
        self.pilots = [Pilot(places) for places in board["connectors"]]
        self.guard = Guard(self.relays, self.pilots)
        self.watchdog = Watchdog()
        self.secrets = Secrets()
        self._locks = [
            Lock(places["lock"]) if "lock" in places else None for places in board["connectors"]
        ]
        from . import fitting, partition

        self.meters = fitting.meters(board, settings, Files(folder))
        self.reader = fitting.reader(board, settings)
        self.journal = partition.journal()
        if self.journal is None:
            from hal.file_ring import FileRing

            self.journal = FileRing(folder + "/journal", self.guard.allow)
        self.net = Net(self._networks(settings))
        forget("hal.esp32.fitting", "hal.esp32.partition")

    def _networks(self, settings):
        from provisioning.names import wifi

        return [
            (settings[name], (self.secrets.get(wifi(settings[name])) or b"").decode() or None)
            for name in ("wifi", "fallback")
            if settings.get(name)
        ]

    def ticks(self):
        now = time.ticks_ms()
        self._ticks += time.ticks_diff(now, self._last)
        self._last = now
        return self._ticks

    def pause(self, ms):
        return asyncio.sleep_ms(ms)

    def rtc(self):
        now = int(time.time()) + EPOCH
        return now if now > RAN_ON else 0

    def set_rtc(self, seconds):
        at = time.gmtime(seconds - EPOCH)
        machine.RTC().datetime((at[0], at[1], at[2], at[6], at[3], at[4], at[5], 0))

    def random(self, count):
        return os.urandom(count)

    def restart(self, reason):
        for relay in self.relays:
            relay.set(False)
        machine.reset()

    def report(self, task, error):
        print("task", task, "failed")
        sys.print_exception(error)

    def confirmed(self):
        from slots import Slots

        from .partition import confirmed

        Slots(self.software).confirm(self.slot)
        confirmed()
        forget("slots", "hal.esp32.partition")

    @property
    def partition(self):
        from .partition import Partition

        return Partition()

    def unlock(self, connector):
        lock = self._locks[connector - 1]
        return lock and lock.open(self.guard)
