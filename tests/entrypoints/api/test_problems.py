"""Whatever goes wrong is a problem that says all of it, and nothing of what is inside."""

import asyncio
import json
from datetime import timedelta

import pytest
from structlog.testing import capture_logs
from tests.asynchronous import asynchronous
from tests.builders import VOLTA
from tests.entrypoints.api.world import BOOTSTRAP, furnish, in_memory, two_tenants

from application.desk import Desk
from application.ports.authentication import Caller
from domain import errors
from domain.access import Scope
from domain.errors import DomainError
from entrypoints.api import dispatch
from entrypoints.api.problems import KINDS, MEDIA_TYPE, REFUSALS, refused


def tree(root: type[DomainError]) -> set[type[DomainError]]:
    return {root} | {each for kind in root.__subclasses__() for each in tree(kind)}


def an_error(kind: type[DomainError]) -> DomainError:
    made = kind.__new__(kind)
    Exception.__init__(made, "No.")
    made.field, made.why, made.kind, made.name = "x", "no", "thing", "x"
    made.findings = ()
    return made


@pytest.mark.parametrize(
    "kind", sorted(tree(DomainError) - {DomainError}, key=lambda k: k.__name__)
)
def test_every_error_of_the_domain_has_its_row(kind):
    assert kind in REFUSALS, f"{kind.__name__} has no kind of problem"
    problem = refused(an_error(kind))
    assert 400 <= problem.status < 500
    assert problem.document.type == f"/problems/{REFUSALS[kind]}"


def test_no_row_is_left_over():
    assert set(REFUSALS) <= tree(errors.DomainError)
    assert set(REFUSALS.values()) <= KINDS.keys()


@asynchronous
async def test_every_kind_is_explained_where_its_type_points():
    house = in_memory()
    async with house.client() as client:
        overview = (await client.get("/problems")).text
        for name, kind in KINDS.items():
            page = await client.get(f"/problems/{name}")
            assert page.status_code == 200
            assert kind.title in page.text.replace("&#x27;", "'")
            assert f"/problems/{name}" in overview
        assert (await client.get("/problems/no-such")).status_code == 404


@asynchronous
async def test_every_wrong_field_is_listed_by_its_pointer():
    house = in_memory()
    mine = await furnish(house)
    body = {
        "identity": "a:b",
        "name": 5,
        "location": "nowhere",
        "security_profile": 9,
        "colour": "red",
        "evses": [
            {"number": 0, "connectors": [{"number": 1}, {"plug": 7, "shape": "round"}]},
            "second",
        ],
    }
    async with house.client(mine.key) as client:
        answer = await client.post("/api/v1/stations", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/identity",
        "/name",
        "/location",
        "/security_profile",
        "/colour",
        "/evses/0/number",
        "/evses/0/connectors/1/number",
        "/evses/0/connectors/1/plug",
        "/evses/0/connectors/1/shape",
        "/evses/1",
    }


BODIES = {
    "nothing": (b"", 400),
    "no JSON": (b"{", 400),
    "no UTF-8": (b'{"name": "\xff"}', 400),
    "half a surrogate": (rb'{"name": "\ud800"}', 400),
    "too deep": (b"[" * 100_000, 400),
    "a list": (b"[]", 422),
    "null": (b"null", 422),
    "text": (b'"x"', 422),
    "NUL": (rb'{"name": "a\u0000b"}', 422),
    "not a number": (b'{"name": NaN}', 400),
    "a huge number": (b'{"name": "x", "time_zone": 1e400}', 400),
    "a field that is empty": (b'{"": 1, "name": "x"}', 422),
    "a pointer in a name": (b'{"a/b~c": 1, "name": "x"}', 422),
    "no such zone": (b'{"name": "x", "time_zone": "Mars/Olympus"}', 422),
    "no such latitude": (
        b'{"name": "x", "position": {"latitude": "91", "longitude": "181"}}', 422
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "status"), BODIES.values(), ids=BODIES.keys())
@asynchronous
async def test_a_body_that_cannot_be_is_refused_and_nothing_is_done(body, status):
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key, **{"Content-Type": "application/json"}) as client:
        answer = await client.post("/api/v1/locations", content=body)
        assert answer.status_code == status, answer.text
        assert answer.headers["content-type"] == MEDIA_TYPE
        assert len((await client.get("/api/v1/locations")).json()["items"]) == 1


@asynchronous
async def test_a_pointer_is_escaped():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        answer = await client.post("/api/v1/locations", json={"a/b~c": 1, "name": "x"})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/a~1b~0c"]


@asynchronous
async def test_every_wrong_parameter_is_listed():
    house = in_memory()
    mine = await furnish(house)
    query = "limit=0&limit=1&sort=colour&online=maybe&location=x&colour=red&text=&registration=no"
    async with house.client(mine.key) as client:
        answer = await client.get(f"/api/v1/stations?{query}")
    assert answer.status_code == 400
    assert {error["parameter"] for error in answer.json()["errors"]} == {
        "limit", "sort", "online", "location", "colour", "text", "registration",
    }  # fmt: skip


