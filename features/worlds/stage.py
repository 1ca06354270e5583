"""Where both worlds play: who is who, and when all is settled."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.world import ManualClock
from application.ports.stores import Stores
from application.views.bundle import TenantViews
from domain.identity import OrderId, StationIdentity, TariffId, TenantId
from domain.station import Station
from features.world import identity
from features.worlds.charger import Charger
from features.worlds.house import House
from features.worlds.speech import Speech
from features.worlds.speech_v2 import SPEECH_2_0_1, SPEECH_2_1
from features.worlds.speech_v16 import Speech16

SPEECHES: dict[str, Speech] = {"1.6": Speech16(), "2.0.1": SPEECH_2_0_1, "2.1": SPEECH_2_1}

ONCE_UPON_A_TIME = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


@dataclass(slots=True)
class Operator:
    """One operator, and the stations that scenarios speak of as his."""

    tenant: TenantId
    tariff: TariffId | None = None
    chargers: dict[str, Charger] = field(default_factory=dict)
    orders: dict[tuple[str, str], OrderId] = field(default_factory=dict)
    """The newest by instruction and station."""


class Stage(ABC):
    """Everything that the verbs of a world work on."""

    house: House

    def __init__(self) -> None:
        self.clock = ManualClock(ONCE_UPON_A_TIME)
        self.operators: dict[str, Operator] = {}
        self.operator: Operator

    @abstractmethod
    async def settle(self) -> None:
        """Return once everything that follows from what was done has happened."""

    @abstractmethod
    def certificate_of(self, identity: str) -> Any:
        """What a station of that identity shows for `ssl`."""

    @property
    def tenant(self) -> TenantId:
        """Of the operator whom we work for."""
        return self.operator.tenant

    def stores(self) -> Stores:
        """What is kept of our operator."""
        return self.house.stores(self.tenant)

    def views(self) -> TenantViews:
        """What our operator is shown."""
        return self.house.views(self.tenant)

    async def run(self, command: object) -> object:
        """Have a command of our operator carried out, with all that follows."""
        answer = await self.house.desk(self.tenant).run(command)
        await self.settle()
        return answer

    def charger(self, station: str) -> Charger:
        """The station itself."""
        return self.operator.chargers[station]

    def chargers(self) -> list[Charger]:
        """The stations of all operators."""
        return [c for operator in self.operators.values() for c in operator.chargers.values()]

    async def find_station(self, station: str) -> Station | None:
        """What we know of the station."""
        return await self.stores().stations.find_by_identity(StationIdentity(identity(station)))

    async def station(self, station: str) -> Station:
        """Likewise; it must be known."""
        found = await self.find_station(station)
        assert found is not None, f"Nobody knows {station}."
        return found
