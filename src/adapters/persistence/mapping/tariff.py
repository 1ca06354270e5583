"""Tariffs."""

from adapters.persistence.mapping.row import Read, Written
from domain.identity import TariffId, TenantId
from domain.quantities import Currency
from domain.tariff import Tariff


def to_row(tariff: Tariff, version: int) -> Written:
    """In the order of the table `tariffs`."""
    return (
        tariff.tenant,
        tariff.id,
        version,
        tariff.name,
        tariff.currency.code,
        str(tariff.flat),
        str(tariff.per_kwh),
        str(tariff.per_hour),
        str(tariff.idle_per_hour),
        tariff.idle_grace,
        str(tariff.tax_percent),
        tariff.is_default,
        tariff.valid_from,
        tariff.valid_until,
    )


def from_row(row: Read) -> Tariff:
    """The tariff of a row."""
    return Tariff(
        id=TariffId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        name=row["name"],
        currency=Currency(row["currency"]),
        flat=row["flat"],
        per_kwh=row["per_kwh"],
        per_hour=row["per_hour"],
        idle_per_hour=row["idle_per_hour"],
        idle_grace=row["idle_grace"],
        tax_percent=row["tax_percent"],
        is_default=row["is_default"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
    )
