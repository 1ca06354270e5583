"""The last result of every scenario in every world, kept in a JSON file between runs.

pytest-bdd's own report knows neither worlds nor the example a run was for, and forgets the runs
before. Here a run replaces what it ran and leaves the rest.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

LAST_RESULTS = Path("var/features/results.json")
PROPERTY = "feature_result"
STEPS = pytest.StashKey[list[dict[str, Any]]]()
SCENARIO = pytest.StashKey[dict[str, Any]]()


class FeatureResults:
    """A pytest plugin; under xdist the workers' results travel with their reports."""

    def __init__(self, path: Path) -> None:
        """Keep results in `path`, together with those of earlier runs."""
        self.path = path
        self.results: list[dict[str, Any]] = []

    def pytest_bdd_before_scenario(self, request: Any, feature: Any, scenario: Any) -> None:
        """Note which scenario this is, and for which example and world."""
        params = request.node.callspec.params if hasattr(request.node, "callspec") else {}
        request.node.stash[STEPS] = []
        request.node.stash[SCENARIO] = {
            "feature": feature.rel_filename,
            "line": scenario.line_number,
            "scenario": scenario.name,
            "example": dict(params.get("_pytest_bdd_example", {})),
            "world": params.get("world_name") or "",
        }

    def pytest_bdd_after_step(self, request: Any, step: Any) -> None:
        """The step held."""
        request.node.stash[STEPS].append(_told(step, "passed"))

    def pytest_bdd_step_error(self, request: Any, step: Any) -> None:
        """The step failed."""
        request.node.stash[STEPS].append(_told(step, "failed"))

    def pytest_bdd_step_func_lookup_error(self, request: Any, step: Any) -> None:
        """The step has no definition."""
        request.node.stash[STEPS].append(_told(step, "undefined"))

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Iterator[None]:
        """Let the result travel with the report of the call."""
        outcome = yield
        report: pytest.TestReport = outcome.get_result()  # type: ignore[attr-defined]
        if report.when == "call" and (scenario := item.stash.get(SCENARIO, None)):
            message = "" if report.passed else _message(report)
            result = scenario | {"status": report.outcome, "message": message}
            report.user_properties.append((PROPERTY, result | {"steps": item.stash[STEPS]}))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Collect, here or from a worker."""
        if report.when == "call":
            for name, value in report.user_properties:
                if name == PROPERTY and isinstance(value, dict):
                    self.results.append(value | {"seconds": report.duration})

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the file, if a scenario ran; workers leave that to their controller."""
        if hasattr(session.config, "workerinput") or not self.results:
            return
        at = datetime.now(UTC).isoformat(timespec="seconds")
        kept = {_key(result): result for result in load(self.path)}
        kept |= {_key(result): result | {"at": at} for result in self.results}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(list(kept.values()), ensure_ascii=False, indent=1))


def load(path: Path) -> list[dict[str, Any]]:
    """The results kept so far; none if there is no file."""
    results: list[dict[str, Any]] = json.loads(path.read_text()) if path.exists() else []
    return results


def _key(result: dict[str, Any]) -> tuple[str, str, str, str]:
    example = json.dumps(result["example"], sort_keys=True)
    return result["feature"], result["scenario"], example, result["world"]


def _told(step: Any, status: str) -> dict[str, Any]:
    return {"line": step.line_number, "name": step.name, "status": status}


def _message(report: pytest.TestReport) -> str:
    """What went wrong in a line or a few; the traceback stays in the test report."""
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longrepr)[:2000]
