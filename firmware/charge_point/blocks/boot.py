"""BootNotification and Heartbeat (OCPP 1.6, 4.2, 4.6): who we are, and what time it is."""

from charge_point.iso import seconds
from charge_point.rpc import CallError, Offline, Silence

RETRY = 30  # seconds, where a server names no interval
NOTED = 60  # seconds by which a clock must be wrong for its setting to be an event
VERSION = "0.1.0"


async def boot(station):
    registration = station.registration
    try:
        reply = await station.rpc.call("BootNotification", identity(station))
    except (Offline, Silence, CallError) as error:
        station.log("boot", type(error).__name__)
        registration.next = station.clock.ticks() + (
            0 if isinstance(error, Offline) else RETRY * 1000
        )
        return
    status, interval = reply.get("status"), reply.get("interval")
    if not isinstance(interval, int) or interval < 0:
        interval = 0
    registration.status = status if status in ("Accepted", "Pending") else "Rejected"
    station.log("boot", registration.status)
    told(station, reply.get("currentTime"))
    if registration.status == "Accepted":
        if 0 < interval <= 604800:
            station.block("settings").keep(station.config, "HeartbeatInterval", str(interval))
        station.accepted()
        await station.block("firmware").started(station)
    else:
        registration.next = station.clock.ticks() + (interval or RETRY) * 1000


def identity(station):
    """What BootNotification tells."""
    told = {"firmwareVersion": station.settings.get("version", VERSION)}
    for name, key in (
        ("chargePointVendor", "vendor"),
        ("chargePointModel", "model"),
        ("chargePointSerialNumber", "serial"),
        ("meterType", "meter"),
    ):
        if station.settings.get(key):
            told[name] = station.settings[key]
    return told


async def heartbeat(station):
    try:
        reply = await station.rpc.call("Heartbeat", {})
    except (Offline, Silence, CallError):
        station.rpc.last = station.clock.ticks()  # once an interval is enough, heard or not
        return
    told(station, reply.get("currentTime"))
    if station.config["SecurityProfile"] == 3:
        await station.block("own").look(station)


def told(station, text):
    """The server's time; one that makes no sense is not believed."""
    try:
        at = seconds(text)
    except (ValueError, TypeError):
        return
    first = not station.clock.synced
    behind = station.clock.tell(at)
    if behind and abs(behind) >= NOTED:
        station.note("SettingSystemTime", "by %d s" % behind)
    if first and behind and (behind > 0 or behind < -NOTED):  # a little ahead is told as it is
        station.block("dating").clock_was_behind(station.outbox, station.clock.boot, behind)
        station.hal.set_rtc(at)
