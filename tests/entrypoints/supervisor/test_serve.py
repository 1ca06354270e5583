"""`open-csms serve` whole: processes die, everything dies, and it comes back."""

import os
import signal
from pathlib import Path

import pytest
from tests.entrypoints.cli.house import Running, run

from adapters.embedded_postgres import EmbeddedPostgres


def postmaster(folder):
    return int((EmbeddedPostgres(folder).cluster / "postmaster.pid").read_text().split()[0])


@pytest.fixture
def serves(tmp_path):
    folder, started = tmp_path / "data", []

    def serve(*words):
        started.append(Running(folder, ("serve", *words), {"GRACE": "5s"}))
        return started[-1]

    yield serve
    for each in started:
        if each.process.poll() is None:
            each.kill_everything()
    EmbeddedPostgres(folder).stop()


def process(serve, role):
    """The pid of the process with that role."""
    for pid in serve.family():
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
        if role in words and "--supervised" in words:
            return pid
    return None


def test_it_comes_back_after_kill_9_of_everything(serves):
    serve = serves()
    serve.ready()
    assert run(serve.folder, "tenant", "add", "sunny").code == 0
    key = run(serve.folder, "key", "create", "--tenant", "sunny", "--json").data["key"]
    made = run(serve.folder, "station", "add", "CP1", "--tenant", "sunny")
    assert made.code == 0
    serve.kill_everything(postmaster(serve.folder))

    again = serves()
    again.ready()
    stations = again.get("/api/v1/stations", key)["items"]
    assert [station["identity"] for station in stations] == ["CP1"]
    assert again.stop(signal.SIGTERM) == 0, again.said
    assert again.family() == []
    assert EmbeddedPostgres(serve.folder).running() is None


def test_a_process_or_the_database_that_dies_is_started_again(serves):
    serve = serves("--gateways", "2")
    serve.ready()
    for role in ("api", "worker", "gateway"):
        pid = serve.until(lambda role=role: process(serve, role), f"{role} runs")
        os.kill(pid, signal.SIGKILL)
    serve.until(lambda: serve.said.count("was ended by SIGKILL") == 3, "all three are missed")
    serve.ready()
    os.kill(postmaster(serve.folder), signal.SIGKILL)
    serve.until(lambda: "PostgreSQL runs again" in serve.said, "the database is back")
    serve.ready()
    assert serve.stop() == 0, serve.said


def test_health_follows_what_was_started(serves):
    serve = serves()
    serve.ready()

    def health():
        return run(serve.folder, "health", "--json", API_PORT=serve.api)

    serve.until(lambda: health().code == 0, "everything is well")
    assert set(health().data["processes"]) == {"gateway", "api", "worker"}
    pid = process(serve, "worker")
    os.kill(pid, signal.SIGKILL)
    assert health().data == {
        "well": False,
        "processes": {"gateway": "works", "api": "works", "worker": "does not answer"},
    }
    serve.until(lambda: health().code == 0, "the worker is back")
    assert serve.stop() == 0, serve.said
    assert health().data == {"well": False, "processes": {}}


def test_processes_end_when_their_supervisor_was_killed(serves):
    serve = serves()
    serve.ready()
    serve.process.kill()
    serve.process.wait()
    serve.until(lambda: serve.family() == [], "nobody is left", alive=False)
