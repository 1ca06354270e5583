"""What is no operation: health, readiness, metrics, the description, its page, problems."""

import asyncio
import html
from collections.abc import Awaitable, Callable
from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from entrypoints.api.dependencies import ApiDependencies
from entrypoints.api.problems import KINDS, Kind, Problem

PROBE_SECONDS = 2.0
HTML = "text/html"
"""Of pages without script: styles stand in the page itself."""
PLAIN_PAGE = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def page_handlers(api: ApiDependencies) -> list[HTTPRouteHandler]:
    """Open to everybody; none of them knows a tenant."""
    return [_alive(), _ready(api), _metrics(api), _problems(), _problem()]


def _alive() -> HTTPRouteHandler:
    @get("/healthz", name="healthz")
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    return healthz


def _ready(api: ApiDependencies) -> HTTPRouteHandler:
    @get("/readyz", name="readyz")
    async def readyz() -> Response[dict[str, Any]]:
        names = tuple(api.probes)
        works = await asyncio.gather(*(_works(api.probes[name]) for name in names))
        ready = all(works)
        parts = {
            name: "works" if well else "fails" for name, well in zip(names, works, strict=True)
        }
        return Response(
            {"status": "ready" if ready else "not ready", "parts": parts},
            status_code=200 if ready else 503,
        )

    return readyz


async def _works(probe: Callable[[], Awaitable[None]]) -> bool:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            await probe()
    except Exception:  # noqa: BLE001 - whatever it raises, the part does not work
        return False
    return True


def _metrics(api: ApiDependencies) -> HTTPRouteHandler:
    @get("/metrics", name="metrics")
    async def metrics() -> Response[bytes]:
        if api.metrics is None:
            raise Problem("not-found", "Metrics are switched off.")
        return Response(api.metrics(), media_type="text/plain; version=0.0.4; charset=utf-8")

    return metrics


def _problems() -> HTTPRouteHandler:
    @get("/problems", name="problems")
    async def problems() -> Response[str]:
        rows = "".join(
            f'<li><a href="/problems/{name}">{kind.status} {html.escape(kind.title)}</a></li>'
            for name, kind in KINDS.items()
        )
        return _page("Problems", f"<ul>{rows}</ul>")

    return problems


def _problem() -> HTTPRouteHandler:
    @get("/problems/{name:str}", name="problem")
    async def problem(name: FromPath[str]) -> Response[str]:
        kind: Kind | None = KINDS.get(name)
        if kind is None:
            raise Problem("not-found", "There is no such kind of problem.")
        text = html.escape(kind.explanation)
        return _page(f"{kind.status} {kind.title}", f"<p>{text}</p>")

    return problem


def _page(title: str, body: str) -> Response[str]:
    head = html.escape(title)
    return Response(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{head}</title>'
        "<style>body{font:1rem/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem}"
        f"</style><h1>{head}</h1>{body}</html>",
        media_type=HTML,
        headers={"Content-Security-Policy": PLAIN_PAGE},
    )
