"""Builds a simulated charge point of a command line; forgotten when that is done."""

import gc
import sys

from charge_point import blocks
from charge_point.clock import Clock
from charge_point.journal import RingJournal
from charge_point.station import Station
from hal.sim.hal import Hal


def built(folder, words):
    """(station, options) of a command line."""
    given = {}
    for word in words:
        name, _, text = word.partition("=")
        given[name] = text
    number = lambda name, default: int(given.get(name, default))  # noqa: E731
    hal = Hal(
        folder,
        number("connectors", 1),
        number("phases", 1),
        number("speed", 1),
        number("blocks", 32),
    )
    if given.get("key"):
        from charge_point.blocks.settings import key_of

        if hal.secrets.get("key") is None:
            hal.secrets.set("key", key_of(given["key"]))
    if given.get("wall_meter"):
        from sim.wall_meter import WallMeter

        since = number("wall_meter", 0) * 1000
        hal.meters = [WallMeter(outlet, since) for outlet in hal.outlets]
    if given.get("truth"):
        from sim.truth import Truth

        hal.journaled = Truth(given["truth"])
    cars = given.get("car", "A")  # a letter an outlet, the last for all that follow
    for at, outlet in enumerate(hal.outlets):
        outlet.car = cars[min(at, len(cars) - 1)]
    hal.slot = given.get("slot", "a")
    settings = {"url": given["url"], "identity": given["identity"], "phases": number("phases", 1)}
    for name, default in (("vendor", "open-csms"), ("model", "DevKitC"), ("serial", "")):
        settings[name] = given.get(name, default)
    for name in ("version", "secure_url", "security_profile", "one_root", "update_key"):
        if name in given:
            settings[name] = int(given[name]) if given[name].isdigit() else given[name]
    if given.get("clock"):  # one that stands still until somebody moves it
        Clock.now = lambda _, at=number("clock", 0): at
    echo = print if given.get("echo") else None
    station = Station(hal, settings, RingJournal, echo)
    if given.get("ears"):
        from sim.ears import listen

        listen(station)
    forget()
    for name, text in given.items():
        if name.startswith("config."):
            station.block("settings").keep(station.config, name[7:], text)
    return station, given


def forget():
    """Modules that were only wanted for building."""
    for name in list(sys.modules):
        if name.startswith("charge_point.blocks.") or name == "sim.building":
            sys.modules.pop(name)
    for name in dir(blocks):
        if name[0] != "_":
            delattr(blocks, name)
    gc.collect()
