"""From a request to its operation and back: the same steps for all of them.

Who calls → what he may → for which tenant → under which conditions → parameters and body → a
remembered answer, or the operation itself → the answer with its headers. No step goes back.
"""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from time import perf_counter
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.response import Stream

from application.ports.authentication import Caller
from domain.errors import DomainError
from domain.identity import TenantId, tenant_id
from entrypoints.api.call import Answer, Call, identity_in
from entrypoints.api.conditions import Conditions, read_conditions, tag
from entrypoints.api.csv_text import Rows
from entrypoints.api.dependencies import ApiDependencies
from entrypoints.api.door import Door
from entrypoints.api.operation import CSV, DOCUMENTS, Operation
from entrypoints.api.outages import TRY_AGAIN
from entrypoints.api.problems import Problem, refused
from entrypoints.api.reading import read_body, read_query
from entrypoints.api.repeats import asked, once
from entrypoints.api.scopes import allows

PREFIX = "/api/v1"
TENANT_HEADER = "Open-CSMS-Tenant"

LONGEST = 30.0
"""Seconds that an operation may take: one that searches for ever holds up the others."""

encode = msgspec.json.Encoder(decimal_format="number").encode
"""Quantities as exact JSON numbers; money is text already."""

HttpRequest = Request[Any, Any, Any]
HttpResponse = Response[Any] | Stream


def dispatcher(
    operation: Operation, api: ApiDependencies, door: Door
) -> Callable[[HttpRequest], Awaitable[HttpResponse]]:
    """What answers requests of one operation."""

    async def answer(request: HttpRequest) -> HttpResponse:
        caller = await door.enter(request)
        if not allows(caller.scopes, operation.scope):
            raise Problem(
                "forbidden", "The key has not the scope that is needed.", needed=operation.scope
            )
        tenant = await _tenant(api, operation, caller, request)
        conditions = read_conditions(request.headers)
        arguments = _path(operation, request)
        arguments |= _query(operation, request)
        content = await request.body()
        arguments |= _body(operation, request, content)
        call = Call(api, caller, tenant, conditions, content)

        async def run() -> Response[Any] | Stream:
            try:
                async with asyncio.timeout(LONGEST + conditions.wait):
                    given = await operation.run(call, **arguments)
            except DomainError as error:
                raise refused(error) from error
            except TimeoutError:
                raise Problem(
                    "unavailable", "It took too long: ask for less at a time.", headers=TRY_AGAIN
                ) from None
            return _response(operation, conditions, given)

        key = conditions.idempotency_key
        if operation.method == "POST" and key is not None:
            repeat = asked(request, key, content)
            return await once(api.remembered, tenant, operation, repeat, run)
        return await run()

    async def counted(request: HttpRequest) -> HttpResponse:
        began, status = perf_counter(), 500
        try:
            response = await answer(request)
            status = response.status_code or operation.status
        except Problem as problem:
            status = problem.status
            raise
        finally:
            api.traffic.answered(operation.name, status, perf_counter() - began)
        return response

    counted.__name__ = operation.name
    return counted


async def _tenant(
    api: ApiDependencies, operation: Operation, caller: Caller, request: HttpRequest
) -> TenantId | None:
    """For whom the operation runs: a tenant's key speaks for its tenant alone."""
    named = request.headers.get(TENANT_HEADER)
    if operation.tenancy == "platform":
        if caller.tenant is not None:
            raise Problem("forbidden", "This is for the platform's administrator.")
        return None
    if caller.tenant is not None:
        if named is not None and named != caller.tenant:
            raise Problem("forbidden", "The key belongs to another tenant.")
        return caller.tenant
    if named is None:
        if operation.tenancy == "either":
            return None
        raise Problem("tenant-needed", f"Name it in the header {TENANT_HEADER}.")
    try:
        wanted = tenant_id(named)
    except DomainError:
        wanted = None
    if wanted is None or await api.views.platform().tenants.find(wanted) is None:
        raise Problem("not-found", "There is no tenant of that name.")
    return wanted


def _path(operation: Operation, request: HttpRequest) -> dict[str, Any]:
    given = request.path_params
    try:
        return {
            name: given[name] if name == "tenant" else identity_in(name, given[name])
            for name in operation.path_parameters
        }
    except DomainError as error:
        raise refused(error) from None


def _query(operation: Operation, request: HttpRequest) -> dict[str, Any]:
    read = read_query(request.scope["query_string"], operation.query)
    return {"query": read} if operation.query.__struct_fields__ else {}


def _body(operation: Operation, request: HttpRequest, content: bytes) -> dict[str, Any]:
    expected = operation.body is not None or operation.takes == CSV
    if not expected:
        if content:
            raise Problem("malformed", "The operation takes no body.")
        return {}
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != operation.takes:
        raise Problem("unsupported-media-type", f"The operation takes {operation.takes}.")
    return {"body": read_body(content, operation.body)} if operation.body is not None else {}


def _response(operation: Operation, conditions: Conditions, given: object) -> HttpResponse:
    if isinstance(given, Rows):
        return Stream(
            given.text,
            media_type=CSV,
            headers={"Content-Disposition": f'attachment; filename="{given.name}.csv"'},
        )
    answer = given if isinstance(given, Answer) else Answer(given)
    headers = dict(answer.headers)
    status = answer.status or operation.status
    if answer.version is not None and operation.versioned:
        headers["ETag"] = tag(answer.version)
        seen = conditions.if_none_match
        if operation.method == "GET" and f"v{answer.version}" in seen:
            return Response(b"", status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    if answer.location is not None:
        headers["Location"] = PREFIX + answer.location
    if status == HTTPStatus.NO_CONTENT:
        return Response(b"", status_code=status, headers=headers)
    content = answer.content if operation.gives in DOCUMENTS else encode(answer.content)
    return Response(content, status_code=status, headers=headers, media_type=operation.gives)
