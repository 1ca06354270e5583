"""A backup holds everything, and a restore brings it back whole or leaves all as it was."""

import asyncio
import json
import stat
import zipfile
from datetime import timedelta

import asyncpg
import pytest
from tests.adapters.persistence.installed import on_postgres
from tests.asynchronous import asynchronous
from tests.builders import (
    EIGHT,
    OHM,
    VOLTA,
    a_key,
    a_location,
    a_session,
    a_station,
    a_tariff,
    a_token,
    an_order,
    at,
    ended,
    new_id,
    reading,
    some_credentials,
    started,
)

from adapters.persistence import backups, ensure_partitions, migrate, newest_revision
from adapters.persistence.backups.catalogue import LEFT_OUT, ordered
from adapters.persistence.backups.errors import (
    AlreadyThere,
    Damaged,
    DataInTheWay,
    NoBackup,
    NothingThere,
    StillInUse,
    TooNew,
)
from adapters.persistence.migrating import differences
from adapters.persistence.rows import metadata
from application.ports.charging import ReadingSet
from domain.cdr import write_cdr
from domain.identity import CdrId
from domain.session import UnmatchedReport

TABLES = sorted(set(metadata.tables) - LEFT_OUT)


async def a_busy_day(database) -> None:
    """Something in every kind of table, for two tenants."""
    async with on_postgres(database) as world:
        await ensure_partitions(world.storage.database, EIGHT)
        place, tariff = a_location("Brücke\t\\N"), a_tariff()
        station, theirs = a_station("CP\n1"), a_station("CP1", OHM)
        await world.keep(place, station, theirs, tariff, a_token("04AA"))
        await world.keep(an_order(station), some_credentials(station))
        link, scope = await world.linked(station)
        session = a_session(station, "tx")
        session.hear(started(0, register=1_000))
        session.hear(ended(60, register=8_000))
        scope.sessions.save(session)
        await scope.work.commit()
        shown = (reading("1000.125", 1), reading(None, 2), reading(7, 2_000_000))
        scope.readings.add(ReadingSet(station.id, session.id, 1, 1, shown))
        scope.cdrs.add(write_cdr(session, None, CdrId(new_id()), at(61)))
        word = ended(10, heard=10, reference="-1")
        scope.unmatched.add(
            UnmatchedReport(
                id=new_id(), tenant=VOLTA, station=station.id, received_at=at(10), report=word,
                why="unknown",
            )
        )  # fmt: skip
        await scope.work.commit()
        platform = world.storage.platform()
        platform.keys.save(a_key())
        await platform.work.commit()
        assert link.fence == 1
        given = [await world.volta().numbers.next() for _ in range(3)]
        assert given == [1, 2, 3]


