"""What is written where an aggregate is taken away, and what goes with it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from adapters.persistence.kinds import LOCATION, STATION, TARIFF, Kind
from adapters.persistence.mapping import station
from adapters.persistence.mapping.row import Written
from adapters.persistence.writing import sheets
from adapters.persistence.writing.sheet import Sheet


def removal(
    kind: Kind[Any],
    gone: Any,  # noqa: ANN401 - of that kind
    version: int,
    now: Callable[[], datetime],
) -> Iterator[tuple[Sheet, Written]]:
    """Rows for one that was read with `version`; one that was never written leaves none."""
    if version == 0:
        return
    if kind is STATION:
        # Its row stays: sessions and records refer to it.
        yield sheets.CHANGED_STATION, station.to_row(gone, version + 1, removed_at=now())
        for sheet in (
            sheets.NO_SETTINGS,
            sheets.NO_CREDENTIALS,
            sheets.NO_REPORTS,
            sheets.NO_LINK,
            sheets.NO_CONNECTORS,
            sheets.NO_ASSIGNMENTS,
        ):
            yield sheet, (gone.tenant, gone.id)
        return
    if kind is TARIFF:
        yield sheets.UNUSED_TARIFF, (gone.tenant, gone.id)
    if kind is LOCATION:
        yield sheets.LEFT_LOCATION, (gone.tenant, gone.id)
    assert kind.gone is not None  # noqa: S101 - only kinds that can be removed come here
    yield kind.gone, (gone.tenant, gone.id, version)
