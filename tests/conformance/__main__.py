"""`python -m tests.conformance [DIR]`: run a corpus; exit code 1 if a line fails."""

import argparse
import asyncio
import sys
import time
from pathlib import Path

from tests.conformance import frames, handshake, sequences
from tests.conformance.report import Report

OURS = Path(__file__).resolve().parents[1] / "vectors" / "ocpp"
PARTS = {"frames": frames.run, "handshake": handshake.run, "sequences": sequences.run}


async def run(folder: Path, parts: list[str]) -> Report:
    report = Report()
    for part in parts:
        report.results += await PARTS[part](folder)
    return report


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.conformance", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=OURS)
    parser.add_argument("--only", choices=PARTS, action="append", help="a part; may be repeated")
    chosen = parser.parse_args()
    began = time.monotonic()
    report = asyncio.run(run(chosen.folder, chosen.only or list(PARTS)))
    report.print(sys.stdout)
    sys.stdout.write(f"{time.monotonic() - began:.1f} s\n")
    return 1 if report.failures or not report.results else 0


if __name__ == "__main__":
    sys.exit(main())
