"""Break the tariff engine in every way that mutmut knows, and count what its tests notice.

mutmut wants a project of its own: the domain and the tests of tariffs are copied to a folder under
`var/mutation`, where nothing else can break. `--keep` goes on where the last run stopped.

    python -m tools.mutate [--keep] [pattern …]
"""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "var/mutation"
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
    "tests/builders.py", "tests/domain/test_simple_tariff.py",
)  # fmt: skip

SETTINGS = """[mutmut]
source_paths=src
only_mutate=
{files}
pytest_add_cli_args_test_selection=
    tests
also_copy=
    tests
pytest_add_cli_args=
    -p
    no:cacheprovider
    -q
    -x
use_git_change_detection=false

[tool:pytest]
pythonpath = src .
"""


def main(arguments: list[str]) -> int:
    """0: enough was noticed; 1: too little was."""
    keep = "--keep" in arguments
    patterns = [argument for argument in arguments if argument != "--keep"]
    _prepare(keep=keep)
    # Ten thousand examples for each of thousands of mutants are a few too many.
    environment = {**os.environ, "TARIFF_EXAMPLES": "20"}
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "2", *patterns]
    subprocess.run(command, cwd=PLACE, env=environment, check=False)
    stats = [sys.executable, "-m", "mutmut", "export-cicd-stats"]
    subprocess.run(stats, cwd=PLACE, env=environment, check=False, capture_output=True)
    told = json.loads((PLACE / "mutants/mutmut-cicd-stats.json").read_text())
    noticed = told["killed"] + told.get("timeout", 0) + told.get("segfault", 0)
    tried = noticed + told["survived"] + told.get("no_tests", 0) + told.get("suspicious", 0)
    score = 100 * noticed / tried if tried else 0
    day = datetime.now(tz=UTC).date()
    print(f"{day}: {noticed} of {tried} mutants noticed, {score:.1f} %; wanted {WANTED} %.")
    return 0 if score >= WANTED else 1


def _prepare(*, keep: bool) -> None:
    if not keep:
        shutil.rmtree(PLACE, ignore_errors=True)
    for name in COPIED:
        source, target = ROOT / name, PLACE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copy2(source, target)
    files = "\n".join(f"    src/domain/tariff/{name}.py" for name in ENGINE)
    (PLACE / "setup.cfg").write_text(SETTINGS.format(files=files))
    (PLACE / "conftest.py").write_text("")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
