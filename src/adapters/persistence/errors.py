"""What the database refuses, and when it cannot be asked: constraint → the domain's sentence."""

from types import MappingProxyType


class DatabaseGone(ConnectionError):
    """The database did not answer within the deadline; nothing of the unit was kept."""


class OutcomeUnknown(DatabaseGone):
    """The connection broke during COMMIT and did not come back within the deadline.

    What was written may be kept or not. The command may be run again: keys and versions see to it
    that nothing is done twice.
    """


class RefusedByDatabase(ValueError):
    """A value that no column takes, or a rule without a sentence of its own; never a secret."""


UNIQUE = MappingProxyType(
    {
        "uq_stations_identity": "station",
        "uq_id_tokens_tenant_id_folded": "token",
        "uq_sessions_tenant_id_station_id_reference": "session",
        "uq_sessions_tenant_id_station_id_start_key": "session",
        "uq_api_keys_prefix": "key",
        "uq_payments_tenant_id_session_id": "payment",
        "uq_payments_tenant_id_own_token": "payment",
        "uq_invoices_tenant_id_number": "invoice",
    }
)
"""Unique constraint → what exists already."""

REFERRED = MappingProxyType(
    {
        "tenants": "tenant",
        "locations": "location",
        "stations": "station",
        "tariffs": "tariff",
        "sessions": "session",
        "customers": "customer",
        "invoices": "invoice",
    }
)
"""Table that others refer to → what one of its rows is. Foreign keys are named by both tables."""
