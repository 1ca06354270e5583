"""The firmware's world: as on the wire, but the stations run our own firmware on MicroPython.

It speaks OCPP 1.6, and it is honest: what a station of its kind would never say is not told here.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from domain.identity import StationIdentity
from features.wire_world import WireWorld
from features.world import identity
from features.worlds.charger import Charger
from features.worlds.machine import Machine
from features.worlds.setting_up import password
from features.worlds.stage import SPEECHES, Operator

SPOKEN = "1.6"


class FirmwareWorld(WireWorld):
    """Real sockets, PostgreSQL, and a process for each station."""

    def __init__(self, lend: Callable[[str], Any]) -> None:
        super().__init__(lend)
        self._folder: Path = lend("tmp_path")

    def _new_charger(self, station: str, ocpp: str) -> Charger:
        assert ocpp == SPOKEN, f"The firmware speaks {SPOKEN}."
        name = identity(station)
        machine = Machine(
            identity=name,
            tenant=self.tenant,
            speech=SPEECHES[ocpp],
            password=password(f"{self.tenant}/{name}", ocpp),
            folder=self._folder / f"{self.tenant}-{name}",
            now=self.clock.now,
        )
        self.operator.chargers[station] = machine
        return machine

    async def _is_known_as_it_is(self, operator: Operator, charger: Charger) -> bool:
        """Connections are not counted: the firmware may have tried more than once.

        What it does by itself, such as after an order, is done and told.
        """
        assert isinstance(charger, Machine)
        if not await charger.at_rest():
            return False
        stores = self.house.stores(operator.tenant)
        station = await stores.stations.find_by_identity(StationIdentity(charger.identity))
        assert station is not None
        held = self.house.gateway.roster.find(operator.tenant, station.id)
        if not charger.connected:
            return held is None and await stores.links.find(station.id) is None
        return held is not None

    async def received_by(self, station: str) -> Sequence[str]:
        machine = self.charger(station)
        assert isinstance(machine, Machine)
        return await machine.received_now()
