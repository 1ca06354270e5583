"""Changes are based on what was seen, and a request that comes again is done once."""

import asyncio

import pytest
from tests.asynchronous import asynchronous
from tests.builders import VOLTA
from tests.entrypoints.api.world import furnish, in_memory

from application.ports.idempotency import RememberedAnswer
from entrypoints.api.operations import OPERATIONS

DRAFTS = {
    "tenant": {"name": "Volta", "currency": "EUR", "policy": {}},
    "locations": {"name": "New"},
    "stations": {"name": "New"},
    "id-tokens": {"uid": "NEW"},
    "tariffs": {"name": "New", "currency": "EUR"},
}


def paths(mine):
    return {
        "locations": f"/locations/{mine.location.id}",
        "stations": f"/stations/{mine.station.id}",
        "id-tokens": f"/id-tokens/{mine.token.id}",
        "tariffs": f"/tariffs/{mine.tariff.id}",
    }


@pytest.mark.parametrize("kind", [kind for kind in DRAFTS if kind != "tenant"])
@asynchronous
async def test_a_change_based_on_an_older_state_is_refused(kind):
    house = in_memory()
    mine = await furnish(house)
    path = f"/api/v1{paths(mine)[kind]}"
    async with house.client(mine.key) as client:
        if kind == "tariffs":  # what was published never changes
            draft = {**DRAFTS[kind], "state": "draft"}
            made = await client.post("/api/v1/tariffs", json=draft)
            path = made.headers["location"]
        seen = (await client.get(path)).headers["etag"]
        first = await client.put(path, json=DRAFTS[kind], headers={"If-Match": seen})
        assert first.status_code == 200
        assert first.headers["etag"] != seen
        late = await client.put(path, json=DRAFTS[kind], headers={"If-Match": seen})
        gone = await client.delete(path, headers={"If-Match": seen})
        strange = await client.put(path, json=DRAFTS[kind], headers={"If-Match": '"x"'})
        weak = f"W/{first.headers['etag']}"
        weakly = await client.put(path, json=DRAFTS[kind], headers={"If-Match": weak})
        assert {late.status_code, gone.status_code} == {412}
        assert {strange.status_code, weakly.status_code} == {412}
        assert late.json()["type"] == "/problems/outdated"
        several = f'"v99", {first.headers["etag"]}'
        for match in (several, "*"):
            again = await client.put(path, json=DRAFTS[kind], headers={"If-Match": match})
            assert again.status_code == 200, match


@asynchronous
async def test_a_tenant_is_changed_like_everything_else():
    house = in_memory()
    await furnish(house)
    async with await house.admin() as client:
        path = f"/api/v1/tenants/{VOLTA}"
        seen = (await client.get(path)).headers["etag"]
        draft = DRAFTS["tenant"]
        assert (await client.put(path, json=draft, headers={"If-Match": seen})).status_code == 200
        assert (await client.put(path, json=draft, headers={"If-Match": seen})).status_code == 412


@asynchronous
async def test_what_is_still_as_it_was_is_not_sent_again():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        for path in paths(mine).values():
            seen = (await client.get(f"/api/v1{path}")).headers["etag"]
            again = await client.get(f"/api/v1{path}", headers={"If-None-Match": seen})
            other = await client.get(f"/api/v1{path}", headers={"If-None-Match": '"v99"'})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == seen
            assert other.status_code == 200


FINAL = {
    "revoke_key": "a revocation is final, whatever was seen",
    "remove_payment_method": "a driver who takes his card away means it, whatever was seen",
    "discard_invoice": "a draft can only be issued meanwhile, and then it is not discarded",
}


def test_everything_that_can_be_changed_has_a_version():
    changing = {op.name for op in OPERATIONS if op.method in {"PUT", "DELETE"}}
    versioned = {op.name for op in OPERATIONS if op.versioned}
    assert changing - versioned == FINAL.keys()


# Idempotency-Key.


