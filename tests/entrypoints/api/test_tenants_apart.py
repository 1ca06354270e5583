"""No tenant reaches another: a case for every route, generated; a route without one fails here.

Techniques: another's identity in the path, in a filter, in a body; another's name in the header;
lists, exports and details that must hold nothing of the other; and after all of it, the other
tenant is as it was.
"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
import pytest
from litestar.routes import HTTPRoute
from tests.adapters.persistence.installed import migrated
from tests.adapters.views.test_views import SORTS
from tests.builders import OHM
from tests.entrypoints.api.world import in_memory, on_postgres, two_tenants

from application.views import authorization, billing, charging, diagnostics, market, provisioning
from application.views import payment as payments
from application.views import remote_control as orders
from application.views.paging import Slice
from domain.access import Scope
from entrypoints.api.dispatch import PREFIX
from entrypoints.api.openapi.examples import EXAMPLES
from entrypoints.api.openapi.schemas import public_name
from entrypoints.api.operation import CSV, Operation
from entrypoints.api.operations import OPERATIONS

WITHOUT_TENANT = {
    "/healthz", "/readyz", "/metrics", "/problems", "/problems/{name:str}", "/docs",
    "/docs/reference.js", "/docs/start.js", "/api/v1/openapi.json",
}  # fmt: skip
"""Routes that know no tenant."""

ELSEWHERE = {
    "/api/v1/live": "tests/entrypoints/api/test_live.py",
    "/webhooks/stripe/{tenant}": "tests/entrypoints/api/test_payments.py",
}

THINGS = {
    "tenant": lambda of: of.tenant,
    "location": lambda of: of.location.id,
    "station": lambda of: of.station.id,
    "token": lambda of: of.token.id,
    "tariff": lambda of: of.tariff.id,
    "assignment": lambda of: of.station.id,  # a station's own has its id
    "session": lambda of: of.session.id,
    "report": lambda of: of.report.id,
    "cdr": lambda of: of.cdr.id,
    "customer": lambda of: of.customer.id,
    "invoice": lambda of: of.invoice.id,
    "command": lambda of: of.order.id,
    "key": lambda of: of.key_id,
    "payment": lambda of: of.payment.id,
    "method": lambda of: of.method.id,
    "quotation": lambda of: of.quotation.id,
    "batch": lambda of: of.order.id,
    "group": lambda of: of.token.uid,
}
"""What a parameter of that name is filled with, of a tenant."""

FILTERS = (
    "station", "location", "session", "customer", "cdr", "command", "batch", "token", "group",
)  # fmt: skip
ROLES = {
    "everything": frozenset(s for s in Scope if s is not Scope.PLATFORM),
    "operator": frozenset({Scope.WRITE, Scope.CONTROL, Scope.READ}),
    "reader": frozenset({Scope.READ}),
}


@dataclass(frozen=True)
class Case:
    """One attempt; `expected` are the statuses that give nothing away."""

    operation: Operation
    technique: str
    role: str
    expected: frozenset[int]
    foreign: frozenset[str] = frozenset()
    """Parameters of the path, filters or fields that name another's thing."""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        where = "+".join(sorted(self.foreign)) or "-"
        return f"{self.operation.name}-{self.technique}-{where}-{self.role}"


def cases_of(operation: Operation):
    """All attempts on one operation."""
    forbidden = frozenset({403})
    for role, scopes in ROLES.items():
        may = operation.scope in scopes or (operation.scope is Scope.READ and scopes & set(Scope))
        if operation.tenancy == "platform":
            yield Case(operation, "platform", role, forbidden)
            continue
        yield Case(operation, "header", role, forbidden, headers={"Open-CSMS-Tenant": str(OHM)})
        yield Case(
            operation, "unknown-tenant", role, forbidden, headers={"Open-CSMS-Tenant": "nobody"}
        )
        if not may:
            yield Case(operation, "scope", role, forbidden)
            continue
        for name in operation.path_parameters:
            yield Case(operation, "path", role, frozenset({404}), frozenset({name}))
        yield Case(operation, "own", role, frozenset({200, 201, 202, 204, 404, 409}))
        for name in FILTERS:
            if name in operation.query.__struct_fields__:
                yield Case(operation, "filter", role, frozenset({200}), frozenset({name}))
        for name in FIELDS.get(operation.name, ()):
            yield Case(operation, "body", role, frozenset({202, 404}), frozenset({name}))


