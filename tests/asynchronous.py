"""Run an `async def` test: `@asynchronous`, and never longer than its limit.

There is no event-loop plugin here: pytest would call an undecorated `async def test_…`, throw the
coroutine away and count it as passed. `tests/conftest.py` refuses such a test at collection.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, overload

P = ParamSpec("P")
Test = Callable[P, Coroutine[Any, Any, None]]

LIMIT_SECONDS = 60.0


@overload
def asynchronous(test: Callable[P, Coroutine[Any, Any, None]]) -> Callable[P, None]: ...


@overload
def asynchronous(
    *, limit: float
) -> Callable[[Callable[P, Coroutine[Any, Any, None]]], Callable[P, None]]: ...


def asynchronous(test=None, *, limit=LIMIT_SECONDS):
    """Make a plain test of an async one; fixtures and parameters stay as they are.

    Args:
        test: the `async def` test.
        limit: seconds after which it is cancelled and fails with TimeoutError.
    """

    def decorate(test):
        @wraps(test)
        def run(*args, **kwargs):
            async def bounded():
                async with asyncio.timeout(limit):
                    await test(*args, **kwargs)

            asyncio.run(bounded())

        return run

    return decorate(test) if test is not None else decorate
