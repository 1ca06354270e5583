"""What needs no machine: run on CPython, as it is the same file."""

import sys
from copy import deepcopy

import pytest
from tests.firmware.board import FIRMWARE, tool

sys.path.insert(0, str(FIRMWARE))

import itertools

from charge_point import connector, iso
from hal import api, pins
from hypothesis import given
from hypothesis import strategies as st

BOARD = tool("doit_devkitc", "boards").BOARD


@given(st.integers(0, 4_102_444_800))
def test_every_second_until_2100_is_told_and_read_back(at):
    assert iso.seconds(iso.iso(at)) == at


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2026-03-01T13:00:00+01:00", "2026-03-01T12:00:00Z"),
        ("2026-03-01T12:00:00.999Z", "2026-03-01T12:00:00Z"),
        ("2026-03-01T12:00:00", "2026-03-01T12:00:00Z"),
        ("2026-03-01T06:30:00.5-05:30", "2026-03-01T12:00:00Z"),
    ],
)
def test_zones_and_fractions_are_understood(text, same):
    assert iso.iso(iso.seconds(text)) == same


@pytest.mark.parametrize("text", ["", "soon", "222222017-01-01T00:00:00Z", "2026-13-01T00:00:00Z"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the device needs no words for it
        iso.seconds(text)


def test_board_as_it_is_sold_has_no_fault():
    assert pins.faults(BOARD) == []


@pytest.mark.parametrize(
    ("use", "pin", "said"),
    [
        ("relay", 6, "belongs to the flash"),
        ("relay", 12, "decides at reset"),
        ("relay", 34, "can only be read"),
        ("relay", 1, "is the console"),
        ("relay", 24, "is not led out"),
        ("relay", 40, "does not exist"),
        ("relay", 25, "already"),
        ("pilot_adc", 26, "no ADC"),
    ],
)
def test_pins_that_must_not_be_used_are_named(use, pin, said):
    board = deepcopy(BOARD)
    board["connectors"][0][use] = pin
    assert any(said in sentence for sentence in pins.faults(board))


@given(st.integers(6000, 80000))
def test_pilot_offers_no_more_than_is_allowed(ma):
    offered = api.amperes(api.duty(ma))
    # IEC 61851-1 has no duty cycle between 51 A and 52.75 A: its two lines do not meet.
    assert 0 <= ma - offered <= (1750 if 51_000 < ma < 52_750 else 250)


@given(st.lists(st.integers(0, 12)))
def test_no_sequence_of_events_leads_out_of_the_table(events):
    one = connector.Connector(1)
    for event in events:
        one.on(event)
        assert one.state in connector.MOVES


def test_nothing_flows_without_a_transaction_a_car_and_six_ampere():
    one = connector.Connector(1)
    one.see("C")
    one.limit = 32000
    one.settle()
    assert not one.closes()
    assert one.offers() == 0


def test_core_imports_no_hardware():
    for path in (FIRMWARE / "charge_point").rglob("*.py"):
        words = path.read_text().split()
        imported = {after for word, after in itertools.pairwise(words) if word == "import"}
        imported |= {after for word, after in itertools.pairwise(words) if word == "from"}
        assert not imported & {"machine", "network", "esp32"}, path


def test_resident_source_is_within_its_budget():
    footprint = tool("footprint")
    assert footprint.always(footprint.sizes()) <= footprint.BUDGET
