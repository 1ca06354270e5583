"""What the journal holds for the server, told in order, each until it is answered.

Message ids are made of the transaction's identity: never of a counter in memory, which begins
anew after a reboot and makes the server take a new message for an old one.
"""

import asyncio

from . import records
from .iso import iso
from .rpc import CallError, Offline, Silence

TOLD_BY = {records.VALUES: "values", records.EVENT: "security"}


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
                    station.block("dating").forget_clocks(self)
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
                await station.hal.pause(station.block("telling").refused(self, number, error))
            except MemoryError:  # it stays in the journal; what took the room is gone by now
                station.log("no room for", number)
                station.spare()
                await asyncio.sleep_ms(200)

    async def _tell(self, number):
        # Neither a block nor what is told stays while the server thinks: others want the room.
        call = self._call(number)
        self._told(number, call and await call)

    def _call(self, number):
        """What is on its way; None where there is nothing to say (an unreadable slot, too)."""
        found = self.station.journal.read(number)
        name = found and TOLD_BY.get(found[0], "telling")
        return name and self.station.block(name).asked(self, number, *found)

    def _told(self, number, reply):
        found = self.station.journal.read(number)
        if found and found[0] not in TOLD_BY:
            self.station.block("telling").answered(self, number, *found, reply)
        else:
            self.station.journal.done(number)

    def at(self, boot, at):
        """A record's time as it is told."""
        return iso(self.station.block("dating").right(self, boot, at) if boot else at)
