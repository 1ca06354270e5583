"""A price list goes into force, and out of it."""

from dataclasses import dataclass

from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from application.tariff.edit_tariff import note, publish
from domain.description import refuse_outdated
from domain.identity import TariffId
from domain.tariff import Tariff, TariffChange, TariffState


@dataclass(frozen=True, slots=True)
class PublishTariff:
    """Let sessions start under it; `version` is the one seen, or None for any."""

    tariff: TariffId
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PublishTariffHandler:
    """Let sessions start under an edition of a price list.

    - One that cannot be priced is never published: the answer lists all that is wrong with it.
    - From then on it never changes.
    - It takes the place of earlier editions wherever these were assigned, while it holds.
    - Not by somebody who saw an older version.
    """

    tariffs: Tariffs
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: PublishTariff) -> Tariff:
        tariff = await self.tariffs.get(command.tariff)
        refuse_outdated("tariff", tariff.name, tariff.version, command.version)
        publish(tariff, self.clock.now())
        self.tariffs.save(tariff)
        await self.work.commit()
        return tariff


@dataclass(frozen=True, slots=True)
class WithdrawTariff:
    """Let no more sessions start under it; `version` is the one seen, or None for any."""

    tariff: TariffId
    version: int | None = None


@dataclass(frozen=True, slots=True)
class WithdrawTariffHandler:
    """Let no more sessions start under an edition of a price list, nor under earlier ones.

    - Sessions that run keep it.
    - What it was assigned to falls back to the next list that holds there.
    - Not by somebody who saw an older version.
    """

    tariffs: Tariffs
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: WithdrawTariff) -> Tariff:
        known = await self.tariffs.get(command.tariff)
        refuse_outdated("tariff", known.name, known.version, command.version)
        known.withdraw()
        now = self.clock.now()
        for tariff in await self.tariffs.editions(known.series or known.id):
            if tariff.edition < known.edition and tariff.state is TariffState.PUBLISHED:
                tariff.withdraw()
                note(tariff, TariffChange.WITHDRAWN, now)
                self.tariffs.save(tariff)
        note(known, TariffChange.WITHDRAWN, now)
        self.tariffs.save(known)
        await self.work.commit()
        return known
