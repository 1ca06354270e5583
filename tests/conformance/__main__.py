"""`python -m tests.conformance [DIR]`: run a corpus; exit code 1 if a line fails."""

import argparse
import asyncio
import sys
import time
from contextlib import nullcontext
from pathlib import Path

from tests.conformance import frames, handshake, sequences
from tests.conformance.backends import postgres
from tests.conformance.report import Report
from tests.conformance.server import BACKEND, MEMORY

OURS = Path(__file__).resolve().parents[1] / "vectors" / "ocpp"
PARTS = {"frames": frames.run, "handshake": handshake.run, "sequences": sequences.run}


async def run(folder: Path, parts: list[str]) -> Report:
    report = Report()
    try:
        for part in parts:
            report.results += await PARTS[part](folder)
    finally:
        await BACKEND.get(MEMORY).close()
    return report


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.conformance", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=OURS)
    parser.add_argument("--only", choices=PARTS, action="append", help="a part; may be repeated")
    parser.add_argument("--database", action="store_true", help="keep things in PostgreSQL")
    chosen = parser.parse_args()
    began = time.monotonic()
    with postgres() if chosen.database else nullcontext(MEMORY) as backend:
        BACKEND.set(backend)
        report = asyncio.run(run(chosen.folder, chosen.only or list(PARTS)))
    report.print(sys.stdout)
    sys.stdout.write(f"{time.monotonic() - began:.1f} s\n")
    return 1 if report.failures or not report.results else 0


if __name__ == "__main__":
    sys.exit(main())
