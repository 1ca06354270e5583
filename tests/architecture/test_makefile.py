"""The Makefile's targets exist, are documented, and call what exists."""

import re
import subprocess

import pytest
import yaml
from tests.architecture.source import ROOT, shown, tracked

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z][a-z0-9-]*):", MAKEFILE, re.MULTILINE))
CALLED = re.compile(r"(?:^|`|run: |exec )make ([a-z][a-z0-9-]+)", re.MULTILINE)
PROMISED = {
    "run", "test", "lint", "format", "features", "conformance", "price-vectors", "mutate", "bench",
    "crash", "soak", "simulate-seeds", "coverage-page", "pages", "lock", "audit", "dist", "clean",
    "help", "licences", "postgres-15", "firmware-sim", "firmware-size", "firmware-soak",
    "firmware-kills", "flash", "board-test",
}  # fmt: skip


def test_every_promised_target_exists():
    assert set() == PROMISED - TARGETS


def test_no_target_is_mistaken_for_a_file():
    phony = re.search(r"^\.PHONY: ((?:.*\\\n)*.*)$", MAKEFILE, re.MULTILINE)[1]
    assert set(phony.replace("\\", " ").split()) == TARGETS


def test_help_is_the_default_and_lists_every_promised_target():
    listing = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert set(re.findall(r"make ([a-z0-9-]+)", listing)) == PROMISED


@pytest.mark.parametrize("target", sorted(PROMISED - {"help"}))
def test_target_can_be_planned(target):
    """`make -n` reads the recipe without running it."""
    subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=True)


def test_every_module_a_recipe_runs_exists():
    ours = {"tests", "benchmarks", "tools", "entrypoints"}
    missing = []
    for module in set(re.findall(r"python -m ([a-z_.]+)", MAKEFILE)):
        if module.split(".")[0] not in ours:
            continue
        place = (ROOT / "src" if module.startswith("entrypoints") else ROOT) / module.replace(
            ".", "/"
        )
        if not (place.with_suffix(".py").exists() or (place / "__main__.py").exists()):
            missing.append(module)
    assert missing == []


def test_every_script_a_recipe_runs_exists():
    scripts = re.findall(r"\b(?:firmware/)?tools/[a-z_]+\.(?:py|sh)", MAKEFILE)
    assert [script for script in scripts if not (ROOT / script).is_file()] == []


def test_every_target_that_pages_and_workflows_name_exists():
    named = {
        (shown(file), target)
        for file in tracked()
        if file.suffix in {".md", ".yml", ".yaml"} or shown(file) == ".ci/run"
        for target in CALLED.findall(file.read_text())
    }
    assert {each for each in named if each[1] not in TARGETS} == set()


def test_ci_runs_the_tests_and_stops_at_a_failure():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert "set -euo pipefail" in script.read_text()
    assert script.read_text().rstrip().endswith("make test")


@pytest.mark.parametrize("name", ["ci", "release"])
def test_workflow_is_bounded_and_has_least_rights(name):
    workflow = yaml.safe_load((ROOT / f".github/workflows/{name}.yml").read_text())
    assert workflow["permissions"] in ({}, {"contents": "read"})
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 90
        assert all(("uses" in step) != ("run" in step) for step in job["steps"])


def test_ci_tries_every_python_that_we_name():
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    tried = set(workflow["jobs"]["test"]["strategy"]["matrix"]["python"])
    classified = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text())
    assert tried == set(classified)


@pytest.mark.parametrize(
    "file", [each for each in tracked() if each.suffix in {".yml", ".yaml"}], ids=shown
)
def test_every_yaml_file_can_be_read(file):
    assert list(yaml.safe_load_all(file.read_text()))
