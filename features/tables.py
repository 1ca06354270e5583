"""Tables of a feature, read: a header and rows into words, cards and comparable cells."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from decimal import Decimal

from features.world import Sample, Word

Row = Mapping[str, str]
NONE = "none"
CLOCK = re.compile(r"(\d\d):(\d\d)(?::(\d\d))?")
SAMPLE = re.compile(
    r"(?:(?P<phase>L[123])\s+)?(?P<value>\S+?)(?:\s*x10\^(?P<multiplier>-?\d+))?(?:\s+(?P<unit>\S+))?"
)


def rows(table: list[list[str]]) -> Iterator[dict[str, str]]:
    """Each row by its column heads; an empty cell is absent, as if the column were not there."""
    heads, *lines = table
    for line in lines:
        yield {head: cell for head, cell in zip(heads, line, strict=True) if cell}


def moment(text: str, today: datetime) -> datetime:
    """``08:30`` of the scenario's day, or a whole ``2026-03-02 08:30``; UTC.

    Raises:
        ValueError: the cell is neither.
    """
    if clock := CLOCK.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return datetime.combine(today, time(hours, minutes, seconds), UTC)
    stamp = datetime.fromisoformat(text)
    return stamp.replace(tzinfo=UTC) if stamp.tzinfo is None else stamp.astimezone(UTC)


def as_written(text: str, today: datetime) -> str:
    """The timestamp a station sends: ``08:30`` filled up, anything else left as it stands."""
    return f"{moment(text, today):%Y-%m-%dT%H:%M:%SZ}" if CLOCK.fullmatch(text) else text


def samples(row: Row, column: str) -> tuple[Sample, ...]:
    """``L1 100 Wh, L2 90 Wh``, ``1845 x10^1 Wh``, ``12,5 kWh`` or a bare ``5000``."""
    cell = row.get(column)
    return tuple(_sample(part, row) for part in cell.split(", ")) if cell else ()


def _sample(text: str, row: Row) -> Sample:
    parts = SAMPLE.fullmatch(text)
    if parts is None:
        message = f"no meter value: {text!r}"
        raise ValueError(message)
    multiplier = parts["multiplier"]
    return Sample(
        value=parts["value"],
        unit=parts["unit"],
        multiplier=None if multiplier is None else int(multiplier),
        measurand=row.get("measurand"),
        phase=parts["phase"],
        context=row.get("context"),
    )


def word(row: Row, today: datetime) -> Word:
    """One row of ``"Hauptstraße-1" says:``; the columns are the fields of `Word`."""
    number = {name: int(row[name]) for name in ("connector", "sequence", "number") if name in row}
    return Word(
        event=row["event"],
        at=as_written(row["time"], today),
        card=row.get("card"),
        session=row.get("session"),
        reason=row.get("reason"),
        offline=row.get("offline") == "yes",
        samples=samples(row, "meter"),
        proof=samples(row, "proof"),
        connector=number.get("connector"),
        sequence=number.get("sequence"),
        number=number.get("number"),
    )


def amount(text: str) -> Decimal | None:
    """``9.80 EUR``, ``20 kWh`` or ``none``: the number, exact; the unit is for the reader."""
    return None if text == NONE else Decimal(text.split(maxsplit=1)[0])
