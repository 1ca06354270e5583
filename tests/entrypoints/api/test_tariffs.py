"""Price lists over REST, from draft to the cent on a session."""

from tests.asynchronous import asynchronous
from tests.entrypoints.api.world import furnish, in_memory

NIGHT = {
    "name": "Night", "currency": "EUR",
    "elements": [
        {
            "components": [{"dimension": "ENERGY", "price": "0.20", "vat": "19"}],
            "restrictions": {"start_time": "22:00:00", "end_time": "06:00:00", "days": ["MONDAY"]},
        },
        {"components": [{"dimension": "ENERGY", "price": "0.40", "vat": "19"}]},
    ],
    "max_price": {"before_taxes": "50.00"},
    "terms": {"idle_grace_seconds": 600, "idle_cap": "12.00"},
}  # fmt: skip
EVENING = {"start": "2026-03-02T20:00:00Z", "kwh": "10", "minutes": 120, "time_zone": "UTC"}
VIEWED = {
    "id", "state", "series", "edition", "version", "flat", "per_kwh", "per_hour", "idle_per_hour",
    "idle_grace_seconds", "tax_percent",
}  # fmt: skip
"""What is shown beyond what was sent."""


@asynchronous
async def test_what_is_shown_of_a_tariff_can_be_sent_again():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        made = await client.post("/api/v1/tariffs", json=NIGHT)
        assert made.status_code == 201, made.text
        view = made.json()
        assert (view["state"], view["edition"], view["series"]) == ("draft", 1, view["id"])
        assert view["elements"][0]["components"][0]["price"] == "0.20"
        again = {name: value for name, value in view.items() if name not in VIEWED}
        changed = await client.put(made.headers["location"], json=again)
        assert changed.status_code == 200, changed.text
        assert changed.json() == {**view, "version": 2}


@asynchronous
async def test_simple_prices_and_elements_are_not_mixed():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        mixed = await client.post("/api/v1/tariffs", json={**NIGHT, "per_kwh": "0.5"})
        assert (mixed.status_code, mixed.json()["errors"][0]["pointer"]) == (422, "/elements")


@asynchronous
async def test_all_faults_are_told_at_once_and_nothing_is_published():
    house = in_memory()
    mine = await furnish(house)
    broken = {
        **NIGHT, "elements": [{"components": []}],
        "min_price": {"before_taxes": "60.00"},
    }  # fmt: skip
    async with house.client(mine.key) as client:
        linted = (await client.post("/api/v1/tariffs/lint", json=broken)).json()
        assert linted["publishable"] is False
        made = await client.post("/api/v1/tariffs", json=broken)
        path = made.headers["location"]
        assert (await client.get(f"{path}/lint")).json() == linted
        refused = await client.post(f"{path}/publish")
        assert refused.status_code == 422
        problem = refused.json()
        assert problem["type"] == "/problems/unpriceable"
        assert [error["pointer"] for error in problem["errors"]] == [
            "/elements/0/price_components", "/min_price/excl_vat",
        ]  # fmt: skip
        assert (await client.get(path)).json()["state"] == "draft"


@asynchronous
async def test_a_published_tariff_is_followed_by_its_next_edition():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        path = (await client.post("/api/v1/tariffs", json=NIGHT)).headers["location"]
        first = (await client.post(f"{path}/publish")).json()
        assert first["state"] == "published"
        assert (await client.put(path, json=NIGHT)).status_code == 409
        made = await client.post(f"{path}/editions", json={**NIGHT, "name": "Night 2"})
        second = made.json()
        assert (second["edition"], second["series"], second["state"]) == (2, first["id"], "draft")
        listed = await client.get("/api/v1/tariffs", params={"series": first["id"]})
        assert {item["name"] for item in listed.json()["items"]} == {"Night", "Night 2"}
        assert (await client.post(f"{path}/withdraw")).json()["state"] == "withdrawn"
        seen = await client.get("/api/v1/events")
        told = [
            event["data"]["change"]
            for event in seen.json()["items"]
            if event["kind"] == "tariff_changed" and (event["by"] or "").startswith("key tests")
        ]
        assert sorted(told) == ["created", "published", "revised", "withdrawn"]


