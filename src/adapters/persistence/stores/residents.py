"""What a scope keeps in memory.

Resident: of a connection, its station and its open sessions. Recent: of reactions, what they read.
"""

from collections.abc import Hashable, Iterator
from typing import Any
from uuid import UUID

from adapters.persistence.kinds import SESSION, STATION, Kind
from domain.aggregate import Aggregate
from domain.session import ChargingSession

Place = tuple[Kind[Any], Hashable]


class Resident:
    """Committed state, never ahead of the database; who asks for it gets copies.

    An ended session leaves; a late report of it is looked up in the database.
    """

    __slots__ = ("__weakref__", "_kept", "sessions_read", "station")

    def __init__(self, station: UUID) -> None:
        self.station = station
        self.sessions_read = False
        """Whether all open sessions of the station are here."""
        self._kept: dict[Place, Aggregate] = {}

    def find(self, place: Place) -> Any:  # noqa: ANN401 - of the place's kind
        """What is kept there, or None. Not a copy."""
        return self._kept.get(place)

    def all(self, kind: Kind[Any]) -> Iterator[Any]:
        """All that is kept of a kind."""
        return (kept for (of, _), kept in self._kept.items() if of is kind)

    def adopt(self, place: Place, aggregate: Aggregate | None) -> None:
        """That is what is committed now; None where it was removed."""
        if aggregate is not None and self._stays(place[0], aggregate):
            self._kept[place] = aggregate
        else:
            self._kept.pop(place, None)

    def drop_session(self, session: UUID) -> None:
        """Somebody else has changed it."""
        for place in [p for p, kept in self._kept.items() if getattr(kept, "id", None) == session]:
            del self._kept[place]
            self.sessions_read = False

    def clear(self) -> None:
        """Somebody else has changed something, or nothing is certain any more."""
        self._kept.clear()
        self.sessions_read = False

    def _stays(self, kind: Kind[Any], aggregate: Any) -> bool:  # noqa: ANN401 - of that kind
        if kind is STATION:
            return bool(aggregate.id == self.station)
        if kind is SESSION and isinstance(aggregate, ChargingSession):
            return aggregate.open and aggregate.station == self.station
        return False


NOBODY = UUID(int=0)


class Recent(Resident):
    """Sessions and stations that reactions to one event have read, for as long as they run.

    They all follow from what was committed before any of them has read, so none needs a later
    state than another; what they write is compared with the version that they have seen. It
    stands in for no station: others hear of what is saved in its scope.
    """

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(NOBODY)

    def _stays(self, kind: Kind[Any], aggregate: Any) -> bool:  # noqa: ANN401, ARG002 - as above
        return kind is STATION or kind is SESSION
