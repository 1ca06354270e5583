"""Who is let in, and what he may do there."""

from datetime import timedelta

import pytest
from tests.asynchronous import asynchronous
from tests.builders import OHM, VOLTA
from tests.entrypoints.api.world import BOOTSTRAP, furnish, in_memory, two_tenants

from application.access.tenants import EditTenant
from domain.access import Scope
from domain.tenant import DEFAULT_POLICY
from entrypoints.api.attempts import MOST_FAILURES, WINDOW
from entrypoints.api.operations import OPERATIONS
from entrypoints.api.operations.instructions import NEEDS
from entrypoints.api.scopes import INCLUDES, SCOPES, allows


def test_every_route_has_a_scope_and_every_row_a_route():
    routes = [f"{op.method} {op.path}" for op in OPERATIONS]
    assert len(set(routes)) == len(routes)
    assert set(SCOPES) == set(routes)


ASKING = {"ask_what_if", "compare_cdr", "lint_draft", "preview_draft", "preview_tariff"}
"""Questions too long for an address: they are sent, and nothing is kept of them."""


def test_what_changes_something_needs_more_than_reading():
    for op in OPERATIONS:
        if op.method != "GET":
            assert op.scope is not Scope.READ or op.name in ASKING, op.name
        if op.tenancy == "platform":
            assert op.scope is Scope.PLATFORM, op.name


def test_every_scope_says_what_it_includes():
    assert set(INCLUDES) == set(Scope)
    for scope in Scope:
        assert allows(frozenset({scope}), scope)
    assert not allows(frozenset(set(Scope) - {Scope.PLATFORM}), Scope.PLATFORM)
    assert not allows(frozenset({Scope.PLATFORM}), Scope.READ)
    assert not allows(frozenset({Scope.CONTROL, Scope.WRITE}), Scope.RAW_CONTROL)


HEADERS = {
    "none": None,
    "empty": "",
    "no key": "Bearer",
    "blank": "Bearer  ",
    "basic": "Basic dm9sdGE6eA==",
    "wrong": "Bearer ocsms_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "a prefix": "Bearer PREFIX",
    "other letters": "Bearer UPPER",
    "endless": "Bearer " + "x" * 5000,
    "not ASCII": "Bearer ä",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS.keys())
@asynchronous
async def test_who_shows_no_right_key_is_told_how_and_nothing_else(header):
    house = in_memory()
    mine = await furnish(house)
    if header is not None:
        header = header.replace("PREFIX", mine.key[:16]).replace("UPPER", mine.key.upper())
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    async with house.client() as client:
        for op in OPERATIONS:
            path = f"/api/v1{op.path}".replace("{", "").replace("}", "")
            house.clock.advance(WINDOW)
            answer = await client.request(op.method, path, headers=headers)
            assert answer.status_code == 401, op.name
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert answer.json()["type"] == "/problems/unauthenticated"


@asynchronous
async def test_a_key_is_shown_once_and_opens_until_it_is_revoked():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        draft = {"name": "till", "scopes": ["read"]}
        made = (await client.post("/api/v1/keys", json=draft)).json()
        listed = (await client.get("/api/v1/keys")).text
        assert made["text"] not in listed
        assert made["key"]["prefix"] in listed
        async with house.client(made["text"]) as till:
            assert (await till.get("/api/v1/stations")).status_code == 200
            assert (await till.get("/api/v1/keys")).status_code == 403
            gone = await client.delete(f"/api/v1/keys/{made['key']['id']}")
            assert gone.status_code == 204
            assert (await till.get("/api/v1/stations")).status_code == 401
        again = await client.delete(f"/api/v1/keys/{made['key']['id']}")
        assert again.status_code == 409


@asynchronous
async def test_a_key_opens_nothing_after_its_time():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        until = (house.clock.now() + timedelta(hours=1)).isoformat()
        draft = {"name": "till", "scopes": ["read"], "expires_at": until}
        made = (await client.post("/api/v1/keys", json=draft)).json()
    async with house.client(made["text"]) as till:
        assert (await till.get("/api/v1/stations")).status_code == 200
        house.clock.advance(timedelta(hours=1))
        assert (await till.get("/api/v1/stations")).status_code == 401


@asynchronous
async def test_nobody_gives_a_key_what_he_has_not():
    house = in_memory()
    await furnish(house)
    key = await house.key(VOLTA, Scope.ADMIN)
    async with house.client(key) as client:
        for scope in (Scope.WRITE, Scope.CONTROL, Scope.RAW_CONTROL, Scope.PLATFORM):
            draft = {"name": "more", "scopes": [scope]}
            answer = await client.post("/api/v1/keys", json=draft)
            assert answer.status_code == 403
            assert answer.json()["needed"] == scope
        draft = {"name": "less", "scopes": ["read"]}
        assert (await client.post("/api/v1/keys", json=draft)).status_code == 201


