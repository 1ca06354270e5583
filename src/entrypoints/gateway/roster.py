"""Which stations this node holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from adapters.ocpp.connection import StationConnection
from adapters.ocpp.line import OcppLine
from application.ports.provisioning import Link
from domain.identity import StationId, TenantId


@dataclass(slots=True, eq=False)
class Held:
    """A station's connection on this node."""

    tenant: TenantId
    link: Link
    connection: StationConnection
    line: OcppLine
    delivering: bool = False
    more_orders: bool = False


class Roster:
    """The connections of this node by station; the newest of each."""

    def __init__(self) -> None:
        self._held: dict[tuple[TenantId, StationId], Held] = {}

    def __iter__(self) -> Iterator[Held]:
        return iter(tuple(self._held.values()))

    def __len__(self) -> int:
        return len(self._held)

    def find(self, tenant: TenantId, station: StationId) -> Held | None:
        """That station's connection here, or None."""
        return self._held.get((tenant, station))

    def tenants(self) -> frozenset[TenantId]:
        """Whose stations are here."""
        return frozenset(tenant for tenant, _ in self._held)

    def enter(self, held: Held) -> Held | None:
        """Take in a connection; the older one that it replaces, if any."""
        key = (held.tenant, held.link.station)
        older = self._held.get(key)
        if older is not None and older.link.fence > held.link.fence:
            return held  # it lost the race against a newer one
        self._held[key] = held
        return older

    def leave(self, held: Held) -> None:
        """Let a connection go; a newer one of the station stays."""
        key = (held.tenant, held.link.station)
        if self._held.get(key) is held:
            del self._held[key]

    def heard_since(self, then: datetime) -> dict[TenantId, dict[StationId, datetime]]:
        """When each station that spoke after `then` was last heard, by tenant."""
        heard: dict[TenantId, dict[StationId, datetime]] = {}
        for held in self._held.values():
            at = held.connection.last_heard
            if at > then:
                heard.setdefault(held.tenant, {})[held.link.station] = at
        return heard
