"""A charge point in a process of MicroPython, and the hands that move its world."""

import importlib.util
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
FIRMWARE = ROOT / "firmware"
MICROPYTHON = Path(sys.executable).parent / "micropython"
PATIENCE = 12.0
"""Seconds until what should happen has happened."""

KEY = "00112233445566778899aabbccddeeff00112233"
sys.path.insert(0, str(FIRMWARE))


@cache
def compiled() -> Path | None:
    """The firmware as .mpy, or None where nobody can compile it."""
    building = tool("build")
    out = ROOT / "var" / "firmware" / f"test-{os.getpid()}"
    try:
        building.build("x64", out)
    except building.NoCompiler:
        return None
    return out


@cache
def hands() -> ModuleType:
    return tool("hands", "sim")


def tool(name: str, folder: str = "tools") -> ModuleType:
    """A module of firmware/ that runs here."""
    path = FIRMWARE / folder / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"firmware_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Board:
    """One simulated charge point; `start` after `kill` is a power cycle.

    Attributes:
        url: of the server, without the identity.
        options: further words of firmware/sim/run.py.
    """

    folder: Path
    url: str
    identity: str = "CP1"
    key: str = KEY
    heap: str = "128k"
    options: dict[str, Any] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    port: int = 0
    _hands: Any = None

    def start(self) -> "Board":
        tree = compiled()
        heap = self.heap if tree else "1m"
        self.port = free_port()
        given = {"url": self.url, "identity": self.identity, "key": self.key, "control": self.port}
        words = [f"{name}={text}" for name, text in (given | self.options).items()]
        self.folder.mkdir(exist_ok=True)
        with (self.folder / "err").open("ab") as err:
            self.process = subprocess.Popen(
                [MICROPYTHON, "-X", f"heapsize={heap}", "sim/run.py", self.folder, *words],
                cwd=tree or FIRMWARE,  # names of files stay in memory: short, as on a board
                stdout=err,
                stderr=err,
            )
        return self

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self._let_go()

    def ended(self) -> int:
        """The exit code, once it has ended by itself."""
        assert self.process is not None
        code = self.process.wait(PATIENCE)
        self._let_go()
        return code

    def _let_go(self) -> None:
        if self._hands:
            with suppress(OSError):  # a word that it was gone too soon to hear
                self._hands.close()
        self._hands = None

    def do(self, words: str) -> Any:
        """Have the hands do something; their answer."""
        if self._hands is None:
            self._hands = self._grasp()
        self._hands.write(hands().expression(words).encode() + b"\n")
        self._hands.flush()
        try:
            line = self._hands.readline()
        except TimeoutError:
            raise AssertionError(f"{words!r} was not answered: {self.said()}") from None
        assert line, f"{words!r} was not answered: {self.said()}"
        answer = json.loads(line)
        assert not isinstance(answer, dict) or "error" not in answer, answer
        return answer

    def _grasp(self) -> Any:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as connected:
                    return connected.makefile("rwb")
            except ConnectionRefusedError:
                assert self.process is not None
                assert self.process.poll() is None, self.said()
                assert time.monotonic() < until, self.said()
                time.sleep(0.02)

    def state(self) -> Any:
        return self.do("state")

    def connector(self, number: int = 1) -> Any:
        return self.state()["connectors"][number - 1]

    def until(self, true: Callable[[Any], Any], why: str = "", within: float = PATIENCE) -> Any:
        """Wait until something is true of its state."""
        end = time.monotonic() + within
        while True:
            state = self.state()
            if found := true(state):
                return found
            assert time.monotonic() < end, f"{why}: {state}\n{self.do('log')}\n{self.said()}"
            time.sleep(0.03)

    def until_status(self, status: str, number: int = 1) -> None:
        self.until(lambda state: state["connectors"][number - 1]["status"] == status, status)

    def until_quiet(self, within: float = PATIENCE) -> None:
        """Online, and everything told."""
        self.until(lambda state: state["online"] and not state["waiting"], "quiet", within)

    def said(self) -> str:
        return (self.folder / "err").read_text(errors="replace")[-3000:]

    def charges(self, tag: str = "TAG1") -> None:
        self.do("plug")
        self.do(f"tag {tag}")
        self.until_status("Charging")

    def unplugs(self, number: int = 1) -> None:
        """Until it has been noticed."""
        self.do(f"unplug {number}")
        self.until(lambda state: state["connectors"][number - 1]["plugged"] is False, "unplugged")

    @property
    def remains(self) -> Path:
        return self.folder


def run_micropython(script: str, *words: str, heap: str = "4m", firmware: Path = FIRMWARE) -> str:
    """Run a script of tests/firmware/micropython from source; its output."""
    done = subprocess.run(
        [MICROPYTHON, "-X", f"heapsize={heap}", Path(__file__).parent / "micropython" / script,
         firmware, *words],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def remove(tree: Path) -> None:
    shutil.rmtree(tree, ignore_errors=True)
