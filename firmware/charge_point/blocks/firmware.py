"""UpdateFirmware (OCPP 1.6, 5.19) and SignedUpdateFirmware (security white paper, L01): asked and told.

What follows an answer is in `updating.py`. An update that power or a reset has cut short begins
again, a few times.
"""

import asyncio

from charge_point.iso import seconds
from charge_point.rpc import CallError

DONE = ("InstallationFailed", "DownloadFailed", "InvalidSignature")
BEGUN, TRIED = "updating", "updated"  # files: an update that runs; one that has been started
TIMES = 3  # that an update begins, if it is cut short


def update(station, payload, action):
    if station.block("store").names(station.files, "maker-"):
        raise CallError("NotSupported", "only SignedUpdateFirmware")  # L01.FR.20
    wanted = {"location": payload["location"], "retrieveDateTime": payload["retrieveDate"]}
    if station.settings.get("update_key"):
        wanted["key"] = station.settings["update_key"]
    return {}, accept(station, payload, None, wanted)[1]


def signed_update(station, payload, _):
    wanted = payload["firmware"]
    for name in ("location", "retrieveDateTime", "signingCertificate", "signature"):
        if not isinstance(wanted.get(name), str):
            raise CallError("OccurenceConstraintViolation", name)
    try:
        (
            seconds(wanted["retrieveDateTime"]),
            seconds(wanted.get("installDateTime", "2000-01-01T00:00:00Z")),
        )
    except ValueError:
        raise CallError("PropertyConstraintViolation", "dateTime")
    return None, station.later("checking", "update", payload)


def accept(station, payload, request, wanted):
    """(reply, what begins it) of an update that is to be."""
    before = station.jobs.get("firmware")
    running = bool(before) and before["status"] not in DONE
    if running:
        before["cancelled"] = True
    kept = {"request": request, "wanted": wanted, "times": 0}
    kept["retries"], kept["pause"] = payload.get("retries", 0), payload.get("retryInterval", 10)
    station.files.save(BEGUN, kept)
    status = {"status": "AcceptedCanceled" if running else "Accepted"}
    return status, station.later("firmware", "begin", kept)


def begin(station, kept):
    """The run of it, which may take days."""
    job = {"status": "Idle", "request": kept["request"], "cancelled": False}
    station.jobs["firmware"] = job
    kept["times"] += 1
    station.files.save(BEGUN, kept)
    return station.block("updating").run(station, job, kept)


async def started(station):
    """After a boot that the server has accepted: what an update has come to."""
    tried, begun = station.files.load(TRIED, None), station.files.load(BEGUN, None)
    if tried:
        if tried["slot"]:
            works = station.hal.slot == tried["slot"]
        else:
            works = station.hal.partition.slot() != tried["from"]
        if works:
            station.note("FirmwareUpdated", tried["slot"] or "image")
        status = "Installed" if works else "InstallationFailed"
        await station.block("progress").tell(station, {"request": tried["request"]}, status)
        station.files.remove(TRIED)
        station.files.remove(BEGUN)
    elif begun and "firmware" not in station.jobs:
        if begun["times"] < TIMES:
            asyncio.create_task(begin(station, begun))
        else:
            station.files.remove(BEGUN)
            await station.block("progress").tell(
                station, {"request": begun["request"]}, "InstallationFailed"
            )
