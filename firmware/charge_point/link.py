"""Keeps a connection to the server: opens it, notices when it is dead, opens it again."""

import asyncio

from .ws import Closed, Refused

OPEN_WITHIN = 20  # seconds, TLS included
FIRST, SOON, CAP = 0.5, 3.0, 120.0  # seconds to wait between attempts
SHORT_OUTAGE = 40  # seconds during which no wait exceeds SOON


class Link:
    """The connection of a station; `station` is told when it is up and down."""

    def __init__(self, station):
        self._station = station
        self._reached()
        self._socket = self._receiving = None
        self._dropped = False
        self.attempts = 0

    def _reached(self):
        self._next, self._waited = FIRST, 0.0

    def _wait(self):
        """Seconds until the next attempt, spread by chance so that a fleet does not march."""
        cap = SOON if self._waited < SHORT_OUTAGE else CAP
        wait = min(self._next, cap) * (0.75 + self._station.hal.random(1)[0] / 512)
        self._next = min(self._next * 2, CAP)
        self._waited += wait
        return wait

    async def run(self):
        station = self._station
        while True:
            why = "dropped"
            try:
                await self._session()
            except (OSError, EOFError, asyncio.TimeoutError) as error:
                why = type(error).__name__ + " " + str(error)
            except (Refused, Closed) as error:
                why = type(error).__name__ + " " + str(error.args[0])
            except (ValueError, MemoryError) as error:
                why = "cannot " + str(error)
            except asyncio.CancelledError:
                if not self._dropped:
                    raise
            finally:
                self._receiving = self._socket = None
                station.rpc.down()
            station.log("link", why)
            await asyncio.sleep_ms(int(self._wait() * 1000))

    def drop(self):
        """Hang up without a word: what is on the other side does not answer."""
        if self._receiving:
            self._dropped = True
            self._receiving.cancel()

    async def close(self, code=1000):
        if self._socket:
            await self._socket.close(code)
            self.drop()

    async def _session(self):
        station = self._station
        await station.hal.net.up()
        self.attempts += 1
        self._dropped = False
        socket = self._socket = await self._open()
        socket.spare = station.spare
        self._receiving = asyncio.create_task(self._receive(socket))
        pinging = asyncio.create_task(self._ping(socket))
        station.rpc.up(socket)
        station.connected()
        try:
            await self._receiving
        finally:
            pinging.cancel()
            socket.drop()

    async def _open(self):
        # A frame of its own: what stays in the one that waits for messages would keep the block.
        upgrade = self._station.block("upgrade").connect(self._station)
        self._station.guard.allow(4000)
        return await asyncio.wait_for(upgrade, OPEN_WITHIN)

    async def _receive(self, socket):
        while True:
            # Nothing here may hold the text: its members take several times as much.
            await self._station.rpc.receive(await socket.receive())
            self._reached()

    async def _ping(self, socket):
        """Whoever is silent from one ping to the next is gone (half-open)."""
        while True:
            interval = self._station.config["WebSocketPingInterval"]
            if interval:
                socket.heard = False
                try:
                    await asyncio.wait_for(socket.ping(), interval)
                except (OSError, asyncio.TimeoutError):
                    pass
            waited = 0
            while waited < interval * 1000 or not interval:
                await asyncio.sleep_ms(250)
                waited += 250
                if self._station.config["WebSocketPingInterval"] != interval:
                    break
            missed = interval and waited >= interval * 1000 and not socket.heard
            if missed or self._station.rpc.silent >= 2:
                self._station.log("link half-open")
                self.drop()
                return
