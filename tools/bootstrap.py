"""Make `.venv` ready: `python3 tools/bootstrap.py runtime|dev`.

Works with nothing but Python 3.11 or later on the machine. Does nothing, in a moment, when nothing
has changed: a stamp in `.venv` holds the hash of all that the environment was made from.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
LOCKS = ROOT / "requirements"

# What each kind of environment is installed from. `dev` holds all of `runtime`, so a fresh `dev`
# stamp serves `runtime` too.
KINDS = {"runtime": ("runtime", "build"), "dev": ("dev",)}
SERVED_BY = {"runtime": ("dev", "runtime"), "dev": ("dev",)}
OLDEST = (3, 11)


def main(words: Sequence[str]) -> None:
    """Bring the environment up to date, or say exactly what to do."""
    if len(words) != 1 or words[0] not in KINDS:
        stop("usage: python3 tools/bootstrap.py runtime|dev")
    if sys.version_info < OLDEST:
        stop("open-csms needs Python 3.11 or later. Debian 12 and Ubuntu 24.04 have it; elsewhere"
             "\n  make PYTHON=/path/to/python3.11 …")  # fmt: skip
    kind = words[0]
    if any(stamp(each) == fingerprint(each) for each in SERVED_BY[kind]) and works():
        return
    if not works():
        create()
    for lock in KINDS[kind]:
        install(lock)
    say("the project itself")
    pip("install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    (HOME / f".open-csms-{kind}").write_text(fingerprint(kind))
    say(f"ready: {PYTHON.relative_to(ROOT)}")


def fingerprint(kind: str) -> str:
    """Hash of all that an environment of this kind is made from."""
    sources = [*(LOCKS / f"{lock}.txt" for lock in KINDS[kind]), ROOT / "pyproject.toml"]
    # The folder is part of it: a copied or moved .venv points at its old place.
    parts = [each.read_bytes() for each in sources] + [sys.version.encode(), os.fsencode(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamp(kind: str) -> str:
    """The fingerprint the environment was last made from."""
    file = HOME / f".open-csms-{kind}"
    return file.read_text() if file.exists() else ""


def works() -> bool:
    """Whether the environment's Python runs and is of this version."""
    if not PYTHON.exists():
        return False
    version = "import sys, pip; print(sys.version)"
    done = subprocess.run([PYTHON, "-c", version], capture_output=True, text=True, check=False)
    return done.returncode == 0 and done.stdout.strip() == sys.version


def create() -> None:
    """Make an empty environment with pip in it."""
    say(f"making .venv with Python {sys.version.split()[0]}")
    if not has_ensurepip():
        install_debian_venv()
    shutil.rmtree(HOME, ignore_errors=True)
    # A new process: the module may have come with Debian's package just now.
    if subprocess.run([sys.executable, "-m", "venv", HOME], check=False).returncode:
        stop(f"`{sys.executable} -m venv` failed; see its message above.")


def has_ensurepip() -> bool:
    """Whether this Python can put pip into an environment; Debian packages that apart."""
    probe = [sys.executable, "-c", "import ensurepip, venv; ensurepip.version()"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def install_debian_venv() -> None:
    """Install Debian's package for it when we may, else say how."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop(f"This Python lacks venv. Run this once, then the same command again:"
             f"\n  sudo apt-get install -y {package}")  # fmt: skip
    say(f"installing Debian's {package}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-q"], ["install", "-y", "-q", package]):
        if subprocess.run(["apt-get", *words], env=quiet, check=False).returncode:
            stop(f"`apt-get {' '.join(words)}` failed; see its message above.")


def install(lock: str) -> None:
    """Install a lock file, every package checked against its hashes."""
    file = LOCKS / f"{lock}.txt"
    total = len(re.findall(r"^[a-z0-9][^ ]*==", file.read_text(), re.MULTILINE))
    say(f"installing {total} locked packages ({lock}); the first time takes a minute or two")
    command = [PYTHON, "-m", "pip", "install", "--no-input", "--disable-pip-version-check",
               "--progress-bar", "off", "--require-hashes", "-r", file]  # fmt: skip
    kept: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in running.stdout or ():
            kept.append(line)
            show_progress(line, sum(each.startswith("Collecting") for each in kept), total)
    if running.returncode:
        print("".join(kept[-30:]), file=sys.stderr)
        stop("pip could not install the locked packages; its last words are above.\n"
             "  If the network was the cause, run the same command again.")  # fmt: skip


def show_progress(line: str, done: int, total: int) -> None:
    """A bar on a terminal, a line now and then elsewhere."""
    found = re.match(r"Collecting ([A-Za-z0-9._-]+)", line)
    if found and sys.stdout.isatty():
        filled = 30 * done // max(total, 1)
        print(f"\r  [{'#' * filled:<30}] {done}/{total} {found[1]:<32.32}", end="", flush=True)
    elif found and done % 25 == 0:
        say(f"{done}/{total} packages found")
    elif line.startswith("Installing collected packages"):
        print(end="\n" if sys.stdout.isatty() else "")
        say("unpacking them")


def pip(*words: str) -> None:
    """Run the environment's pip; its own message tells a failure."""
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", *words]
    if subprocess.run(command, check=False).returncode:
        stop(f"`pip {words[0]}` failed; see its message above.")


def say(text: str) -> None:
    """One line of progress."""
    print(f"· {text}", flush=True)


def stop(text: str) -> NoReturn:
    """End with what to do."""
    print(text, file=sys.stderr)
    raise SystemExit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
