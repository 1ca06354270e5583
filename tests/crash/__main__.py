"""Command line of the crash drill."""

import argparse
import asyncio
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import uvloop
from tests.crash.drill import Report, Size, drill

EVERY_SECONDS = 30.0
RELEASE_PAUSE = (2.0, 16.0)


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.crash", description=__doc__)
    parser.add_argument("--release", action="store_true", help="100,000 transactions, 50 kills")
    parser.add_argument("--transactions", type=int)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--stations", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="directory for what the servers leave behind")
    asked = parser.parse_args()
    size = Size(
        transactions=asked.transactions or (100_000 if asked.release else 5_000),
        kills=asked.kills or (50 if asked.release else 10),
        stations=asked.stations,
        seed=asked.seed,
        # The deaths are spread over the whole load, which takes most of an hour at release size:
        # each of them costs some ten seconds more until all are served again.
        **({"pause": RELEASE_PAUSE} if asked.release else {}),
    )

    try:
        return _told(uvloop.run(_interruptible(size, asked.keep)))
    except (asyncio.CancelledError, KeyboardInterrupt):
        print("\nbroken off, and cleared away", file=sys.stderr)
        return 130


async def _interruptible(size: Size, keep: Path | None) -> Report:
    """Told to end, it ends its servers first. Ctrl-C is dealt with by the loop's runner."""
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await drill(size, Line(), keep)


@dataclass
class Line:
    """One line that is written over on a terminal; elsewhere a line every half minute."""

    said_at: float = -EVERY_SECONDS

    def __call__(self, line: str) -> None:
        if sys.stderr.isatty():
            print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)
        elif (now := time.monotonic()) - self.said_at >= EVERY_SECONDS:
            self.said_at = now
            print(line, file=sys.stderr, flush=True)


def _told(report: Report) -> int:
    verdict = report.verdict
    print(
        f"\n{verdict.transactions} transactions, {verdict.readings} readings compared in "
        f"{report.seconds:.0f} s; {report.resent} messages were sent more than once"
    )
    print(f"deaths: {', '.join(f'{n} {how}' for how, n in sorted(report.deaths.items()))}")
    for kind, number in verdict.faults.most_common():
        print(f"FAULT {number} x {kind}, such as {verdict.examples[kind]}")
    print("0 lost, 0 doubled, 0 wrong" if verdict.clean else "FAILED")
    return 0 if verdict.clean else 1


if __name__ == "__main__":
    sys.exit(main())
