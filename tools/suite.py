"""`make test`: every stage, fast ones first, stopping at the first that fails; one summary.

    python tools/suite.py [--keep-going] [STAGE …]

Coverage counts the tests, and the servers and commands that they start, judged over the sum.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "test"
BIN = Path(sys.executable).parent
NO_TESTS = 5  # pytest's exit code when it collected nothing


@dataclass(frozen=True, slots=True)
class Stage:
    """A run of pytest over some folders.

    Attributes:
        words: further words of pytest's command line.
        workers: processes beside each other, each with servers and ports of its own; who has
            nothing left to do takes over tests of the other. 0 where the tests want the machine.
        measured: whether coverage counts it; not where processes are killed on purpose.
        minutes: after which the stage is ended as hung.
        dist: pytest-xdist's way to share the tests out among the workers.
    """

    name: str
    paths: tuple[str, ...]
    words: tuple[str, ...] = ()
    workers: int = 2
    measured: bool = True
    minutes: float = 15
    dist: str = "worksteal"

    def __post_init__(self) -> None:
        """Refuse a path outside the project: pytest imports whatever it finds there."""
        if isinstance(self.paths, str):
            raise TypeError(f"{self.name}: a forgotten comma makes letters of {self.paths!r}")
        for path in self.paths:
            if not path.startswith(("tests", "features")) or ".." in path:
                raise ValueError(f"{self.name}: {path!r} is no folder of tests")


STAGES = (
    Stage(
        "core",
        (
            "tests/domain",
            "tests/application",
            "tests/architecture",
            "tests/entrypoints/settings",
            "tests/tools",
            "tests/test_asynchronous.py",
        ),
        dist="loadfile",
    ),
    Stage("features", ("features",), words=("--world=memory",)),
    Stage("adapters", ("tests/adapters",), minutes=25, dist="loadfile"),
    # By files: what takes things away comes last in its file, behind those that need them.
    Stage("entrypoints", ("tests/entrypoints",), minutes=25, dist="loadfile"),
    # Whatever no other stage names: a new folder is run without being placed.
    Stage("others", ("tests",)),
    Stage("wire", ("features",), words=("--world=wire",)),
    Stage("conformance", ("tests/conformance",)),
    Stage("simulation", ("tests/simulation",), measured=False, minutes=20),
    # Processes that are killed on purpose, and a second interpreter.
    Stage("firmware", ("tests/firmware",), measured=False, minutes=20, dist="loadfile"),
    Stage("stations", ("features",), words=("--world=firmware",), workers=0, measured=False),
    Stage("crash", ("tests/crash",), measured=False, minutes=20),
)


@dataclass(slots=True)
class Count:
    """What one stage came to."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    state: str = "not run"
    replay: list[str] = field(default_factory=list)


def main(words: Sequence[str] = ()) -> int:
    """Run all stages, or those named; the exit code says whether everything held."""
    named = [word for word in words if not word.startswith("-")]
    unknown = set(named) - {stage.name for stage in STAGES}
    if unknown:
        print(f"no stage {', '.join(sorted(unknown))}: {', '.join(each.name for each in STAGES)}")
        return 2
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir(parents=True)
    counts = [Count(stage.name) for stage in STAGES]
    for stage, count in zip(STAGES, counts, strict=True):
        if named and stage.name not in named:
            continue
        run(stage, count)
        if count.state == "failed" and "--keep-going" not in words:
            break
    tested = all(each.state != "failed" for each in counts) and any(each.passed for each in counts)
    # A part of the tests covers a part of the code: the bound is for the whole.
    holds = tested and (bool(named) or coverage_holds())
    summarize(counts, holds=holds)
    return 0 if holds else 1


def run(stage: Stage, count: Count) -> None:
    """Run one stage and fill in what it came to."""
    paths = own_paths(stage)
    if not paths:
        count.state = "no tests"
        return
    print(f"\n=== {stage.name}: {' '.join(paths)}", flush=True)
    report = RESULTS / f"{stage.name}.xml"
    began = time.monotonic()
    code = execute(stage, command(stage, paths, report))
    count.seconds = time.monotonic() - began
    tally(report, count)
    if code == NO_TESTS:
        count.state = "no tests"
        return
    count.state = "passed" if code == 0 and count.passed and not count.failed else "failed"
    if count.state == "failed":
        count.replay = [f"{BIN}/python -m pytest {' '.join([*paths, *stage.words])}"]


