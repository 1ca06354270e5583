"""What every command has in common: help, versions, clear refusals, exit codes."""

import os
import socket
from importlib import import_module

import pytest
from tests.entrypoints.cli.house import run

from entrypoints.cli.app import COMMANDS, build
from entrypoints.cli.commands.send import INSTRUCTIONS, instruction_of
from entrypoints.cli.failures import FAILURES, CannotDo


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name, capsys):
    build()([name, "--help"], result_action="return_value", exit_on_error=False)
    said = capsys.readouterr().out
    assert "Usage: open-csms" in said
    assert "json" in said or name in {"serve", "demo"} or "COMMAND" in said


@pytest.mark.parametrize("place", [place for place, _, _ in FAILURES])
def test_every_failure_of_the_table_exists(place):
    module, _, name = place.partition(":")
    assert issubclass(getattr(import_module(module), name), Exception)


def test_the_overview_needs_no_database(tmp_path):
    shown = run(tmp_path, "--help")
    assert shown.code == 0
    assert all(name in shown.out for name in COMMANDS)


@pytest.mark.parametrize(
    "words", [("frobnicate",), ("serve", "--only", "kitchen"), ("tenant", "add")]
)
def test_what_is_no_command_is_refused(tmp_path, words):
    refused = run(tmp_path, *words)
    assert refused.code != 0
    assert "Traceback" not in refused.out + refused.err


def test_wrong_settings_stop_the_start_with_all_of_them(tmp_path):
    refused = run(tmp_path, "serve", API_PORT="abc", GATEWAY_PORT=70_000)
    assert refused.code == os.EX_CONFIG
    assert "OPEN_CSMS_API_PORT" in refused.err
    assert "OPEN_CSMS_GATEWAY_PORT" in refused.err
    assert list(tmp_path.iterdir()) == []


def test_a_taken_port_stops_the_start_and_says_which_setting_helps(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = run(tmp_path, "serve", API_PORT=port, GATEWAY_PORT=0)
    assert refused.code == os.EX_UNAVAILABLE
    assert f"127.0.0.1:{port}" in refused.err
    assert "OPEN_CSMS_API_PORT" in refused.err


def test_a_database_that_is_away_is_one_clear_line(tmp_path):
    refused = run(
        tmp_path, "tenant", "add", "sunny",
        DATABASE_URL="postgresql://csms:hunter2@127.0.0.1:1/csms",
        SECRET_KEY="0123456789abcdef" * 4,
    )  # fmt: skip
    assert refused.code in {os.EX_UNAVAILABLE, os.EX_OSERR}
    assert "Traceback" not in refused.err
    assert "hunter2" not in refused.err


def test_without_a_key_the_api_is_not_asked(tmp_path):
    refused = run(tmp_path, "send", "CP1", "reset")
    assert refused.code == 1
    assert "open-csms key create" in refused.err


@pytest.mark.parametrize("name", INSTRUCTIONS)
def test_an_instruction_says_what_it_must_be_told(name):
    needed = INSTRUCTIONS[name]
    body = instruction_of(name, tuple(f"{each}=1" for each in needed))
    assert body["type"] == name
    if needed:
        with pytest.raises(CannotDo, match=needed[0]):
            instruction_of(name, ())


def test_details_of_an_instruction_are_json_where_they_can_be():
    body = instruction_of("change_availability", ("operative=false", "evse=2"))
    assert body == {"type": "change_availability", "operative": False, "evse": 2}


def test_settings_are_named_with_or_without_a_component():
    body = instruction_of("change_settings", ("HeartbeatInterval=60", "AuthCtrlr.Enabled=true"))
    assert [(v["component"], v["variable"], v["value"]) for v in body["values"]] == [
        ("", "HeartbeatInterval", "60"),
        ("AuthCtrlr", "Enabled", "true"),
    ]


def test_a_fleet_that_cannot_be_is_refused(tmp_path):
    refused = run(tmp_path, "simulate", "--url", "http://127.0.0.1:9000")
    assert refused.code == 1
    assert "ws://" in refused.err
