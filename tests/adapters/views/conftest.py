"""Views are told as stories in a house, on memory and on PostgreSQL."""

import asyncio

import pytest
from tests.adapters.persistence.installed import migrated
from tests.entrypoints.api.world import in_memory, on_postgres


@pytest.fixture
def house_on(request):
    """Runs a story in a house on memory or on PostgreSQL."""
    made = []

    def run(kind: str, story):
        if kind == "memory":
            return asyncio.run(asyncio.wait_for(story(in_memory()), 60))
        database = migrated(request.getfixturevalue("postgres"))
        made.append(database)

        async def told():
            async with on_postgres(database) as house:
                return await story(house)

        return asyncio.run(asyncio.wait_for(told(), 60))

    yield run
    for database in made:
        request.getfixturevalue("postgres").drop(database)
