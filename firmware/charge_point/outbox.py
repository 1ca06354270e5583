"""What the journal holds for the server, told in order, each until it is answered.

Message ids are made of the transaction's identity: never of a counter in memory, which begins
anew after a reboot and makes the server take a new message for an old one.
"""

import asyncio

from . import records
from .iso import iso
from .rpc import CallError, Offline, Silence


class Outbox:
    """Sends START, VALUES and STOP records, oldest first."""

    def __init__(self, station):
        self.station = station
        self._awake = asyncio.Event()
        self.ids = {}  # tx → the server's number
        self.opens = {}  # tx → number of its OPEN record
        self.shifts = {}  # boot → (seconds that its clock was behind, number of the record)
        self.attempts = 0

    def wake(self):
        self._awake.set()

    @property
    def waiting(self):
        return len(self.station.journal.live(*records.SENDABLE))

    def clock_was_behind(self, boot, seconds):
        """Times kept since this boot are to be put right by that much."""
        if boot not in self.shifts and self.station.journal.first(range(16)):
            number = self.station.journal.put(records.CLOCK, records.pack(records.CLOCK, boot, seconds))
            self.shifts[boot] = (seconds, number)

    async def run(self):
        station = self.station
        while True:
            number = station.journal.first(records.SENDABLE) if station.may_tell() else None
            if number is None:
                if station.may_tell():
                    self._forget_shifts()
                self._awake.clear()
                try:
                    await asyncio.wait_for(self._awake.wait(), 5)
                except asyncio.TimeoutError:
                    pass
                continue
            try:
                await self._tell(number)
                self.attempts = 0
            except Offline:
                await asyncio.sleep_ms(200)
            except Silence:
                station.log("no answer to", number)
                if station.rpc.silent >= 2:
                    station.link.drop()
            except CallError as error:
                await self._refused(number, error)

    async def _refused(self, number, error):
        station = self.station
        self.attempts += 1
        most = station.config["TransactionMessageAttempts"]
        station.log("refused", number, error.args[0], self.attempts)
        if most and self.attempts >= most:
            self.attempts = 0
            self.station.block("telling").give_up(self, number)
            return
        wait = station.config["TransactionMessageRetryInterval"] * self.attempts
        await station.hal.pause(wait * 1000)

    async def _tell(self, number):
        found = self.station.journal.read(number)
        if found is None:  # an unreadable slot: nothing can be told of it
            self.station.journal.done(number)
            return
        kind, data = found
        if kind == records.VALUES:
            await self.station.block("values").tell(self, number, data)
            return
        telling = self.station.block("telling")
        await (telling.start if kind == records.START else telling.stop)(self, number, data)

    def at(self, boot, at):
        if boot:
            shift = self.shifts.get(boot)
            at += shift[0] if shift else 0
        return iso(at)

    def _forget_shifts(self):
        """Once nothing waits, times of earlier boots are nobody's any more."""
        if self.shifts and not self.opens:
            for boot in list(self.shifts):
                if boot != self.station.clock.boot:
                    self.station.journal.done(self.shifts.pop(boot)[1])
