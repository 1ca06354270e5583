"""Tariffs: what they are looked up by in columns, what they say in one document."""

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.identity import LocationId, StationId, TariffId, TenantId
from domain.quantities import Currency
from domain.tariff import (
    CONTENT,
    AssignmentId,
    FullPrices,
    Target,
    Tariff,
    TariffAssignment,
    TariffState,
)


def to_row(tariff: Tariff, version: int) -> Written:
    """In the order of the table `tariffs`."""
    content = FullPrices(**{name: getattr(tariff, name) for name in CONTENT})
    return (
        tariff.tenant,
        tariff.id,
        version,
        tariff.name,
        tariff.currency.code,
        tariff.state,
        tariff.series,
        tariff.edition,
        to_json(content),
        tariff.is_default,
        tariff.valid_from,
        tariff.valid_until,
    )


def from_row(row: Read) -> Tariff:
    """The tariff of a row."""
    content = from_json(row["content"], FullPrices)
    return Tariff(
        id=TariffId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        name=row["name"],
        currency=Currency(row["currency"]),
        **{name: getattr(content, name) for name in CONTENT},
        is_default=row["is_default"],
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        state=TariffState(row["state"]),
        series=TariffId(row["series_id"]) if row["series_id"] else None,
        edition=row["edition"],
    )


def assignment_to_row(assignment: TariffAssignment, version: int) -> Written:
    """In the order of the table `tariff_assignments`."""
    target = assignment.target
    return (
        assignment.tenant,
        assignment.id,
        version,
        assignment.tariff,
        target.location,
        target.station,
        target.evse,
        target.group,
        target.partner,
        assignment.valid_from,
        assignment.valid_until,
    )


def assignment_from_row(row: Read) -> TariffAssignment:
    """The assignment of a row."""
    return TariffAssignment(
        id=AssignmentId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        tariff=TariffId(row["tariff_id"]),
        target=Target(
            location=LocationId(row["location_id"]) if row["location_id"] else None,
            station=StationId(row["station_id"]) if row["station_id"] else None,
            evse=row["evse"],
            group=row["group_id"],
            partner=row["partner"],
        ),
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
    )
