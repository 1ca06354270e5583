"""Single frames: each on a connection of its own, in the state it asks for, then judged."""

import asyncio
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from structlog.testing import capture_logs
from tests.adapters.ocpp.wire.corpus import Line, Reaction, judge, lines, smallest
from tests.conformance.client import Client, NoAnswer, dial
from tests.conformance.report import Result
from tests.conformance.server import SECRET, Csms, csms
from websockets.exceptions import ConnectionClosed

from adapters.ocpp.dialects import DIALECTS
from application.remote_control.order import OrderInstruction
from domain.identity import StationId
from domain.instruction import Order, OrderState, RawCall
from domain.station import Registration

FILES = {"v16.jsonl": "ocpp1.6", "v201.jsonl": "ocpp2.0.1", "v21.jsonl": "ocpp2.1"}
AT_ONCE = 16
"""Lines that run beside one another, so that waiting for one does not hold up the others."""

REGISTRATIONS = {"pending": Registration.PENDING, "rejected": Registration.REJECTED}
STILL_THERE = "still-there"
BOOT_ID = "boot-1"
OPENED = "opened"


@dataclass(frozen=True)
class Heard:
    """What came of one line, and whether the connection lived on."""

    reaction: Reaction
    alive: bool = True


async def run(folder: Path) -> list[Result]:
    """All files of single frames that the folder has."""
    results: list[Result] = []
    for file, version in FILES.items():
        if (folder / file).exists():
            results += await _run_file(list(lines(file, folder=folder)), version)
    return results


async def _run_file(wanted: list[Line], version: str) -> list[Result]:
    gate = asyncio.Semaphore(AT_ONCE)
    with capture_logs() as logs:
        async with csms() as server:
            await server.register("BYSTANDER")
            bystander = await dial(server.port, "BYSTANDER", version, SECRET)
            await bystander.call("BootNotification", smallest(version, "BootNotificationRequest"))

            async def one(number: int, line: Line) -> tuple[Line, Heard | str]:
                async with gate:
                    return line, await _play(server, f"CS-{number}", line)

            heard = await asyncio.gather(*(one(n, line) for n, line in enumerate(wanted)))
            rows = await _rows(server)
            untouched = await _untouched(bystander, rows.get(server.stations["BYSTANDER"].id))
            results = []
            for number, (line, what) in enumerate(heard):
                station = server.stations[f"CS-{number}"]
                left = rows.get(station.id, set())
                results.append(_judged(line, what, left, _failures(logs, station.identity)))
            await bystander.close()
    if untouched:
        results.append(Result(f"{version}-bystander", version, "rules", untouched, "untouched"))
    return results


async def _play(server: Csms, identity: str, line: Line) -> Heard | str:
    """The reaction, or why there is none."""
    state, _, action = (line.state or "accepted").partition(":")
    registration = REGISTRATIONS.get(state, Registration.ACCEPTED)
    station = await server.register(identity, registration=registration)
    client = await dial(server.port, identity, line.version, SECRET)
    try:
        if state != "fresh":
            payload = smallest(line.version, "BootNotificationRequest")
            await client.call("BootNotification", payload, BOOT_ID)
        order, outstanding = None, ""
        if action:
            order = await _order(server, station.id, action, line.version)
            call = await client.next_call(action)
            if call is None:
                return f"the server never sent {action}: {order.outcome}"
            outstanding = call[1]
        client.texts.clear()
        return await _react(server, client, line, order, outstanding)
    except NoAnswer as nothing:
        return str(nothing)
    except Exception as failure:  # noqa: BLE001 - whatever it is, the other lines still run
        return f"{type(failure).__name__}: {failure}"
    finally:
        await client.close()


async def _order(server: Csms, station: StationId, action: str, version: str) -> Order:
    payload = json.dumps(smallest(version, f"{action}Request"))
    instruction = RawCall(action, payload)
    order: Order = await server.desk().run(
        OrderInstruction(server.tenant, station, instruction, "conformance")
    )
    return order


