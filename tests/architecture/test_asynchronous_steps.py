"""Asynchronous steps really run and really fail, tried on a small project of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from features.asynchronous import given, refuse_unawaited

ROOT = Path(__file__).parents[2]

FEATURE = """
Feature: Steps
  Scenario: a failing async then
    Given 3 apples
    Then there are 4 apples
  Scenario: a holding async then
    Given 3 apples
    When I eat 1 of them
    Then there are 2 apples
  Scenario: a failing async given
    Given a broken basket
    Then there are 0 apples
  Scenario: a table in an async step
    Given these apples:
      | sort  |
      | Boskop |
    Then there are 1 apples
  Scenario: a coroutine from a plain step
    Given 3 apples
    Then a plain step returns a failing coroutine
  Scenario: a task that outlives its step
    Given 3 apples
    When a worm starts to eat
    Then the worm has eaten
  Scenario: a step that nobody awaits
    Given 3 apples
    Then pytest-bdd alone would let this pass
"""

STEPS = """
import asyncio
import pytest
import pytest_bdd
from pytest_bdd import parsers, scenarios
from features.asynchronous import given, one_loop_per_scenario, refuse_unawaited, then, when

scenarios("steps.feature")

@pytest.fixture
def eaten():
    return asyncio.Event()

@given(parsers.parse("{count:d} apples"), target_fixture="apples")
async def _(count):
    await asyncio.sleep(0)
    return ["apple"] * count

@given("a broken basket", target_fixture="apples")
async def _():
    raise RuntimeError("no bottom")

@given("these apples:", target_fixture="apples")
async def _(datatable):
    return datatable[1:]

@when(parsers.parse("I eat {count:d} of them"))
async def _(apples, count):
    del apples[:count]

@when("a worm starts to eat", target_fixture="worm")
async def _(eaten):
    async def eat():
        eaten.set()
    return asyncio.create_task(eat())

@then("the worm has eaten")
async def _(worm, eaten):
    await worm
    assert eaten.is_set()

@then(parsers.parse("there are {count:d} apples"))
async def _(apples, count):
    await asyncio.sleep(0)
    assert len(apples) == count

async def fails():
    raise AssertionError("really awaited")

@then("a plain step returns a failing coroutine")
def _(apples):
    return fails()

@pytest_bdd.then("pytest-bdd alone would let this pass")
async def _(apples):
    assert apples == []
"""

CONFTEST = """
from features.asynchronous import refuse_unawaited

def pytest_bdd_before_step_call(step_func):
    refuse_unawaited(step_func)
"""

OUTCOMES = {
    "a_failing_async_then": "FAILED",
    "a_holding_async_then": "PASSED",
    "a_failing_async_given": "FAILED",
    "a_table_in_an_async_step": "PASSED",
    "a_coroutine_from_a_plain_step": "FAILED",
    "a_task_that_outlives_its_step": "PASSED",
    "a_step_that_nobody_awaits": "FAILED",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest said of the small project."""
    project = tmp_path_factory.mktemp("apples")
    (project / "steps.feature").write_text(FEATURE)
    (project / "test_steps.py").write_text(STEPS)
    (project / "conftest.py").write_text(CONFTEST)
    (project / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    command = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider", str(project)]
    run = subprocess.run(
        command,
        cwd=project,
        env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return run.stdout + run.stderr


@pytest.mark.parametrize(("scenario", "outcome"), OUTCOMES.items())
def test_an_asynchronous_step_counts(report: str, scenario: str, outcome: str) -> None:
    assert f"{outcome} test_steps.py::test_{scenario}" in report


def test_the_failure_is_the_steps_own(report: str) -> None:
    assert "RuntimeError: no bottom" in report
    assert "AssertionError: really awaited" in report
    assert "pytest-bdd would never await it" in report


def test_a_step_that_yields_is_refused() -> None:
    with pytest.raises(TypeError, match="a step returns"):

        @given("never registered")
        async def _():
            yield


def test_a_plain_function_needs_no_awaiting() -> None:
    def plain() -> None: ...

    async def asynchronous() -> None: ...

    refuse_unawaited(plain)
    with pytest.raises(TypeError, match=r"features\.asynchronous"):
        refuse_unawaited(asynchronous)