QUERIES = {
    "bytes": "text=%FF",
    "NUL": "text=%00",
    "a time without zone": "/sessions?since=2026-03-02T08:00:00",
    "a time that is none": "/sessions?since=222222017-01-01T00:00:00Z",
    "a time before time": "/sessions?since=0001-01-01T00:00:00%2B23:59",
    "a number that is none": "limit=1e2",
    "a long number": "limit=" + "9" * 400,
    "a cursor of nobody": "cursor=abc",
    "a cursor in another order": "cursor=WyItbmFtZSIsWyJhIiwiYiJdXQ",
    "many parameters": "&".join(f"x{n}=1" for n in range(200)),
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
@asynchronous
async def test_a_query_that_cannot_be_is_refused(query):
    house = in_memory()
    mine = await furnish(house)
    path = query if query.startswith("/") else f"/stations?{query}"
    async with house.client(mine.key) as client:
        answer = await client.get(f"/api/v1{path}")
    assert answer.status_code == 400, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE


@asynchronous
async def test_unknown_addresses_and_methods_are_problems_too():
    house = in_memory()
    async with house.client(BOOTSTRAP) as client:
        nowhere = await client.get("/api/v1/nowhere")
        wrong = await client.patch("/api/v1/stations")
        options = await client.request("OPTIONS", "/api/v1/stations")
    assert (nowhere.status_code, wrong.status_code) == (404, 405)
    assert nowhere.headers["content-type"] == wrong.headers["content-type"] == MEDIA_TYPE
    assert {"GET", "POST"} <= set(wrong.headers["allow"].split(", "))
    assert options.headers["allow"] == "GET, POST, OPTIONS"


@asynchronous
async def test_a_body_must_come_in_its_own_format():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        text = await client.post(
            "/api/v1/locations", content="name=x", headers={"Content-Type": "text/plain"}
        )
        body = await client.post(f"/api/v1/sessions/{mine.running.id}/stop", json={"x": 1})
    assert (text.status_code, body.status_code) == (415, 400)


@asynchronous
async def test_a_body_that_is_too_large_is_refused():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        answer = await client.post(
            "/api/v1/locations",
            content=b'{"name": "' + b"x" * (8 * 1024 * 1024) + b'"}',
            headers={"Content-Type": "application/json"},
        )
    assert answer.status_code == 413
    assert answer.headers["content-type"] == MEDIA_TYPE


@asynchronous
async def test_what_we_did_not_foresee_says_nothing_of_the_inside(monkeypatch):
    house = in_memory()
    mine = await furnish(house)

    async def broken(self, command):
        raise RuntimeError("password=hunter2 at 10.0.0.7")

    monkeypatch.setattr(Desk, "run", broken)
    monkeypatch.setattr(type(house.api.authenticator), "caller", _let_in)
    with capture_logs() as logs:
        async with house.client(mine.key) as client:
            answer = await client.post("/api/v1/locations", json={"name": "x"})
    assert [entry["incident"] for entry in logs] == [answer.json()["incident"]]
    assert answer.status_code == 500
    assert "hunter2" not in answer.text
    assert "Traceback" not in answer.text


async def _let_in(self, credential):
    return Caller("tests", VOLTA, frozenset(Scope))


@asynchronous
async def test_a_database_that_is_away_is_no_mistake_of_ours():
    house = in_memory()
    mine, _ = await two_tenants(house)

    async def away(attempt):
        raise ConnectionError("The database cannot be reached.")

    house.storage.faults.before_commit = away
    async with house.client(mine.key) as client:
        answer = await client.post("/api/v1/locations", json={"name": "x"})
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/unavailable"
    assert "retry-after" in answer.headers


@asynchronous
async def test_what_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(dispatch, "LONGEST", 0.01)
    house = in_memory()
    mine = await furnish(house)

    async def slow(attempt):
        await asyncio.sleep(30)

    house.storage.faults.before_commit = slow
    async with house.client(mine.key) as client:
        answer = await client.post("/api/v1/locations", json={"name": "x"})
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/unavailable"


@asynchronous
async def test_answers_carry_headers_that_protect():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key, Origin="https://evil.example") as client:
        for path in ("/api/v1/stations", "/api/v1/nowhere", "/healthz", "/problems"):
            headers = (await client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert "default-src 'none'" in headers["content-security-policy"]
            assert "access-control-allow-origin" not in headers
        assert (await client.get("/api/v1/stations")).headers["cache-control"] == "no-store"


@asynchronous
async def test_numbers_are_exact_and_times_are_in_utc():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        cdr = (await client.get("/api/v1/cdrs")).text
        draft = {
            "name": "Exact", "currency": "EUR", "per_kwh": "0.123456",
            "valid_from": "2026-03-02T09:00:00+01:00",
        }  # fmt: skip
        tariff = (await client.post("/api/v1/tariffs", json=draft)).json()
    assert '"energy_wh":4000,' in cdr
    assert '"began_at":"2026-03-02T08:01:00Z"' in cdr
    assert '"total":{"amount":"4.00","currency":"EUR"}' in cdr
    assert tariff["per_kwh"] == "0.123456"
    assert tariff["valid_from"] == "2026-03-02T08:00:00Z"
    assert json.loads(cdr)["items"][0]["charging_seconds"] == timedelta(minutes=2).total_seconds()
