"""Puts MicroPython and this firmware on an ESP32 board.

    python firmware/tools/flash.py --port /dev/ttyUSB0 --image ESP32_GENERIC-….bin [--erase]
    python firmware/tools/flash.py --port /dev/ttyUSB0 --files        the firmware alone
    python firmware/tools/flash.py --port /dev/ttyUSB0 --test         what a board can be asked

MicroPython's image is not ours to ship: it comes from its project's download page. esptool (for
the image) and mpremote (for the files) must be installed; neither is fetched from here.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from build import build  # noqa: E402 - beside this file, wherever this is started from

OUT = ROOT.parent / "var" / "firmware" / "xtensawin"
IMAGE_AT = "0x1000"
MAGIC = 0xE9
"""First byte of every image for an ESP32."""

HOW = {
    "esptool": "esptool writes the image: install it with `pip install esptool`.",
    "mpremote": "mpremote copies the files: install it with `pip install mpremote`.",
}


class Missing(Exception):
    """Says what is not there, and where it comes from."""


def tool(name: str) -> str:
    """Path of a program; raises Missing."""
    for place in (str(Path(sys.executable).parent), None):
        if found := shutil.which(name, path=place):
            return found
    raise Missing(f"{name} is not installed. {HOW[name]}")


def image(path: str) -> Path:
    """A MicroPython image; raises Missing where it is none."""
    found = Path(path)
    if not found.is_file():
        raise Missing(
            f"There is no image {path!r}. Take ESP32_GENERIC (better: its OTA variant) from "
            "MicroPython's download page, and name it: MICROPYTHON_BIN=…"
        )
    with found.open("rb") as file:
        if file.read(1) != bytes([MAGIC]):
            raise Missing(f"{path} is no image of an ESP32: it does not begin with 0xE9.")
    return found


def commands(words: argparse.Namespace) -> list[list[str]]:
    """What is run, in order; raises Missing before anything is."""
    found = []
    if words.image:
        taken, esptool = image(words.image), tool("esptool")
        at = [esptool, "--chip", "esp32", "--port", words.port]
        found.append([*at, "erase-flash"] if words.erase else [])
        found.append([*at, "--baud", "460800", "write-flash", "-z", IMAGE_AT, str(taken)])
    mpremote = [tool("mpremote"), "connect", words.port]
    if words.test:
        return [[*mpremote, "run", str(ROOT / "tools" / "on_board.py")]]
    build("xtensawin", OUT)
    for path in sorted(OUT.iterdir()):
        if path.name != "sim":
            found.append([*mpremote, "fs", "cp", "-r", str(path), ":"])
    found.append([*mpremote, "reset"])
    return [each for each in found if each]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--port", required=True)
    asked.add_argument("--image")
    asked.add_argument("--erase", action="store_true")
    asked.add_argument("--files", action="store_true")
    asked.add_argument("--test", action="store_true")
    words = asked.parse_args()
    if not (words.image or words.files or words.test):
        asked.error("one of --image, --files and --test")
    if not Path(words.port).exists() and not words.port.startswith(("COM", "socket://")):
        print(f"There is no port {words.port}. Boards are mostly /dev/ttyUSB0 or /dev/ttyACM0.")
        return 1
    try:
        for command in commands(words):
            print(" ".join(command), flush=True)
            if code := subprocess.run(command, check=False).returncode:
                return code
    except Missing as missing:
        print(missing)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
