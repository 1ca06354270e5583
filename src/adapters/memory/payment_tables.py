"""The tables of payments."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.table import Rule, Table, Unique
from domain.identity import TenantId
from domain.payment import Payment, PaymentTerms, StoredMethod
from domain.token import folded


@dataclass(frozen=True, slots=True)
class HeardNotice:
    """What the provider told once."""

    tenant: TenantId
    name: str
    heard_at: datetime


def payments() -> Table[Payment]:
    """By id; one a session, one an own token."""
    return Table(
        "payment",
        lambda p: (p.tenant, p.id),
        unique={
            "session": Unique(
                lambda p: (p.tenant, p.session) if p.session else None, lambda p: p.session
            ),
            "own token": Unique(
                lambda p: (p.tenant, folded(p.token)) if p.own_token else None, lambda p: p.token
            ),
        },
        groups={"order": lambda p: (p.tenant, p.order) if p.order else None},
    )


def stored_methods() -> Table[StoredMethod]:
    """By id."""
    return Table(
        "method",
        lambda m: (m.tenant, m.id),
        groups={"token": lambda m: (m.tenant, folded(m.token))},
    )


def payment_terms() -> Table[PaymentTerms]:
    """One of each tenant."""
    return Table("payment terms", lambda t: (t.tenant,))


def provider_notices() -> Table[HeardNotice]:
    """Each heard once."""
    return Table("notice", lambda n: (n.tenant, n.name), Rule.REFUSE)
