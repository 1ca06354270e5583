"""What the ESP32's `machine` does, as far as hal/esp32 uses it, over a world that tests move.

It proves that our side calls what the documentation names, in the order that it must be in. It does
not prove that a board behaves so: neither its timing nor its electricity are here.
"""

import time

WORLD = {"car": "A", "diode": True, "clock": None, "fed": 0}
VOLTS = {"A": 12, "B": 9, "C": 6, "D": 3, "E": 0}
PWRON_RESET = 1


class Reset(BaseException):
    """The board begins anew."""


def reset():
    raise Reset()


def unique_id():
    return b"\x24\x6f\x28\x01\xab\xcd"


class Pin:
    OUT, IN, IRQ_FALLING = 3, 1, 2
    levels = {}
    written = []  # (pin, level), from the first
    called = {}

    def __init__(self, number, mode=None, value=None):
        self.number = number
        if mode == self.OUT:
            self.value(value)

    def value(self, level=None):
        if level is None:
            return self.levels.get(self.number, 0)
        self.levels[self.number] = int(level)
        self.written.append((self.number, int(level)))

    def irq(self, handler, trigger):
        assert trigger == self.IRQ_FALLING
        self.called[self.number] = handler


class PWM:
    duties = {}

    def __init__(self, pin, freq, duty_u16):
        assert freq == 1000
        self.pin = pin.number
        self.duty_u16(duty_u16)

    def duty_u16(self, duty):
        assert 0 <= duty <= 65535
        self.duties[self.pin] = duty


class ADC:
    """Of a divider that makes -12 V of the pilot 150 mV, and 12 V 3150 mV."""

    ATTN_11DB = 3

    def __init__(self, pin, atten):
        assert pin.number in range(32, 40) and atten == self.ATTN_11DB
        self._at = 0

    def read_uv(self):
        self._at += 1
        car, duty = WORLD["car"], PWM.duties[25]
        high = VOLTS.get(car, -12)
        low = -12 if WORLD["diode"] else -high
        steady = duty == 65535 or car in "EF"
        volts = high if steady or self._at % 10 < max(1, duty * 10 // 65535) else low
        return (1650 + volts * 125) * 1000


class Timer:
    PERIODIC = 1
    all = []

    def __init__(self, number):
        self.callback = None
        self.all.append(self)

    def init(self, mode, period, callback):
        assert mode == self.PERIODIC
        self.period, self.callback = period, callback


class WDT:
    def __init__(self, timeout):
        assert timeout >= 8000

    def feed(self):
        WORLD["fed"] += 1


class RTC:
    def datetime(self, at):
        WORLD["clock"] = at


class SPI:
    def __init__(self, number, baudrate, sck, mosi, miso):
        pass

    def write_readinto(self, out, into):
        into[0] = into[1] = 0xFF


class UART:
    """`answers` by number: (request) → pieces."""

    answers = {}
    all = {}

    def __init__(self, number, baudrate, tx, rx, parity=None, rxbuf=256):
        self.number, self.baudrate, self.parity = number, baudrate, parity
        self._pieces = []
        self.all[number] = self

    def write(self, data):
        answer = self.answers.get(self.number)
        self._pieces = list(answer(bytes(data))) if answer else []

    def flush(self):
        time.sleep_ms(1)

    def any(self):
        return len(self._pieces[0]) if self._pieces else 0

    def read(self, _):
        return self._pieces.pop(0)
