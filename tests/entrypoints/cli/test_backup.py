"""`open-csms backup` and `restore` as their users type them."""

import fcntl
import os
import stat

import pytest
from tests.entrypoints.cli.house import call

from adapters.embedded_postgres import EmbeddedPostgres


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A data folder with an operator and a station, its server stopped."""
    folder = tmp_path_factory.mktemp("full")
    assert call(folder, "migrate").code == 0
    assert call(folder, "tenant", "add", "sunny").code == 0
    assert call(folder, "station", "add", "CP1", "--tenant", "sunny").code == 0
    return folder


def test_there_and_back(full, tmp_path):
    file = tmp_path / "sunny.zip"
    made = call(full, "backup", str(file), "--json")
    assert made.code == 0, made.err
    assert made.data["rows"]["stations"] == 1
    assert made.data["same_key"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert EmbeddedPostgres(full).running() is None, "the server is left as it was found"

    empty = tmp_path / "empty"
    restored = call(empty, "restore", str(file), "--json")
    assert restored.code == 0, restored.err
    assert restored.data["rows"] == made.data["rows"]
    assert not restored.data["same_key"], "another folder has another key"
    assert EmbeddedPostgres(empty).running() is None
    assert (
        "already a station 'CP1'" in call(empty, "station", "add", "CP1", "--tenant", "sunny").err
    )

    refused = call(empty, "restore", str(file))
    assert refused.code == 1
    assert "--yes" in refused.err
    again = call(empty, "restore", str(file), "--yes")
    assert again.code == 0
    assert "Restored" in again.out
    assert "secret.key" in again.err, "whose key is missing is said"


def test_a_file_is_checked_without_a_database(full, tmp_path):
    file = tmp_path / "sunny.zip"
    assert call(full, "backup", str(file), "--no-frames").code == 0
    nowhere = tmp_path / "nowhere"
    checked = call(nowhere, "restore", str(file), "--check", "--json")
    assert checked.code == 0
    assert "frames" not in checked.data["rows"]
    assert not (nowhere / "postgres").exists()
    file.write_bytes(file.read_bytes()[:-1000])
    broken = call(nowhere, "restore", str(file), "--check")
    assert broken.code == 1
    assert "no whole backup" in broken.err


def test_a_running_server_is_not_replaced(full, tmp_path):
    file = tmp_path / "sunny.zip"
    assert call(full, "backup", str(file)).code == 0
    lock = os.open(full / "supervisor.lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = call(full, "restore", str(file), "--yes")
    finally:
        os.close(lock)
    assert refused.code == os.EX_UNAVAILABLE
    assert "already runs" in refused.err


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    nothing = call(tmp_path / "new", "backup", str(tmp_path / "file.zip"))
    assert nothing.code == 1
    assert "nothing to back up" in nothing.err
    assert not (tmp_path / "file.zip").exists()
