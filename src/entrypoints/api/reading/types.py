"""The types that parameters and bodies are made of, with their bounds, for checks and schema."""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from application.views.paging import MOST_ITEMS

_PRINTABLE = r"^[^\x00-\x1f\x7f]*$"

Text = Annotated[str, Meta(max_length=255, pattern=_PRINTABLE)]
Name = Annotated[str, Meta(min_length=1, max_length=100, pattern=_PRINTABLE)]
LongName = Annotated[str, Meta(min_length=1, max_length=255, pattern=_PRINTABLE)]
Uid = Annotated[str, Meta(min_length=1, max_length=255, pattern=r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$")]  # fmt: skip  # noqa: E501
Identity = Annotated[
    str,
    Meta(
        min_length=1, max_length=48, pattern=r"^[^\x00-\x1f\x7f:]+$",
        description="What the station calls itself in its URL (OCPP 2.x identifierString).",
    ),
]  # fmt: skip
TenantSlug = Annotated[
    str, Meta(min_length=1, max_length=36, pattern=r"^[a-z0-9]([a-z0-9-]{0,34}[a-z0-9])?$")
]
CurrencyCode = Annotated[
    str, Meta(min_length=3, max_length=3, pattern=r"^[A-Z]{3}$", description="ISO 4217.")
]
Country = Annotated[
    str,
    Meta(
        max_length=2, pattern=r"^([A-Z]{2})?$",
        description="ISO 3166-1 alpha-2, or nothing.",
    ),
]  # fmt: skip
Price = Annotated[
    str,
    Meta(
        max_length=20, pattern=r"^[0-9]{1,9}(\.[0-9]{1,6})?$",
        description="Exact decimal text, in units of the currency.",
    ),
]  # fmt: skip
Percent = Annotated[str, Meta(max_length=20, pattern=r"^[0-9]{1,3}(\.[0-9]{1,6})?$")]
Degrees = Annotated[
    str,
    Meta(
        max_length=16, pattern=r"^-?[0-9]{1,3}(\.[0-9]{1,10})?$",
        description="WGS 84, decimal degrees as exact text.",
    ),
]  # fmt: skip
Instant = Annotated[datetime, Meta(tz=True, description="RFC 3339, with its zone.")]
Outlet = Annotated[int, Meta(ge=1, le=1000)]

Limit = Annotated[int, Meta(ge=1, le=MOST_ITEMS, description="How many items at most.")]
Cursor = Annotated[
    str,
    Meta(
        min_length=1, max_length=1000, pattern=r"^[A-Za-z0-9_-]+$",
        description="`next` of the page before; opaque.",
    ),
]  # fmt: skip
Search = Annotated[str, Meta(min_length=1, max_length=100, pattern=_PRINTABLE)]


class NoQuery(msgspec.Struct, forbid_unknown_fields=True):
    """No parameters."""


class PageQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What every list takes."""

    limit: Limit = 50
    cursor: Cursor | None = None


def utc(moment: datetime | None) -> datetime | None:
    """The same moment, in UTC."""
    return None if moment is None else moment.astimezone(UTC)
