"""An update comes in: tried as often as it was asked for."""

import asyncio
import hashlib


async def fetch(station, job, kept):
    """(where it is, slot, digest), or None if that did not work."""
    await tell(station, job, "Downloading")
    for attempt in range(kept["retries"] + 1):
        if attempt:
            await station.hal.pause(kept["pause"] * 1000)
        incoming = Incoming(station, job)
        try:
            await station.block("http").get(station, kept["wanted"]["location"], incoming.take)
            if not incoming.target:
                raise OSError("empty")
            await tell(station, job, "Downloaded")
            return incoming.target, incoming.slot, incoming.hash.digest()
        except (OSError, EOFError, ValueError, MemoryError, asyncio.TimeoutError) as error:
            station.log("download", type(error).__name__, error)
    await tell(station, job, "DownloadFailed")
    return None


class Incoming:
    """What comes in, piece by piece; the first tells where it goes."""

    def __init__(self, station, job):
        self._station, self._job = station, job
        self.hash = hashlib.sha256()
        self.target = self.slot = None

    def take(self, piece, size):
        station = self._station
        if self._job["cancelled"]:
            raise asyncio.CancelledError()
        station.guard.allow(1000)
        if not self.target:
            self._choose(piece)
            self.target.target(size)
        self.hash.update(piece)
        self.target.write(piece)

    def _choose(self, piece):
        station = self._station
        if piece.startswith(b"OCPB"):
            self.target = station.block("bundle").Bundle(station.hal.software)
            self.slot = self.target.slot
        else:
            self.target = station.hal.partition


def tell(station, job, status):
    return station.block("progress").tell(station, job, status)
