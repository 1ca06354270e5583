"""TriggerMessage and ExtendedTriggerMessage: the answer first, then the message (5.17)."""

from charge_point import metering


def trigger(station, payload, action):
    number = payload.get("connectorId")
    if number is not None and number > len(station.connectors):
        return {"status": "Rejected"}
    tell = TOLD[payload["requestedMessage"]]
    if tell is _sign and not station.config["CpoName"]:
        return {"status": "Rejected"}  # A02 wants it set
    if action == "ExtendedTriggerMessage" and tell is _firmware:
        tell = _signed_firmware
    if tell is None:  # that one needs nothing of this block
        return {"status": "Accepted"}, station.later("boot", "heartbeat")
    numbers = [number] if number is not None else None
    return {"status": "Accepted"}, lambda: tell(station, numbers)


async def _boot(station, _):
    await station.block("boot").boot(station)


async def _status(station, numbers):
    for number in numbers or range(len(station.connectors) + 1):
        await station.status_notices.tell(number)


async def _values(station, numbers):
    for number in numbers or range(1, len(station.connectors) + 1):
        station.block("values").keep(station, station.connectors[number - 1], metering.TRIGGERED)


async def _firmware(station, _):
    job = station.jobs.get("firmware")
    status = job["status"] if job and job["request"] is None else "Idle"
    await station.rpc.call("FirmwareStatusNotification", {"status": status})


async def _signed_firmware(station, _):
    job, told = station.jobs.get("firmware"), {"status": "Idle"}
    if job and job["request"] is not None:
        told = {"status": job["status"], "requestId": job["request"]}
    await station.rpc.call("SignedFirmwareStatusNotification", told)


async def _diagnostics(station, _):
    await station.rpc.call(
        "DiagnosticsStatusNotification",
        {"status": "Uploading" if "upload" in station.jobs else "Idle"},
    )


async def _log(station, _):
    told = {"status": "Uploading" if "upload" in station.jobs else "Idle"}
    if "upload" in station.jobs and station.jobs["upload"].request is not None:
        told["requestId"] = station.jobs["upload"].request
    await station.rpc.call("LogStatusNotification", told)


async def _sign(station, _):
    await station.block("own").sign(station)


TOLD = {
    "BootNotification": _boot,
    "Heartbeat": None,
    "StatusNotification": _status,
    "MeterValues": _values,
    "FirmwareStatusNotification": _firmware,
    "DiagnosticsStatusNotification": _diagnostics,
    "LogStatusNotification": _log,
    "SignChargePointCertificate": _sign,
}