def own_paths(stage: Stage) -> list[str]:
    """The stage's paths that have tests, less what another stage names more exactly."""
    own = [path for path in stage.paths if any_test(ROOT / path)]
    taken = [path for each in STAGES if each is not stage for path in each.paths]
    inner = [path for path in taken if any(path.startswith(f"{mine}/") for mine in own)]
    return own + [f"--ignore={path}" for path in inner] if own else []


def any_test(place: Path) -> bool:
    """Whether there is a test file at or under a place."""
    return place.is_file() or any(place.rglob("test_*.py"))


def command(stage: Stage, paths: Sequence[str], report: Path) -> list[str]:
    """The pytest command line of a stage."""
    words = [str(BIN / "python"), "-m", "pytest", *paths, *stage.words, "-q"]
    words += ["-m", "not slow"]
    words += [f"--junitxml={report}", "-o", "junit_logging=no"]
    if stage.workers:
        words += ["-n", str(stage.workers), "--dist", stage.dist]
    if stage.measured:
        words += ["--cov", "--cov-report=", "--cov-fail-under=0"]
    return words


def execute(stage: Stage, words: Sequence[str]) -> int:
    """Run to the end, or end it with all it has started."""
    env = {name: text for name, text in os.environ.items() if not name.startswith("OPEN_CSMS_")}
    env |= {"PYTHONUNBUFFERED": "1"}
    # A file for each stage: a run of pytest first removes what is in its own.
    env["COVERAGE_FILE"] = str(RESULTS / f".coverage.{stage.name}")
    running = subprocess.Popen(words, cwd=ROOT, env=env, start_new_session=True)
    try:
        return running.wait(stage.minutes * 60)
    except (subprocess.TimeoutExpired, KeyboardInterrupt) as cause:
        print(f"\n!!! {stage.name} ended after {stage.minutes:g} minutes", flush=True)
        os.killpg(running.pid, signal.SIGTERM)
        try:
            running.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
        if isinstance(cause, KeyboardInterrupt):
            raise
        return 1


def tally(report: Path, count: Count) -> None:
    """Read a stage's counts from its report; a stage without one counts as one failure."""
    try:
        suite = ET.parse(report).getroot().find("testsuite")
    except (OSError, ET.ParseError):
        suite = None
    if suite is None:
        count.failed = 1
        return
    total, count.skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    count.failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    count.passed = total - count.failed - count.skipped


def coverage_holds() -> bool:
    """Add up the stages' coverage and hold it to the bound in pyproject.toml."""
    parts = sorted(RESULTS.glob(".coverage.*"))
    if not parts:
        return True
    print("\n=== coverage", flush=True)
    env = {**os.environ, "COVERAGE_FILE": str(RESULTS / ".coverage")}
    coverage = [BIN / "python", "-m", "coverage"]
    subprocess.run([*coverage, "combine", "-q", *parts], cwd=ROOT, env=env, check=True)
    return subprocess.run([*coverage, "report"], cwd=ROOT, env=env, check=False).returncode == 0


def summarize(counts: Sequence[Count], *, holds: bool) -> None:
    """The closing lines: a row a stage, and one line with the sum."""
    print("\n=== summary")
    for each in counts:
        print(f"{each.name:<12} {each.state:<9} {each.passed:>5} passed {each.failed:>3} failed"
              f" {each.skipped:>3} skipped {each.seconds:>7.1f} s")  # fmt: skip
        for line in each.replay:
            print(f"             again: {line}")
    passed, failed, skipped = (
        sum(getattr(each, part) for each in counts) for part in ("passed", "failed", "skipped")
    )
    if not holds and not failed:
        print("coverage is below the bound, or a stage did not end well")
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
