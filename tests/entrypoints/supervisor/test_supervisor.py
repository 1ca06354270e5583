"""The supervisor over tiny programs of the shell."""

import asyncio
import os
import signal
import sys
import time
from dataclasses import dataclass, field

import pytest
from tests.asynchronous import asynchronous

from entrypoints.supervisor import Program, Supervisor, program

STUBBORN = 'trap "" TERM; echo ready; while :; do sleep 0.05; done'
POLITE = 'trap "echo bye; exit 0" TERM; echo ready; while :; do sleep 0.02; done'


@dataclass
class Ear:
    """Hears what is said, and waits for words."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    _more: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, name: str, line: str) -> None:
        self.heard.append((name, line))
        self._more.set()

    def of(self, name: str) -> list[str]:
        return [line for who, line in self.heard if who == name]

    async def until(self, name: str, line: str, times: int = 1) -> None:
        while sum(line in said for said in self.of(name)) < times:
            self._more.clear()
            await self._more.wait()


def shell(name: str, script: str, stops: int = 0, **environment: str) -> Program:
    return Program(name, ("/bin/sh", "-c", script), environment, stops)


def watched(*programs: Program, grace: float = 10.0):
    ear, stopping = Ear(), asyncio.Event()
    supervisor = Supervisor(programs, grace, ear)
    return ear, stopping, supervisor, asyncio.create_task(supervisor.run(stopping))


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(program, "PAUSES", (0.0, 0.01))


@asynchronous
async def test_lines_are_said_in_the_name_of_their_program():
    ear, stopping, _, run = watched(shell("api", POLITE), shell("worker", POLITE))
    await ear.until("api", "ready")
    await ear.until("worker", "ready")
    stopping.set()
    assert await run == 0


@asynchronous
async def test_a_program_that_was_killed_is_started_again():
    ear, stopping, supervisor, run = watched(shell("gateway", POLITE))
    await ear.until("gateway", "ready")
    os.kill(supervisor.kept[0].pid, signal.SIGKILL)
    await ear.until("gateway", "was ended by SIGKILL")
    await ear.until("gateway", "ready", times=2)
    stopping.set()
    assert await run == 0
    assert supervisor.kept[0].starts == 2


@asynchronous
async def test_one_that_fails_again_and_again_does_not_stop_the_others():
    ear, stopping, _, run = watched(shell("worker", "exit 3"), shell("api", POLITE))
    await ear.until("worker", "ended with code 3", times=3)
    await ear.until("api", "ready")
    assert not run.done()
    stopping.set()
    assert await run == 0


@asynchronous
async def test_one_that_refuses_to_start_stops_everything_with_its_code():
    refusal = f"exit {os.EX_CONFIG}"
    ear, _, supervisor, run = watched(shell("worker", refusal), shell("api", POLITE))
    assert await run == os.EX_CONFIG
    assert all(kept.pid is None for kept in supervisor.kept)
    assert any("worker refuses to start" in line for line in ear.of("supervisor"))


@asynchronous
async def test_programs_are_stopped_in_their_order():
    ear, stopping, _, run = watched(shell("last", POLITE, stops=2), shell("first", POLITE, stops=1))
    await ear.until("last", "ready")
    await ear.until("first", "ready")
    stopping.set()
    await run
    assert [who for who, line in ear.heard if line == "bye"] == ["first", "last"]


@asynchronous
async def test_one_that_does_not_stop_in_time_is_killed():
    ear, stopping, supervisor, run = watched(shell("gateway", STUBBORN), grace=0.3)
    await ear.until("gateway", "ready")
    stopping.set()
    assert await run == 0
    assert supervisor.kept[0].code == -signal.SIGKILL
    assert any("is killed" in line for line in ear.of("supervisor"))


@asynchronous
async def test_a_program_that_cannot_be_found_is_told_and_tried_again():
    ear, stopping, _, run = watched(Program("api", ("/nowhere/at-all",)))
    await ear.until("api", "cannot be started", times=2)
    stopping.set()
    assert await run == 0


@asynchronous
async def test_a_line_of_any_length_gets_through():
    long = f"{sys.executable} -c \"print('x' * 300_000 + 'end')\"; read -r _"
    ear, stopping, _, run = watched(shell("api", long), grace=1)
    await ear.until("api", "end")
    assert sum(line.count("x") for line in ear.of("api")) == 300_000
    stopping.set()
    await run


@asynchronous
async def test_its_environment_is_ours_and_what_was_given():
    ear, stopping, _, run = watched(shell("api", 'echo "$PORT $HOME"; read -r _', PORT="8080"))
    await ear.until("api", f"8080 {os.environ['HOME']}")
    stopping.set()
    await run


ORPHAN = """
import asyncio, sys
sys.path[:0] = {path!r}
from entrypoints.supervisor import Program, Supervisor

stays = Program("api", ("/bin/sh", "-c", 'echo ready; read -r _; echo gone > "$0"', sys.argv[1]))
say = lambda name, line: print(line, flush=True)
asyncio.run(Supervisor([stays], 1, say).run(asyncio.Event()))
"""


@asynchronous
async def test_programs_see_that_their_supervisor_was_killed(tmp_path):
    """Their standard input closes, whatever ended it."""
    mark = tmp_path / "gone"
    supervisor = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        ORPHAN.format(path=sys.path),
        str(mark),
        stdout=asyncio.subprocess.PIPE,
    )
    assert await supervisor.stdout.readline() == b"ready\n"
    supervisor.kill()
    await supervisor.wait()
    await asyncio.to_thread(until_exists, mark)


def until_exists(file):
    while not file.exists():
        time.sleep(0.01)