@asynchronous
async def test_keys_of_an_inactive_tenant_open_nothing_and_nothing_is_lost():
    house = in_memory()
    mine = await furnish(house)
    desk = house.desks.platform(house.storage.platform())
    async with house.client(mine.key) as client:
        await desk.run(EditTenant(VOLTA, "Volta", "EUR", DEFAULT_POLICY, active=False))
        assert (await client.get("/api/v1/stations")).status_code == 401
        await desk.run(EditTenant(VOLTA, "Volta", "EUR", DEFAULT_POLICY, active=True))
        assert len((await client.get("/api/v1/stations")).json()["items"]) == 1


@asynchronous
async def test_the_platform_acts_for_the_tenant_it_names():
    house = in_memory()
    mine, theirs = await two_tenants(house)
    async with house.client(BOOTSTRAP) as client:
        nobodys = await client.get("/api/v1/stations")
        assert nobodys.status_code == 400
        assert nobodys.json()["type"] == "/problems/tenant-needed"
        for of in (mine, theirs):
            answer = await client.get(
                "/api/v1/stations", headers={"Open-CSMS-Tenant": str(of.tenant)}
            )
            assert [item["id"] for item in answer.json()["items"]] == [str(of.station.id)]
        for name in ("nobody", "../volta", "VOLTA", ""):
            answer = await client.get("/api/v1/stations", headers={"Open-CSMS-Tenant": name})
            assert answer.status_code == 404
        made = await client.post("/api/v1/tenants", json={"id": "watt", "name": "Watt"})
        assert made.status_code == 201
        assert made.headers["location"] == "/api/v1/tenants/watt"
        twice = await client.post("/api/v1/tenants", json={"id": "watt", "name": "Watt"})
        assert twice.status_code == 409


@asynchronous
async def test_keys_of_the_platform_and_of_its_tenants_are_apart():
    house = in_memory()
    await two_tenants(house)
    async with house.client(BOOTSTRAP) as client:
        own = {"name": "office", "scopes": ["platform", "read"]}
        made = await client.post("/api/v1/keys", json=own)
        assert made.status_code == 201
        mine = await client.post(
            "/api/v1/keys", json={"name": "till", "scopes": ["read"]},
            headers={"Open-CSMS-Tenant": OHM},
        )  # fmt: skip
        assert mine.status_code == 201
        listed = (await client.get("/api/v1/keys")).json()["items"]
        assert [key["name"] for key in listed] == ["office"]
        refused = await client.post("/api/v1/keys", json=own, headers={"Open-CSMS-Tenant": OHM})
        assert refused.status_code == 422


@asynchronous
async def test_a_source_of_wrong_keys_is_slowed_and_the_right_ones_beside_it_are_not():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client, house.client("ocsms_wrong") as thief:
        assert (await client.get("/api/v1/stations")).status_code == 200
        tries = [(await thief.get("/api/v1/stations")).status_code for _ in range(20)]
        assert tries == [401] * MOST_FAILURES + [429] * (20 - MOST_FAILURES)
        slowed = await thief.get("/api/v1/stations")
        assert int(slowed.headers["retry-after"]) <= WINDOW.total_seconds()
        assert (await client.get("/api/v1/stations")).status_code == 200
        house.clock.advance(WINDOW)
        assert (await thief.get("/api/v1/stations")).status_code == 401


@pytest.mark.parametrize(("kind", "needed"), NEEDS.items(), ids=lambda x: getattr(x, "value", ""))
@asynchronous
async def test_some_instructions_need_more_than_control(kind, needed):
    house = in_memory()
    mine = await furnish(house)
    body = {"instruction": {"type": kind.__struct_config__.tag, "action": "Heartbeat"}}
    if needed is Scope.ADMIN:
        del body["instruction"]["action"]
    path = f"/api/v1/stations/{mine.station.id}/commands"
    async with house.client(await house.key(VOLTA, Scope.CONTROL)) as client:
        refused = await client.post(path, json=body)
    async with house.client(await house.key(VOLTA, Scope.CONTROL, needed)) as client:
        done = await client.post(path, json=body)
    assert (refused.status_code, refused.json()["needed"]) == (403, needed)
    assert done.status_code == 202


@asynchronous
async def test_no_answer_of_the_api_holds_a_key():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        for op in OPERATIONS:
            if op.method == "GET":
                path = f"/api/v1{op.path}"
                for name in op.path_parameters:
                    path = path.replace(f"{{{name}}}", str(mine.station.id))
                assert mine.key not in (await client.get(path)).text
