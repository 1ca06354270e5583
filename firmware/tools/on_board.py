"""Runs on the board (`make board-test`): asks of its hardware what no simulation can tell.

Nothing must be plugged in, and no car: relays stay open. Each line is `ok`, `look` where a person
must judge, or `bad`.
"""

import gc
import sys
import time

gc.collect()
FREE = gc.mem_free()


def line(verdict, what, *found):
    print("%-5s %s: %s" % (verdict, what, " ".join([str(word) for word in found])))


def passes(what, good, *found):
    line("ok" if good else "bad", what, *found)


def software():
    passes("MicroPython", sys.implementation[1] >= (1, 24, 0), sys.version)
    line("look", "heap", FREE, "bytes free before anything is loaded")
    from esp32 import Partition

    labels = [part.info()[4] for part in Partition.find(Partition.TYPE_APP)]
    line("ok" if len(labels) > 1 else "look", "slots for an image", *labels)
    journal = Partition.find(Partition.TYPE_DATA, label="jrnl")
    line("ok" if journal else "look", "journal", "partition" if journal else "files of littlefs")


def board():
    from charge_point.core import Files  # the core is one module where it is compiled
    from provisioning.checks import board as pin_map

    settings = Files("/data").load("settings", {})
    return pin_map(settings), settings


def relays(found):
    from machine import Pin

    for number, places in enumerate(found["connectors"], 1):
        pin = Pin(places["relay"], Pin.IN)
        level = pin.value()
        passes("relay %d" % number, level == 0, "the pin rests at", level, "(pull-down)")


def pilots(found):
    from hal.esp32.pilot import Pilot

    for number, places in enumerate(found["connectors"], 1):
        pilot = Pilot(places)
        for ma, state in ((0, "A"), (16000, "A")):
            pilot.offer(ma)
            time.sleep_ms(20)
            began = time.ticks_us()
            high, low = pilot.peaks()
            took = time.ticks_diff(time.ticks_us(), began)
            seen = [pilot.state(), pilot.state()][1]
            passes("pilot %d at %d mA" % (number, ma), seen == state, seen, high, "to", low, "mV")
        passes("a look at pilot %d" % number, took < 8000, took, "us")
        pilot.offer(0)


def guard(found):
    """How long after the last beat the relay's order is taken back; the pin is not driven."""
    from hal.esp32.guard import Guard

    class Told:
        told, at = True, 0

        def set(self, closed):
            self.told, self.at = closed, time.ticks_ms()

    class Car:
        def state(self):
            return "C"

    relay = Told()
    one = Guard([relay], [Car()])
    one.start()
    began = time.ticks_ms()
    while relay.told and time.ticks_diff(time.ticks_ms(), began) < 500:
        pass  # a task that hangs
    late = time.ticks_diff(relay.at, began) if not relay.told else None
    one._timer.deinit()
    passes("guard", late is not None and late <= 100, "opens after", late, "ms")


def meters_and_reader(found, settings):
    import asyncio

    from charge_point.core import Files
    from hal.esp32 import fitting

    for number, meter in enumerate(fitting.meters(found, settings, Files("/data")), 1):
        began = time.ticks_ms()
        reading = asyncio.run(meter.read())
        took = time.ticks_diff(time.ticks_ms(), began)
        passes(
            "meter %d" % number, reading, reading or getattr(meter, "why", "nothing"), took, "ms"
        )
    reader = fitting.reader(found, settings)
    if hasattr(reader, "version"):
        version = reader.version()
        passes("reader", version not in (0, 255), "version", hex(version))
    line("look", "reader", "show a tag within ten seconds")
    began, tag = time.ticks_ms(), None
    while not tag and time.ticks_diff(time.ticks_ms(), began) < 10000:
        tag = reader.poll()
        time.sleep_ms(100)
    passes("tag", tag, tag)


def flash():
    import os

    began = time.ticks_ms()
    with open("/board-test", "wb") as file:
        file.write(bytes(4096))
    os.remove("/board-test")
    line("look", "4 KB to littlefs", time.ticks_diff(time.ticks_ms(), began), "ms")


def attempt(what, run, *words):
    try:
        run(*words)
    except Exception as error:
        line("bad", what, type(error).__name__, error)


attempt("software", software)
attempt("flash", flash)
try:
    FOUND, SETTINGS = board()
except Exception as error:
    line("bad", "board", type(error).__name__, error)
else:
    for run in (relays, pilots, guard):
        attempt(run.__name__, run, FOUND)
    attempt("meters and reader", meters_and_reader, FOUND, SETTINGS)
