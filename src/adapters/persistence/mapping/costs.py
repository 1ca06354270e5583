"""What drivers were shown of what their sessions cost."""

from adapters.persistence.mapping.row import Read, Written
from domain.cost_display import ShownCost
from domain.identity import SessionId, StationId, TenantId


def to_row(shown: ShownCost, version: int) -> Written:
    """In the order of the table `shown_costs`."""
    return (
        shown.tenant,
        shown.session,
        version,
        shown.station,
        None if shown.amount is None else str(shown.amount),
        shown.told_at,
        shown.next_at,
        shown.final,
    )


def from_row(row: Read) -> ShownCost:
    """That of a row."""
    return ShownCost(
        session=SessionId(row["session_id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        station=StationId(row["station_id"]),
        amount=row["amount"],
        told_at=row["told_at"],
        next_at=row["next_at"],
        final=row["is_final"],
    )
