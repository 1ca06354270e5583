"""What is said over the bus: topics, and what their messages hold."""

OUTBOX = "outbox"
"""New events are visible in the outbox. The message says nothing more."""

PAYMENTS = "payments"
"""A payment may be due. The message names the tenant, and nothing depends on it."""

ORDERS = "orders"
"""An order waits for a station. The message is `tenant station` (its identity number)."""


def order_waits(tenant: str, station: object) -> tuple[str, str]:
    """Topic and message that wake the node which holds the station's line."""
    return ORDERS, f"{tenant} {station}"
