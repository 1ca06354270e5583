"""What a health check learns of the processes."""

import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import AsyncExitStack

import pytest
from tests.asynchronous import asynchronous
from tests.entrypoints.cli.house import call
from tests.services import free_port

from entrypoints.processes.pulse import FRESH_FOR, SUPERVISOR, beating, folder_of, pulses


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def pid_of_one_that_is_gone() -> int:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return gone.pid


@pytest.mark.parametrize("role", ["gateway", "worker"])
@asynchronous
async def test_one_role_alone_is_asked_for_itself_and_the_api_is_not_missed(role, tmp_path):
    async with beating(role, tmp_path):
        assert pulses(tmp_path) == {role: True}
        asked = await asyncio.to_thread(call, tmp_path, "health", "--json", API_PORT=free_port())
        assert (asked.code, asked.data["processes"]) == (0, {role: "works"})
    assert pulses(tmp_path) == {}


@asynchronous
async def test_under_a_supervisor_all_three_are_asked_for(tmp_path):
    async with AsyncExitStack() as stack:
        for name in (SUPERVISOR, "gateway"):
            await stack.enter_async_context(beating(name, tmp_path))
        assert pulses(tmp_path) == {"gateway": True, "api": False, "worker": False}
        assert (await asyncio.to_thread(call, tmp_path, "health")).code == 1


@asynchronous
async def test_a_beat_that_is_old_is_none(tmp_path):
    async with beating("gateway", tmp_path):
        (file,) = folder_of(tmp_path).iterdir()
        last = file.stat().st_mtime
        assert pulses(tmp_path, lambda: last + FRESH_FOR) == {"gateway": True}
        assert pulses(tmp_path, lambda: last + FRESH_FOR + 1) == {"gateway": False}


@asynchronous
async def test_what_a_killed_process_left_counts_for_nothing_and_is_swept_away(tmp_path):
    folder = folder_of(tmp_path)
    folder.mkdir()
    (folder / f"worker.{pid_of_one_that_is_gone()}").touch()
    assert pulses(tmp_path) == {}
    async with beating("gateway", tmp_path):
        assert [file.name for file in folder.iterdir()] == [f"gateway.{os.getpid()}"]


@asynchronous
async def test_an_api_that_beats_and_is_not_ready_is_not_well(tmp_path):
    async with beating("api", tmp_path):
        asked = await asyncio.to_thread(call, tmp_path, "health", API_PORT=free_port())
    assert asked.code == 1
    assert "api works, but database or bus do not" in asked.out


@asynchronous
async def test_a_temporary_folder_that_takes_no_file_stops_nobody(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    async with beating("gateway", tmp_path):
        assert pulses(tmp_path) == {}


def test_where_nothing_runs_nothing_is_well(tmp_path):
    asked = call(tmp_path, "health")
    assert (asked.code, asked.out.strip()) == (1, "Nothing runs here.")
