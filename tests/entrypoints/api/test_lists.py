"""Lists stay steady while things are added, and go out as CSV that no spreadsheet runs."""

import csv
import io

import pytest
from tests.asynchronous import asynchronous
from tests.builders import VOLTA
from tests.entrypoints.api.world import furnish, in_memory

from application.authorization.edit_token import IssueToken, TokenParticulars
from application.provisioning.register_station import RegisterStation
from entrypoints.api.csv_text import FORMULA
from entrypoints.api.operations import OPERATIONS


async def read_all(client, path, between=None):
    """Every item of a list, two at a time; `between` pages something may happen."""
    items, cursor = [], None
    while True:
        query = {"limit": 2, **({"cursor": cursor} if cursor else {})}
        page = (await client.get(path, params=query)).json()
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return items
        if between is not None:
            await between(len(items))


@pytest.mark.parametrize("sort", ["identity", "-identity", "registered", "-registered"])
@asynchronous
async def test_nothing_is_shown_twice_or_passed_over_while_stations_are_added(sort):
    house = in_memory()
    mine = await furnish(house)
    there = {"MARKET-1"}
    for number in range(20, 40):
        await house.desk().run(RegisterStation(VOLTA, f"S-{number}"))
        there.add(f"S-{number}")

    async def add(seen):
        for name in (f"A-{seen}", f"S-2{seen}x", f"Z-{seen}"):
            await house.desk().run(RegisterStation(VOLTA, name))

    async with house.client(mine.key) as client:
        items = await read_all(client, f"/api/v1/stations?sort={sort}", _times(add, 8))
    shown = [item["identity"] for item in items]
    assert len(shown) == len(set(shown))
    assert there <= set(shown)


def _times(step, most):
    calls = 0

    async def limited(seen):
        nonlocal calls
        calls += 1
        if calls <= most:
            await step(seen)

    return limited


@asynchronous
async def test_an_item_that_goes_moves_no_other():
    house = in_memory()
    mine = await furnish(house)
    for number in range(10):
        await house.desk().run(IssueToken(VOLTA, TokenParticulars(uid=f"T-{number}")))

    async with house.client(mine.key) as client:

        async def withdraw(seen):
            page = (await client.get("/api/v1/id-tokens?limit=1")).json()
            await client.delete(f"/api/v1/id-tokens/{page['items'][0]['id']}")

        items = await read_all(client, "/api/v1/id-tokens", withdraw)
    assert [item["uid"] for item in items] == ["CARD-volta", *(f"T-{n}" for n in range(10))]


def test_every_list_is_documented_with_its_orders():
    listing = [op for op in OPERATIONS if op.lists]
    assert len(listing) >= 12
    for op in listing:
        assert op.method == "GET"
        if op.name != "list_settings":
            assert "sort" in op.query.__struct_fields__, op.name


# CSV.


async def exported(client, path):
    answer = await client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


@asynchronous
async def test_tokens_come_back_as_they_went_out():
    house = in_memory()
    mine = await furnish(house)
    odd = ['=HYPERLINK("x")', "+1", "-1", "@x", "'=1", "''", 'say "hi", and\u202e', "ä,ö;ü"]
    async with house.client(mine.key) as client:
        for number, label in enumerate(odd):
            draft = {"uid": f"T-{number}", "label": label, "max_sessions": 3, "blocked": True}
            assert (await client.post("/api/v1/id-tokens", json=draft)).status_code == 201
        before = await read_all(client, "/api/v1/id-tokens")
        text = (await client.get("/api/v1/id-tokens/export")).content
        for item in before:
            await client.delete(f"/api/v1/id-tokens/{item['id']}")
        done = await client.post(
            "/api/v1/id-tokens/import", content=text, headers={"Content-Type": "text/csv"}
        )
        assert done.json() == {"issued": len(before), "changed": 0}
        after = await read_all(client, "/api/v1/id-tokens")
    assert [_plain(item) for item in after] == [_plain(item) for item in before]


def _plain(item):
    return {name: value for name, value in item.items() if name not in {"id", "version"}}


@asynchronous
async def test_no_cell_of_an_export_is_run_as_a_formula():
    house = in_memory()
    mine = await furnish(house)
    formula = "=cmd|'/C calc'!A0"
    async with house.client(mine.key) as client:
        await client.post("/api/v1/id-tokens", json={"uid": formula, "label": "@SUM(A1)"})
        for path in ("/id-tokens/export", "/sessions/export", "/cdrs/export"):
            for row in await exported(client, f"/api/v1{path}"):
                for name, cell in row.items():
                    assert not cell.startswith(FORMULA) or _is_number(cell), (path, name, cell)


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


@asynchronous
async def test_an_export_has_every_row():
    house = in_memory()
    mine = await furnish(house)
    for number in range(1_100):
        await house.desk().run(IssueToken(VOLTA, TokenParticulars(uid=f"T-{number:05}")))
    async with house.client(mine.key) as client:
        rows = await exported(client, "/api/v1/id-tokens/export")
        some = await exported(client, "/api/v1/id-tokens/export?text=T-0000")
    assert len(rows) == 1_101
    assert len(some) == 10


TABLES = {
    "no table": (b"", 400),
    "no UTF-8": (b"uid\n\xff\n", 400),
    "a column twice": (b"uid,uid\na,b\n", 400),
    "a cell too many": (b"uid\na,b\n", 400),
    "an open quote": (b'uid\n"a\n', 400),
    "no uid": (b"label\nx\n", 422),
    "an unknown column": (b"uid,colour\na,red\n", 422),
    "an empty uid": (b'uid,label\n"",x\n', 422),
    "a uid twice": (b"uid\na\nA\n", 422),
    "no such kind": (b"uid,kind\na,hand\n", 422),
    "no truth": (b"uid,blocked\na,perhaps\n", 422),
    "no number": (b"uid,max_sessions\na,many\n", 422),
    "no time": (b"uid,valid_until\na,soon\n", 422),
    "over before it begins": (
        b"uid,valid_from,valid_until\na,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z\n", 422,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("table", "status"), TABLES.values(), ids=TABLES.keys())
@asynchronous
async def test_a_wrong_table_is_refused_as_a_whole(table, status):
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        answer = await client.post(
            "/api/v1/id-tokens/import", content=table, headers={"Content-Type": "text/csv"}
        )
        assert answer.status_code == status, answer.text
        assert len((await client.get("/api/v1/id-tokens")).json()["items"]) == 1


@asynchronous
async def test_every_wrong_cell_of_a_table_is_listed():
    house = in_memory()
    mine = await furnish(house)
    table = "uid,kind,blocked\nA,rfid,true\nB,hand,perhaps\n,rfid,false\n"
    async with house.client(mine.key) as client:
        answer = await client.post(
            "/api/v1/id-tokens/import", content=table, headers={"Content-Type": "text/csv"}
        )
    pointers = {error["pointer"] for error in answer.json()["errors"]}
    assert pointers == {"/1/kind", "/1/blocked", "/2/uid"}


@asynchronous
async def test_a_byte_order_mark_and_empty_lines_do_no_harm():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        done = await client.post(
            "/api/v1/id-tokens/import",
            content=b"\xef\xbb\xbfuid,label\r\n\r\nX,Y\r\n\r\ncard-VOLTA,Z\r\n",
            headers={"Content-Type": "text/csv; charset=utf-8"},
        )
    assert done.json() == {"issued": 1, "changed": 1}
