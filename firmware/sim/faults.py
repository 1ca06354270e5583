"""Faults of the software itself, planted on purpose."""

import time


def hang(station, ms):
    """Every task stands still; only the guard's thread goes on. [ms until the relay was open, trips]"""
    outlet = station.hal.outlets[0]
    began = time.ticks_ms()
    while time.ticks_diff(time.ticks_ms(), began) < ms:
        pass
    opened = time.ticks_diff(outlet.switched, began)
    return [opened if opened >= 0 else -1, station.guard.trips]


def fail(station, task):
    """The next round of the control loop, or of the metering, goes wrong."""
    part, name = {"control": (station.control, "round"), "metering": (station.metering, "_poll")}[
        task
    ]

    def broken(*_):
        delattr(part, name)
        raise RuntimeError("planted")

    setattr(part, name, broken)
