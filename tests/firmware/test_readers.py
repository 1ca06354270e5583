"""Readers against chips that are made of their registers and frames."""

import importlib
import random
import sys

import pytest
from tests.firmware.board import FIRMWARE

sys.path.insert(0, str(FIRMWARE))

pn532, rc522, shown, wiegand = (
    importlib.import_module(f"drivers.{name}") for name in ("pn532", "rc522", "shown", "wiegand")
)


class Ticks:
    now = 0

    def __call__(self):
        return self.now


class Chip522:
    """The registers of an RC522, and the cards in its field: their uids, of 4, 7 or 10 bytes."""

    def __init__(self):
        self.registers = bytearray(64)
        self.cards, self.fifo, self.asleep = [], bytearray(), set()
        self.selected, self.level = 0, 0
        self.heard = []

    def select(self, level):
        self.selected = not level

    def write_readinto(self, out, into):
        assert self.selected
        register = out[0] >> 1 & 0x3F
        if out[0] & 0x80:
            into[1] = self.read(register)
        else:
            self.write(register, out[1])

    def read(self, register):
        if register == rc522.FIFO:
            return self.fifo.pop(0) if self.fifo else 0
        return len(self.fifo) if register == rc522.LEVEL else self.registers[register]

    def write(self, register, value):
        self.registers[register] = value
        if register == rc522.FIFO:
            self.fifo.append(value)
        elif register == rc522.LEVEL and value & 0x80:
            self.fifo.clear()
        elif register == rc522.COMMAND and value == rc522.SOFT_RESET:
            self.registers = bytearray(64)
        elif register == rc522.FRAMING and value & 0x80:
            self.send(bytes(self.fifo), value & 7)

    def send(self, data, bits):
        """To the cards; their answer is in the FIFO then."""
        assert self.registers[rc522.COMMAND] == rc522.TRANSCEIVE
        assert self.registers[rc522.TX_CONTROL] & 3 == 3, "the antenna is on"
        self.heard.append(data)
        self.fifo.clear()
        self.registers[rc522.ERROR] = 0
        answers = {self.card(uid, data, bits) for uid in self.cards} - {None}
        if not answers:
            self.registers[rc522.COM_IRQ] = rc522.TIMER
            return
        self.registers[rc522.COM_IRQ] = 0x20
        self.registers[rc522.ERROR] = 0x08 if len(answers) > 1 else 0
        self.fifo.extend(answers.pop())

    def card(self, uid, data, bits):
        if bits == 7:
            self.level = 0
            return b"\x04\x00" if data == b"\x52" else None
        parts = [uid] if len(uid) == 4 else [b"\x88" + uid[:3], uid[3:]]
        if len(uid) == 10:
            parts = [b"\x88" + uid[:3], b"\x88" + uid[3:6], uid[6:]]
        code = (0x93, 0x95, 0x97)[min(self.level, 2)]
        part = parts[min(self.level, len(parts) - 1)]
        part += bytes([part[0] ^ part[1] ^ part[2] ^ part[3]])
        if data == bytes([code, 0x20]):
            return part
        if data == rc522.sealed(bytes([code, 0x70]) + part):
            self.level += 1
            return rc522.sealed(b"\x04")
        return None


def an_rc522():
    chip, ticks = Chip522(), Ticks()
    return chip, rc522.Rc522(chip, chip.select, ticks), ticks


@pytest.mark.parametrize("uid", ["DEADBEEF", "04A1B2C3D4E5F6", "04112233445566778899"])
def test_rc522_reads_a_card_of_any_length_once_while_it_is_held(uid):
    chip, reader, ticks = an_rc522()
    assert reader.poll() is None
    chip.cards = [bytes.fromhex(uid)]
    assert reader.poll() == uid
    for _ in range(30):
        ticks.now += 100
        assert reader.poll() is None
    chip.cards = []
    for _ in range(7):
        ticks.now += 100
        assert reader.poll() is None
    chip.cards = [bytes.fromhex(uid)]
    assert reader.poll() == uid


def test_rc522_puts_a_card_to_sleep_with_the_checksum_of_the_standard():
    # ISO 14443-3, annex B: CRC_A of 0000 is 1EA0, of 1234 it is CF26, low byte first.
    assert rc522.sealed(b"\x00\x00")[2:] == b"\xa0\x1e"
    assert rc522.sealed(b"\x12\x34")[2:] == b"\x26\xcf"
    chip, reader, _ = an_rc522()
    chip.cards = [b"\x01\x02\x03\x04"]
    reader.poll()
    assert chip.heard[-1] == rc522.sealed(b"\x50\x00")


def test_rc522_takes_two_cards_at_once_for_none():
    chip, reader, _ = an_rc522()
    chip.cards = [b"\x01\x02\x03\x04", b"\x05\x06\x07\x08"]
    assert reader.poll() is None


def test_rc522_that_lost_power_is_set_up_again():
    chip, reader, _ = an_rc522()
    chip.registers = bytearray(64)
    chip.cards = [b"\x01\x02\x03\x04"]
    assert reader.poll() == "01020304"


@pytest.mark.parametrize("line", [0x00, 0xFF])
def test_rc522_that_is_not_there_is_no_tag_and_no_error(line):
    class Nothing:
        def write_readinto(self, _, into):
            into[0] = into[1] = line

    reader = rc522.Rc522(Nothing(), lambda _: None, Ticks())
    assert [reader.poll() for _ in range(3)] == [None] * 3
    assert reader.version() == line


