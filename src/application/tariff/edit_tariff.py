"""An operator writes his price lists: drafts, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from application.ports.tariff import Tariffs
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.description import differing, refuse_outdated
from domain.errors import Invalid, NotPossibleNow, StillReferenced
from domain.identity import TariffId, TenantId
from domain.quantities import Currency
from domain.tariff import (
    CONTENT,
    FullPrices,
    SimplePrices,
    Tariff,
    TariffChange,
    TariffChanged,
    lint,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TariffParticulars:
    """All that an operator says of a tariff; prices in units of the currency.

    `prices` is the whole model; without it the list is simple: a fee, a price per kWh, one per
    hour, one for idle time after a grace, one tax on top of all.
    """

    name: str
    currency: str
    flat: Decimal = Decimal(0)
    per_kwh: Decimal = Decimal(0)
    per_hour: Decimal = Decimal(0)
    idle_per_hour: Decimal = Decimal(0)
    idle_grace: timedelta = timedelta(0)
    tax_percent: Decimal = Decimal(0)
    prices: FullPrices | None = None
    is_default: bool = False
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def drafted(self, id_: TariffId, tenant: TenantId) -> Tariff:
        """The draft of a price list; raises Invalid."""
        simple = self.simple
        if self.prices is not None and simple != SimplePrices():
            raise Invalid("elements", "use either elements or the simple prices")
        prices = self.prices or FullPrices(elements=(simple.element,), terms=simple.terms)
        return Tariff(
            id=id_,
            tenant=tenant,
            name=self.name,
            currency=Currency(self.currency),
            is_default=self.is_default,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            **_fields(prices),
        )

    @property
    def simple(self) -> SimplePrices:
        """The simple prices."""
        return SimplePrices(
            flat=self.flat,
            per_kwh=self.per_kwh,
            per_hour=self.per_hour,
            idle_per_hour=self.idle_per_hour,
            idle_grace=self.idle_grace,
            tax_percent=self.tax_percent,
        )


def _fields(prices: FullPrices) -> Mapping[str, Any]:
    return {name: getattr(prices, name) for name in CONTENT}


@dataclass(frozen=True, slots=True)
class CreateTariff:
    """A new price list; `publish`: it prices sessions at once."""

    tenant: TenantId
    particulars: TariffParticulars
    publish: bool = True


@dataclass(frozen=True, slots=True)
class CreateTariffHandler:
    """Make a price list.

    - It is a draft, or published at once if nothing speaks against that.
    - One that is the default holds at every station that has no other.
    """

    tariffs: Tariffs
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CreateTariff) -> Tariff:
        tariff = command.particulars.drafted(TariffId(self.ids.new()), command.tenant)
        note(tariff, TariffChange.CREATED, self.clock.now())
        if command.publish:
            publish(tariff, self.clock.now())
        self.tariffs.save(tariff)
        await self.work.commit()
        return tariff


@dataclass(frozen=True, slots=True)
class EditTariff:
    """Describe a draft anew; `version` is the one seen, or None for any."""

    tariff: TariffId
    particulars: TariffParticulars
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EditTariffHandler:
    """Describe a draft anew.

    - Only a draft: what was published stays as it is, and is followed by its next edition.
    - A change based on an older version is refused.
    """

    tariffs: Tariffs
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: EditTariff) -> Tariff:
        known = await self.tariffs.get(command.tariff)
        refuse_outdated("tariff", known.name, known.version, command.version)
        if known.fixed:
            raise NotPossibleNow(
                f"The tariff {known.name!r} is {known.state}: its prices stay, make a new edition."
            )
        tariff = command.particulars.drafted(known.id, known.tenant)
        tariff.version, tariff.series, tariff.edition = known.version, known.series, known.edition
        note(tariff, TariffChange.EDITED, self.clock.now(), differing(known, tariff))
        self.tariffs.save(tariff)
        await self.work.commit()
        return tariff


@dataclass(frozen=True, slots=True)
class ReviseTariff:
    """A next edition of a price list; without `particulars` it starts as the present one."""

    tariff: TariffId
    particulars: TariffParticulars | None = None
    publish: bool = False
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ReviseTariffHandler:
    """Make the next edition of a price list.

    - It follows on the newest edition, and has an identity of its own.
    - Once it is published, sessions start under it wherever the list was assigned, as soon as it
      holds; sessions that run keep the edition that they started with.
    - There is one draft at a time.
    - Not by somebody who saw an older version.
    """

    tariffs: Tariffs
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ReviseTariff) -> Tariff:
        known = await self.tariffs.get(command.tariff)
        refuse_outdated("tariff", known.name, known.version, command.version)
        newest = (await self.tariffs.editions(known.series or known.id))[-1]
        if not newest.fixed:
            raise NotPossibleNow(f"Edition {newest.edition} of {newest.name!r} is still a draft.")
        tariff = newest.revised(TariffId(self.ids.new()))
        if command.particulars is not None:
            drafted = command.particulars.drafted(tariff.id, tariff.tenant)
            drafted.series, drafted.edition = tariff.series, tariff.edition
            tariff = drafted
        now = self.clock.now()
        note(tariff, TariffChange.REVISED, now, differing(newest, tariff))
        if command.publish:
            publish(tariff, now)
        self.tariffs.save(newest)  # of two who revise it at once, one is refused
        self.tariffs.save(tariff)
        await self.work.commit()
        return tariff


@dataclass(frozen=True, slots=True)
class RemoveTariff:
    """Take an edition away; `version` is the one that was seen, or None for any."""

    tariff: TariffId
    version: int | None = None


@dataclass(frozen=True, slots=True)
class RemoveTariffHandler:
    """Take an edition of a price list away, with what it was assigned to if it is the only one.

    - Not one that a session was or is priced by.
    - Not the first while there are later ones.
    - Not by somebody who saw an older version.
    """

    tariffs: Tariffs
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: RemoveTariff) -> None:
        known = await self.tariffs.get(command.tariff)
        refuse_outdated("tariff", known.name, known.version, command.version)
        if known.series is None and len(await self.tariffs.editions(known.id)) > 1:
            raise StillReferenced("tariff", known.id, "editions")
        note(known, TariffChange.REMOVED, self.clock.now())
        self.tariffs.remove(known)
        await self.work.commit()


def publish(tariff: Tariff, at: datetime) -> None:
    """Publish it unless something speaks against that; raises NotPriceable with all of it."""
    tariff.publish(lint(tariff))
    note(tariff, TariffChange.PUBLISHED, at)


def note(tariff: Tariff, change: TariffChange, at: datetime, what: tuple[str, ...] = ()) -> None:
    """Cause the event of a change."""
    tariff.cause(
        TariffChanged(
            tenant=tariff.tenant,
            at=at,
            tariff=tariff.id,
            name=tariff.name,
            edition=tariff.edition,
            change=change,
            what=what,
        )
    )
