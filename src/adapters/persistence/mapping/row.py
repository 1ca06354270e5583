"""Types of rows, and the few conversions that all mappings need."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, TypeVar

Written = tuple[Any, ...]
"""Values in the order of a statement's columns."""

Read = Mapping[str, Any]
"""Values by column."""

E = TypeVar("E", bound=Enum)


def exact(number: Decimal | None) -> str | None:
    """A decimal as the text that a numeric column takes, digit for digit."""
    return None if number is None else str(number)


def maybe(kind: type[E], value: object) -> E | None:
    """A member of `kind`, or None."""
    return None if value is None else kind(value)
