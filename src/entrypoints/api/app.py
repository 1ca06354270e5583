"""The API as an ASGI application."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import structlog
from litestar import Litestar, Request, Response
from litestar.enums import HttpMethod, ScopeType
from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.handlers import HTTPRouteHandler
from litestar.types import Message, Scope

from entrypoints.api.attempts import Attempts
from entrypoints.api.dependencies import ApiDependencies
from entrypoints.api.dispatch import PREFIX, HttpRequest, HttpResponse, dispatcher
from entrypoints.api.door import Door
from entrypoints.api.live import Feed, live_handler
from entrypoints.api.operations import OPERATIONS
from entrypoints.api.outages import TRY_AGAIN, Outages
from entrypoints.api.pages import page_handlers
from entrypoints.api.problems import KINDS, MEDIA_TYPE, Problem, encoded
from entrypoints.api.reference import reference_handlers
from entrypoints.api.webhooks import webhook_handlers

LARGEST_BODY = 8 * 1024 * 1024
"""Bytes: a list of 50,000 tokens fits."""

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOTHING_ELSE = "default-src 'none'; frame-ancestors 'none'"
"""Content-Security-Policy of answers that are no pages."""

ALLOWED = {
    path: [*(each.method for each in OPERATIONS if each.path == path), "OPTIONS"]
    for path in dict.fromkeys(operation.path for operation in OPERATIONS)
}
"""Path → what can be done there."""

log = structlog.get_logger("api")


def create_app(api: ApiDependencies) -> Litestar:
    """The application over `api`; run it with any ASGI server."""
    door = Door(api.authenticator, Attempts(api.clock, api.most_failures))
    outages = Outages(api.clock)
    feed = Feed(api.storage.outbox, api.views, api.bus, api.clock)
    return Litestar(
        route_handlers=[
            *(_handler(path, methods, api, door) for path, methods in ALLOWED.items()),
            live_handler(api, door, feed, outages),
            *page_handlers(api),
            *webhook_handlers(api),
            *reference_handlers(),
        ],
        on_shutdown=[feed.stop],
        openapi_config=None,
        exception_handlers={Exception: _telling(outages)},
        before_send=[_secured],
        request_max_body_size=LARGEST_BODY,
        debug=False,
        logging_config=None,
    )


def _handler(path: str, methods: list[str], api: ApiDependencies, door: Door) -> HTTPRouteHandler:
    """One for all that can be done there: Litestar's own OPTIONS would name but one method."""
    dispatchers = {
        operation.method: dispatcher(operation, api, door)
        for operation in OPERATIONS
        if operation.path == path
    }

    async def handle(request: HttpRequest) -> HttpResponse:
        if request.method == HttpMethod.OPTIONS:
            return Response(b"", status_code=204, headers={"Allow": ", ".join(methods)})
        return await dispatchers[request.method](request)

    return HTTPRouteHandler(
        PREFIX + path.replace("}", ":str}"),
        http_method=[HttpMethod(method) for method in methods],
        status_code=200,  # each answer carries its own
        name=path,
    )(handle)


_BY_STATUS = {
    400: "malformed",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    413: "too-large",
    415: "unsupported-media-type",
    503: "unavailable",
}


def _telling(
    outages: Outages,
) -> Callable[[Request[Any, Any, Any], Exception], Response[bytes]]:
    def told(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        """Whatever went wrong, as a problem; what we did not foresee under a number, no more."""
        problem = error if isinstance(error, Problem) else _translated(request, error, outages)
        return Response(
            encoded(problem.document),
            status_code=problem.status,
            media_type=MEDIA_TYPE,
            headers=problem.headers,
        )

    return told


def _translated(request: Request[Any, Any, Any], error: Exception, outages: Outages) -> Problem:
    if isinstance(error, HTTPException) and error.status_code in _BY_STATUS:
        kind = _BY_STATUS[error.status_code]
        headers = error.headers if isinstance(error, MethodNotAllowedException) else None
        return Problem(kind, KINDS[kind].title + ".", headers=headers)
    if isinstance(error, ConnectionError):  # the database, or the bus
        outages.note(request.url.path, error)
        return Problem("unavailable", "Try again soon.", headers=TRY_AGAIN)
    incident = str(uuid4())
    log.error(
        "request failed", incident=incident, method=request.method, path=request.url.path,
        exc_info=error,
    )  # fmt: skip
    return Problem("internal", incident=incident)


async def _secured(message: Message, scope: Scope) -> None:
    """Headers that every answer carries."""
    if message["type"] != "http.response.start" or scope["type"] != ScopeType.HTTP:
        return
    headers = list(message["headers"])
    present = {name.lower() for name, _ in headers}
    wanted = {**SECURITY_HEADERS, "Content-Security-Policy": NOTHING_ELSE}
    caching = "no-cache, private" if b"etag" in present else "no-store"
    wanted["Cache-Control"] = caching
    for name, value in wanted.items():
        if name.lower().encode() not in present:
            headers.append((name.lower().encode(), value.encode()))
    message["headers"] = headers