class Chip532:
    """The serial side of a PN532: acknowledges commands, answers them when told to."""

    def __init__(self):
        self.out, self.uid, self.dead = b"", None, False
        self.awake = False
        self.commands = []

    def write(self, data):
        if self.dead:
            return
        if data.startswith(b"\x55\x55"):
            self.awake = True
            data = data[16:]
        if not self.awake:
            return
        assert data[:3] == b"\x00\x00\xff"
        assert (data[3] + data[4]) & 0xFF == 0
        body = data[5 : 5 + data[3]]
        assert (sum(body) + data[5 + data[3]]) & 0xFF == 0
        self.commands.append(body[1])
        self.out += b"\x00\x00\xff\x00\xff\x00"
        answer = bytes([0xD5, body[1] + 1])
        if body[1] == 0x4A:
            uid = self.uid
            answer += b"\x01\x01\x00\x04\x08" + bytes([len(uid)]) + uid if uid else b"\x00"
        size = len(answer)
        self.out += b"\x00\x00\xff" + bytes([size, -size & 255]) + answer
        self.out += bytes([-sum(answer) & 255, 0])

    def any(self):
        return len(self.out)

    def read(self, count):
        data, self.out = self.out[:count], self.out[count:]
        return data


def a_pn532():
    chip, ticks = Chip532(), Ticks()
    return chip, pn532.Pn532(chip, ticks), ticks


def polls(reader, ticks, times=10):
    found = []
    for _ in range(times):
        ticks.now += 100
        found.append(reader.poll())
    return [tag for tag in found if tag]


def test_pn532_is_woken_set_up_and_reads_a_card_once_while_it_is_held():
    chip, reader, ticks = a_pn532()
    assert polls(reader, ticks) == []
    assert chip.commands[:3] == [0x14, 0x32, 0x4A]
    chip.uid = bytes.fromhex("04A1B2C3D4E5F6")
    assert polls(reader, ticks, 40) == ["04A1B2C3D4E5F6"]
    chip.uid = None
    polls(reader, ticks)
    chip.uid = bytes.fromhex("DEADBEEF")
    assert polls(reader, ticks) == ["DEADBEEF"]


def test_pn532_that_was_away_is_woken_again():
    chip, reader, ticks = a_pn532()
    polls(reader, ticks)
    chip.dead, chip.awake, chip.out = True, False, b""
    polls(reader, ticks, 40)
    chip.dead = False
    polls(reader, ticks, 30)
    chip.uid = b"\x01\x02\x03\x04"
    assert polls(reader, ticks) == ["01020304"]


def test_pn532_survives_noise_of_any_kind():
    chip, reader, ticks = a_pn532()
    chance = random.Random(16)
    for _ in range(1000):
        noise = bytes(chance.choice([0, 0xFF, 0xD5, 0x4B, 3, 0xFD, chance.randrange(256)])
                      for _ in range(chance.randrange(40)))  # fmt: skip
        chip.out += noise
        ticks.now += 100
        tag = reader.poll()
        assert tag is None or len(tag) in {8, 14, 20}
    chip.uid = b"\x0a\x0b\x0c\x0d"
    assert "0A0B0C0D" in polls(reader, ticks, 60)


def a_wiegand():
    edges, ticks = [], Ticks()
    reader = wiegand.Wiegand(lambda zero, one: edges.extend((zero, one)), ticks)

    def send(bits):
        for bit in bits:
            edges[int(bit)]()
            ticks.now += 2

    return send, reader, ticks


def with_parity(bits):
    half = len(bits) // 2
    return f"{bits[:half].count('1') % 2}{bits}{1 - bits[half:].count('1') % 2}"


@pytest.mark.parametrize(
    ("size", "tag"), [(24, "A1B2C3"), (32, "DEADBEEF"), (56, "04A1B2C3D4E5F6")]
)
def test_wiegand_number_is_told_when_the_line_is_quiet(size, tag):
    send, reader, ticks = a_wiegand()
    send(with_parity(f"{int(tag, 16):0{size}b}"))
    assert reader.poll() is None, "more may come"
    ticks.now += 100
    assert reader.poll() == tag
    assert reader.poll() is None


@pytest.mark.parametrize(
    "change", ["first", "last", "middle", "short", "long", "keypad", "endless"]
)
def test_wiegand_number_that_is_not_whole_is_no_tag(change):
    send, reader, ticks = a_wiegand()
    bits = with_parity(f"{0xA1B2C3:024b}")
    flip = {"first": 0, "last": 25, "middle": 7}
    if change in flip:
        at = flip[change]
        bits = bits[:at] + str(1 - int(bits[at])) + bits[at + 1 :]
    bits = {"short": bits[:-1], "long": bits + "0", "keypad": "0101", "endless": bits * 9}.get(
        change, bits
    )
    send(bits)
    ticks.now += 100
    assert reader.poll() is None
    send(with_parity(f"{0xA1B2C3:024b}"))
    ticks.now += 100
    assert reader.poll() == "A1B2C3"


def test_another_tag_is_told_at_once():
    ticks = Ticks()
    tell = shown.Shown(ticks)
    assert [tell(tag) for tag in ("A", "A", "B", None, "B", "A")] == [
        "A", None, "B", None, None, "A"
    ]  # fmt: skip
