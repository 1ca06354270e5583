"""An update that runs: fetched at its time, checked, installed when no transaction runs any more.

What comes in is a bundle of the application (see `bundle.py`) or a whole image for the board's
other partition. It goes to the slot that is not in use, and starts on trial.
"""

import asyncio
import binascii
import hashlib

from charge_point.iso import seconds


class Cancelled(Exception):
    """A later update takes the place of this one."""


async def run(station, job, kept):
    wanted, done = kept["wanted"], False
    try:
        await _until(station, job, wanted["retrieveDateTime"], "DownloadScheduled")
        target = await _fetch(station, job, kept)
        if target is None or not await _verified(station, job, target, wanted):
            return
        await _until(station, job, wanted.get("installDateTime"), "InstallScheduled")
        await _quiet(station, job)
        await _tell(station, job, "Installing")
        # Written first: whatever starts next is to find it.
        tried = {"request": job["request"], "slot": target[1]}
        tried["from"] = station.hal.partition.slot()
        station.files.save("updated", tried)
        target[0].activate()
        done = True
    except Cancelled:
        station.log("update", "cancelled")
        return
    except (OSError, ValueError) as error:
        station.log("install", error)
        station.files.remove("updated")
        await _tell(station, job, "InstallationFailed")
        return
    finally:
        if not done:
            _open(station)
        if station.jobs.get("firmware") is job:
            station.files.remove("updating")
    # `Installed` is told by what starts next, once the server has accepted it.
    if job["request"] is not None:
        await _tell(station, job, "InstallRebooting")
    station.restart("Firmware")


def _tell(station, job, status):
    if job["cancelled"]:
        raise Cancelled()
    return station.block("firmware").tell(station, job, status)


async def _until(station, job, at, status):
    """Wait for a time, if it is yet to come."""
    if at is None or seconds(at) <= station.clock.now():
        return
    if job["request"] is not None:
        await _tell(station, job, status)
    while seconds(at) > station.clock.now():
        await _step(station, job)


async def _step(station, job):
    await station.hal.pause(1000)
    if job["cancelled"]:
        raise Cancelled()


async def _quiet(station, job):
    """No transaction may run; who has not begun yet does not begin any more (L01.FR.07)."""
    while True:
        for connector in station.connectors:
            if connector.operative and not connector.transaction:
                station.jobs.setdefault("closed", []).append(connector)
                connector.operative = False
        if not any([connector.transaction for connector in station.connectors]):
            return
        await _step(station, job)


def _open(station):
    for connector in station.jobs.pop("closed", ()):
        connector.operative = True


async def _fetch(station, job, kept):
    """(where it is, slot, digest), or None if that did not work."""
    await _tell(station, job, "Downloading")
    for attempt in range(kept["retries"] + 1):
        if attempt:
            await station.hal.pause(kept["pause"] * 1000)
        incoming = Incoming(station, job)
        try:
            await station.block("http").get(station, kept["wanted"]["location"], incoming.take)
            if not incoming.target:
                raise OSError("empty")
            await _tell(station, job, "Downloaded")
            return incoming.target, incoming.slot, incoming.hash.digest()
        except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
            station.log("download", type(error).__name__, error)
    await _tell(station, job, "DownloadFailed")
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
            raise Cancelled()
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


async def _verified(station, job, target, wanted):
    """Whether it is whole and signed as it must be; what is not leaves no trace."""
    bundle = target[0] if target[1] else None
    try:
        if bundle:
            bundle.whole()
        good = await _signed(station, bundle, target[2], wanted)
    except (ValueError, IndexError) as error:
        station.log("bundle", error)
        good = False
    if not good:
        if bundle:
            bundle.undo()
        await _refuse(station, job)
    elif job["request"] is not None:
        await _tell(station, job, "SignatureVerified")
    return good


async def _refuse(station, job):
    if job["request"] is None:
        await _tell(station, job, "InstallationFailed")
        return
    station.note("InvalidFirmwareSignature", "request %d" % job["request"])
    await _tell(station, job, "InvalidSignature")


async def _signed(station, bundle, digest, wanted):
    """Over the whole file (L01.FR.04), or as the bundle itself says; wanted where a key is known."""
    if "key" not in wanted:
        return True
    signature = wanted.get("signature")
    if signature:
        signature = binascii.a2b_base64(signature)
    elif bundle:
        signature, digest = bundle.signature, bundle.digest
    p256 = station.block("p256")
    key = binascii.unhexlify(wanted["key"])
    return await p256.in_turns(p256.verify(key, digest, signature or b""), station.guard.allow)
