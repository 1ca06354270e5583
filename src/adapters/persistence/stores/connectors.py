"""Which connectors of a station have changed since they were last read or written."""

from collections.abc import Iterator

from adapters.persistence.mapping.row import Written
from adapters.persistence.mapping.station import connector_to_row
from adapters.persistence.writing.sheet import Sheet
from adapters.persistence.writing.sheets import CONNECTORS, GONE_CONNECTOR, NO_CONNECTORS
from domain.identity import StationId
from domain.station import Connector, Evse, Station


class KnownConnectors:
    """The connectors that the database has, by station."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[StationId, tuple[Evse, ...]] = {}

    def know(self, station: Station) -> None:
        """It has been read, or written, like this."""
        self._known[station.id] = station.evses

    def forget(self) -> None:
        """Nothing is certain any more."""
        self._known.clear()

    def changes(self, station: Station, *, new: bool) -> Iterator[tuple[Sheet, Written]]:
        """Rows for the connectors that differ, or for all where nothing is known."""
        known = self._known.get(station.id)
        if known is station.evses:
            return
        if known is None and not new:
            yield NO_CONNECTORS, (station.tenant, station.id)
        before, after = _numbered(known or ()), _numbered(station.evses)
        for place in before.keys() - after.keys():
            yield GONE_CONNECTOR, (station.tenant, station.id, *place)
        for (evse, number), connector in after.items():
            if before.get((evse, number)) != connector:
                yield CONNECTORS, connector_to_row(station, evse, connector)


def _numbered(evses: tuple[Evse, ...]) -> dict[tuple[int, int], Connector]:
    return {(evse.number, c.number): c for evse in evses for c in evse.connectors}