async def _react(
    server: Csms, client: Client, line: Line, order: Order | None, outstanding: str
) -> Heard:
    message = line.message(outstanding, BOOT_ID)
    reaction = Reaction(outstanding=outstanding)
    await (client.send_binary if line.opcode == "binary" else client.send)(message)
    if line.state == "fresh":
        payload = smallest(line.version, "BootNotificationRequest")
        await client.send(json.dumps([2, OPENED, "BootNotification", payload]))
    await client.send(json.dumps([2, STILL_THERE, "Heartbeat", {}]))
    alive = await client.until(lambda: STILL_THERE in client.answers, fair=True)
    if client.closed:
        reaction.close_code = client.close_code
    ours = (STILL_THERE, OPENED) if line.state == "fresh" else (STILL_THERE,)
    reaction.texts = [t for t in client.texts if json.loads(t)[1] not in ours]
    if order is not None and line.expect.get("operation"):
        reaction.operation = await _operation(server, order)
    return Heard(reaction, alive)


async def _operation(server: Csms, order: Order) -> str | None:
    for _ in range(50):
        known = await server.storage.scope(server.tenant).orders.get(order.id)
        if not known.waiting:
            replied = known.outcome is not None and "reply" in known.outcome.details
            return "completed" if replied else "failed"
        await asyncio.sleep(0.01)
    return None if known.state is OrderState.SENT else str(known.state)


def _judged(line: Line, heard: Heard | str, left: set[str], failures: list[str]) -> Result:
    expected = line.expect["reaction"]
    if isinstance(heard, str):
        return Result(line.id, line.version, line.group, heard, expected)
    reaction = heard.reaction
    verdict = judge(line, reaction)
    fault, unbuilt = verdict.fault, False
    if fault and _without_a_row(line, reaction):
        fault, unbuilt = "", True
    if not fault and reaction.kind != "CLOSE" and not heard.alive:
        fault = "no Heartbeat answer within 2 s"
    if not fault and failures:
        fault = f"unhandled: {failures[0]}"
    if not fault and reaction.kind != "CALLRESULT" and left:
        fault = f"a refused line left rows: {sorted(left)}"
    return Result(line.id, line.version, line.group, fault, expected, verdict.first, unbuilt)


def _without_a_row(line: Line, reaction: Reaction) -> bool:
    """Whether the action is one we have no row for yet, and its caller was told just that."""
    if line.action not in DIALECTS[line.version].unsaid or reaction.kind != "CALLERROR":
        return False
    _, message_id, code, *_ = json.loads(reaction.texts[0])
    sent = json.loads(line.message(reaction.outstanding, BOOT_ID))
    return (code, message_id) == ("NotSupported", sent[1])


async def _rows(server: Csms) -> dict[StationId, set[str]]:
    """What each station has caused, apart from its own introduction."""
    ledger, tenant = server.ledger, server.tenant
    rows: dict[StationId, set[str]] = {}
    kept: list[tuple[str, list[Any]]] = [
        ("session", await ledger.sessions(tenant)),
        ("unmatched report", await ledger.unmatched(tenant)),
        ("report", await ledger.reports(tenant)),
    ]
    for kind, things in kept:
        for thing in things:
            rows.setdefault(thing.station, set()).add(kind)
    for reading in await ledger.readings(tenant):
        rows.setdefault(reading.told.station, set()).add("reading")
    for station in await ledger.stations(tenant):
        if station.evses:
            rows.setdefault(station.id, set()).add("status")
    return rows


async def _untouched(bystander: Client, rows: set[str] | None) -> str:
    if rows:
        return f"another station got {sorted(rows)}"
    try:
        await bystander.call("Heartbeat", {})
    except (NoAnswer, ConnectionClosed):
        return "another station's connection was lost"
    return ""


def _failures(logs: list[Any], identity: str) -> list[str]:
    return [
        f"{entry['event']}: {entry.get('exc_info')}"
        for entry in logs
        if entry["log_level"] in {"error", "critical"} and entry.get("station") == identity
    ]
