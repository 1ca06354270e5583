"""Given, when and then whose coroutines really run.

pytest-bdd calls a step and never awaits what it returns, so that a failing ``async def`` step
would pass. These decorators run every coroutine to its end, all steps of one scenario on one
event loop, and refuse the shapes that could slip through.
"""

import asyncio
import functools
import inspect
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
import pytest_bdd
from pytest_bdd.parsers import StepParser

Step = Callable[..., object]
LOOP = "scenario_loop"
DECORATED_HERE = "runs_coroutines"
FROM_OUR_CALLER = 2  # pytest-bdd plants the definition in the module that many frames above


@pytest.fixture(name=LOOP)
def one_loop_per_scenario() -> Iterator[asyncio.Runner]:
    """One event loop for each scenario, closed with whatever still runs on it."""
    with asyncio.Runner() as runner:
        yield runner


def given(name: str | StepParser, **options: Any) -> Callable[[Step], Step]:
    """Like ``pytest_bdd.given``, and awaits."""
    return _awaiting(pytest_bdd.given, name, options)


def when(name: str | StepParser, **options: Any) -> Callable[[Step], Step]:
    """Like ``pytest_bdd.when``, and awaits."""
    return _awaiting(pytest_bdd.when, name, options)


def then(name: str | StepParser, **options: Any) -> Callable[[Step], Step]:
    """Like ``pytest_bdd.then``, and awaits."""
    return _awaiting(pytest_bdd.then, name, options)


def step(name: str | StepParser, **options: Any) -> Callable[[Step], Step]:
    """Like ``pytest_bdd.step`` (any keyword), and awaits."""
    return _awaiting(pytest_bdd.step, name, options)


def _awaiting(
    decorator: Callable[..., Callable[[Step], Step]],
    name: str | StepParser,
    options: dict[str, Any],
) -> Callable[[Step], Step]:
    def decorate(function: Step) -> Step:
        register = decorator(name, stacklevel=FROM_OUR_CALLER, **options)
        register(_run_to_its_end(function))
        return function

    return decorate


def _run_to_its_end(function: Step) -> Step:
    """A plain function for pytest-bdd that takes the same fixtures and parsed arguments."""
    if inspect.isasyncgenfunction(function) or inspect.isgeneratorfunction(function):
        message = (
            f"{function.__qualname__} yields: a step returns; let a fixture do the clearing up."
        )
        raise TypeError(message)

    @functools.wraps(function)
    def run(**arguments: Any) -> object:
        runner: asyncio.Runner = arguments[LOOP]
        if LOOP not in wanted:
            del arguments[LOOP]
        result = function(**arguments)
        return runner.run(_completed(result)) if inspect.isawaitable(result) else result

    signature = inspect.signature(function)
    wanted = signature.parameters
    run.__signature__ = _with_loop(signature)  # type: ignore[attr-defined]
    setattr(run, DECORATED_HERE, True)
    return run


def _with_loop(signature: inspect.Signature) -> inspect.Signature:
    """The same signature asking for the loop as well: a required parameter is a fixture."""
    if LOOP in signature.parameters:
        return signature
    loop = inspect.Parameter(LOOP, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return signature.replace(parameters=[loop, *signature.parameters.values()])


async def _completed(result: Awaitable[object]) -> object:
    return await result


def refuse_unawaited(function: Step) -> None:
    """Refuse a step that was defined with pytest-bdd's own decorators.

    Raises:
        TypeError: the step would return a coroutine that nobody runs.
    """
    if inspect.iscoroutinefunction(function) and not hasattr(function, DECORATED_HERE):
        message = (
            f"{function.__qualname__} is async, and pytest-bdd would never await it: "
            "take given, when and then from features.asynchronous."
        )
        raise TypeError(message)
