"""How an update comes on, as the server is told (security white paper, L01.FR.01)."""

import asyncio

from charge_point.rpc import CallError, Offline, Silence


async def tell(station, job, status):
    """It goes on whether that is heard or not; where a later one takes its place, it ends here."""
    if job.get("cancelled"):
        raise asyncio.CancelledError()
    job["status"] = status
    payload, action = {"status": status}, "FirmwareStatusNotification"
    if job["request"] is not None:
        payload["requestId"], action = job["request"], "SignedFirmwareStatusNotification"
    try:
        await station.rpc.call(action, payload)
    except (Offline, Silence, CallError):
        station.log("not told", status)
