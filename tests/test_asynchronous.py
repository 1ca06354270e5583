"""Async tests run, fail when they should, end in time, and cannot be forgotten."""

import asyncio
from pathlib import Path

import pytest
from tests.asynchronous import asynchronous

CONFTEST = (Path(__file__).parent / "conftest.py").read_text()


@pytest.fixture
def word():
    return "charging"


@asynchronous
async def test_decorated_test_runs_with_its_fixtures(word):
    await asyncio.sleep(0)
    assert word == "charging"


def test_failing_async_test_fails():
    @asynchronous
    async def wrong():
        await asyncio.sleep(0)
        raise AssertionError("seen")

    with pytest.raises(AssertionError, match="seen"):
        wrong()


def test_hanging_async_test_is_ended():
    @asynchronous(limit=0.01)
    async def hangs():
        await asyncio.Event().wait()

    with pytest.raises(TimeoutError):
        hangs()


pytest_plugins = ["pytester"]


@pytest.mark.parametrize(
    "body",
    [
        "async def test_forgotten():\n    assert False\n",
        "async def test_forgotten():\n    yield\n",
        "class TestGroup:\n    async def test_forgotten(self):\n        assert False\n",
    ],
)
def test_undecorated_async_test_fails_collection(pytester, body):
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(body)
    outcome = pytester.runpytest("-p", "no:cacheprovider")
    outcome.assert_outcomes(errors=1)
    outcome.stdout.fnmatch_lines(["*test_forgotten is async and nothing would await it*"])
