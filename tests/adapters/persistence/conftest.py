"""Fixtures: a migrated database for each test."""

import pytest
from tests.adapters.persistence.installed import migrated


@pytest.fixture
def schema(postgres):
    """A database with the schema, empty."""
    database = migrated(postgres)
    yield database
    postgres.drop(database)
