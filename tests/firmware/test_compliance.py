"""The table of compliance says what is there, and every message has a test that speaks of it."""

from tests.firmware.board import FIRMWARE, tool

README = FIRMWARE / "README.md"


def test_table_is_as_the_code_and_the_tests_are():
    compliance = tool("compliance")
    page = README.read_text()
    assert compliance.written(page) == page, "python firmware/tools/compliance.py"


def test_every_message_is_there_and_tried():
    table = tool("compliance").table()
    assert "missing" not in table
    assert "none" not in table


def test_what_is_not_there_would_be_said():
    compliance = tool("compliance")
    assert compliance.answered("remote_control", "reset")
    assert not compliance.answered("remote_control", "fly")
    assert not compliance.said("FlyNotification")
