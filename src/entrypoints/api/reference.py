"""The description of the API, and the page that shows it: all from this server."""

import gzip
import hashlib
from collections.abc import Awaitable, Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler

from entrypoints.api.openapi import document
from entrypoints.api.operations import BLOCKS

STATIC = Path(__file__).parent / "static"
SCRIPT = "text/javascript"
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""The browser itself refuses every request to anywhere else."""

HttpRequest = Request[Any, Any, Any]


def reference_handlers() -> list[HTTPRouteHandler]:
    """Open to everybody."""
    return [
        _served("/api/v1/openapi.json", "openapi", _described, "application/json"),
        _served("/docs/reference.js", "reference_script", _script, SCRIPT),
        _served("/docs/start.js", "start_script", partial(_packed, "start.js"), SCRIPT),
        _served("/docs", "docs", partial(_packed, "docs.html"), "text/html", PAGE_POLICY),
    ]


# What nobody asks for is not made: the description alone takes a third of the start of the API.


@cache
def _described() -> bytes:
    return gzip.compress(msgspec.json.encode(document(BLOCKS)), mtime=0)


@cache
def _script() -> bytes:
    return (STATIC / "scalar-api-reference-1.46.4.js.gz").read_bytes()


@cache
def _packed(name: str) -> bytes:
    return gzip.compress((STATIC / name).read_bytes(), mtime=0)


@cache
def _tag(packed: bytes) -> str:
    return f'"{hashlib.sha256(packed).hexdigest()[:20]}"'


def _served(
    path: str, name: str, pack: Callable[[], bytes], media_type: str, policy: str | None = None
) -> HTTPRouteHandler:
    """A file that does not change while the process lives."""

    async def give(request: HttpRequest) -> Response[bytes]:
        packed = pack()
        tag = _tag(packed)
        headers = {"ETag": tag, "Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
        if policy is not None:
            headers["Content-Security-Policy"] = policy
        if request.headers.get("if-none-match") == tag:
            return Response(b"", status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            coded = {**headers, "Content-Encoding": "gzip"}
            return Response(packed, headers=coded, media_type=media_type)
        return Response(gzip.decompress(packed), headers=headers, media_type=media_type)

    run: Callable[[HttpRequest], Awaitable[Response[bytes]]] = give
    return get(path, name=name)(run)