async def contents(database) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    connection = await asyncpg.connect(database.admin_dsn)
    try:
        return {
            table: [
                row[0]
                for row in await connection.fetch(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            ]
            for table in TABLES
        }
    finally:
        await connection.close()


async def ask(database, sql, *values):
    connection = await asyncpg.connect(database.admin_dsn)
    try:
        return await connection.fetchval(sql, *values)
    finally:
        await connection.close()


async def taken(database, folder, **more):
    file = folder / "backup.zip"
    given = {"key_mark": "mark", "program": "1.2.3", **more}
    return file, await backups.take(database.owner_url, file, **given)


@pytest.fixture
def other(postgres):
    """Another, empty database."""
    database = postgres.database()
    yield database
    postgres.drop(database)


@asynchronous
async def test_what_was_backed_up_comes_back_row_by_row(schema, other, tmp_path):
    await a_busy_day(schema)
    before = await contents(schema)
    worked = []
    file, manifest = await taken(schema, tmp_path, advance=lambda *step: worked.append(step))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["backup.zip"]
    assert sum(size for _, size in worked) == manifest.bytes
    assert {table.name: table.rows for table in manifest.tables} == {
        table: len(rows) for table, rows in before.items()
    }
    await backups.restore(other.owner_url, file)
    after = await contents(other)
    for changed in ("outbox", "station_links"):
        assert len(after.pop(changed)) == len(before.pop(changed)) > 0
    assert after == before
    assert await differences(other.owner_url) == []
    empty = {table for table, rows in before.items() if not rows}
    assert empty <= {
        "connectors", "frames", "idempotency_keys", "inventory_reports", "station_settings",
        "tariff_assignments",
    } | NOT_OF_THE_SPINE, "fill them here, so that they are compared"  # fmt: skip


SPINE = {
    "tenants", "api_keys", "idempotency_keys", "locations", "stations", "connectors",
    "station_credentials", "station_links", "station_settings", "inventory_reports", "id_tokens",
    "sessions", "meter_readings", "unmatched_reports", "cdrs", "cdr_numbers", "outbox", "frames",
    "orders", "tariffs", "tariff_assignments",
}  # fmt: skip
NOT_OF_THE_SPINE = set(TABLES) - SPINE
"""Filled by the tests of their own blocks; here they are copied like the others."""


@asynchronous
async def test_a_restored_installation_goes_on_where_it_was(schema, other, tmp_path):
    await a_busy_day(schema)
    file, _ = await taken(schema, tmp_path)
    await backups.restore(other.owner_url, file)
    async with on_postgres(other) as world:
        outbox = world.storage.outbox
        restored = await outbox.after(0, 100)
        assert len(restored) == await ask(schema, "SELECT count(*) FROM outbox") > 0
        newest = await outbox.newest()
        await world.keep(a_station("AFTERWARDS"))
        session = a_session(await world.station("LATER"))
        session.hear(started())
        await world.keep(session)
        fresh = await outbox.after(newest, 100)
        assert fresh
        assert min(event.number for event in fresh) > newest
        assert await world.volta().numbers.next() > 1_000_000, "numbers given since are passed over"
        assert await ask(other, "SELECT count(*) FROM station_links WHERE is_open") == 0
        link, _ = await world.linked(await world.volta().stations.find_by_identity("CP\n1"))
        assert link.fence > 2, "whoever held the line before the restore is shut out"
    parts = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'meter_readings'::regclass"
    assert await ask(other, parts) == await ask(schema, parts) > 1
    forced = "SELECT count(*) FROM pg_class WHERE relforcerowsecurity"
    assert await ask(other, forced) == await ask(schema, forced) > 20


@asynchronous
async def test_frames_may_be_left_out(schema, other, tmp_path):
    await a_busy_day(schema)
    file, manifest = await taken(schema, tmp_path, frames=False)
    assert "frames" not in {table.name for table in manifest.tables}
    assert {p.parent for p in manifest.partitions} == {"meter_readings"}
    await backups.restore(other.owner_url, file)
    assert await ask(other, "SELECT count(*) FROM frames") == 0


@asynchronous
async def test_a_backup_of_an_older_version_is_brought_up_to_date(database, other, tmp_path):
    await migrate(database.owner_url, "0006")
    admin = await asyncpg.connect(database.admin_dsn)
    await admin.execute(
        "INSERT INTO tenants VALUES ('volta', 1, 'Volta', 'EUR', true, false, '1 min', '2 h', true)"
    )
    await admin.close()
    file, manifest = await taken(database, tmp_path)
    assert manifest.revision == "0006"
    await backups.restore(other.owner_url, file)
    assert await ask(other, "SELECT version_num FROM alembic_version") == newest_revision()
    assert await ask(other, "SELECT silent_after FROM tenants") == timedelta(hours=2)


@asynchronous
async def test_data_are_replaced_only_when_told_to(schema, other, tmp_path):
    await a_busy_day(schema)
    file, _ = await taken(schema, tmp_path)
    await migrate(other.owner_url)
    async with on_postgres(other) as world:
        await world.keep(a_station("PRECIOUS"))
    before = await contents(other)
    with pytest.raises(DataInTheWay, match="--yes"):
        await backups.restore(other.owner_url, file)
    assert await contents(other) == before
    await backups.restore(other.owner_url, file, replace=True)
    assert (await contents(other))["stations"] == (await contents(schema))["stations"]


@asynchronous
async def test_a_database_in_use_is_not_replaced(schema, other, tmp_path):
    file, _ = await taken(schema, tmp_path)
    await migrate(other.owner_url)
    async with on_postgres(other):
        with pytest.raises(StillInUse, match="open_csms"):
            await backups.restore(other.owner_url, file, replace=True)


def rewritten(file, change):
    """The archive with its members changed."""
    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def as_if_made_by(revision=None, made=None):
    def change(members):
        manifest = json.loads(members["manifest.json"])
        manifest["revision"] = revision or manifest["revision"]
        manifest["format"] = made or 1
        members["manifest.json"] = json.dumps(manifest).encode()

    return change


def with_a_row_less(members):
    members["tables/tenants.copy"] = members["tables/tenants.copy"].partition(b"\n")[2]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (with_a_row_less, Damaged),
        (lambda members: members.pop("manifest.json"), NoBackup),
        (lambda members: members.pop("tables/stations.copy"), NoBackup),
        (lambda members: members.update({"manifest.json": b"[]"}), NoBackup),
        (as_if_made_by(revision="9999"), TooNew),
        (as_if_made_by(made=2), TooNew),
    ],
)
@asynchronous
async def test_a_file_that_is_not_whole_changes_nothing(schema, other, tmp_path, change, error):
    await a_busy_day(schema)
    file, _ = await taken(schema, tmp_path)
    rewritten(file, change)
    with pytest.raises(error):
        await backups.restore(other.owner_url, file)
    assert await ask(other, "SELECT to_regclass('public.tenants')") is None


