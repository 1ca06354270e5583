"""Values of the domain as plain JSON values; exact numbers as text."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from application.views.amounts import plain
from domain.quantities import Energy
from domain.station import Available, Faulted, Occupied, Reserved, Unavailable, Unreported


def words_of(name: str) -> str:
    """RemoteStart → remote_start."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


_STATUSES = (Unreported, Available, Occupied, Reserved, Unavailable, Faulted)

_PLAIN: Mapping[type[Any], Callable[[Any], Any]] = MappingProxyType(
    {
        **{
            kind: lambda status: {
                "state": words_of(type(status).__name__),
                **{f.name: plain_value(getattr(status, f.name)) for f in fields(status)},
            }
            for kind in _STATUSES
        },
        Energy: lambda energy: plain(energy.wh),
        Decimal: plain,
        UUID: str,
        timedelta: lambda duration: duration.total_seconds(),
    }
)


def plain_value(value: Any) -> Any:  # noqa: ANN401 - any value of the domain
    """A value of the domain as plain JSON values; exact numbers as text."""
    convert = _PLAIN.get(type(value))
    if convert is not None:
        return convert(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list | frozenset):
        return [plain_value(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: plain_value(getattr(value, f.name)) for f in fields(value)}
    return value
