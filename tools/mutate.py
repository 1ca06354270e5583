"""Break the tariff engine in every way that mutmut knows, and count what its tests notice.

The domain and the tests of tariffs are copied to a folder under `var/mutation`, where nothing else
can break. What was found out is kept there, by the text of each function: the next run goes on
where the last one stopped, and asks again only what was changed. `--anew` forgets it all, as is
right after a change of the tests; `--survivors` asks those once more that were not noticed.

    python -m tools.mutate [--anew | --survivors]
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "var/mutation"
RESULTS = PLACE / "results.json"
WANTED = 85
"""Percent of the broken engines that a test must notice."""

ENGINE = (
    "bill", "clock", "electricity", "engine", "limits", "matching", "plan", "spot", "steps",
    "tally", "terms",
)  # fmt: skip
"""Files that decide what a session costs; lint and explanations are tested, but not so."""

COPIED = (
    "src/domain", "src/adapters/__init__.py", "src/adapters/ocpi", "tests/domain/tariff",
    "tests/conformance/__init__.py", "tests/conformance/prices", "tests/vectors/ocpi",
    "tests/builders.py", "tools/mutants.py",
)  # fmt: skip

NOT_COPIED = shutil.ignore_patterns("__pycache__", "test_runner.py")
"""Among them the tests of the runner of price vectors, which are none of the engine."""


def main(arguments: list[str]) -> int:
    """0: enough was noticed; 1: too little was, or the tests fail on the engine as it is."""
    known = {} if "--anew" in arguments else _known()
    if "--survivors" in arguments:
        known = {mutant: verdict for mutant, verdict in known.items() if verdict != "survived"}
    mutants = _prepare()
    known = {mutant: known[mutant] for mutant in mutants if mutant in known}
    RESULTS.write_text(json.dumps(known))
    (PLACE / "mutants.json").write_text(json.dumps([m for m in mutants if m not in known]))
    # Ten thousand examples for each of thousands of mutants are a few too many.
    environment = {**os.environ, "TARIFF_EXAMPLES": "40", "PYTHONPATH": "src:."}
    command = [sys.executable, "tools/mutants.py", "mutants.json", RESULTS.name]
    if subprocess.run(command, cwd=PLACE, env=environment, check=False).returncode:
        print("The tests do not pass on the engine as it is, or the run was broken off.")
        return 1
    return _told(_known())


def _told(verdicts: dict[str, str]) -> int:
    for mutant in sorted(m for m, verdict in verdicts.items() if verdict == "survived"):
        print(f"not noticed: {mutant.partition(' ')[0]}")
    counts = Counter(verdicts.values())
    tried = counts.total()
    noticed = tried - counts["survived"]
    score = 100 * noticed / tried if tried else 0
    day = datetime.now(tz=UTC).date()
    print(f"{day}: {noticed} of {tried} mutants noticed, {score:.1f} %; wanted {WANTED} %.")
    return 0 if score >= WANTED else 1


def _known() -> dict[str, str]:
    return json.loads(RESULTS.read_text()) if RESULTS.exists() else {}


def _prepare() -> list[str]:
    """Copy all that is needed, the engine with its mutants in it; their names with hashes."""
    for folder in ("src", "tests", "tools"):
        shutil.rmtree(PLACE / folder, ignore_errors=True)
    for name in COPIED:
        source, target = ROOT / name, PLACE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=NOT_COPIED)
        else:
            shutil.copy2(source, target)
    (PLACE / "pytest.ini").write_text("[pytest]\npythonpath = src .\nfilterwarnings = error\n")
    return [mutant for name in ENGINE for mutant in _mutated(name)]


def _mutated(name: str) -> list[str]:
    path = PLACE / f"src/domain/tariff/{name}.py"
    mutated = mutate_file_contents(str(path), path.read_text())
    path.write_text(mutated.code)
    return [
        f"domain.tariff.{name}.{mutant} {mutated.hash_by_function_name[_function(mutant)]}"
        for mutant in mutated.mutant_names
    ]


def _function(mutant: str) -> str:
    return mutant.rpartition("__mutmut_")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
