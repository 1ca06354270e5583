"""Scenarios of several steps, each in a tenant of its own on a server of its own."""

import asyncio
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs
from tests.conformance.client import NoAnswer
from tests.conformance.corpus import records
from tests.conformance.play import Play, StepFailed
from tests.conformance.report import Result
from tests.conformance.server import CALL_TIMEOUT, csms
from tests.conformance.steps import take

FILE = "sequences.jsonl"
AT_ONCE = 8


async def run(folder: Path) -> list[Result]:
    """All lines of the folder's sequences."""
    if not (folder / FILE).exists():
        return []
    gate = asyncio.Semaphore(AT_ONCE)
    with capture_logs() as logs:

        async def one(record: dict[str, Any]) -> Result:
            async with gate:
                return await _judged(record, logs)

        return list(await asyncio.gather(*(one(r) for r in records(folder / FILE))))


async def _judged(record: dict[str, Any], logs: list[Any]) -> Result:
    fault, number, tenant = "", 0, record["id"].lower()
    waits_for_it = any(str(s.get("seconds")).startswith("timeout") for s in record["steps"])
    options = {"call_timeout": CALL_TIMEOUT} if waits_for_it else {}
    async with csms(tenant, **options) as server:
        station = "CP001" if record["version"] == "ocpp1.6" else "CS001"
        play = Play(server, record["version"], station)
        try:
            for step in record["steps"]:
                number += 1
                await take(play, step)
        except Exception as failure:  # noqa: BLE001 - whatever it is, the other lines still run
            known = isinstance(failure, StepFailed | NoAnswer)
            why = str(failure) if known else f"{type(failure).__name__}: {failure}"
            fault = f"step {number} ({record['steps'][number - 1]['do']}): {why}"
        finally:
            for client in play.sockets.values():
                client.drop()
    unhandled = [
        e for e in logs if e["log_level"] == "error" and e.get("tenant") == play.server.tenant
    ]
    if not fault and unhandled:
        fault = f"unhandled: {unhandled[0]['event']}: {unhandled[0].get('exc_info')}"
    return Result(record["id"], "sequences", record["topic"], fault, record["title"])
