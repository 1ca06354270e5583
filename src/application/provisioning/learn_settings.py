"""A station answered with settings (B05, B06; OCPP 1.6 5.3, 5.8)."""

from dataclasses import dataclass

from application.ports.provisioning import Inventories
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId
from domain.station import Setting, SettingKey


@dataclass(frozen=True, slots=True)
class LearnSettings:
    """What the station said of some, or with `whole` of all, of its settings."""

    station: StationId
    settings: tuple[Setting, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class LearnSettingsHandler:
    """Note what a station told of its settings.

    - What it told replaces what was known of the same settings.
    - Only an answer that lists all of them makes others disappear.
    """

    inventories: Inventories
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: LearnSettings) -> None:
        if not command.settings and not command.whole:
            return
        self.inventories.put_settings(
            command.station, command.settings, self.clock.now(), whole=command.whole
        )
        await self.work.commit()


@dataclass(frozen=True, slots=True)
class RecallSettings:
    """What has the station told of these settings?"""

    station: StationId
    keys: tuple[SettingKey, ...]


@dataclass(frozen=True, slots=True)
class RecallSettingsHandler:
    """Those of the settings that the station has told, as it last told them."""

    inventories: Inventories

    async def __call__(self, command: RecallSettings) -> tuple[Setting, ...]:
        return await self.inventories.settings(command.station, command.keys)
