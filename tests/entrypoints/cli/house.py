"""The command as its users call it: another process, in a folder of its own."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.services import free_port

from entrypoints.cli.app import main

COMMAND = (sys.executable, "-m", "entrypoints.cli")
SOURCE = Path(__file__).parents[3] / "src"
PATIENCE = 90.0
"""Seconds; only a test that fails waits so long."""


def environment(folder: Path, **settings: object) -> dict[str, str]:
    """Of a process whose settings are these alone."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("OPEN_CSMS_")}
    ours |= {"PYTHONPATH": str(SOURCE), "OPEN_CSMS_DATA_DIR": str(folder), "COLUMNS": "200"}
    return ours | {f"OPEN_CSMS_{name}": str(value) for name, value in settings.items()}


def _hear_interrupts() -> None:
    """A job in the background of a shell starts with Ctrl-C switched off; these tests use it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass
class Ended:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        assert self.out, f"it said nothing, ended with {self.code}: {self.err}"
        return json.loads(self.out)


def run(folder: Path, *words: str, **settings: object) -> Ended:
    """A command that ends by itself."""
    done = subprocess.run(
        [*COMMAND, *words], env=environment(folder, **settings), capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def call(folder: Path, *words: str, **settings: object) -> Ended:
    """The same within this process: quicker, and measured."""
    out, err = io.StringIO(), io.StringIO()
    with (
        patch.dict(os.environ, environment(folder, **settings), clear=True),
        patch.object(sys, "argv", ["open-csms", *words]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            return Ended(int(end.code or 0), out.getvalue(), err.getvalue())


@dataclass
class Running:
    """A command that runs until it is told to stop, with an API and a gateway of its own."""

    folder: Path
    words: tuple[str, ...]
    settings: dict[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.api, self.gateway = free_port(), free_port()
        self.log = self.folder.parent / f"{self.folder.name}-{self.api}.log"
        given = {"API_PORT": self.api, "GATEWAY_PORT": self.gateway, **self.settings}
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*COMMAND, *self.words], env=environment(self.folder, **given),
                stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=_hear_interrupts,  # noqa: PLW1509 - no other thread of the tests forks
            )  # fmt: skip

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def get(self, path: str, key: str = "") -> Any:
        """What the API answers; None while it does not."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.api}{path}", headers={"Authorization": f"Bearer {key}"}
        )
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return json.load(answer)
        except (OSError, urllib.error.HTTPError):
            return None

    def until(self, true, what: str, *, alive: bool = True) -> Any:
        """Wait for something to be true, and return it; `alive`: while the process runs."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if found := true():
                return found
            if alive and self.process.poll() is not None:
                raise AssertionError(f"it ended before {what}:\n{self.said}")
            time.sleep(0.1)
        raise AssertionError(f"{what} did not happen:\n{self.said}")

    def ready(self) -> None:
        self.until(lambda: self.get("/readyz"), "it is ready")

    def stop(self, number: int = signal.SIGINT) -> int:
        """Ask it to stop; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)

    def family(self) -> list[int]:
        """It and all that it started and that still lives, except the database."""
        mine = str(self.folder).encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if (
                    mine in (entry / "environ").read_bytes()
                    and b"postgres" not in (entry / "cmdline").read_bytes().split(b"\0")[0]
                ):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found

    def kill_everything(self, *more: int) -> None:
        """kill -9 of it, of all it started, and of `more`."""
        for pid in (*self.family(), *more):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(PATIENCE)
