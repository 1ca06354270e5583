"""`open-csms simulate`."""

import asyncio
import json as json_text
from dataclasses import replace
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from cyclopts import Parameter, validators
from rich.live import Live
from rich.table import Table

from entrypoints.cli.failures import CannotDo
from entrypoints.cli.output import AsJson, as_json, facts, notes
from entrypoints.processes.life import Life
from entrypoints.simulator import (
    DEMONSTRATION,
    FleetPlan,
    FleetReport,
    Rhythm,
    identities,
    run_fleet,
)

LIVELY = replace(DEMONSTRATION, pause=(2, 8))
"""The first vehicle comes within seconds."""

LOOK_SECONDS = 0.2

Count = Annotated[int, Parameter(validator=validators.Number(gte=1, lte=100_000))]


def simulate(
    *,
    stations: Count = 3,
    ocpp: str = "1.6,2.0.1,2.1",
    url: str = "ws://127.0.0.1:9000/ocpp/demo",
    prefix: str = "SIM",
    password: str | None = None,
    passwords: Path | None = None,
    token: list[str] | None = None,
    seconds: float | None = None,
    sessions: Count | None = None,
    ramp: float = 0.0,
    lively: Annotated[bool, Parameter(negative="")] = False,
    json: AsJson = False,
    supervised: Annotated[bool, Parameter(show=False, negative="")] = False,
) -> int:
    """Run simulated stations that charge, against this server or any other.

    The stations must be known there, or the server lets unknown ones in. Ctrl-C ends their
    transactions, delivers what is queued, and closes.

    Args:
        stations: How many.
        ocpp: Versions, dealt out in turn.
        url: Where they connect; each adds its identity, or puts it for {identity}.
        prefix: Of their identities: SIM0001, SIM0002 and so on.
        password: Of all of them.
        passwords: A JSON file, identity → password; its identities are used.
        token: What their drivers show; may be given several times.
        seconds: How long; by default until Ctrl-C.
        sessions: How many vehicles come to each; by default one after another for ever.
        ramp: Seconds over which they start.
        lively: Let vehicles come often, and readings too.
        json: Print the report as JSON.
        supervised: Stop when standard input ends.
    """
    names, known = _names(stations, prefix, password, passwords)
    plan = FleetPlan(
        url=url,
        stations=len(names),
        versions=tuple(version.strip() for version in ocpp.split(",")),
        passwords=known,
        names=names,
        rhythm=replace(LIVELY if lively else Rhythm(), sessions=sessions),
        id_tokens=tuple(token or ("04A1B2C3D4E5F6",)),
        seconds=seconds,
        ramp_seconds=ramp,
    )
    try:
        plan.station_plans()
    except (ValueError, KeyError) as error:
        raise CannotDo(f"This fleet cannot be: {error}.") from None
    report = asyncio.run(_run(plan, supervised=supervised))
    if json:
        as_json(report.as_data())
    elif not supervised:
        facts(_shown(report), "What the stations did")
    return 0 if report.registered or not report.launched else 1


def _names(
    count: int, prefix: str, password: str | None, file: Path | None
) -> tuple[list[str], dict[str, str] | None]:
    if file is not None:
        try:
            known = json_text.loads(file.read_text())
        except (OSError, ValueError) as error:
            raise CannotDo(f"{file} cannot be read as JSON: {error}.") from None
        if not isinstance(known, dict) or not all(isinstance(v, str) for v in known.values()):
            raise CannotDo(f"{file} must hold one JSON object, identity → password.")
        return list(known)[:count], known
    names = identities(count, prefix)
    return names, None if password is None else dict.fromkeys(names, password)


async def _run(plan: FleetPlan, *, supervised: bool) -> FleetReport:
    life = Life(supervised=supervised)
    if supervised:
        await _there(plan.url, life.stopping)
    if not notes.is_terminal:
        return await run_fleet(plan, stopping=life.stopping)
    with Live(console=notes, transient=True, refresh_per_second=2) as live:
        return await run_fleet(
            plan, lambda report: live.update(_line(report)), stopping=life.stopping
        )


async def _there(url: str, stopping: asyncio.Event) -> None:
    """Wait until somebody listens there: whoever supervises us starts the server beside us."""
    place = urlsplit(url)
    while not stopping.is_set():
        try:
            _, writer = await asyncio.open_connection(place.hostname, place.port)
        except OSError:
            await asyncio.sleep(LOOK_SECONDS)
        else:
            writer.close()
            return


def _line(report: FleetReport) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_row(*(f"[dim]{name}[/] {value}" for name, value in _shown(report).items()))
    return grid


def _shown(report: FleetReport) -> dict[str, object]:
    return {
        "stations": f"{report.registered}/{report.stations}",
        "charging": report.sessions_running,
        "sessions": report.sessions_started,
        "messages": report.messages_sent,
        "waiting": report.waiting,
        "refused": report.refused,
        "p99 ms": report.latency_ms.get("p99", "-"),
    }
