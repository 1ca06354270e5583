"""Checks of the lists as people and programs are given them: over REST."""

from datetime import datetime
from typing import Any

import httpx
from tests.conformance.scene import Asked, Scene

from domain.identity import TenantId
from entrypoints.api.dispatch import PREFIX
from entrypoints.api.operation import CSV, JSON, Operation
from entrypoints.api.operations import OPERATIONS

MOST_ITEMS = 5
"""Of each list, so many are also read one by one."""

READS = tuple(
    op for op in OPERATIONS if op.method == "GET" and op.tenancy == "tenant" and op.gives == JSON
)
LISTS = tuple(op for op in READS if op.lists and not op.path_parameters)
EXPORTS = tuple(
    op for op in OPERATIONS if op.method == "GET" and op.gives == CSV and not op.path_parameters
)
PARTS = tuple(op for op in READS if len(op.path_parameters) == 1)


async def api(scene: Scene, asked: Asked) -> str:
    """Every list, export and thing can be read, and says of sessions what is kept."""
    wanted = asked.get("status", 200)
    async with scene.server.rest() as client:
        shown: dict[str, list[dict[str, Any]]] = {}
        for op in LISTS:
            answer = await client.get(PREFIX + op.path, params={"limit": 500})
            if answer.status_code != wanted:
                return f"{op.path} answers {answer.status_code}: {answer.text[:200]}"
            shown[op.path] = answer.json()["items"]
        for op in EXPORTS:
            answer = await client.get(PREFIX + op.path)
            if answer.status_code != wanted or not answer.text.strip():
                return f"{op.path} answers {answer.status_code}"
        for op in PARTS:
            fault = await _parts(client, op, shown.get(op.path.partition("/{")[0], []), wanted)
            if fault:
                return fault
    return await _sessions(scene, scene.server.tenant, shown["/sessions"])


async def _parts(
    client: httpx.AsyncClient, op: Operation, things: list[dict[str, Any]], wanted: int
) -> str:
    (name,) = op.path_parameters
    for thing in things[:MOST_ITEMS]:
        path = op.path.replace(f"{{{name}}}", str(thing["id"]))
        answer = await client.get(PREFIX + path)
        if answer.status_code != wanted:
            return f"{path} answers {answer.status_code}: {answer.text[:200]}"
    return ""


async def _sessions(scene: Scene, tenant: TenantId, shown: list[dict[str, Any]]) -> str:
    """Not fewer, not more, and each with the energy and the times that are kept."""
    kept = {str(session.id): session for session in await scene.server.ledger.sessions(tenant)}
    if {row["id"] for row in shown} != set(kept):
        return f"{len(shown)} sessions are shown, {len(kept)} kept"
    for row in shown:
        session = kept[row["id"]]
        if float(session.energy.wh) != float(row["energy_wh"]):
            return f"{session.reference} is shown with {row['energy_wh']} Wh, not {session.energy}"
        if datetime.fromisoformat(row["began_at"]) != session.began_at:
            return f"{session.reference} is shown as begun at {row['began_at']}"
    return ""
