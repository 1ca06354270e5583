"""The machine of the unix port, over a folder."""

import asyncio
import os
import sys
import time

from charge_point.files import Files

from .flash import Flash
from .machine_ports import Guard, Outlet, Secrets, World

RESTARTED = 75  # exit code that asks whoever started us to do so again


class Restart(BaseException):
    """The machine begins anew."""


class Hal:
    """See hal/api.py.

    Args:
        speed: simulated seconds in a real one.
    """

    def __init__(self, folder, connectors=1, phases=1, speed=1, blocks=32):
        try:
            os.mkdir(folder)
        except OSError:
            pass
        self.folder, self.speed = folder, speed
        self.software, self.slot = folder, "a"
        self._last = time.ticks_ms()
        self._ticks = 0
        self.outlets = [Outlet(self.ticks, phases) for _ in range(connectors)]
        self.relays = self.pilots = self.meters = self.outlets
        self.reader = self.net = self.watchdog = World()
        self.guard = Guard(self.outlets)
        self.secrets = Secrets(Files(folder))
        self.journal = Flash(blocks, folder + "/journal.bin")
        self.journaled = None
        self.locks = None
        self.restarts = []

    def ticks(self):
        now = time.ticks_ms()
        self._ticks += time.ticks_diff(now, self._last) * self.speed
        self._last = now
        return self._ticks

    def pause(self, ms):
        return asyncio.sleep_ms(max(1, ms // self.speed))

    def rtc(self):
        return 0

    def set_rtc(self, seconds):
        pass

    def random(self, count):
        return os.urandom(count)

    def restart(self, reason):
        self.restarts.append(reason)
        raise Restart(reason)

    def report(self, task, error):
        print("task", task, "failed", file=sys.stderr)
        sys.print_exception(error, sys.stderr)

    def confirmed(self):
        from slots import Slots

        Slots(self.software).confirm(self.slot)
        sys.modules.pop("slots", None)

    @property
    def partition(self):
        from .partition import Partition

        return Partition(self.folder)

    def unlock(self, connector):
        return self.locks