@asynchronous
async def test_the_price_of_a_typical_session_is_explained():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        path = (await client.post("/api/v1/tariffs", json=NIGHT)).headers["location"]
        for address, more in ((f"{path}/preview", {}), ("/api/v1/tariffs/preview", NIGHT)):
            body = {"typical": EVENING} | ({"tariff": more} if more else {})
            told = await client.post(address, json=body)
            assert told.status_code == 200, told.text
            view = told.json()
            # 20:00 to 22:00: ten kWh at 0.40, and the tax of 19 %.
            assert view["total"] == {"amount": "4.76", "currency": "EUR"}
            assert "10 kWh" in view["text"]
        both = {"typical": EVENING, "session": str(mine.session.id)}
        assert (await client.post(f"{path}/preview", json=both)).status_code == 422
        assert (await client.post(f"{path}/preview", json={})).status_code == 422


@asynchronous
async def test_the_price_of_a_session_that_was_charged_is_explained():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        path = (await client.post("/api/v1/tariffs", json=NIGHT)).headers["location"]
        session = f"/api/v1/sessions/{mine.session.id}"
        under = await client.post(f"{path}/preview", json={"session": str(mine.session.id)})
        assert under.status_code == 200, under.text
        cost = await client.get(f"{session}/cost")
        assert cost.status_code == 200, cost.text
        shown = (await client.get(session)).json()["cost"]
        assert cost.json()["total"] == shown["total"]


@asynchronous
async def test_an_assignment_is_made_changed_and_taken_back():
    house = in_memory()
    mine, theirs = await furnish(house), await furnish(house, "ohm")
    async with house.client(mine.key) as client:
        body = {"tariff": str(mine.tariff.id), "station": str(mine.station.id), "evse": 1}
        made = await client.post("/api/v1/tariff-assignments", json=body)
        assert made.status_code == 201, made.text
        path, tag = made.headers["location"], made.headers["etag"]
        change = {"tariff": str(mine.tariff.id), "valid_until": "2030-01-01T00:00:00Z"}
        first = await client.put(path, json=change, headers={"If-Match": tag})
        assert (first.status_code, first.json()["evse"]) == (200, 1)
        assert (await client.put(path, json=change, headers={"If-Match": tag})).status_code == 412
        assert (await client.delete(path)).status_code == 204
        missing = {**body, "tariff": str(theirs.tariff.id)}
        assert (await client.post("/api/v1/tariff-assignments", json=missing)).status_code == 404
        nowhere = {**body, "evse": 9}
        assert (await client.post("/api/v1/tariff-assignments", json=nowhere)).status_code == 422


@asynchronous
async def test_past_sessions_are_priced_once_more_by_a_draft():
    house = in_memory()
    mine = await furnish(house)
    dearer = {"name": "Dearer", "currency": "EUR", "flat": "100", "state": "draft"}
    async with house.client(mine.key) as client:
        path = (await client.post("/api/v1/tariffs", json=dearer)).headers["location"]
        records = (await client.get("/api/v1/cdrs")).json()["items"]
        told = await client.post(f"{path}/what-if", json={})
        assert told.status_code == 200, told.text
        sums = told.json()
        standing = [r for r in records if r["bill"] and r["credits"] is None]
        assert standing
        assert sums["sessions"] == sums["dearer"] == len(standing)
        assert sums["revenue_after"] == f"{100 * len(standing)}.00"
        bars = {bar["name"]: bar["sessions"] for bar in sums["histogram"]}
        assert bars["above 20"] == len(standing)
        assert (sums["remaining"], sums["next"]) == (0, None)
        later = {"since": "2031-01-01T00:00:00Z"}
        assert (await client.post(f"{path}/what-if", json=later)).json()["sessions"] == 0


@asynchronous
async def test_the_cost_so_far_is_that_of_the_engine():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        path = f"/api/v1/sessions/{mine.running.id}"
        shown, told = await client.get(path), await client.get(f"{path}/cost")
        assert shown.json()["cost"]["total"] == told.json()["total"]