@asynchronous
async def test_the_same_request_again_is_answered_alike_and_not_done_again():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key, **{"Idempotency-Key": "k-1"}) as client:
        first = await client.post("/api/v1/locations", json={"name": "Once"})
        again = await client.post("/api/v1/locations", json={"name": "Once"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    for header in ("location", "etag", "content-type"):
        assert first.headers[header] == again.headers[header]
    assert again.headers["idempotency-replayed"] == "true"
    async with house.client(mine.key) as client:
        names = [p["name"] for p in (await client.get("/api/v1/locations")).json()["items"]]
    assert names.count("Once") == 1


@asynchronous
async def test_many_at_once_are_done_once():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key, **{"Idempotency-Key": "k-1"}) as client:
        asked = [client.post("/api/v1/locations", json={"name": "Once"}) for _ in range(20)]
        answers = await asyncio.gather(*asked)
        places = (await client.get("/api/v1/locations")).json()["items"]
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert [place["name"] for place in places].count("Once") == 1


@asynchronous
async def test_a_key_names_one_request():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key, **{"Idempotency-Key": "k-1"}) as client:
        await client.post("/api/v1/locations", json={"name": "Once"})
        other = await client.post("/api/v1/locations", json={"name": "Other"})
        elsewhere = await client.post("/api/v1/id-tokens", json={"uid": "X"})
    assert {other.status_code, elsewhere.status_code} == {422}
    assert other.json()["type"] == "/problems/key-reused"


@asynchronous
async def test_another_tenant_may_use_the_same_key():
    house = in_memory()
    mine = await furnish(house)
    theirs = await furnish(house, "ohm")
    for of in (mine, theirs):
        async with house.client(of.key, **{"Idempotency-Key": "k-1"}) as client:
            made = await client.post("/api/v1/locations", json={"name": f"Of {of.tenant}"})
            assert made.status_code == 201


@asynchronous
async def test_the_platforms_administrator_repeats_himself_without_harm():
    house = in_memory()
    await house.open_tenant(VOLTA)
    async with await house.admin(**{"Idempotency-Key": "k-1"}) as client:
        draft = {"id": "once", "name": "Once"}
        first = await client.post("/api/v1/tenants", json=draft)
        again = await client.post("/api/v1/tenants", json=draft)
        other = await client.post("/api/v1/tenants", json={**draft, "id": "other"})
        key = await client.post("/api/v1/keys", json={"name": "k", "scopes": ["platform"]})
        here = {"Open-CSMS-Tenant": VOLTA}
        place = await client.post("/api/v1/locations", json={"name": "Once"}, headers=here)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["idempotency-replayed"] == "true"
    assert {other.status_code, key.status_code} == {422}
    assert place.status_code == 201, "for a tenant it is another key"


@asynchronous
async def test_a_refused_request_did_nothing_and_its_key_is_free():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key, **{"Idempotency-Key": "k-1"}) as client:
        refused = await client.post("/api/v1/id-tokens", json={"uid": mine.token.uid})
        assert refused.status_code == 409
        done = await client.post("/api/v1/id-tokens", json={"uid": "OTHER"})
        assert done.status_code == 201


@asynchronous
async def test_what_broke_off_is_never_done_a_second_time():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key, **{"Idempotency-Key": "k-1"}) as client:

        async def break_off(attempt):
            raise ConnectionError("Lost during commit.")

        house.storage.faults.after_commit = break_off
        assert (await client.post("/api/v1/locations", json={"name": "Once"})).status_code == 503

        async def whole(attempt):
            """As it should."""

        house.storage.faults.after_commit = whole
        again = await client.post("/api/v1/locations", json={"name": "Once"})
        places = (await client.get("/api/v1/locations")).json()["items"]
    assert again.status_code == 409
    assert again.json()["type"] == "/problems/request-unfinished"
    assert [place["name"] for place in places].count("Once") == 1


@asynchronous
async def test_a_secret_is_not_remembered():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key, **{"Idempotency-Key": "k-1"}) as client:
        first = await client.post("/api/v1/stations", json={"identity": "NEW"})
        again = await client.post("/api/v1/stations", json={"identity": "NEW"})
    secret = first.json()["secret"]
    assert again.status_code == 409
    assert again.json()["type"] == "/problems/secret-shown-once"
    kept = await house.remembered.claim(VOLTA, "k-1", b"")
    assert isinstance(kept, RememberedAnswer)
    assert secret not in repr(kept)


def test_every_operation_that_shows_a_secret_says_so():
    telling = {"MadeKey", "MadeStation", "StationSecret"}
    assert {op.name for op in OPERATIONS if op.secret} == {
        op.name for op in OPERATIONS if getattr(op.answers, "__name__", "") in telling
    }


@pytest.mark.parametrize("key", ["", " ", "ä", "x" * 256, "a b"])
@asynchronous
async def test_a_key_that_cannot_be_one_is_refused(key):
    house = in_memory()
    mine = await furnish(house)
    headers = {"Idempotency-Key": key.encode()}
    async with house.client(mine.key) as client:
        answer = await client.post("/api/v1/locations", json={"name": "x"}, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["header"] == "Idempotency-Key"
