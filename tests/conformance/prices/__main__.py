"""`python -m tests.conformance.prices DIR`: a line for each failure, and a summary."""

import sys
from pathlib import Path

from tests.conformance.prices.cases import Broken, cases
from tests.conformance.prices.checking import verdict


def main(arguments: list[str]) -> int:
    """0: all as expected; 1: some are not; 2: there are none."""
    talkative = "-v" in arguments
    roots = [Path(argument) for argument in arguments if argument != "-v"]
    passed = failed = 0
    for root in roots:
        if not root.is_dir():
            print(f"There is no folder {root}.")
            return 2
        for case in cases(root):
            if isinstance(case, Broken):
                failed += 1
                print(f"FAILED {case.name}: {case.why}")
                continue
            found = verdict(case)
            passed += found.passed
            failed += not found.passed
            for failure in found.failures:
                print(f"FAILED {found.name}: {failure}")
            told = found.notes if talkative or not found.passed else ()
            told = told or tuple(n for n in found.notes if n.startswith(("unknown", "overridden")))
            for note in told:
                print(f"  note {found.name}: {note}")
    print(f"{passed + failed} cases: {passed} as expected, {failed} not.")
    if not passed + failed:
        return 2
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
