"""Idempotency-Key: the same request again is answered with the first answer, and not run."""

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from litestar import Request, Response
from litestar.response import Stream

from application.ports.idempotency import RememberedAnswer, RememberedAnswers
from domain.identity import TenantId
from entrypoints.api.operation import Operation
from entrypoints.api.problems import Problem


class Asked(NamedTuple):
    """A request that may come again."""

    key: str
    digest: bytes


KEPT_HEADERS = ("content-type", "location", "etag")


async def once(
    remembered: RememberedAnswers,
    tenant: TenantId | None,
    operation: Operation,
    request: Asked,
    run: Callable[[], Awaitable[Response[Any] | Stream]],
) -> Response[Any] | Stream:
    """Run it, or answer what was answered before.

    A request that the domain refused did nothing: its key may be used again. One that broke off
    may have done something: its key stays taken, and it is never run twice.
    """
    key, digest = request
    before = await remembered.claim(tenant, key, digest)
    if before is not None:
        return _again(before, digest, operation)
    try:
        response = await run()
    except Problem:
        await remembered.release(tenant, key)
        raise
    await remembered.keep(tenant, key, _kept(digest, response, operation))
    return response


def asked(request: Request[Any, Any, Any], key: str, content: bytes) -> Asked:
    """What a request is known by."""
    line = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return Asked(key, hashlib.sha256(line + content).digest())


def _again(before: RememberedAnswer, digest: bytes, operation: Operation) -> Response[Any]:
    if before.digest != digest:
        raise Problem("key-reused")
    if before.status is None:
        raise Problem("request-unfinished")
    if operation.secret:
        raise Problem("secret-shown-once")
    headers = dict(before.headers)
    media = headers.pop("content-type", None)
    headers["Idempotency-Replayed"] = "true"
    return Response(
        before.body or b"", status_code=before.status, headers=headers, media_type=media
    )


def _kept(
    digest: bytes, response: Response[Any] | Stream, operation: Operation
) -> RememberedAnswer:
    body = response.content if isinstance(response.content, bytes) else b""
    headers = {name.lower(): value for name, value in response.headers.items()}
    if response.media_type:
        headers["content-type"] = str(response.media_type)
    return RememberedAnswer(
        digest,
        response.status_code,
        tuple((name, headers[name]) for name in KEPT_HEADERS if name in headers),
        None if operation.secret else body,
    )