@asynchronous
async def test_bytes_that_have_rotted_are_noticed(schema, other, tmp_path):
    await a_busy_day(schema)
    file, _ = await taken(schema, tmp_path)
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 0xFF
    file.write_bytes(data)
    with pytest.raises((Damaged, NoBackup)):
        await backups.restore(other.owner_url, file)
    file.write_bytes(data[: len(data) // 2])
    with pytest.raises(NoBackup):
        await backups.restore(other.owner_url, file)


@asynchronous
async def test_a_restore_that_fails_in_the_middle_leaves_what_was_there(
    schema, other, tmp_path, monkeypatch
):
    await a_busy_day(schema)
    file, _ = await taken(schema, tmp_path)
    await migrate(other.owner_url)
    async with on_postgres(other) as world:
        await world.keep(a_station("PRECIOUS"))
    before, done = await contents(other), []

    def fails(table, _):
        done.append(table)
        if done.count("sessions") == 2:  # checked, and then written
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        await backups.restore(other.owner_url, file, replace=True, advance=fails)
    assert "stations" in done
    assert await contents(other) == before


@asynchronous
async def test_a_backup_replaces_no_file_and_leaves_none_behind(schema, database, tmp_path):
    file, _ = await taken(schema, tmp_path)
    before = file.read_bytes()
    with pytest.raises(AlreadyThere):
        await taken(schema, tmp_path)
    assert file.read_bytes() == before
    file.unlink()
    with pytest.raises(NothingThere):
        await taken(database, tmp_path)
    with pytest.raises(RuntimeError, match="away"):
        await taken(schema, tmp_path, sizes=lambda *_: (_ for _ in ()).throw(RuntimeError("away")))
    assert list(tmp_path.iterdir()) == []


@asynchronous
async def test_a_backup_is_of_one_moment_though_work_goes_on(schema, other, tmp_path):
    async with on_postgres(schema) as world:
        stopping, under_way = asyncio.Event(), asyncio.Event()

        async def work() -> None:
            done = []
            while not stopping.is_set():
                station = await world.station(f"S-{new_id()}")
                session = a_session(station)
                session.hear(started())
                await world.keep(session)
                if len(done := [*done, session]) == 5:
                    under_way.set()

        working = asyncio.create_task(work())
        await under_way.wait()
        file, _ = await taken(schema, tmp_path)
        stopping.set()
        await working
    await backups.restore(other.owner_url, file)
    assert await ask(other, "SELECT count(*) FROM sessions") >= 5


def test_tables_come_after_those_they_refer_to():
    references = [
        {"child": "cdrs", "parent": "sessions"},
        {"child": "sessions", "parent": "stations"},
        {"child": "stations", "parent": "stations"},
        {"child": "sessions", "parent": "elsewhere"},
    ]
    assert ordered(["cdrs", "sessions", "stations"], references) == ["stations", "sessions", "cdrs"]
