"""The embedded server keeps what was committed, whoever runs it and whatever was killed."""

import contextlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from tests.adapters.embedded_postgres.world import as_plain_user, rows, sql
from tests.services import SMALL

from adapters.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError, postmaster
from adapters.embedded_postgres.errors import (
    AlreadyInUse,
    BadSetting,
    DirectoryNotUsable,
    DiskFull,
    NamelessUser,
    WrongVersion,
    explain,
)
from adapters.embedded_postgres.settings import SETTINGS

ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="only root can become another user")


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A closed directory (0700) of our own: pytest's have a parent that other runs close again."""
    with tempfile.TemporaryDirectory(prefix="open-csms-") as outer:
        inner = Path(outer) / "inner"
        inner.mkdir(mode=0o700)
        yield inner


@pytest.fixture(scope="module")
def created() -> Iterator[Path]:
    """A data directory whose server was started once and stopped."""
    with tempfile.TemporaryDirectory(prefix="open-csms-") as place:
        embedded = EmbeddedPostgres(Path(place) / "var", wanted=SMALL)
        embedded.start()
        embedded.stop()
        yield embedded.data_dir


@pytest.fixture
def new(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """A server's place where none has been."""
    embedded = EmbeddedPostgres(tmp_path / "var", wanted=SMALL)
    yield embedded
    embedded.stop()


@pytest.fixture
def here(created: Path, tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """A server's place below directories that only their owner may enter."""
    subprocess.run(["/bin/cp", "-a", created, tmp_path / "var"], check=True)
    embedded = EmbeddedPostgres(tmp_path / "var", wanted=SMALL)
    yield embedded
    embedded.stop()


def kill_all(pid: int) -> None:
    """kill -9 of the postmaster and of all its children, postmaster first."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    for process in family:
        # A passing one (an autovacuum worker, say) may have ended meanwhile.
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(family, timeout=10)


def test_committed_rows_survive_a_stop(here):
    sql(here.start(), "CREATE TABLE kept (id int)", "INSERT INTO kept VALUES (7)")
    here.stop()
    assert here.running() is None
    assert rows(here.start(), "SELECT id FROM kept") == [(7,)]


def test_durability_is_set_by_us(here):
    server = here.start()
    shown = dict(rows(server, "SELECT name, setting FROM pg_settings"))
    assert {name: shown[name] for name in ("fsync", "synchronous_commit", "full_page_writes")} == {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
    }
    assert (shown["data_sync_retry"], shown["data_checksums"]) == ("off", "on")
    assert (shown["listen_addresses"], shown["TimeZone"]) == ("", "UTC")
    assert {name.lower() for name in SETTINGS} <= {name.lower() for name in shown}
    refused = "SELECT name, error FROM pg_file_settings WHERE error IS NOT NULL"
    assert rows(server, refused) == []
    assert rows(server, "SHOW server_encoding") == [("UTF8",)]


def test_neither_role_can_pass_by_row_level_security(here):
    roles = "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname ~ '^open_csms'"
    assert sorted(rows(here.start(), roles)) == [
        ("open_csms", False, False),
        ("open_csms_owner", False, False),
    ]


def test_starting_twice_adopts_the_running_server(new):
    with ThreadPoolExecutor(4) as pool:
        pids = {server.pid for server in pool.map(lambda _: new.start(), range(4))}
    assert len(pids) == 1
    assert EmbeddedPostgres(new.data_dir).start().pid in pids


def test_a_stop_by_somebody_else_ends_the_server(here):
    here.start()
    EmbeddedPostgres(here.data_dir).stop()
    assert here.running() is None


def test_stopping_what_was_never_started_is_nothing(tmp_path):
    EmbeddedPostgres(tmp_path / "nowhere").stop()
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("victim", ["postmaster", "everything"])
def test_committed_rows_survive_kill_9(here, victim):
    server = here.start()
    sql(server, "CREATE TABLE kept (id int)", "INSERT INTO kept SELECT generate_series(1, 1000)")
    if victim == "everything":
        kill_all(server.pid)
    else:
        os.kill(server.pid, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(server.pid)] if psutil.pid_exists(server.pid) else [])
    again = here.start()
    assert again.pid != server.pid
    assert rows(again, "SELECT count(*) FROM kept") == [(1000,)]


def test_a_backend_that_outlived_its_postmaster_is_ended(here, monkeypatch):
    monkeypatch.setattr(postmaster, "ORPHAN_SECONDS", 0.2)
    server = here.start()
    family = psutil.Process(server.pid).children()
    stuck = next(child for child in family if "checkpointer" in child.cmdline()[0])
    stuck.suspend()
    os.kill(server.pid, signal.SIGKILL)
    assert rows(here.start(), "SELECT 1") == [(1,)]
    assert not stuck.is_running() or stuck.status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("left", ["pid file", "socket lock"])
def test_a_pid_that_has_a_new_bearer_does_not_stop_the_start(here, left):
    server = here.start()
    kill_all(server.pid)
    owner = here.cluster.stat()
    stranger = subprocess.Popen(
        ["/bin/sleep", "60"], **({"user": owner.st_uid, "group": owner.st_gid} if ROOT else {})
    )
    files = {
        "pid file": here.cluster / "postmaster.pid",
        "socket lock": server.socket_dir / ".s.PGSQL.5432.lock",
    }
    try:
        text = files[left].read_text().replace(str(server.pid), str(stranger.pid), 1)
        files[left].write_text(text)
        assert here.running() is None
        assert rows(here.start(), "SELECT 1") == [(1,)]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_creation_that_was_killed_leaves_nothing_in_the_way(new):
    unfinished = new.home / "cluster.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("1")
    assert rows(new.start(), "SELECT 1") == [(1,)]
    assert not unfinished.exists()


def test_a_warm_start_is_quick_enough_to_be_unnoticed(here):
    here.start()
    here.stop()
    begun = time.process_time()
    here.start()
    # Wall time is the machine's business; our own share of it must be small.
    assert time.process_time() - begun < 0.5


def test_a_path_too_long_for_a_socket_gets_a_short_one(tmp_path):
    deep = EmbeddedPostgres(tmp_path / ("long" * 20) / ("path " * 10), wanted=SMALL)
    try:
        server = deep.start()
        assert rows(server, "SELECT 1") == [(1,)]
        assert server.socket_dir.stat().st_mode & 0o777 == 0o700
        assert deep.start() == server
    finally:
        deep.stop()
        server.socket_dir.rmdir()


def test_somebody_elses_socket_directory_is_not_trusted(tmp_path):
    deep = EmbeddedPostgres(tmp_path / ("long" * 20) / ("path" * 10), wanted=SMALL)
    foreign = Path("/tmp") / deep.name
    foreign.mkdir()
    foreign.chmod(0o777)
    try:
        with pytest.raises(DirectoryNotUsable, match=r"Remove it\."):
            deep.start()
    finally:
        foreign.rmdir()


@as_root
def test_root_starts_a_server_that_is_not_root_and_creates_no_user(new):
    before = Path("/etc/passwd").read_bytes()
    process = psutil.Process(new.start().pid)
    users = {member.uids().real for member in (process, *process.children())}
    assert users == {new.home.stat().st_uid}
    assert 0 not in users
    assert Path("/etc/passwd").read_bytes() == before


@as_root
def test_closed_directories_above_stay_closed_to_others(new, tmp_path):
    new.start()
    for directory in (tmp_path, tmp_path.parent):
        assert directory.stat().st_mode & 0o007 == 0
    look = ["/bin/ls", new.data_dir]
    reached = subprocess.run(look, check=False, user=65534, group=65534, extra_groups=[])
    assert reached.returncode != 0


@as_root
def test_a_way_that_somebody_closed_is_opened_again(here, tmp_path):
    here.start()
    here.stop()
    tmp_path.chmod(0o700)  # which empties the list's mask
    assert rows(here.start(), "SELECT 1") == [(1,)]


@as_root
def test_programs_that_others_may_not_read_are_copied(new, monkeypatch):
    """As in a clone below /root made under a umask of 077."""
    monkeypatch.setattr("adapters.embedded_postgres.programs._usable", lambda *_: False)
    before = os.umask(0o077)
    try:
        new.start()
    finally:
        os.umask(before)
    assert rows(new.start(), "SELECT 1") == [(1,)]
    running = psutil.Process(new.running().pid).cmdline()[0]
    assert running.startswith(str(new.home))


@as_root
def test_data_restored_by_root_are_handed_to_the_server(here):
    here.start()
    here.stop()
    for path in (here.home, *here.home.rglob("*")):
        os.chown(path, 0, 0, follow_symlinks=False)
    assert rows(here.start(), "SELECT 1") == [(1,)]


def test_a_plain_user_runs_the_server_as_themselves():
    said = as_plain_user(
        "server = embedded.start()\n"
        "print(server.pid == embedded.start().pid, rows(server, 'SELECT current_user'),"
        " os.stat(f'/proc/{server.pid}').st_uid == os.geteuid() != 0)\n"
        "embedded.stop()"
    )
    assert said == "True [('postgres',)] True"


def test_a_plain_user_survives_kill_9():
    said = as_plain_user(
        "server = embedded.start()\n"
        "sql(server, 'CREATE TABLE kept (id int)', 'INSERT INTO kept VALUES (7)')\n"
        "os.kill(server.pid, 9)\n"
        "print(rows(embedded.start(), 'SELECT id FROM kept'))\n"
        "embedded.stop()"
    )
    assert said == "[(7,)]"


@pytest.mark.parametrize(
    "spoil",
    ["embedded.data_dir.chmod(0o555)", "embedded.home.mkdir(); embedded.home.chmod(0o500)"],
)
def test_a_directory_that_cannot_be_written_is_named(spoil):
    said = as_plain_user(
        f"{spoil}\n"
        "try:\n    embedded.start()\n"
        "except EmbeddedPostgresError as error:\n    print(type(error).__name__, error)\n"
        "else:\n    embedded.stop()"
    )
    assert said.startswith("DirectoryNotUsable")
    assert "Permission denied" in said
    assert "OPEN_CSMS_DATA_DIR" in said


@as_root
def test_another_users_directory_is_refused_with_what_to_do():
    said = as_plain_user(
        "try:\n    embedded.start()\n"
        "except EmbeddedPostgresError as error:\n    print(type(error).__name__, error)\n"
        "else:\n    embedded.stop()",
        before="embedded.home.mkdir()",
    )
    assert said.startswith("DirectoryNotUsable")
    assert "belongs to user id 0" in said


def test_a_file_in_the_way_is_named(tmp_path):
    (tmp_path / "var").write_text("not a directory")
    with pytest.raises(DirectoryNotUsable, match=r"var/postgres.*Not a directory"):
        EmbeddedPostgres(tmp_path / "var").start()


def test_data_of_another_version_are_left_alone(here):
    here.start()
    here.stop()
    (here.cluster / "PG_VERSION").write_text("15\n")
    with pytest.raises(WrongVersion, match="PostgreSQL 15; the installed programs are 18"):
        here.start()
    (here.cluster / "PG_VERSION").write_text("18\n")


def test_a_setting_that_postgresql_refuses_is_named(tmp_path):
    with pytest.raises(BadSetting, match=r"work_mem|errors"):
        EmbeddedPostgres(tmp_path, wanted={"work_mem": "much"}).start()


@as_root
def test_a_full_disk_is_named_and_nothing_is_in_the_way_afterwards(new):
    new.data_dir.mkdir()
    small = ["/bin/mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", new.data_dir]
    if subprocess.run(small, check=False, capture_output=True).returncode:
        pytest.skip("mounting a small file system is not allowed here")
    try:
        with pytest.raises(DiskFull, match="Free some space"):
            new.start()
        subprocess.run(["/bin/mount", "-o", "remount,size=200m", new.data_dir], check=True)
        assert rows(new.start(), "SELECT 1") == [(1,)]
        new.stop()
    finally:
        subprocess.run(["/bin/umount", new.data_dir], check=True)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("FATAL:  could not write lock file: No space left on device", DiskFull),
        ("FATAL:  could not resize shared memory segment: No space left on device", DiskFull),
        ('FATAL:  lock file "postmaster.pid" already exists', AlreadyInUse),
        ("initdb: error: could not look up effective user ID 9: user does not exist", NamelessUser),
        ("PANIC:  could not open file: Read-only file system", DirectoryNotUsable),
        ("nothing we know", EmbeddedPostgresError),
    ],
)
def test_a_failure_says_why_and_what_to_do(said, error):
    raised = explain("starting", said, Path("/data"))
    assert isinstance(raised, error)
    assert said.split(":  ")[-1].split("error: ")[-1] in str(raised)
