"""The pulse meter under a clock of its own, and over deaths; fails with the first wrong number."""

import asyncio
import sys

sys.path.insert(0, sys.argv[1])

from charge_point.files import Files  # noqa: E402 - after the path is set
from drivers import pulse  # noqa: E402 - after the path is set


class Time:
    now = 1000

    def ticks_ms(self):
        return self.now

    def ticks_diff(self, later, earlier):
        return later - earlier


clock = pulse.time = Time()
files = Files(sys.argv[2])


def flow(meter, pulses, apart):
    for _ in range(pulses):
        clock.now += apart
        meter.pulse()


async def main():
    meter = pulse.PulseMeter(1000, files, "pulse1")
    assert await meter.read() == {"wh": 0, "w": 0}
    flow(meter, 50, 1000)  # 1 Wh a second: 3.6 kW
    assert await meter.read() == {"wh": 50, "w": 3600}
    for _ in range(5):  # bounces
        clock.now += 3
        meter.pulse()
    assert (await meter.read())["wh"] == 50
    clock.now += 10000
    assert 300 <= (await meter.read())["w"] <= 360  # no pulse for ten seconds: at most that
    clock.now += 120000
    assert (await meter.read())["w"] == 0
    flow(meter, 60, 1000)
    assert (await meter.read())["wh"] == 110  # which is written down
    flow(meter, 10, 1000)
    await meter.read()
    again = pulse.PulseMeter(1000, files, "pulse1")  # after a power cut
    assert (await again.read())["wh"] == 110
    flow(again, 3, 1000)
    clock.now += 600000  # a little is saved after a while
    await again.read()
    assert (await pulse.PulseMeter(1000, files, "pulse1").read())["wh"] == 113
    odd = pulse.PulseMeter(800, files, "pulse2")
    flow(odd, 800 * 7, 100)
    assert (await odd.read())["wh"] == 7000
    print("whole")


asyncio.run(main())
