"""Rounds: something is done whenever there may be something to do, until it is cancelled."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import structlog

from application.ports.bus import Bus

log = structlog.get_logger("worker")


async def keep_up(
    bus: Bus,
    topics: tuple[str, ...],
    round_: Callable[[], Awaitable[bool]],
    *,
    poll_seconds: float,
    linger_seconds: float,
    waits: str,
) -> None:
    """Do rounds when the bus rings, and every `poll_seconds` by itself.

    Args:
        bus: which rings.
        topics: on these.
        round_: does one; whether there may be more to do at once.
        poll_seconds: between two rounds, where nobody rings.
        linger_seconds: after a ring: what is committed in the same moment is seen to together.
        waits: what is said to wait when a round fails, as while the database is away.
    """
    rung = asyncio.Event()
    async with bus.listen(*topics) as news, asyncio.TaskGroup() as group:
        group.create_task(_hear(news, rung))
        while True:
            rung.clear()
            if await _safely(round_, waits):
                continue
            with suppress(TimeoutError):
                async with asyncio.timeout(poll_seconds):
                    await rung.wait()
            await asyncio.sleep(linger_seconds)


async def _hear(news: AsyncIterator[tuple[str, str]], rung: asyncio.Event) -> None:
    async for _ in news:
        rung.set()


async def _safely(round_: Callable[[], Awaitable[bool]], waits: str) -> bool:
    try:
        return await round_()
    except Exception as failure:  # noqa: BLE001 - the database may be away for a while
        log.warning("round put off", waits=waits, why=f"{type(failure).__name__}: {failure}")
        return False
