"""Which payments of any tenant the worker must look after now."""

from datetime import datetime

from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database
from domain.identity import TenantId
from domain.payment import PaymentId

_DUE = """
    SELECT tenant_id, id FROM payments
    WHERE overdue_at <= $1 ORDER BY overdue_at LIMIT $2
"""


async def due_payments(
    database: Database, at: datetime, limit: int
) -> tuple[tuple[TenantId, PaymentId], ...]:
    """The most overdue first."""
    rows = await database.rows(EVERY_TENANT, _DUE, at, limit)
    return tuple((TenantId(tenant), PaymentId(payment)) for tenant, payment in rows)
