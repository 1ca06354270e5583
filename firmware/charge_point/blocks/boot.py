"""BootNotification (OCPP 1.6, 4.2): who we are, and whether the server will have us."""

from charge_point.rpc import CallError, Offline, Silence

RETRY = 30  # seconds, where a server names no interval
VERSION = "0.1.0"


async def boot(registration):
    station = registration.station
    try:
        reply = await station.rpc.call("BootNotification", identity(station))
    except (Offline, Silence, CallError) as error:
        station.log("boot", type(error).__name__)
        registration.next = station.clock.ticks() + (
            0 if isinstance(error, Offline) else RETRY * 1000)
        return
    status, interval = reply.get("status"), reply.get("interval")
    if not isinstance(interval, int) or interval < 0:
        interval = 0
    registration.status = status if status in ("Accepted", "Pending") else "Rejected"
    station.log("boot", registration.status)
    registration.told(reply.get("currentTime"))
    if registration.status == "Accepted":
        if 0 < interval <= 604800:
            station.config.set("HeartbeatInterval", str(interval))
        station.accepted()
        await station.block("firmware").started(station)
    else:
        registration.next = station.clock.ticks() + (interval or RETRY) * 1000


def identity(station):
    """What BootNotification tells."""
    told = {"firmwareVersion": station.settings.get("version", VERSION)}
    for name, key in (("chargePointVendor", "vendor"), ("chargePointModel", "model"),
                      ("chargePointSerialNumber", "serial"), ("meterType", "meter")):
        if station.settings.get(key):
            told[name] = station.settings[key]
    return told
