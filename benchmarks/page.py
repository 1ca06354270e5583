"""docs/performance.md: the newest figures of each case, with their date and machine.

python -m benchmarks.page > docs/performance.md
"""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PLACE = Path("var/bench")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: a case, what it says, and what it should reach."""

    case: str
    what: str
    figure: Callable[[dict], str]
    reach: str
    then: str


def number(value: float, digits: int = 0) -> str:
    return f"{value:,.{digits}f}"


LINES = (
    Line(
        "sessions",
        "whole sessions in a closed loop, {stations} stations, 1.6 and 2.0.1: durable answers a "
        "second, and their ratio to the bare floor of the same run",
        lambda c: (
            f"{number(c['answers_per_second'])}/s; {c['ratio']:.2f} of the floor's "
            f"{number(c['floor_answers_per_second'])}/s"
        ),
        "≥ 0.40 and ≥ 5,000/s",
        "≥ 0.60 and ≥ 10,000/s",
    ),
    Line(
        "paced",
        "paced {rate:,.0f} messages a second from {stations:,} stations",
        lambda c: (
            f"p50 {c['p50_ms']:.1f} ms, p99 {c['p99_ms']:.1f} ms "
            f"({number(c['answers_per_second'])}/s answered)"
        ),
        "p50 ≤ 10 ms, p99 ≤ 60 ms",
        "p99 ≤ 25 ms",
    ),
    Line(
        "storm",
        "storm: stations with Basic auth connect and have their boot accepted",
        lambda c: (
            f"{number(c['half']['stations'])} in {c['seconds_for_half']:.1f} s; "
            f"{number(c['accepted'])} of {number(c['stations'])} in {c['seconds']:.1f} s"
        ),
        "5,000 in ≤ 15 s",
        "10,000 in ≤ 20 s",
    ),
    Line(
        "rest",
        "REST during {rate:,.0f} messages a second: list of {stations:,} stations, list of "
        "{sessions:,} sessions",
        lambda c: f"p95 {c['stations_p95_ms']:.0f} ms and {c['sessions_p95_ms']:.0f} ms",
        "p95 ≤ 200 ms",
        "≤ 50 ms",
    ),
    Line(
        "full",
        "the closed loop with {readings_before:,} readings already stored, as a ratio to the "
        "empty database",
        lambda c: f"{c['ratio']:.2f}",
        "≥ 0.90",
        "≥ 0.97",
    ),
    Line(
        "reads",
        "reads from the database per MeterValues or Heartbeat of a connected station "
        "({messages:,} messages)",
        lambda c: f"{c['reads_per_message']:g}",
        "0",
        "0",
    ),
    Line(
        "memory",
        "memory of the server per idle connected station ({stations:,} stations)",
        lambda c: f"{c['kib_per_station']:.1f} KiB",
        "≤ 24 KiB",
        "",
    ),
    Line(
        "prices",
        "sessions of {periods} periods priced by a tariff of {elements} elements, a second and "
        "core, and their ratio to a plain loop that only multiplies",
        lambda c: (
            f"{number(c['sessions_per_second'])}/s; {c['ratio']:.3f} of the loop's "
            f"{number(c['floor_sessions_per_second'])}/s"
        ),
        "≥ 20,000/s",
        "",
    ),
    Line(
        "soak",
        "growth of memory during {seconds:,.0f} s of load",
        lambda c: (
            f"{c['growth_kib_per_second']:.2f} KiB/s "
            f"({c['rss_mib_at_a_third']} → {c['rss_mib_at_the_end']} MiB)"
        ),
        "none",
        "",
    ),
)

HEAD = """\
# Performance

Made by `python -m benchmarks.page` from the figures that `make bench` and `make soak` left under
`var/bench`; only what was measured stands here. Server, PostgreSQL (fsync and synchronous commit
on) and load generator share the machine's cores; the gateway runs in as many processes as the
machine's line says (`serve --gateways`), the bare floor in one. The load average at the start tells
how much else ran beside them.

"""


def newest(place: Path) -> dict[str, tuple[dict, dict]]:
    """Return machine and figures of each case, from the newest run that has it."""
    found: dict[str, tuple[dict, dict]] = {}
    for file in sorted(place.glob("*.json")):
        about = json.loads(file.read_text())
        for name, case in about["cases"].items():
            found[name] = about["machine"], case
    return found


def page(found: dict[str, tuple[dict, dict]]) -> str:
    """Return the text."""
    return HEAD + "\n".join([*_table(found), "", *_machines(found), ""])


def _table(found: dict[str, tuple[dict, dict]]) -> Iterator[str]:
    yield "| measured | figure | reach | then | date | load |"
    yield "|---|---|---|---|---|---|"
    for line in LINES:
        if line.case in found:
            machine, case = found[line.case]
            cells = (
                line.what.format(**case),
                line.figure(case),
                line.reach,
                line.then,
                machine["date"][:16].replace("T", " "),
                str(case["load_average_at_start"][0]),
            )
            yield f"| {' | '.join(cells)} |"


def _machines(found: dict[str, tuple[dict, dict]]) -> Iterator[str]:
    yield "## Machine"
    yield ""
    yield from sorted({_described(machine) for machine, _ in found.values()})


def _described(machine: dict[str, Any]) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in machine["libraries"].items())
    return (
        f"- {machine['cores_usable']} cores, {machine['memory_mib']:,} MiB, {machine['kernel']}, "
        f"Python {machine['python']}, PostgreSQL {machine['postgresql']}, "
        f"{machine.get('gateways', 1)} gateway processes, {libraries}"
    )


if __name__ == "__main__":
    sys.stdout.write(page(newest(PLACE)))
