"""Opens the relays when nobody has been heard of for 80 ms: by a hardware timer.

Its callback runs between any two steps of Python, so also while a task hangs; inside a long step of
C (an erase of flash, a handshake) it waits for the end of that step, as everything does.
"""

import time

from machine import Timer

WITHIN = 80  # ms
EVERY = 20
MOST = 4000  # ms that may be announced


class Guard:
    """See hal/api.py."""

    def __init__(self, relays, pilots, timer=0):
        self._relays, self._pilots = relays, pilots
        self._timer = Timer(timer)
        self._last = time.ticks_ms()
        self._allowed = 0
        self.running = False
        self.trips = 0

    def start(self):
        if not self.running:
            self.running = True
            self.beat()
            self._timer.init(mode=Timer.PERIODIC, period=EVERY, callback=self.look)

    def beat(self):
        self._last = time.ticks_ms()
        self._allowed = 0

    def allow(self, ms):
        if self.running:
            self._last = time.ticks_ms()
            self._allowed = min(ms, MOST)

    def watch(self, index):
        pass

    def look(self, _=None):
        silent = time.ticks_diff(time.ticks_ms(), self._last)
        if silent <= WITHIN:
            return  # the control loop looks at the pilots itself
        hung = silent > WITHIN + self._allowed
        for relay, pilot in zip(self._relays, self._pilots):
            if relay.told and (hung or pilot.state() not in "CD"):
                relay.set(False)
                self.trips += 1
