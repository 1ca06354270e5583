"""S0 pulse meter: counts pulses; what it has counted is kept, as the meter itself keeps nothing.

What is lost with power is at most what flowed since the last save: `SAVE_WH`, or `SAVE_MS` of it.
Pulses that flow while the charge point has no power are never seen.
"""

import time

SHORTEST = 25  # ms from one pulse to the next (IEC 62053-31: a pulse lasts 30 ms or more)
SAVE_WH = 100
SAVE_MS = 600000
STILL = 120000  # ms without a pulse, after which nothing flows


class PulseMeter:
    """See hal/api.py.

    Args:
        per_kwh: pulses in a kWh, as it is printed on the meter.
        files: where the count is kept, under `name`.
        line: (function) → None: has it called at each falling edge; None where a test calls it.
    """

    modulus = 0

    def __init__(self, per_kwh, files, name, line=None):
        self._per_kwh = per_kwh
        self._files, self._name = files, name
        self.count = self._saved = files.load(name, 0)
        self._last = self._saved_at = time.ticks_ms()
        self._apart = 0  # ms between the last two
        if line:
            line(self.pulse)

    def pulse(self, _=None):
        """An edge; runs as an interrupt, so it makes no object."""
        now = time.ticks_ms()
        apart = time.ticks_diff(now, self._last)
        if apart < SHORTEST:
            return  # a contact that bounces
        self.count += 1
        self._apart = apart
        self._last = now

    async def read(self):
        now = time.ticks_ms()
        wh = self.count * 1000 // self._per_kwh
        self._keep(now, wh)
        still = time.ticks_diff(now, self._last)
        apart = max(self._apart, still)
        w = 3600000000 // (self._per_kwh * apart) if self._apart and still < STILL else 0
        if still >= STILL:
            self._apart = 0
        return {"wh": wh, "w": w}

    def _keep(self, now, wh):
        if self.count == self._saved:
            return
        late = time.ticks_diff(now, self._saved_at) >= SAVE_MS
        if late or wh - self._saved * 1000 // self._per_kwh >= SAVE_WH:
            self._saved, self._saved_at = self.count, now
            self._files.save(self._name, self._saved)
