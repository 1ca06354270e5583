"""Watches the tasks: one that fails is started again, one that hangs lets the watchdog bite."""

import asyncio

# task → ms within which it must be heard of
LIVES = {"control": 2000, "metering": 20000}
PAUSE = 1000  # ms before a failed task starts again
TOO_OFTEN = 10  # failures within an hour, after which only a reboot may help


class Supervisor:
    def __init__(self, station):
        self._station = station
        self._heard = {}
        self._failed = []

    def beat(self, name):
        self._heard[name] = self._station.clock.ticks()

    async def keep(self, name, run):
        """Run a task for ever; whatever it raises opens the relays first."""
        station = self._station
        while True:
            try:
                await run()
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001
                station.control.off()
                self._note(name, error)
            await asyncio.sleep_ms(PAUSE)

    def _note(self, name, error):
        station = self._station
        now = station.clock.ticks()
        station.log("task failed", name, type(error).__name__, error)
        station.hal.report(name, error)
        self._failed = [at for at in self._failed if now - at < 3600000] + [now]
        if len(self._failed) > TOO_OFTEN:
            station.restart("InternalError")

    async def run(self):
        """Feed the watchdog while all are alive."""
        station = self._station
        while True:
            now = station.clock.ticks()
            hung = [
                name
                for name in LIVES
                if name in self._heard and now - self._heard[name] > LIVES[name] * station.hal.speed
            ]
            if hung:
                station.control.off()
                station.log("hung", hung)
            else:
                station.hal.watchdog.feed()
            station.forget_block()
            await asyncio.sleep_ms(500)
