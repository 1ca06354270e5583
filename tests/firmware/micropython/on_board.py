"""hal/esp32 over the fakes of this folder: one scenario a run, which fails with what is wrong.

on_board.py FIRMWARE FOLDER SCENARIO [URL]; prints `whole` where nothing is wrong
"""

import asyncio
import sys
import time

sys.path.insert(0, sys.argv[1])
HERE = __file__.rpartition("/")[0]
sys.path.insert(1, HERE)
sys.path.insert(1, HERE + "/fakes")
sys.modules.pop("machine", None)

import esp32  # noqa: E402 - after the path is set
import machine  # noqa: E402 - after the path is set
import network  # noqa: E402 - after the path is set
from drivers import modbus  # noqa: E402 - after the path is set
from hal.esp32 import starting  # noqa: E402 - after the path is set
from machine import WORLD, Pin, Timer  # noqa: E402 - after the path is set
from provisioning.names import wifi  # noqa: E402 - after the path is set

try:
    from charge_point.core import Files  # as it is compiled
except ImportError:
    from charge_point.files import Files

FOLDER = sys.argv[2]
RELAY, DE = 23, 4
SETTINGS = {
    "url": (sys.argv + ["ws://127.0.0.1:1/"])[4],
    "identity": "CP1",
    "vendor": "open-csms",
    "model": "DevKitC",
    "wifi": "Garage",
    "fallback": "Guests",
    "time_server": "none",
    "meter": "custom",
    "meter_map": "4 0x0000 u32 0 wh; 4 0x0002 u16 0 w",
    "reader": "wiegand",
    "pins": {"1.contact": None, "reader.d0": 18, "reader.d1": 19},
}
KEY = bytes(range(16, 36))


