"""Flashing says clearly what is missing, and runs nothing before it has everything."""

import os
import stat
import subprocess
import sys

import pytest
from tests.firmware.board import FIRMWARE

FLASH = FIRMWARE / "tools" / "flash.py"


def flash(folder, *words, tools=()):
    """Its exit code, what it said, and what it had run: the tools only write their words down."""
    tools_at = folder / "bin"
    tools_at.mkdir(exist_ok=True)
    for name in tools:
        made = tools_at / name
        made.write_text(f'#!/bin/sh\necho "{name} $*" >> {folder}/ran\n')
        made.chmod(made.stat().st_mode | stat.S_IXUSR)
    (folder / "ran").write_text("")
    done = subprocess.run(
        [sys.executable, FLASH, *words], capture_output=True, text=True, check=False,
        env=os.environ | {"PATH": str(tools_at)},
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr, (folder / "ran").read_text().splitlines()


@pytest.fixture
def port(tmp_path):
    path = tmp_path / "ttyUSB0"
    path.touch()
    return str(path)


@pytest.fixture
def image(tmp_path):
    path = tmp_path / "micropython.bin"
    path.write_bytes(b"\xe9" + bytes(100))
    return str(path)


@pytest.mark.parametrize(
    ("words", "tools", "said"),
    [
        (["--port", "/dev/nowhere", "--files"], (), "no port /dev/nowhere"),
        (["--image", "missing.bin"], ("esptool", "mpremote"), "MICROPYTHON_BIN"),
        (["--image", "IMAGE"], ("mpremote",), "esptool is not installed"),
        (["--image", "IMAGE"], ("esptool",), "mpremote is not installed"),
        (["--files"], (), "pip install mpremote"),
        (["--test"], (), "pip install mpremote"),
        (["--image", str(FLASH)], ("esptool", "mpremote"), "does not begin with 0xE9"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_run(tmp_path, port, image, words, tools, said):
    words = [image if word == "IMAGE" else word for word in words]
    if "--port" not in words:
        words += ["--port", port]
    code, told, ran = flash(tmp_path, *words, tools=tools)
    assert code == 1
    assert said in told
    assert ran == []


def test_image_goes_first_and_then_the_files(tmp_path, port, image):
    code, told, ran = flash(
        tmp_path, "--port", port, "--image", image, "--erase", tools=("esptool", "mpremote")
    )
    assert code == 0, told
    assert "erase-flash" in ran[0]
    assert ran[1].endswith(f"write-flash -z 0x1000 {image}")
    copied = [line.split("/")[-1] for line in ran[2:-1]]
    assert {"main.py :", "boot.py :", "charge_point :", "drivers :", "provisioning :"} <= set(
        copied
    )
    assert ran[-1].endswith("reset")


def test_board_is_tested_by_a_program_on_it(tmp_path, port):
    _, _, ran = flash(tmp_path, "--port", port, "--test", tools=("mpremote",))
    assert [line.split("/")[-1] for line in ran] == ["on_board.py"]
