"""The stores of a scope are made when they are asked for."""

from dataclasses import fields

from adapters.persistence.stores.scope import MAKERS
from application.ports.stores import Stores

GIVEN = {"tenant", "work", "journal"}


def test_every_store_of_a_scope_can_be_made() -> None:
    assert MAKERS.keys() | GIVEN == {field.name for field in fields(Stores)}
