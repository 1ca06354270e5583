"""The locks: every package pinned and hashed, the three in step, and nothing forgotten."""

import re
import tomllib

import pytest
from tests.architecture.source import ROOT

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[a-z,]+\])?==(\S+)", re.MULTILINE)


def _text(name):
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def _pins(name):
    return {(found[1], found[2]) for found in PINNED.finditer(_text(name))}


def _names(requirements):
    return {re.match(r"[A-Za-z0-9._-]+", each)[0].lower() for each in requirements}


@pytest.mark.parametrize("name", ["runtime", "build", "dev"])
def test_every_package_is_pinned_by_hash(name):
    blocks = re.split(r"\n(?=[a-z0-9])", _text(name))
    assert all(PINNED.match(block) for block in blocks)
    assert all("--hash=sha256:" in block for block in blocks)


@pytest.mark.parametrize("name", ["runtime", "build"])
def test_the_smaller_locks_are_parts_of_the_larger(name):
    assert _pins(name) - _pins("dev") == set()


@pytest.mark.parametrize(
    ("name", "requirements"),
    [
        ("runtime", PYPROJECT["project"]["dependencies"]),
        ("build", PYPROJECT["dependency-groups"]["build"]),
        ("dev", PYPROJECT["project"]["optional-dependencies"]["dev"]),
    ],
)
def test_what_pyproject_asks_for_is_locked(name, requirements):
    assert _names(requirements) - {pinned for pinned, _ in _pins(name)} == set()


def test_no_lock_says_where_packages_come_from():
    for name in ("runtime", "build", "dev"):
        assert not re.search(r"--(extra-)?index-url|--find-links|https?://", _text(name))
