"""What a record's price was made from, kept with it: an auditor needs nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from domain.identity import TariffId, TenantId
from domain.quantities import Currency
from domain.tariff import CONTENT, FullPrices, PriceSeries, Tariff, TariffState


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceCopy:
    """The edition of a tariff that priced a record, as it was then (OCPI 2.2.1 CDR `tariffs`)."""

    id: TariffId
    series: TariffId
    edition: int
    name: str
    currency: Currency
    prices: FullPrices
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    @classmethod
    def of(cls, tariff: Tariff) -> Self:
        """Its copy."""
        return cls(
            id=tariff.id,
            series=tariff.series or tariff.id,
            edition=tariff.edition,
            name=tariff.name,
            currency=tariff.currency,
            prices=FullPrices(**{name: getattr(tariff, name) for name in CONTENT}),
            valid_from=tariff.valid_from,
            valid_until=tariff.valid_until,
        )

    def tariff(self, tenant: TenantId) -> Tariff:
        """The same tariff, whatever has become of the one it was copied from."""
        return Tariff(
            id=self.id,
            tenant=tenant,
            name=self.name,
            currency=self.currency,
            **{name: getattr(self.prices, name) for name in CONTENT},
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            state=TariffState.PUBLISHED,
            series=None if self.series == self.id else self.series,
            edition=self.edition,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Beside the record's periods, all that its price hangs on."""

    tariff: PriceCopy
    groups: frozenset[str] = frozenset()
    """That the driver was in."""
    memberships: frozenset[str] = frozenset()
    """That he held."""
    market: Mapping[str, PriceSeries] = field(default_factory=dict)
    """The market prices that were known when the session began, of the series it names."""
