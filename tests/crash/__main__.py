"""Command line of the crash drill."""

import argparse
import sys
from pathlib import Path

import uvloop
from tests.crash.drill import Report, Size, drill


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
    )

    def say(line: str) -> None:
        print(f"\r{line}   ", end="", file=sys.stderr)

    return _told(uvloop.run(drill(size, say, asked.keep)))


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
