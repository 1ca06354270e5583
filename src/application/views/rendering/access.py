"""Tenants and keys as they are shown."""

from application.views.access import CostDisplayView, KeyView, PolicyView, TenantView, ToleranceView
from application.views.amounts import plain
from domain.access import ApiKey
from domain.cost_display import CostDisplay
from domain.station import Profile
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
            cost_display=cost_display_view(policy.cost_display),
            tolerances=tuple(_tolerance_view(profile) for profile in policy.tolerances),
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


def _tolerance_view(profile: Profile) -> ToleranceView:
    return ToleranceView(
        name=profile.name,
        vendor=profile.vendor,
        model=profile.model,
        firmware=profile.firmware,
        accepts=tuple(sorted(profile.accepts)),
    )


def cost_display_view(display: CostDisplay) -> CostDisplayView:
    """As shown."""
    return CostDisplayView(
        mode=display.mode,
        interval_seconds=int(display.interval.total_seconds()),
        least_change=plain(display.least_change),
    )