TABLES: dict[str, tuple[dict[str, str], str]] = {
    "import_tokens": ({}, "uid\r\n{uid}\r\n"),
    "import_market_prices": (
        {"series": "day-ahead", "currency": "EUR"}, "start,price\r\n2026-03-02T08:00:00Z,1\r\n",
    ),
}  # fmt: skip
"""What is imported, and how."""

FIELDS = {
    "register_station": ("location",),
    "edit_station": ("location",),
    "assign_tariff": ("tariff",),
    "create_tariff_assignment": ("tariff", "station"),
    "edit_tariff_assignment": ("tariff",),
    "request_payment": ("station", "method"),
    "give_commands": ("stations",),
    "assign_unmatched_report": ("session",),
}
"""Fields of bodies that name other things."""

CASES = [case for operation in OPERATIONS for case in cases_of(operation)]


class World:
    """Two tenants, made once; what is done to VOLTA is undone by nobody, OHM must stay."""

    def __init__(self, database=None) -> None:
        self.loop = asyncio.new_event_loop()
        self.open = AsyncExitStack()
        self.run(self._furnish(database))

    def close(self) -> None:
        self.run(self.open.aclose())
        self.loop.close()

    async def _furnish(self, database) -> None:
        if database is None:
            self.house = in_memory()
        else:
            self.house = await self.open.enter_async_context(on_postgres(database))
        self.mine, self.theirs = await two_tenants(self.house)
        self.keys = {
            role: await self.house.key(self.mine.tenant, *scopes) for role, scopes in ROLES.items()
        }
        for of in (self.mine, self.theirs):
            page = await self.house.views.platform().keys.page(of.tenant, Slice(1, None, "created"))
            of.key_id = page.items[0].id
        self.before = await self.seen_by_ohm()
        self.names = sorted(names_of(self.theirs))

    def run(self, awaitable) -> Any:
        return self.loop.run_until_complete(awaitable)

    async def seen_by_ohm(self) -> list[Any]:
        views = self.house.views.tenant(OHM)
        wanted = {
            "locations": (), "tariffs": (),
            "unmatched": (charging.UnmatchedFilter(),),
            "stations": (provisioning.StationFilter(),),
            "tokens": (authorization.TokenFilter(),),
            "sessions": (charging.SessionFilter(),),
            "cdrs": (charging.CdrFilter(),),
            "unpriced": (), "customers": (), "invoices": (billing.InvoiceFilter(),),
            "orders": (orders.OrderFilter(),),
            "payments": (payments.PaymentFilter(),),
            "market": (market.QuotationFilter(),),
            "frames": (diagnostics.FrameFilter(),),
            "events": (diagnostics.EventFilter(),),
        }  # fmt: skip
        shown = [
            await getattr(views, name).page(Slice(500, None, SORTS[name][0]), *chosen)
            for name, chosen in wanted.items()
        ]
        keys = await self.house.views.platform().keys.page(OHM, Slice(500, None, "created"))
        return [*shown, keys, await self.house.views.platform().tenants.find(OHM)]

    async def attempt(self, case: Case):
        op = case.operation
        path = PREFIX + op.path
        for name in op.path_parameters:
            of = self.theirs if name in case.foreign else self.mine
            path = path.replace(f"{{{name}}}", str(THINGS[name](of)))
        query = {
            name: str(THINGS[name](self.theirs))
            for name in case.foreign & set(op.query.__struct_fields__)
        }
        headers, content = dict(case.headers), None
        if op.body is not None:
            body = dict(EXAMPLES[public_name(op.body)])
            if "identity" in body and case.foreign:
                body["identity"] = "MARKET-9"
            for name in case.foreign & set(FIELDS.get(op.name, ())):
                wanted = str(THINGS[name.removesuffix("s")](self.theirs))
                body[name] = [wanted] if name.endswith("s") else wanted
            content, headers["Content-Type"] = msgspec.json.encode(body), "application/json"
        elif op.takes == CSV:
            more, text = TABLES[op.name]
            content, headers["Content-Type"] = text.format(uid=self.theirs.token.uid), CSV
            query |= more
        async with self.house.client(self.keys[case.role], **headers) as client:
            return await client.request(op.method, path, params=query, content=content)


