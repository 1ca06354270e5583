"""Run the tests over mutants, inside the folder that `tools.mutate` has prepared.

Tests are collected once; each mutant is a fork in which one function is another one. Of the tests
that reach the function those go first that noticed others of its mutants, then the quick ones; so
most mutants live for milliseconds. One that computes or allocates without end is noticed, too.

    python tools/mutants.py mutants.json results.json
"""

import gc
import json
import os
import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from mutmut.mutation import trampoline

SECONDS = 5
"""Of computing: many times what all the tests need."""
MEMORY = 4 * 2**30
SAVED_EVERY = 10


class Mutants:
    """A pytest plugin whose loop is over mutants instead of tests."""

    def __init__(self, mutants: Sequence[str], results: Path) -> None:
        self.mutants, self.results = mutants, results
        self.known: dict[str, str] = json.loads(results.read_text())

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All mutants, once the tests have passed without any."""
        items, reached = _tried(session.items)
        killers: dict[str, Counter[int]] = {"": Counter()}
        gc.freeze()
        for number, mutant in enumerate(self.mutants, 1):
            name = mutant.partition(" ")[0]
            function = name.rpartition("__mutmut_")[0]
            ours = killers.setdefault(function, Counter())
            able = [place for place, functions in enumerate(reached) if function in functions]
            ours_first = [*ours.most_common(8), *killers[""].most_common(30)]
            first = [place for place, _ in ours_first if place in able]
            order = list(dict.fromkeys([*first, *able]))
            killer = _noticed(items, order, name)
            if isinstance(killer, int):
                ours[killer] += 1
                killers[""][killer] += 1
            self.known[mutant] = "survived" if killer is None else "noticed"
            if number % SAVED_EVERY == 0 or number == len(self.mutants):
                self.results.write_text(json.dumps(self.known))
                survived = sum(verdict == "survived" for verdict in self.known.values())
                told = f"{number} of {len(self.mutants)}, {survived} of all not noticed"
                print(f"\r{told}", end="", flush=True)
        print()
        return True


def _tried(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[frozenset[str]]]:
    """The tests, the quickest first, and which functions each reaches.

    They are run in a fork, so that nothing is remembered here.
    """
    read, write = os.pipe()
    if os.fork() == 0:
        _quietly()
        remembering = _caches()
        with os.fdopen(write, "w") as told:
            for place, item in enumerate(items):
                for cache in remembering:
                    cache.cache_clear()
                hits: set[str] = set()
                trampoline.get_mutant_under_test = lambda: "stats"
                trampoline.record_trampoline_hit = lambda name, hits=hits, **_: hits.add(name)
                began = time.process_time()
                passed = _passes(item)
                row = time.process_time() - began, place, passed, sorted(hits)
                told.write(json.dumps(row) + "\n")
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as told:
        rows = sorted(json.loads(line) for line in told)
    os.wait()
    failed = [items[place].nodeid for _, place, passed, _ in rows if not passed]
    if failed or len(rows) != len(items):
        pytest.exit(f"These fail without any mutant: {failed}", returncode=2)
    return [items[row[1]] for row in rows], [frozenset(row[3]) for row in rows]


def _caches() -> list[Any]:
    """Of the domain: what is remembered from one test is not reached by the next."""
    modules = [module for name, module in sys.modules.items() if name.startswith("domain")]
    return [f for module in modules for f in vars(module).values() if hasattr(f, "cache_clear")]


def _noticed(items: Sequence[pytest.Item], order: Sequence[int], mutant: str) -> int | bool | None:
    """The place of the test that fails, True where a limit was reached, None where none fails."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        _quietly()
        trampoline.get_mutant_under_test = lambda: mutant
        for place in order:
            if not _passes(items[place]):
                os.write(write, str(place).encode())
                os._exit(1)
        os._exit(0)
    os.close(write)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read) as told:
        place = told.read()
    if place:
        return int(place)
    return True if status else None


def _passes(item: pytest.Item) -> bool:
    """Without the reports, which take longer than the tests."""
    try:
        item.ihook.pytest_runtest_setup(item=item)
        item.runtest()
    except pytest.skip.Exception:
        return True
    except BaseException:  # noqa: BLE001 - whatever it is, a test has noticed
        return False
    finally:
        item.session._setupstate.teardown_exact(None)  # noqa: SLF001 - as pytest's runner
    return True


def _quietly() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def main(mutants: str, results: str) -> int:
    """What pytest says: 0 where all was done."""
    trampoline.get_mutant_under_test = lambda: ""
    plugin = Mutants(json.loads(Path(mutants).read_text()), Path(results))
    options = ["-c", "pytest.ini", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    return pytest.main(["tests", *options], [plugin])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
