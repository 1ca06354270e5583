"""Checks the types of what touches the board, against the stubs of the ESP32's MicroPython.

    python firmware/tools/type_check.py

basedpyright brings its own node; the stubs are packages. Nothing is fetched. mypy was tried: it
finds a dozen faults in the stubs themselves.
"""

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKED = ("hal", "drivers", "provisioning", "boards", "main.py", "boot.py")


def settings() -> dict[str, object]:
    """Of pyright: MicroPython's standard library in place of Python's."""
    return {
        "include": [str(ROOT / name) for name in CHECKED if (ROOT / name).exists()],
        "exclude": [str(ROOT / "hal" / "sim")],
        "extraPaths": [str(ROOT)],
        "typeshedPath": sysconfig.get_path("purelib"),
        "pythonVersion": "3.11",
        "typeCheckingMode": "basic",
        "reportMissingModuleSource": False,
    }


def main() -> int:
    path = ROOT.parent / "var" / "firmware" / "pyright.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(settings()))
    checker = Path(sys.executable).parent / "basedpyright"
    words = [checker, "-p", path, "--pythonpath", sys.executable, *sys.argv[1:]]
    return subprocess.run([str(word) for word in words], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
