"""Tenants and keys as they are shown."""

from application.views.access import KeyView, PolicyView, TenantView
from domain.access import ApiKey
from domain.tenant import Tenant


def tenant_view(tenant: Tenant) -> TenantView:
    """As shown."""
    policy = tenant.policy
    return TenantView(
        id=tenant.id,
        name=tenant.name,
        currency=tenant.currency.code,
        active=tenant.active,
        policy=PolicyView(
            auto_provision=policy.auto_provision,
            heartbeat_seconds=int(policy.heartbeat_interval.total_seconds()),
            silent_after_seconds=int(policy.silent_after.total_seconds()),
            anonymous_charging=policy.anonymous_charging,
        ),
        version=tenant.version,
    )


def key_view(key: ApiKey) -> KeyView:
    """As shown."""
    return KeyView(
        id=key.id,
        tenant=key.tenant,
        name=key.name,
        prefix=key.prefix,
        scopes=tuple(sorted(key.scopes)),
        created_at=key.created_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
        version=key.version,
    )
