"""UpdateFirmware (OCPP 1.6, 5.19): fetched at its time, written to the other slot, then started.

While a transaction runs nothing is installed. The next start is on trial: see `boot.py`.
"""

import asyncio

from charge_point.iso import seconds
from charge_point.rpc import CallError, Offline, Silence


def update(station, payload, _):
    job = {"status": "Idle", "request": None}
    station.jobs["firmware"] = job
    return {}, lambda: run(station, job, payload)


async def run(station, job, payload):
    wait = seconds(payload["retrieveDate"]) - station.clock.now()
    if wait > 0:
        await station.hal.pause(wait * 1000)
    partition = await fetch(station, job, payload)
    if partition is None:
        return
    while any([connector.transaction for connector in station.connectors]):
        await station.hal.pause(1000)
    await tell(station, job, "Installing")
    try:
        partition.activate()
    except (OSError, ValueError) as error:
        station.log("install", error)
        await tell(station, job, "InstallationFailed")
        return
    # `Installed` is told by what starts next, once the server has accepted it.
    station.files.save("updated", {"request": job["request"], "version": payload["location"][-50:]})
    station.restart("Firmware")


async def fetch(station, job, payload):
    """Download into the other slot; returns that, or None if it did not work."""
    await tell(station, job, "Downloading")
    for attempt in range(payload.get("retries", 0) + 1):
        if attempt:
            await station.hal.pause(payload.get("retryInterval", 10) * 1000)
        partition = station.hal.partition
        opened = []

        def take(piece, size):
            if not opened:
                partition.target(size)
                opened.append(True)
            station.guard.allow(1000)
            partition.write(piece)

        try:
            await station.block("http").get(station, payload["location"], take)
            if not opened:
                raise OSError("empty")
            await tell(station, job, "Downloaded")
            return partition
        except (OSError, EOFError, ValueError, asyncio.TimeoutError) as error:
            station.log("download", type(error).__name__, error)
    await tell(station, job, "DownloadFailed")
    return None


async def tell(station, job, status):
    """The status of the job, to the server; it goes on whether that is heard or not."""
    job["status"] = status
    payload, action = {"status": status}, "FirmwareStatusNotification"
    if job["request"] is not None:
        payload["requestId"], action = job["request"], "SignedFirmwareStatusNotification"
    try:
        await station.rpc.call(action, payload)
    except (Offline, Silence, CallError):
        station.log("not told", status)


async def started(station):
    """After a boot that the server has accepted: what an update has come to."""
    done = station.files.load("updated", None)
    if done:
        await tell(station, {"request": done["request"]}, "Installed")
        station.files.remove("updated")
