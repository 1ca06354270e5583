"""Prices of markets: the times that they are found by in columns, the points in one document."""

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.identity import TenantId
from domain.quantities import Currency
from domain.tariff import PricePoint
from domain.tariff.market import Quotation, QuotationId


def to_row(quotation: Quotation, version: int) -> Written:
    """In the order of the table `quotations`."""
    return (
        quotation.tenant,
        quotation.id,
        version,
        quotation.series,
        quotation.currency.code,
        quotation.start,
        quotation.end,
        quotation.known_at,
        to_json(quotation.points),
    )


def from_row(row: Read) -> Quotation:
    """The quotation of a row."""
    return Quotation(
        id=QuotationId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        series=row["series"],
        currency=Currency(row["currency"]),
        known_at=row["known_at"],
        points=from_json(row["points"], tuple[PricePoint, ...]),
    )
