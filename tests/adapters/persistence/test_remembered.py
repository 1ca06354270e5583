"""Remembered answers: by tenant and key, and the platform's own beside them."""

from datetime import timedelta

import pytest
from tests.asynchronous import asynchronous
from tests.builders import EIGHT, OHM, VOLTA

from adapters.memory.remembered import MemoryRememberedAnswers
from adapters.persistence.reading import Database
from adapters.persistence.remembered import PostgresRememberedAnswers
from adapters.world import ManualClock
from application.ports.idempotency import REMEMBERED_FOR, RememberedAnswer

ANSWER = RememberedAnswer(b"d", 201, (("etag", '"v1"'),), b"{}")


def on(kind, schema, promise):
    @asynchronous
    async def run():
        clock = ManualClock(EIGHT)
        if kind == "memory":
            await promise(MemoryRememberedAnswers(clock), clock)
            return
        database = Database(schema.url)
        await database.open()
        try:
            await promise(PostgresRememberedAnswers(database, clock), clock)
        finally:
            await database.close()

    run()


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_a_key_is_claimed_once_by_each_tenant_and_by_the_platform(kind, schema):
    async def promise(remembered, _clock):
        for whose in (VOLTA, OHM, None):
            assert await remembered.claim(whose, "k-1", b"d") is None
            assert await remembered.claim(whose, "k-1", b"d") == RememberedAnswer(b"d")
            await remembered.keep(whose, "k-1", ANSWER)
            assert await remembered.claim(whose, "k-1", b"other") == ANSWER

    on(kind, schema, promise)


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_a_key_is_free_again_when_nothing_was_done_and_after_a_day(kind, schema):
    async def promise(remembered, clock):
        for whose in (VOLTA, None):
            assert await remembered.claim(whose, "k-2", b"d") is None
            await remembered.release(whose, "k-2")
            assert await remembered.claim(whose, "k-2", b"d") is None
        clock.advance(REMEMBERED_FOR + timedelta(seconds=1))
        assert await remembered.claim(None, "k-2", b"e") is None
        assert await remembered.claim(VOLTA, "k-2", b"e") is None

    on(kind, schema, promise)
