"""Prices of markets over REST: told as JSON and as CSV, and shown again."""

from tests.asynchronous import asynchronous
from tests.entrypoints.api.world import furnish, in_memory, two_tenants

DAY = {"series": "day-ahead/DE-LU", "currency": "EUR", "unit": "MWh"}
PATH = "/api/v1/market-prices"
NAMED = {"series": DAY["series"]}


def prices(*rows) -> dict[str, object]:
    return {
        **DAY,
        "prices": [dict(zip(("start", "price", "end"), row, strict=False)) for row in rows],
    }


@asynchronous
async def test_prices_by_the_megawatt_hour_are_kept_by_the_kilowatt_hour():
    house = in_memory()
    mine = await furnish(house)
    told = prices(("2026-03-02T08:00:00Z", "98.4"), ("2026-03-02T10:00:00+01:00", "-5"))
    async with house.client(mine.key) as client:
        assert (await client.post(PATH, json=told)).json() == {"taken": 2, "known": 0}
        assert (await client.post(PATH, json=told)).json() == {"taken": 0, "known": 2}
        (shown,) = (await client.get(PATH, params=NAMED)).json()["items"]
        assert shown["points"] == [
            {"start": "2026-03-02T08:00:00Z", "end": "2026-03-02T09:00:00Z", "price": "0.0984"},
            {"start": "2026-03-02T09:00:00Z", "end": "2026-03-02T10:00:00Z", "price": "-0.005"},
        ]
        assert (await client.get(f"{PATH}/{shown['id']}")).json() == shown


@asynchronous
async def test_a_list_is_narrowed_by_series_and_time():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        for day in ("01", "02", "03"):
            await client.post(PATH, json=prices((f"2026-03-{day}T12:00:00Z", "1")))

        async def days(**query: str) -> list[str]:
            answer = (await client.get(PATH, params={**NAMED, **query})).json()
            return [item["start"][8:10] for item in answer["items"]]

        assert await days() == ["01", "02", "03"]
        assert await days(sort="-start", since="2026-03-02T00:00:00Z") == ["03", "02"]
        assert await days(until="2026-03-02T12:00:00Z") == ["01"]
        assert await days(series="other") == []


@asynchronous
async def test_a_csv_is_taken_in_as_a_whole():
    house = in_memory()
    mine = await furnish(house)
    text = (
        "start,end,price\n"
        "2026-10-25T02:00:00+02:00,,40\n"
        "2026-10-25T02:00:00+01:00,,41\n"
        "2026-10-25T03:00:00+01:00,2026-10-25T03:15:00+01:00,42\n"
    )
    async with house.client(mine.key, **{"Content-Type": "text/csv"}) as client:
        answer = await client.post(f"{PATH}/import", params=DAY, content=text)
        assert answer.json() == {"taken": 3, "known": 0}
        (shown,) = (await client.get(PATH, params=NAMED)).json()["items"]
        assert [(p["start"][11:16], p["price"]) for p in shown["points"]] == [
            ("00:00", "0.04"), ("01:00", "0.041"), ("02:00", "0.042"),
        ]  # fmt: skip


@asynchronous
async def test_every_wrong_row_is_listed_and_nothing_is_taken_in():
    house = in_memory()
    mine = await furnish(house)
    text = (
        "start,end,price\n"
        "2026-10-25T02:00:00,,40\n"  # of no zone: which of the two hours?
        "yesterday,,40\n"
        "2026-10-25T02:00:00Z,,4 cents\n"
        "2026-10-25T05:00:00Z,,\n"
        "2026-10-25T06:00:00Z,,40\n"
    )
    overlapping = prices(
        ("2026-03-02T08:00:00Z", "1"), ("2026-03-02T08:30:00Z", "2"),
        ("2026-03-02T12:00:00Z", "2", "2026-03-02T11:00:00Z"), ("9999-12-31T23:30:00Z", "1"),
    )  # fmt: skip
    async with house.client(mine.key) as client:
        headers = {"Content-Type": "text/csv"}
        refused = await client.post(f"{PATH}/import", params=DAY, content=text, headers=headers)
        assert refused.status_code == 422
        assert [e["pointer"] for e in refused.json()["errors"]] == [
            "/0/start", "/1/start", "/2/price", "/3/price",
        ]  # fmt: skip
        refused = await client.post(PATH, json=overlapping)
        assert [(e["pointer"], e["detail"]) for e in refused.json()["errors"]] == [
            ("/prices/2/end", "ends before it begins"),
            ("/prices/3/start", "ends after the year 9999"),
            ("/prices/1/start", "row 0 tells a price of that time"),
        ]
        nameless = await client.post(f"{PATH}/import", content=text, headers=headers)
        assert [e["parameter"] for e in nameless.json()["errors"]] == ["series", "currency"]
        for header in ("start,cents\n", "price\n", "start,price\n"):
            content = header + ("1,1\n" if "," in header else "1\n") * ("cents" in header)
            wrong = await client.post(
                f"{PATH}/import", params=DAY, content=content, headers=headers
            )
            assert wrong.status_code == 422
        assert (await client.get(PATH, params=NAMED)).json()["items"] == []


@asynchronous
async def test_nobody_sees_what_another_operator_was_told():
    house = in_memory()
    mine, other = await two_tenants(house)
    async with house.client(mine.key) as client:
        await client.post(PATH, json=prices(("2026-03-02T08:00:00Z", "1")))
        (shown,) = (await client.get(PATH, params=NAMED)).json()["items"]
    async with house.client(other.key) as client:
        assert (await client.get(PATH, params=NAMED)).json()["items"] == []
        assert (await client.get(f"{PATH}/{shown['id']}")).status_code == 404
