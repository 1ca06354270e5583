"""The description of the API is whole and true, and its page asks nobody else."""

import gzip
import re

import jsonschema
import msgspec
import pytest
from tests.asynchronous import asynchronous
from tests.entrypoints.api.world import furnish, in_memory

from application.views import (
    access,
    authorization,
    billing,
    charging,
    diagnostics,
    market,
    provisioning,
    tariff,
)
from application.views import payment as payments
from application.views import remote_control as orders
from entrypoints.api.openapi import document
from entrypoints.api.openapi.examples import EXAMPLES
from entrypoints.api.operations import BLOCKS, OPERATIONS
from entrypoints.api.problems import KINDS
from entrypoints.api.reference import STATIC
from entrypoints.api.traffic import Traffic

DOCUMENT = msgspec.json.decode(msgspec.json.encode(document(BLOCKS)))
SCHEMAS = DOCUMENT["components"]["schemas"]


def test_every_operation_is_described():
    described = {
        (method.upper(), path) for path, methods in DOCUMENT["paths"].items() for method in methods
    }
    assert described == {(op.method, op.path) for op in OPERATIONS}
    for methods in DOCUMENT["paths"].values():
        for said in methods.values():
            assert said["summary"]
            assert "Needs the scope `" in said["description"]
            assert said["responses"]["401"]


def test_the_description_of_a_use_case_is_its_rule_sheet():
    said = DOCUMENT["paths"]["/stations/{station}/commands"]["post"]["description"]
    assert "- Its outcome is always recorded." in said
    assert "with `Prefer: wait=10`" in said


def test_every_field_that_says_something_in_the_code_says_it_outside():
    station = SCHEMAS["Station"]["properties"]
    assert station["identity"]["description"] == "What the station calls itself in its URL."
    undescribed = [name for name, schema in SCHEMAS.items() if "properties" in schema
                   and not schema.get("description")]  # fmt: skip
    assert undescribed == []


def test_every_thing_has_an_example():
    bodies = {op.body.__name__ for op in OPERATIONS if op.body is not None}
    assert bodies <= EXAMPLES.keys()
    shown = set(re.findall(r"#/components/schemas/(\w+)", repr(DOCUMENT["paths"])))
    assert shown <= EXAMPLES.keys()
    assert EXAMPLES.keys() <= SCHEMAS.keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_one(name):
    schema = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    jsonschema.Draft202012Validator(schema).validate(EXAMPLES[name])


def test_no_two_types_share_a_name_and_none_is_private():
    for name in SCHEMAS:
        assert not name.startswith("_")
        assert not name.endswith("View")


def test_every_problem_of_an_operation_is_a_response():
    said = DOCUMENT["components"]["responses"]
    assert {f"Problem{kind.status}" for kind in KINDS.values()} == set(said)


SORTS = {
    "list_tenants": access.TENANT_SORTS,
    "list_keys": access.KEY_SORTS,
    "list_locations": provisioning.LOCATION_SORTS,
    "list_stations": provisioning.STATION_SORTS,
    "list_breaches": provisioning.BREACH_SORTS,
    "list_tokens": authorization.TOKEN_SORTS,
    "list_tariffs": tariff.TARIFF_SORTS,
    "list_tariff_assignments": tariff.ASSIGNMENT_SORTS,
    "list_market_prices": market.QUOTATION_SORTS,
    "list_sessions": charging.SESSION_SORTS,
    "list_readings": charging.READING_SORTS,
    "list_unmatched_reports": charging.UNMATCHED_SORTS,
    "list_cdrs": charging.CDR_SORTS,
    "list_unpriced_sessions": billing.UNPRICED_SORTS,
    "list_customers": billing.CUSTOMER_SORTS,
    "list_invoices": billing.INVOICE_SORTS,
    "list_commands": orders.ORDER_SORTS,
    "list_payments": payments.PAYMENT_SORTS,
    "list_payment_methods": payments.METHOD_SORTS,
    "list_frames": diagnostics.FRAME_SORTS,
    "list_events": diagnostics.EVENT_SORTS,
}


def test_the_orders_of_a_list_are_those_of_its_view():
    for methods in DOCUMENT["paths"].values():
        for said in methods.values():
            for parameter in said["parameters"]:
                if parameter["name"] == "sort":
                    assert set(parameter["schema"]["enum"]) == set(SORTS[said["operationId"]])


def test_references_point_somewhere():
    for kind, name in re.findall(r"#/components/(\w+)/(\w+)", repr(DOCUMENT)):
        assert name in DOCUMENT["components"][kind]


@asynchronous
async def test_the_page_and_its_script_come_from_here():
    house = in_memory()
    async with house.client() as client:
        page = await client.get("/docs")
        assert page.status_code == 200
        sources = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert sources
        assert all(source.startswith(("/", "data:,")) for source in sources)
        for source in sources:
            if source.startswith("/"):
                assert (await client.get(source)).status_code == 200
        policy = page.headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert "http" not in policy


@asynchronous
async def test_the_description_is_packed_and_known_by_its_tag():
    house = in_memory()
    async with house.client() as client:
        first = await client.get("/api/v1/openapi.json")
        assert first.headers["content-encoding"] == "gzip"
        assert first.json()["openapi"] == "3.1.0"
        again = await client.get(
            "/api/v1/openapi.json", headers={"If-None-Match": first.headers["etag"]}
        )
        assert (again.status_code, again.content) == (304, b"")
        plain = await client.get("/api/v1/openapi.json", headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.json() == first.json()


def test_the_script_is_whole_and_its_licence_is_beside_it():
    packed = (STATIC / "scalar-api-reference-1.46.4.js.gz").read_bytes()
    assert b"@scalar/api-reference 1.46.4" in gzip.decompress(packed)[:600]
    assert "MIT License" in (STATIC / "LICENSE.scalar-api-reference").read_text()


# Health.


@asynchronous
async def test_alive_asks_nobody_and_ready_asks_every_part():
    async def well():
        """It works."""

    async def ill():
        raise ConnectionError("postgresql://csms:password@db")

    asked = {"database": well, "bus": ill}
    sick, sound = in_memory(probes=asked), in_memory(probes={"database": well})
    async with sick.client() as client:
        assert (await client.get("/healthz")).status_code == 200
        answer = await client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {
        "status": "not ready", "parts": {"database": "works", "bus": "fails"}
    }  # fmt: skip
    assert "password" not in answer.text
    async with sound.client() as client:
        assert (await client.get("/readyz")).status_code == 200


class Seen(Traffic):
    def __init__(self):
        self.answers = []

    def answered(self, operation, status, seconds):
        assert seconds >= 0
        self.answers.append((operation, status))

    def listening(self, change):
        """Not in this test."""


@asynchronous
async def test_every_answer_is_counted_by_its_operation():
    seen = Seen()
    house = in_memory(traffic=seen)
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        await client.get("/api/v1/stations")
        await client.get("/api/v1/stations?limit=0")
        await client.get(f"/api/v1/stations/{mine.location.id}")
    assert seen.answers == [
        ("list_stations", 200),
        ("list_stations", 400),
        ("read_station", 404),
    ]


@asynchronous
async def test_metrics_answer_where_they_are_switched_on():
    counted = in_memory(metrics=lambda: b"open_csms_x 1\n")
    async with counted.client() as client:
        answer = await client.get("/metrics")
    assert answer.text == "open_csms_x 1\n"
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    async with in_memory().client() as client:
        assert (await client.get("/metrics")).status_code == 404
