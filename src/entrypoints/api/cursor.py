"""Cursors: a position in a list, as text that callers hand back and never read."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

import msgspec

from application.views.paging import Position, Slice
from entrypoints.api.problems import Fault, Problem, wrong


class _Content(msgspec.Struct, array_like=True):
    sort: str
    position: tuple[str, ...]


def written(sort: str, position: Position | None) -> str | None:
    """The cursor of a position; None at the end of a list."""
    if position is None:
        return None
    content = msgspec.json.encode(_Content(sort, position))
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def sliced(limit: int, cursor: str | None, sort: str) -> Slice:
    """The part of a list that a request wants.

    Raises:
        Problem: the cursor was not made by a list in this order.
    """
    if cursor is None:
        return Slice(limit, None, sort)
    try:
        content = msgspec.json.decode(
            urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)), type=_Content
        )
    except (ValueError, msgspec.DecodeError):
        raise _not_ours() from None
    if content.sort != sort:
        raise _not_ours()
    return Slice(limit, content.position, sort)


def _not_ours() -> Problem:
    fault = Fault(detail="is not `next` of a page of this list in this order", parameter="cursor")
    return wrong("wrong-parameters", [fault])
