"""Running a command again when somebody else was faster."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from application.ports.work import UnitOfWork
from domain.errors import AlreadyExists, StaleState

Answer = TypeVar("Answer")

MOST_ATTEMPTS = 8
"""A command that is refused this often in a row meets more than a passing conflict."""


async def until_settled(work: UnitOfWork, step: Callable[[], Awaitable[Answer]]) -> Answer:
    """Run `step`; on a stale copy, or a natural key just taken, read again and run it again.

    The second run sees what the first one missed, so a thing told twice is found and not made
    twice. Any failure leaves no changed copy behind.

    Raises:
        StaleState: it was refused `MOST_ATTEMPTS` times.
        AlreadyExists: likewise, for a key that the command itself cannot resolve.
    """
    for attempt in range(1, MOST_ATTEMPTS + 1):
        try:
            return await step()
        except (StaleState, AlreadyExists):
            work.discard()
            if attempt == MOST_ATTEMPTS:
                raise
        except BaseException:
            work.discard()
            raise
    raise AssertionError  # pragma: no cover - the loop returns or raises
