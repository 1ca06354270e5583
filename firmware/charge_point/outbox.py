"""What the journal holds for the server, told in order, each until it is answered.

Message ids are made of the transaction's identity: never of a counter in memory, which begins
anew after a reboot and makes the server take a new message for an old one.
"""

import asyncio

from . import records
from .iso import iso
from .rpc import CallError, Offline, Silence


class Outbox:
    """Sends START, VALUES, STOP and EVENT records, oldest first."""

    def __init__(self, station):
        self.station = station
        self._awake = asyncio.Event()
        self.ids = {}  # tx → the server's number
        self.opens = {}  # tx → number of its OPEN record
        self.attempts = 0

    def wake(self):
        self._awake.set()

    @property
    def waiting(self):
        return self.station.journal.count(records.SENDABLE)

    async def run(self):
        station = self.station
        while True:
            number = station.journal.first(records.SENDABLE) if station.may_tell() else None
            if number is None:
                clocks = station.journal.count((records.CLOCK,))
                if clocks > 1 and not self.opens and station.may_tell():
                    station.block("telling").forget_clocks(self)
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
                await station.block("telling").refused(self, number, error)
            except MemoryError:  # it stays in the journal; what took the room is gone by now
                station.log("no room for", number)
                station.spare()
                await asyncio.sleep_ms(200)

    async def _tell(self, number):
        found = self.station.journal.read(number)
        if found is None:  # an unreadable slot: nothing can be told of it
            self.station.journal.done(number)
            return
        kind, data = found
        if kind == records.VALUES:
            await self.station.block("values").tell(self, number, data)
            return
        if kind == records.EVENT:
            await self.station.block("security").tell(self, number, data)
            return
        telling = self.station.block("telling")
        await (telling.start if kind == records.START else telling.stop)(self, number, data)

    def at(self, boot, at):
        """A record's time as it is told: put right where its clock was found to be behind."""
        journal = self.station.journal
        for number in journal.live(records.CLOCK) if boot else ():
            found = records.unpack(records.CLOCK, journal.read(number)[1])
            if found[0] == boot:
                at += found[1]
        return iso(at)