def meter(request):
    """1,000 Wh and more, in an answer of two pieces."""
    assert Pin.levels[DE] == 1, "the transceiver listens while we talk"
    if request != modbus.request(1, 4, 0, 3):
        return []
    body = b"\x01\x04\x06" + (1000 + time.ticks_ms() // 100).to_bytes(4, "big") + b"\x1c\xc0"
    crc = modbus.crc(body)
    return [body[:4], body[4:] + bytes([crc & 255, crc >> 8])]


def a_board(**settings):
    machine.UART.answers[2] = meter
    network.KNOWN["Garage"] = "in the garage"
    esp32.NVS.kept = {"key": KEY, wifi("Garage"): b"in the garage"}
    esp32.Partition.table = [esp32.Partition("jrnl", 16), esp32.Partition("ota_1")]
    files = Files(FOLDER)
    files.save("settings", dict(SETTINGS, **settings))
    return files


def shows(bits):
    for bit in bits:
        Pin.called[18 + int(bit)](None)


TAG = "0" + "{:024b}".format(0xA1B2C3) + "0"
TAG = "1" + TAG[1:] if TAG[1:13].count("1") % 2 else TAG
TAG = TAG[:-1] + ("0" if TAG[13:25].count("1") % 2 else "1")


async def until(true, within=40000):
    since = time.ticks_ms()
    while not true():
        assert time.ticks_diff(time.ticks_ms(), since) < within, "not in time"
        await asyncio.sleep_ms(10)


async def started():
    """(station, its task), as at power-on."""
    found = []
    build = starting.built

    def built(*words):
        found.append(build(*words))
        return found[0]

    starting.built = built
    task = asyncio.create_task(starting.live(FOLDER, 0))
    await until(lambda: found or task.done())
    assert found, "it does not start"
    return found[0], task


async def charges():
    """Tag, cable, current, unplugged; over TCP against a server."""
    a_board()
    station, _ = await started()
    assert Pin.levels[RELAY] == 0
    await until(lambda: station.registration.status == "Accepted")
    assert station.hal.net.name == "Garage"
    assert station.hal.secrets.get("key") == KEY
    WORLD["car"] = "B"
    await until(lambda: station.connectors[0].state == "Preparing")
    assert Pin.levels[RELAY] == 0
    shows(TAG)
    await until(lambda: machine.PWM.duties[25] < 65535)
    WORLD["car"] = "C"
    await until(lambda: Pin.levels[RELAY] == 1)
    assert machine.PWM.duties[25] == 533 * 65535 // 1000, "32 A"
    await until(lambda: station.connectors[0].state == "Charging")
    WORLD["car"] = "A"
    await until(lambda: Pin.levels[RELAY] == 0)
    await until(lambda: not station.outbox.waiting)
    assert WORLD["fed"]
    assert esp32.Partition.valid
    print(station.metering.latest[0]["w"])


async def lean():
    """Nothing stays in memory but what this board's settings need."""
    a_board(meter="sdm120", reader="rc522", pins={"1.contact": None})
    before = set(sys.modules)
    station, task = await started()
    task.cancel()
    kept = {name for name in sys.modules if name not in before}
    assert "drivers.rc522" in kept
    loaded = [
        name
        for name in sys.modules
        if name.partition(".")[0] in ("drivers", "boards", "provisioning")
    ]
    assert sorted(loaded) == ["drivers", "drivers.modbus", "drivers.rc522", "drivers.shown"], loaded
    for gone in ("hal.esp32.fitting", "hal.esp32.partition", "hal.pins", "hal.file_ring"):
        assert gone not in sys.modules, gone
        package, _, own = gone.rpartition(".")
        assert not hasattr(sys.modules[package], own), gone


async def guarded():
    """Whatever hangs, the timer opens the relay; a resistor without a diode is no car."""
    a_board()
    station, task = await started()
    task.cancel()
    await asyncio.sleep_ms(50)
    hal, timer = station.hal, Timer.all[-1]
    hal.guard.start()
    assert timer.period <= 20
    hal.relays[0].set(True)
    hal.guard.beat()
    timer.callback(timer)
    assert Pin.levels[RELAY] == 1
    time.sleep_ms(90)
    timer.callback(timer)
    assert Pin.levels[RELAY] == 0 and not hal.relays[0].told
    WORLD["car"] = "C"
    for _ in range(2):
        hal.pilots[0].state()
    hal.relays[0].set(True)
    hal.guard.allow(4000)
    time.sleep_ms(90)
    timer.callback(timer)
    assert Pin.levels[RELAY] == 1, "it was announced"
    WORLD["car"] = "A"
    for _ in range(2):
        timer.callback(timer)
    assert Pin.levels[RELAY] == 0, "the car is gone"


async def pilot():
    """Every state of a car is seen at every duty cycle; one look alone says nothing."""
    from hal.esp32.pilot import Pilot

    one = Pilot({"pilot_pwm": 25, "pilot_adc": 36})
    for ma in (0, 6000, 16000, 32000, 48000):
        one.offer(ma)
        for car in "ABCDEF":
            WORLD["car"] = car
            one.state()
            assert one.state() == car, (ma, car)
    one.offer(16000)
    assert machine.PWM.duties[25] == 266 * 65535 // 1000
    WORLD["car"], before = "C", one.state()
    assert one.state() == before or True
    one.state()
    WORLD["car"] = "B"
    assert one.state() == "C"
    assert one.state() == "B"
    WORLD["diode"] = False
    one.state()
    assert one.state() == "F"


async def wireless():
    """The network for when the first one is not there; and back."""
    from hal.esp32 import net

    net.WITHIN, net.LOOK = 50, 5
    network.KNOWN["Guests"] = None
    met = []

    async def meeting():
        met.append(one.name)

    one = net.Net([("Garage", "in the garage"), ("Crash", None), ("Guests", None)], None, meeting)
    await one.up()
    assert one.name == "Guests" and network.TRIED == ["Garage", "Crash", "Guests"]
    await one.up()
    assert met == ["Guests"], "nothing to do"
    network.KNOWN.clear()
    waiting = asyncio.create_task(one.up())
    await asyncio.sleep_ms(200)
    assert not waiting.done()
    network.KNOWN["Garage"] = "in the garage"
    await waiting
    assert one.name == "Garage"


async def image():
    """A whole image goes to the other slot, and only one that is whole is started."""
    from hal.esp32 import partition

    esp32.Partition.table = [esp32.Partition("ota_1", 4)]
    one = partition.Partition()
    assert one.slot() == "ota_0"
    one.target(9000)
    data = b"\xe9" + bytes(range(256)) * 35
    for at in range(0, len(data), 700):
        one.write(data[at : at + 700])
    one.activate()
    assert esp32.Partition.booted == "ota_1"
    assert bytes(esp32.Partition.table[0].content[: len(data)]) == data
    for wrong in (
        lambda: one.target(99999),
        lambda: (one.target(10), one.write(b"x"), one.activate()),
    ):
        try:
            wrong()
        except (ValueError, OSError):
            continue
        assert False, "it is taken"
    assert partition.journal() is None


async def credentials():
    from hal.esp32.secrets import Secrets

    one = Secrets()
    assert one.get("key") is None
    one.set("key", b"abc")
    assert Secrets().get("key") == b"abc"
    one.set("key", b"")
    assert Secrets().get("key") is None
    one.set("key", b"")


async def faulty(**wrong):
    """Settings that are faulty lead to provisioning, and no relay moves."""
    a_board(**wrong)
    written = len(Pin.written)
    said = []
    starting.print = lambda *words: said.append(" ".join([str(word) for word in words]))
    from provisioning import page, setup

    async def no_server(self, port):
        pass

    page.Page.serve = no_server
    setup.BYE = 10
    task = asyncio.create_task(starting.live(FOLDER, 0))
    await until(lambda: any(["because" in line for line in said]))
    assert [1 for pin, level in Pin.written[written:] if pin == RELAY and level] == []
    task.cancel()
    return [line for line in said if "because" in line]


async def wrong_pins():
    said = await faulty(pins={"1.relay": 6})
    assert any(["belongs to the flash" in line for line in said]), said


async def wrong_software():
    def broken(*_):
        raise ImportError("no module named 'charge_pint'")

    starting.built = broken
    said = await faulty()
    assert any(["charge_pint" in line for line in said]), said


async def unreachable():
    """Networks that were never joined lead back to provisioning; a restart says why."""
    files = a_board(wifi="Grage")
    starting.UNPROVEN_FOR = 300
    network.KNOWN.clear()
    station, task = await started()
    settings = files.load("settings", None)
    try:
        await starting._prove(station, files, settings, 50)
    except machine.Reset:
        pass
    else:
        assert False, "it goes on"
    task.cancel()
    assert "Grage" in files.load("why", "")


async def no_partition():
    """Without a partition of its own, the journal is files."""
    a_board()
    esp32.Partition.table = []
    station, task = await started()
    number = station.journal.put(5, bytes(12))
    assert station.journal.read(number) == (5, bytes(12))
    task.cancel()
    import os

    assert os.listdir(FOLDER + "/journal")


def dies():
    """Whatever ends the charge point, the board begins anew: nobody is left at a prompt."""
    import main

    async def broken():
        raise RuntimeError("of no kind that anybody has thought of")

    starting.live = broken
    try:
        main.main()
    except machine.Reset:
        return nothing()
    assert False, "it ends"


async def nothing():
    pass


try:
    asyncio.run(globals()[sys.argv[3]]())
except machine.Reset:
    raise SystemExit("reset")
print("whole")
