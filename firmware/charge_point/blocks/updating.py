"""An update that runs: fetched at its time, checked, installed when no transaction runs any more.

What comes in is a bundle of the application (see `bundle.py`) or a whole image for the board's
other partition. It goes to the slot that is not in use, and starts on trial.
"""

import asyncio

from charge_point.iso import seconds


async def run(station, job, kept):
    wanted, done = kept["wanted"], False
    try:
        await _until(station, job, wanted["retrieveDateTime"], "DownloadScheduled")
        target = await station.block("fetching").fetch(station, job, kept)
        if target is None:
            return
        if not await station.block("approving").approved(station, job, target, wanted):
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
    except asyncio.CancelledError:
        station.log("update", "cancelled")
        return
    except (OSError, ValueError, MemoryError) as error:
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
    return station.block("progress").tell(station, job, status)


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
        raise asyncio.CancelledError()


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
