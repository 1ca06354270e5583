"""Command line of the load generator; one JSON document on stdout, progress on stderr.

python -m benchmarks.load --scenario sessions --url ws://127.0.0.1:9000/ocpp/demo \
    --stations 500 --seconds 20 --identities identities.json --processes 2
"""

import argparse
import asyncio
import contextlib
import gc
import json
import sys
from pathlib import Path

import uvloop
from benchmarks.load.crowd import run_crowd
from benchmarks.load.plan import DEFAULT_TOKEN, Plan, Target, callers
from benchmarks.load.report import report
from benchmarks.load.scenarios import SCENARIOS
from benchmarks.load.tally import Tally

READY, GO = b"ready\n", b"go\n"


def arguments() -> argparse.ArgumentParser:
    """Return the parser; every number is for the whole run, not for one process."""
    parser = argparse.ArgumentParser("benchmarks.load", description=__doc__.splitlines()[0])
    parser.add_argument("--scenario", choices=SCENARIOS, required=True)
    parser.add_argument("--url", required=True, help="ws://host:port/ocpp/tenant")
    parser.add_argument("--identities", type=Path, required=True, help="JSON file")
    parser.add_argument("--stations", type=int, help="how many of them; default: all")
    parser.add_argument("--ocpp", default="1.6,2.0.1", help="versions, dealt out in turn")
    parser.add_argument("--seconds", type=float, default=20, help="measured window")
    parser.add_argument("--warm-up", type=float, default=3)
    parser.add_argument("--rate", type=float, default=2000, help="paced: messages a second")
    parser.add_argument("--readings", type=int, default=5, help="sessions: readings of each")
    parser.add_argument("--think", type=float, default=0, help="sessions: pause before each call")
    parser.add_argument("--concurrency", type=int, default=200, help="handshakes at a time")
    parser.add_argument("--patience", type=float, default=60, help="seconds a station tries")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="may contain {identity}")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--part", help=argparse.SUPPRESS)  # i/n: this process is a part of n
    return parser


def plan_of(given: argparse.Namespace) -> Plan:
    """Return this process's part of the run."""
    everyone = callers(given.identities, given.ocpp.split(","), given.token, given.stations)
    index, parts = map(int, (given.part or "0/1").split("/"))
    return Plan(
        scenario=given.scenario,
        target=Target.parse(given.url),
        callers=tuple(everyone[index::parts]),
        seconds=given.seconds,
        warm_up=given.warm_up,
        rate=given.rate / parts,
        readings=given.readings,
        concurrency=max(1, given.concurrency // parts),
        think=given.think,
        patience=given.patience,
    )


async def run_alone(plan: Plan) -> dict:
    """Run in this process, and start at once."""
    tally = Tally()

    async def go() -> None:
        print(f"{len(plan.callers)} stations ready", file=sys.stderr, flush=True)

    told = await SCENARIOS[plan.scenario](plan, tally, go)
    return tally.as_data() | told


async def run_part(plan: Plan) -> dict:
    """Run as one of several: say when all have arrived, begin when told."""
    tally = Tally()

    async def go() -> None:
        sys.stdout.buffer.write(READY)
        sys.stdout.flush()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)

    told = await SCENARIOS[plan.scenario](plan, tally, go)
    return tally.as_data() | told


def main() -> int:
    """Run; returns 1 if there were errors."""
    given = arguments().parse_args()
    # Full collections would show up as latencies of the server.
    gc.set_threshold(100_000, 50, 1000)
    with contextlib.suppress(KeyboardInterrupt):
        if given.part:
            print(json.dumps(uvloop.run(run_part(plan_of(given)))))
            return 0
        if given.processes > 1:
            parts = uvloop.run(run_crowd(sys.argv[1:], given.processes))
        else:
            parts = [uvloop.run(run_alone(plan_of(given)))]
        told = report(given.scenario, parts)
        print(json.dumps(told, indent=2))
        return 1 if told["errors"] else 0
    return 130


if __name__ == "__main__":
    sys.exit(main())
