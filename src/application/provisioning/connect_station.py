"""A station opens its connection, and loses it."""

from dataclasses import dataclass

from application.ports.provisioning import Link, Links
from application.ports.stores import Journal
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId, TenantId
from domain.station import StationConnected, StationDisconnected


@dataclass(frozen=True, slots=True)
class ConnectStation:
    """A station that has proved who it is speaks `protocol` to this `node`."""

    tenant: TenantId
    station: StationId
    node: str
    protocol: str
    peer: str = ""


@dataclass(frozen=True, slots=True)
class ConnectStationHandler:
    """Make the new connection the station's only one.

    - The newest connection wins, on whichever node it is; the store decides by a rising number.
    - The one before may write no more from that moment on.
    """

    links: Links
    journal: Journal
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ConnectStation) -> tuple[Link, bool]:
        link, takes_over = await self.links.take(
            command.station, command.node, command.protocol, command.peer
        )
        self.journal.note(
            StationConnected(
                tenant=command.tenant,
                at=self.clock.now(),
                station=command.station,
                protocol=command.protocol,
                takes_over=takes_over,
            )
        )
        await self.work.commit()
        return link, takes_over


@dataclass(frozen=True, slots=True)
class DisconnectStation:
    """The connection `link` is over."""

    tenant: TenantId
    link: Link
    why: str = ""


@dataclass(frozen=True, slots=True)
class DisconnectStationHandler:
    """Note that a station is away.

    - The end of an older connection does not unregister a newer one (fine point 45).
    """

    links: Links
    journal: Journal
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: DisconnectStation) -> bool:
        if not await self.links.release(command.link):
            return False
        self.journal.note(
            StationDisconnected(
                tenant=command.tenant,
                at=self.clock.now(),
                station=command.link.station,
                why=command.why,
            )
        )
        await self.work.commit()
        return True
