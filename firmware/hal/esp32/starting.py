"""From power-on to a charge point that runs, or to a board that waits to be provisioned.

Settings that are faulty, software that cannot be built, a line on the console within three seconds:
each leads to provisioning, and there no relay is ever closed.
"""

import asyncio
import sys

import machine
import micropython
import network
from hal.forget import forget

FOLDER = "/data"
ASKED_WITHIN = 3000  # ms after power-on in which a line on the console leads to provisioning
UNPROVEN_FOR = 600000  # ms that new settings have to reach a network
PROVEN = "proven"


class Bare:
    """What provisioning needs of a board: no relay is among it."""

    def __init__(self, folder):
        from .secrets import Secrets

        self.folder = folder
        self.secrets = Secrets()
        self.unique = machine.unique_id()

    def random(self, count):
        import os

        return os.urandom(count)

    def feed(self):
        pass

    def restart(self, reason):
        machine.reset()

    def network(self, name, password):
        station = network.WLAN(network.STA_IF)
        station.active(False)
        ours = network.WLAN(network.AP_IF)
        ours.active(True)
        ours.config(ssid=name, key=password, security=network.WLAN.SEC_WPA2)
        return ours.ifconfig()[0]


async def live(folder=FOLDER, asked_within=ASKED_WITHIN):
    import os

    from charge_point.files import Files
    from provisioning.names import SETTINGS

    try:
        os.mkdir(folder)
    except OSError:
        pass  # it is there
    files = Files(folder)
    settings = files.load(SETTINGS, None)
    if settings is not None and not settings.get("repl"):
        micropython.kbd_intr(-1)  # from here on, the console is ours alone
    why = await _why(files, settings, folder, asked_within)
    if not why:
        try:
            station = built(settings, folder)
        except Exception as error:  # noqa: BLE001 - it must stay within reach
            sys.print_exception(error)
            why = ["it cannot start: %s %s" % (type(error).__name__, error)]
        else:
            return await _run(station, files, settings)
    await _provision(why, folder)


async def _why(files, settings, folder, asked_within):
    """Sentences that keep the charge point from running."""
    from provisioning.serial import Serial

    print("A line within %d s leads to provisioning." % (asked_within // 1000))
    if await Serial().line(asked_within) is not None:
        return ["somebody has asked for it"]
    if settings is None:
        return ["nobody has said yet what this is"]
    reason = files.load("why", None)
    if reason:
        files.remove("why")
        return [reason]
    from provisioning.draft import Draft

    found = Draft(folder, Bare(folder).secrets).faults()
    forget(*TRANSIENT)
    return found


# What is only needed until the station runs.
TRANSIENT = ("provisioning", "charge_point.blocks.", "boards", "drivers.maps", "hal.pins")


def built(settings, folder):
    """A station on this board."""
    from charge_point.journal import RingJournal
    from charge_point.station import Station
    from provisioning.checks import board

    from .hal import Hal

    hal = Hal(board(settings), settings, folder)
    forget(*TRANSIENT)
    station = Station(hal, settings, RingJournal)
    if not hal.rtc():
        hal.set_rtc(station.clock.now())  # a floor: certificates are not of the future
    return station


async def _run(station, files, settings):
    hal = station.hal
    hal.net.log = station.log
    hal.net.met = lambda: _met(station, files, settings)
    if files.load(PROVEN, None) != _mark(settings):
        asyncio.create_task(_prove(station, files, settings))
    from hal.proving import prove

    asyncio.create_task(prove(station))  # software on trial
    await station.run()


def _mark(settings):
    return [settings.get("wifi"), settings.get("fallback")]


async def _met(station, files, settings):
    """A network has taken us in: these settings are good, and somebody may know the time."""
    if files.load(PROVEN, None) != _mark(settings):
        files.save(PROVEN, _mark(settings))
    host = settings.get("time_server", "pool.ntp.org")
    if station.clock.synced or host == "none":
        return
    from charge_point.iso import iso
    from hal import sntp

    try:
        at = await sntp.ask(host, station.guard.allow)
    except OSError as error:
        station.log("sntp", error)
    else:
        station.block("boot").told(station, iso(at))
    forget("hal.sntp")


async def _prove(station, files, settings, within=UNPROVEN_FOR):
    """Networks that nobody has ever joined may have been misspelt: back to provisioning."""
    await station.hal.pause(within)
    if files.load(PROVEN, None) != _mark(settings):
        while any([connector.transaction for connector in station.connectors]):
            await station.hal.pause(1000)
        files.save(
            "why", "no network was reached: %s" % ", ".join([n for n in _mark(settings) if n])
        )
        station.restart("Network")


async def _provision(why, folder):
    from provisioning.serial import Serial
    from provisioning.setup import Setup

    await Setup(Bare(folder), why).run(Serial().line, print)
