"""Reading other people's JSON: what means the same is the same.

Numbers may be text, times may have an offset or none at all, optional fields may be null. What
cannot be read is named with its place, all of it at once; unknown fields are noted and kept out.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

Document = Mapping[str, Any]
MOST_DIGITS = 15
"""Before the point: a number that is longer is no energy, time or price, but a trap."""
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def parsed(text: str | bytes) -> Any:  # noqa: ANN401 - any JSON
    """The document of a JSON text, its numbers exact; raises ValueError."""
    return json.loads(text, parse_float=Decimal, parse_constant=_no_number)


def _no_number(name: str) -> Decimal:
    raise ValueError(f"{name} is no number in JSON.")


class Unreadable(ValueError):
    """A document that says nothing which could be used; all the places are told."""

    def __init__(self, what: str, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(f"This {what} cannot be read: {'; '.join(self.faults)}.")


@dataclass(slots=True)
class Reading:
    """What was noticed while one document is read."""

    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def value(
        self, of: Document, name: str, path: str, kind: Callable[[Any], T], *, needed: bool = False
    ) -> T | None:
        """The field `name` of `of`, or None where it is absent, null, or a fault."""
        raw = of.get(name)
        place = f"{path}.{name}" if path else name
        if raw is None:
            if needed:
                self.faults.append(f"{place}: is missing")
            return None
        try:
            return kind(raw)
        except (ValueError, TypeError, InvalidOperation, OverflowError):
            self.faults.append(f"{place}: {str(raw)[:60]!r} is not understood")
            return None

    def each(self, of: Document, name: str, path: str) -> Iterable[tuple[Document, str]]:
        """The objects of a list, with their places; a single object is a list of one."""
        raw = of.get(name) or ()
        place = f"{path}.{name}" if path else name
        if isinstance(raw, Mapping):
            raw = (raw,)
        if not isinstance(raw, list | tuple):
            self.faults.append(f"{place}: is no list")
            return
        for number, item in enumerate(raw):
            if isinstance(item, Mapping):
                yield item, f"{place}[{number}]"
            else:
                self.faults.append(f"{place}[{number}]: is no object")

    def unknown(self, of: Document, known: Iterable[str], path: str = "") -> None:
        """Note the fields that nobody knows."""
        for name in sorted(of.keys() - set(known)):
            self.remarks.append(f"{path}.{name}" if path else name)


def number(raw: object) -> Decimal:
    """A finite number, written as one or as text."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
        raise TypeError(raw)
    value = raw if isinstance(raw, Decimal) else Decimal(str(raw).strip())
    if not value.is_finite() or value.adjusted() > MOST_DIGITS or len(value.as_tuple().digits) > 60:
        raise ValueError(raw)
    return value


def whole(raw: object) -> int:
    """A whole number, 5.0 and "5" among them."""
    value = number(raw)
    if value != value.to_integral_value():
        raise ValueError(raw)
    return int(value)


def instant(raw: object) -> datetime:
    """A time, in UTC where it names no zone (OCPI 2.2.1 types, DateTime)."""
    if not isinstance(raw, str):
        raise TypeError(raw)
    at = datetime.fromisoformat(raw.strip().upper().replace(" ", "T"))
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def clock_time(raw: object) -> time:
    """HH:MM, seconds allowed; 24:00 is the end of the day, as 00:00."""
    text = words(raw).strip()
    if text.startswith("24:00"):
        return time(0)
    hour, _, rest = text.partition(":")
    return time.fromisoformat(f"{int(hour):02}:{rest}")


def day(raw: object) -> date:
    """YYYY-MM-DD; of a time its day."""
    return date.fromisoformat(words(raw).strip()[:10])


def words(raw: object) -> str:
    """Text; a number as it is written."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        raise TypeError(raw)
    return str(raw)


def one_of(kind: type[E]) -> Callable[[object], E]:
    """A member of `kind`, in any letter case."""
    members = {str(member).casefold(): member for member in kind}

    def read(raw: object) -> E:
        member = members.get(words(raw).strip().casefold())
        if member is None:
            raise ValueError(raw)
        return member

    return read
