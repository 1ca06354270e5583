"""Reference data in memory: read once by all who ask, and not kept beyond a change."""

import asyncio

from tests.asynchronous import asynchronous

from adapters.persistence.caches import Cache

ASKERS = 20


class _Table:
    """What is read; each read waits for `open`."""

    def __init__(self) -> None:
        self.reads = 0
        self.value = "old"
        self.failure: Exception | None = None
        self.open = asyncio.Event()

    async def read(self) -> str:
        self.reads += 1
        value = self.value
        await self.open.wait()
        if self.failure is not None:
            raise self.failure
        return value

    async def is_read(self, times: int) -> None:
        async with asyncio.timeout(5):
            while self.reads < times:  # noqa: ASYNC110 - as many turns as it takes
                await asyncio.sleep(0)


def _asking(cache: Cache, table: _Table) -> list["asyncio.Task[str]"]:
    return [asyncio.create_task(cache.get("volta", "tariffs", table.read)) for _ in range(ASKERS)]


@asynchronous
async def test_all_who_ask_before_it_is_there_share_one_read():
    cache, table = Cache(), _Table()
    asking = _asking(cache, table)
    await asyncio.sleep(0)
    table.open.set()
    assert set(await asyncio.gather(*asking)) == {"old"}
    assert await cache.get("volta", "tariffs", table.read) == "old"
    assert table.reads == 1


@asynchronous
async def test_who_asks_after_a_change_does_not_get_what_was_read_before_it():
    cache, table = Cache(), _Table()
    before = _asking(cache, table)
    await table.is_read(1)
    table.value = "new"
    cache.forget("volta", "tariffs")
    after = _asking(cache, table)
    await table.is_read(2)
    table.open.set()
    assert set(await asyncio.gather(*before)) == {"old"}
    assert set(await asyncio.gather(*after)) == {"new"}
    assert await cache.get("volta", "tariffs", table.read) == "new"
    assert table.reads == 2


@asynchronous
async def test_who_gives_up_leaves_the_others_their_answer():
    cache, table = Cache(), _Table()
    first, *others = _asking(cache, table)
    await table.is_read(1)
    first.cancel()
    await asyncio.sleep(0)
    table.open.set()
    assert set(await asyncio.gather(*others)) == {"old"}
    assert table.reads == 1


@asynchronous
async def test_a_read_that_fails_fails_for_all_and_is_tried_again():
    cache, table = Cache(), _Table()
    table.failure = ConnectionError("gone")
    table.open.set()
    answers = await asyncio.gather(*_asking(cache, table), return_exceptions=True)
    assert {type(each) for each in answers} == {ConnectionError}
    table.failure = None
    assert await cache.get("volta", "tariffs", table.read) == "old"
    assert table.reads == 2


@asynchronous
async def test_another_tenants_value_of_that_name_is_another():
    cache, table = Cache(), _Table()
    table.open.set()
    assert await cache.get("volta", "tariffs", table.read) == "old"
    table.value = "theirs"
    assert await cache.get("ohm", "tariffs", table.read) == "theirs"
    assert await cache.get("volta", "tariffs", table.read) == "old"
