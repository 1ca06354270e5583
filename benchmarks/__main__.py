"""Measure: python -m benchmarks [--only sessions,paced] [--quick]; JSON under var/bench.

`python -m benchmarks soak` watches memory under twenty minutes of load.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic

from benchmarks.cases.memory import grows
from benchmarks.cases.table import CASES
from benchmarks.rig.database import cluster
from benchmarks.rig.machine import load_average, machine
from benchmarks.rig.run import Run

PLACE = Path("var/bench")
SOAK = {"stations": 1_000, "soak_seconds": 1_200.0}
QUICK = {
    "stations": 1_000, "seconds": 4.0, "warm_up": 1.0, "rounds": 1, "rate": 500.0,
    "readings_before": 500_000, "sessions_before": 50_000, "soak_seconds": 20.0,
}  # fmt: skip


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("benchmarks", description=__doc__)
    parser.add_argument("soak", nargs="?", choices=["soak"], help="twenty minutes of load")
    parser.add_argument("--only", default="", help=f"some of {', '.join(CASES)}")
    parser.add_argument("--quick", action="store_true", help="a first look, short windows")
    parser.add_argument("--stations", type=int, help="stations in the database")
    parser.add_argument("--gateways", type=int, help="processes that share the stations' port")
    parser.add_argument("--seconds", type=float, help="of each measured window")
    parser.add_argument("--rounds", type=int, help="floor and gateway in turns")
    return parser


async def measure(
    run: Run, names: list[str], note: Callable[[dict], object] = lambda _: None
) -> dict:
    """Run these cases; the figures with their machine, noted after each."""
    about = {"machine": machine() | {"gateways": run.gateways}, "cases": {}}
    await run.cluster.lay_in(run.stations)
    about["machine"]["postgresql"] = run.cluster.version
    for name in names:
        print(f"{name} …", file=sys.stderr, flush=True)
        busy, began = load_average(), monotonic()
        told = await CASES[name](run)
        about["cases"][name] = {
            "load_average_at_start": busy, "took_seconds": round(monotonic() - began), **told
        }  # fmt: skip
        summary = {key: value for key, value in told.items() if not isinstance(value, dict | list)}
        print(f"{name}: {json.dumps(summary)}", file=sys.stderr, flush=True)
        note(about)
    return about


def keep(about: dict, place: Path) -> Path:
    """Write the figures; where they are. Those of one run are one file."""
    place.mkdir(parents=True, exist_ok=True)
    began = datetime.fromisoformat(about["machine"]["date"])
    file = place / f"{began:%Y%m%dT%H%M%SZ}.json"
    file.write_text(json.dumps(about, indent=2) + "\n")
    return file


def main() -> int:
    given = arguments().parse_args()
    names = given.only.split(",") if given.only else list(CASES)
    if given.soak:
        names = ["soak"]
    if unknown := set(names) - set(CASES):
        print(f"There is no {', '.join(sorted(unknown))}; there are {', '.join(CASES)}.")
        return 2
    wanted = {key: value for key in ("stations", "gateways", "seconds", "rounds")
              if (value := getattr(given, key)) is not None}  # fmt: skip
    with cluster(PLACE / "data") as database:
        size = QUICK if given.quick else SOAK if given.soak else {}
        run = Run(database, **(size | wanted))
        about = asyncio.run(measure(run, names, partial(keep, place=PLACE)))
        print(keep(about, PLACE))
    if given.soak and grows(about["cases"]["soak"]):
        print("memory grew, or there were errors", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
