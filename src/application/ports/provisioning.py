"""Stores of stations, for the tenant of the scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.identity import LocationId, StationId, StationIdentity
from domain.location import Location
from domain.station import (
    Breach,
    InventoryReport,
    Setting,
    SettingKey,
    Station,
    StationCredentials,
)
from domain.tenant import TenantPolicy


class Stations(Protocol):
    """The tenant's stations."""

    async def find(self, station: StationId) -> Station | None:
        """That station, or None."""
        ...

    async def get(self, station: StationId) -> Station:
        """That station; raises NotFound."""
        ...

    async def find_by_identity(self, identity: StationIdentity) -> Station | None:
        """The station that calls itself so, or None."""
        ...

    def save(self, station: Station) -> None:
        """Write it, and its events, with the next commit."""
        ...

    def remove(self, station: Station) -> None:
        """Take it away with the next commit; its sessions and readings stay."""
        ...


class Credentials(Protocol):
    """The stations' secrets."""

    async def find(self, station: StationId) -> StationCredentials | None:
        """Those of the station, or None if it has none."""
        ...

    def save(self, credentials: StationCredentials) -> None:
        """Write them with the next commit."""
        ...


class Inventories(Protocol):
    """Reports of settings that are coming in, and the settings last told."""

    async def find_report(self, station: StationId, request: int) -> InventoryReport | None:
        """The report that answers our request of that number, as far as it has come."""
        ...

    def save_report(self, report: InventoryReport) -> None:
        """Write it with the next commit."""
        ...

    async def settings(
        self, station: StationId, keys: tuple[SettingKey, ...] = ()
    ) -> tuple[Setting, ...]:
        """The settings as last told: those of `keys`, or all."""
        ...

    def put_settings(
        self, station: StationId, settings: tuple[Setting, ...], told_at: datetime, *, whole: bool
    ) -> None:
        """Write settings with the next commit; with `whole`, what is not among them is gone."""
        ...


@dataclass(frozen=True, slots=True)
class Link:
    """A station's present connection. A higher `fence` shuts out writers with a lower one."""

    station: StationId
    node: str
    fence: int
    protocol: str
    since: datetime
    last_seen: datetime
    peer: str = ""


class Links(Protocol):
    """Which node holds which station's connection, decided by the store."""

    async def take(
        self, station: StationId, node: str, protocol: str, peer: str
    ) -> tuple[Link, bool]:
        """Make this node's new connection the station's only one; durable when it returns.

        Returns the link, and whether another connection was open until now.
        """
        ...

    async def release(self, link: Link) -> bool:
        """The connection ended; False if a newer one had taken over (then nothing changes)."""
        ...

    async def find(self, station: StationId) -> Link | None:
        """The station's open connection on a living node, or None."""
        ...

    async def touch(self, stations: dict[StationId, datetime], node: str) -> None:
        """When each was last heard: in one write for many stations, not on a message's path."""
        ...


class ConformanceLog(Protocol):
    """Which rules each station breaks, counted."""

    async def note(self, breaches: Sequence[Breach]) -> None:
        """Add to what was counted, in one write beside any unit of work; durable when it returns.

        Of kinds that a station has not shown before, no more than `MOST_KINDS` are kept. Those of
        a station that nobody knows are passed over.
        """
        ...


class Locations(Protocol):
    """The tenant's sites."""

    async def find(self, location: LocationId) -> Location | None:
        """That location, or None."""
        ...

    async def get(self, location: LocationId) -> Location:
        """That location; raises NotFound."""
        ...

    def save(self, location: Location) -> None:
        """Write it with the next commit."""
        ...

    def remove(self, location: Location) -> None:
        """Take it away with the next commit; StillReferenced while stations stand there."""
        ...


class Policies(Protocol):
    """The choices of the scope's tenant, from memory, at most some seconds old."""

    async def current(self) -> TenantPolicy:
        """The tenant's policy."""
        ...

    async def in_force(self) -> bool:
        """Whether there is such a tenant, and it is active."""
        ...
