"""Who may do what: every route and the scope that it needs, for an auditor to read.

An operation without a row here does not start; a test compares both ways.
"""

from collections.abc import Mapping
from types import MappingProxyType

from domain.access import Scope

SCOPES: Mapping[str, Scope] = MappingProxyType(
    {
        "GET /tenants": Scope.PLATFORM,
        "POST /tenants": Scope.PLATFORM,
        "GET /tenants/{tenant}": Scope.PLATFORM,
        "PUT /tenants/{tenant}": Scope.PLATFORM,
        "GET /tenant": Scope.READ,
        "GET /keys": Scope.ADMIN,
        "POST /keys": Scope.ADMIN,
        "GET /keys/{key}": Scope.ADMIN,
        "DELETE /keys/{key}": Scope.ADMIN,
        "GET /locations": Scope.READ,
        "POST /locations": Scope.WRITE,
        "GET /locations/{location}": Scope.READ,
        "PUT /locations/{location}": Scope.WRITE,
        "DELETE /locations/{location}": Scope.WRITE,
        "GET /stations": Scope.READ,
        "POST /stations": Scope.WRITE,
        "GET /stations/{station}": Scope.READ,
        "PUT /stations/{station}": Scope.WRITE,
        "DELETE /stations/{station}": Scope.WRITE,
        "GET /stations/{station}/settings": Scope.READ,
        "GET /stations/{station}/conformance": Scope.READ,
        "GET /stations/{station}/statistics": Scope.READ,
        "PUT /stations/{station}/tariff": Scope.WRITE,
        "POST /stations/{station}/secret": Scope.ADMIN,
        "POST /stations/{station}/commands": Scope.CONTROL,
        "GET /id-tokens": Scope.READ,
        "POST /id-tokens": Scope.WRITE,
        "GET /id-tokens/export": Scope.READ,
        "POST /id-tokens/import": Scope.WRITE,
        "GET /id-tokens/{token}": Scope.READ,
        "PUT /id-tokens/{token}": Scope.WRITE,
        "DELETE /id-tokens/{token}": Scope.WRITE,
        "GET /tariffs": Scope.READ,
        "POST /tariffs": Scope.WRITE,
        "GET /tariffs/{tariff}": Scope.READ,
        "PUT /tariffs/{tariff}": Scope.WRITE,
        "DELETE /tariffs/{tariff}": Scope.WRITE,
        "GET /sessions": Scope.READ,
        "GET /sessions/export": Scope.READ,
        "GET /sessions/{session}": Scope.READ,
        "GET /sessions/{session}/readings": Scope.READ,
        "POST /sessions/{session}/stop": Scope.CONTROL,
        "POST /sessions/{session}/close": Scope.WRITE,
        "GET /unmatched-reports": Scope.READ,
        "GET /unmatched-reports/{report}": Scope.READ,
        "POST /unmatched-reports/{report}/assign": Scope.WRITE,
        "POST /unmatched-reports/{report}/dismiss": Scope.WRITE,
        "GET /cdrs": Scope.READ,
        "GET /cdrs/export": Scope.READ,
        "GET /cdrs/{cdr}": Scope.READ,
        "GET /cdrs/{cdr}/ocpi": Scope.READ,
        "POST /cdrs/{cdr}/credit": Scope.WRITE,
        "GET /unpriced-sessions": Scope.READ,
        "GET /unpriced-sessions/{session}": Scope.READ,
        "POST /unpriced-sessions/{session}/decide": Scope.WRITE,
        "GET /customers": Scope.READ,
        "POST /customers": Scope.WRITE,
        "GET /customers/{customer}": Scope.READ,
        "PUT /customers/{customer}": Scope.WRITE,
        "DELETE /customers/{customer}": Scope.WRITE,
        "GET /billing-terms": Scope.READ,
        "PUT /billing-terms": Scope.ADMIN,
        "GET /invoices": Scope.READ,
        "POST /invoices": Scope.WRITE,
        "GET /invoices/{invoice}": Scope.READ,
        "GET /invoices/{invoice}/pdf": Scope.READ,
        "GET /invoices/{invoice}/xml": Scope.READ,
        "POST /invoices/{invoice}/issue": Scope.WRITE,
        "DELETE /invoices/{invoice}": Scope.WRITE,
        "POST /invoices/{invoice}/credit": Scope.WRITE,
        "POST /invoices/{invoice}/send": Scope.WRITE,
        "GET /commands": Scope.READ,
        "POST /commands": Scope.CONTROL,
        "GET /commands/{command}": Scope.READ,
        "POST /commands/{command}/cancel": Scope.CONTROL,
        "GET /payments": Scope.READ,
        "POST /payments": Scope.CONTROL,
        "GET /payments/{payment}": Scope.READ,
        "POST /payments/{payment}/cancel": Scope.CONTROL,
        "POST /payments/{payment}/refund": Scope.WRITE,
        "POST /payments/{payment}/retry": Scope.CONTROL,
        "GET /payment-terms": Scope.READ,
        "PUT /payment-terms": Scope.WRITE,
        "POST /id-tokens/{token}/payment-method": Scope.WRITE,
        "GET /payment-methods/{method}": Scope.READ,
        "DELETE /payment-methods/{method}": Scope.WRITE,
        "GET /frames": Scope.READ,
        "GET /events": Scope.READ,
    }
)

INCLUDES: Mapping[Scope, frozenset[Scope]] = MappingProxyType(
    {
        Scope.READ: frozenset({Scope.READ}),
        Scope.WRITE: frozenset({Scope.WRITE, Scope.READ}),
        Scope.CONTROL: frozenset({Scope.CONTROL, Scope.READ}),
        Scope.RAW_CONTROL: frozenset({Scope.RAW_CONTROL, Scope.CONTROL, Scope.READ}),
        Scope.ADMIN: frozenset({Scope.ADMIN, Scope.READ}),
        Scope.PLATFORM: frozenset({Scope.PLATFORM}),
    }
)


def allows(held: frozenset[Scope], needed: Scope) -> bool:
    """Whether a caller with `held` may do what needs `needed`."""
    return any(needed in INCLUDES[scope] for scope in held)
