"""Meters: Modbus against pymodbus over a pty, pulses under a clock of their own."""

import json
import struct
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymodbus.framer import FramerRTU
from tests.firmware.board import run_micropython, tool
from tests.firmware.modbus_slave import slave, wire, words_of

maps = tool("maps", "drivers")
modbus = tool("modbus", "drivers")

# key → what the meter measures, in our unit
MEASURED = {
    "wh": 12_345_600, "w": 7_360, "ma1": 16_010, "ma2": 9_870, "ma3": 250, "dv1": 2_301,
    "dv2": 2_298, "dv3": 2_310, "mhz": 49_900,
}  # fmt: skip


def read(path, unit, name, times=1):
    said = run_micropython("modbus_read.py", path, str(unit), name, str(times))
    return [json.loads(line) for line in said.splitlines()]


def registers(rows, measured):
    found = {}
    for _, address, kind, power, key in rows:
        raw = Fraction(measured[key]) / Fraction(10) ** int(power)
        found[int(address, 16)] = words_of(kind, float(raw) if kind == "f32" else int(raw))
    return found


@pytest.mark.parametrize("name", maps.names())
def test_every_meter_of_the_table_is_read_from_pymodbus(name):
    rows = maps.rows(name)
    with slave(3, registers(rows, MEASURED)) as path:
        assert read(path, 3, name) == [{row[4]: MEASURED[row[4]] for row in rows}]


@pytest.mark.parametrize("name", maps.names())
def test_every_map_of_the_table_can_be_read(name):
    assert maps.faults(maps.rows(name)) == []


def test_export_is_not_taken_for_import():
    rows = maps.rows("em340")
    with slave(1, registers(rows, MEASURED | {"w": -1500})) as path:
        assert read(path, 1, "em340")[0]["w"] == -1500
    with slave(1, registers(rows, MEASURED | {"wh": -100})) as path:
        assert read(path, 1, "em340") == [{"why": "no energy"}]


def test_quantity_that_a_meter_marks_as_absent_is_left_out():
    rows = maps.rows("abb_b23")
    absent = registers(rows, MEASURED) | {0x5B02: [0xFFFF, 0xFFFF], 0x5B14: [0x7FFF, 0xFFFF]}
    with slave(1, absent) as path:
        found = read(path, 1, "abb_b23")[0]
    assert set(MEASURED) - set(found) == {"dv2", "w"}


def test_register_that_the_meter_lacks_is_an_exception_and_no_reading():
    with slave(1, registers(maps.rows("sdm120")[:-1], MEASURED)) as path:
        assert read(path, 1, "sdm120") == [{"why": "exception 2"}]


def test_meter_of_another_address_and_no_meter_are_silence():
    with slave(1, registers(maps.rows("sdm120"), MEASURED)) as path:
        # pymodbus answers for a unit it does not have, with an exception; a meter would be silent.
        assert read(path, 2, "sdm120") == [{"why": "exception 4"}]
        assert read(path, 1, "sdm120", times=3)[2]["wh"] == MEASURED["wh"]
    with wire(None) as path:
        assert read(path, 1, "sdm120", times=2) == [{"why": "silence"}] * 2


def test_map_of_ones_own_is_read():
    own = "3 10 u32l 0 wh; 3 12 s16 1 dc"
    with slave(1, {10: [0x0001, 0x0002], 12: [0xFFF6]}) as path:
        assert read(path, 1, own) == [{"wh": 0x00020001, "dc": -100}]


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ("", "there is no row"),
        ("4 0 f32 3 w", "no row for wh"),
        ("5 0 f32 3 wh", "function 5"),
        ("4 70000 f32 3 wh", "address 70000"),
        ("4 here f32 3 wh", "address here"),
        ("4 0 f64 3 wh", "no type f64"),
        ("4 0 u16l 3 wh", "no type u16l"),
        ("4 0 f32 30 wh", "power 30"),
        ("4 0 f32 3 kWh", "no key kWh"),
        ("4 0 f32 wh", "has 4 words"),
        ("4 0 f32 3 wh; 4 2 f32 3 wh", "wh is there already"),
    ],
)
def test_what_is_wrong_with_a_map_is_named(own, said):
    assert any(said in sentence for sentence in maps.faults(maps.rows("custom", own)))


def test_long_maps_are_asked_in_pieces():
    own = ";".join(f"4 {address} u64 0 {'wh' if address else 'w'}" for address in range(0, 320, 4))
    asked = maps.plan(maps.rows("custom", own))
    assert all(count <= maps.MOST for _, _, count, _ in asked)
    assert sum(count for _, _, count, _ in asked) == 320


@given(st.binary(min_size=1, max_size=64))
def test_checksum_is_that_of_pymodbus(data):
    assert (
        modbus.crc(data) == struct.unpack("<H", struct.pack(">H", FramerRTU.compute_CRC(data)))[0]
    )


@given(st.floats(width=32, min_value=-1e9, max_value=1e9), st.integers(-3, 4))
def test_single_precision_becomes_the_nearest_integer_without_floats(value, power):
    found = modbus.number(struct.pack(">f", value), "f32", power)
    assert abs(Fraction(value) * Fraction(10) ** power - found) <= Fraction(1, 2)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -float("inf"), 3e38])
def test_what_is_no_number_is_absent(value):
    assert modbus.number(struct.pack(">f", value), "f32", 3) is None


def test_energy_beyond_what_float32_counts_is_exact():
    assert modbus.number(struct.pack(">Q", 1_677_721_799), "u64", 1) == 16_777_217_990


def test_no_answer_of_any_content_breaks_the_meter_or_passes_for_a_reading():
    read = int(run_micropython("modbus_fuzz.py", "1000"))
    assert read < 100, "only those that are whole in the end"


def test_pulses_are_counted_kept_and_become_power(tmp_path):
    assert run_micropython("pulses.py", str(tmp_path)) == "whole\n"