def names_of(of: Any) -> set[str]:
    """Everything that names a thing of that tenant and no other."""
    ids = {value for thing in vars(of).values() for value in _ids(thing)}
    return {str(each) for each in ids} | {of.token.uid, of.location.name, of.tariff.name}


def _ids(thing: Any) -> list[UUID]:
    if isinstance(thing, UUID):
        return [thing]
    return [value for name in ("id",) if isinstance(value := getattr(thing, name, None), UUID)]


@pytest.fixture(scope="module")
def world():
    made = World()
    yield made
    made.close()


# What takes things away comes last: the attempts before it need them.
LAST = ("DELETE", "close", "stop", "cancel", "import")
ORDERED = sorted(
    CASES,
    key=lambda case: any(word in f"{case.operation.method} {case.operation.path}" for word in LAST),
)


@pytest.mark.parametrize("case", ORDERED, ids=str)
def test_no_tenant_reaches_another(world, case):
    judge(world, case)


def test_nor_does_one_on_postgresql(postgres):
    database = migrated(postgres)
    world = World(database)
    try:
        for case in ORDERED:
            judge(world, case)
        assert world.run(world.seen_by_ohm()) == world.before
    finally:
        world.close()
        postgres.drop(database)


def judge(world: World, case: Case) -> None:
    """Make the attempt; nothing of the other may show."""
    response = world.run(world.attempt(case))
    text = response.text
    assert response.status_code in case.expected, text
    asked = {str(THINGS[n.removesuffix("s")](world.theirs)) for n in case.foreign}
    if case.operation.takes == CSV:
        asked.add(world.theirs.token.uid)  # the same uid may be issued by both
    told = [name for name in world.names if name in text and name not in asked]
    assert told == []
    if case.technique == "filter" and case.operation.gives != CSV:
        assert response.json()["items"] == []
    if case.technique == "body" and response.status_code == 202:
        assert response.json()["accepted"] == 0
    if case.technique == "path" and not case.operation.path.startswith("/tenants"):
        assert response.json()["type"] == "/problems/not-found"


def test_afterwards_the_other_tenant_is_as_it_was(world):
    for case in ORDERED:
        world.run(world.attempt(case))
    assert world.run(world.seen_by_ohm()) == world.before


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda op: op.name)
def test_what_another_has_is_answered_like_what_nobody_has(world, operation):
    names = [name for name in operation.path_parameters if name != "tenant"]
    if not names:
        return
    case = Case(operation, "path", "everything", frozenset({404}), frozenset(names))
    theirs = world.run(world.attempt(case))
    nobody = "019cad8f-ac00-77ad-a2ca-0123456789ab"
    kept, world.theirs = world.theirs, _Nobody(nobody)
    try:
        nobodys = world.run(world.attempt(case))
    finally:
        world.theirs = kept
    name = str(THINGS[names[0]](world.theirs))
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.text.replace(name, nobody) == nobodys.text


class _Nobody:
    """Has only things that are not there."""

    def __init__(self, id_: str) -> None:
        self.id, self.key_id, self.uid = id_, id_, id_

    def __getattr__(self, name: str) -> "_Nobody":
        return self


def test_every_route_has_its_cases(world):
    routes = {
        (route.path_format if isinstance(route, HTTPRoute) else route.path): route
        for route in world.house.app.routes
    }
    covered = {PREFIX + case.operation.path for case in CASES}
    missing = {
        path
        for path in routes
        if path.replace(":str", "") not in covered
        and path not in WITHOUT_TENANT
        and path not in {p.replace(":str", "") for p in WITHOUT_TENANT}
        and path not in ELSEWHERE
    }
    assert missing == set()
    with_cases = {case.operation.name for case in CASES}
    assert with_cases == {operation.name for operation in OPERATIONS}
    foreign = {case.operation.name for case in CASES if case.foreign}
    takes_names = {
        op.name
        for op in OPERATIONS
        if op.tenancy != "platform"
        and (op.path_parameters or set(FILTERS) & set(op.query.__struct_fields__))
    }
    assert takes_names <= foreign


def test_the_number_of_cases_grows_with_the_api():
    assert len(CASES) >= 6 * len(OPERATIONS)
