"""Meters and reader as the settings name them: only those are loaded, and this page only meanwhile."""

import time

from machine import SPI, UART, Pin

RS485, READER = 2, 1  # UARTs
PARITY = {"N": None, "E": 0, "O": 1}


def meters(board, settings, files):
    """One a connector."""
    kind = settings.get("meter", "sdm120")
    if kind == "pulse":
        from drivers.pulse import PulseMeter

        return [
            PulseMeter(
                settings.get("meter_pulses", 1000), files, "pulse%d" % at, edge(one["pulse"])
            )
            for at, one in enumerate(board["connectors"], 1)
        ]
    from drivers.maps import plan, rows
    from drivers.modbus import Line, ModbusMeter

    places = board["rs485"]
    port = UART(
        RS485,
        settings.get("meter_baud", 9600),
        tx=places["tx"],
        rx=places["rx"],
        parity=PARITY[settings.get("meter_parity", "N")],
        rxbuf=256,
    )
    turn = Pin(places["de"], Pin.OUT, value=0).value if "de" in places else None
    line, asked = Line(port, turn), plan(rows(kind, settings.get("meter_map", "")))
    units = [int(unit) for unit in settings.get("meter_units", "1").split()]
    return [ModbusMeter(line, unit, asked) for unit in units]


def edge(number):
    """Has a function called at each falling edge of a pin."""
    return lambda called: Pin(number, Pin.IN).irq(called, Pin.IRQ_FALLING)


def reader(board, settings):
    places, kind = board.get("reader", {}), settings.get("reader", "rc522")
    if kind == "rc522":
        from drivers.rc522 import Rc522

        if "rst" in places:
            Pin(places["rst"], Pin.OUT, value=1)
        spi = SPI(
            2,
            4000000,
            sck=Pin(places["sck"]),
            mosi=Pin(places["mosi"]),
            miso=Pin(places["miso"]),
        )
        return Rc522(spi, Pin(places["cs"], Pin.OUT, value=1).value, time.ticks_ms)
    if kind == "pn532":
        from drivers.pn532 import Pn532

        port = UART(READER, 115200, tx=places["tx"], rx=places["rx"], rxbuf=256)
        return Pn532(port, time.ticks_ms)
    if kind == "wiegand":
        from drivers.wiegand import Wiegand

        def lines(zero, one):
            edge(places["d0"])(zero)
            edge(places["d1"])(one)

        return Wiegand(lines, time.ticks_ms)
    return NoReader()


class NoReader:
    def poll(self):
        return None
