"""Tenants and keys."""

from dataclasses import asdict

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.access import ApiKey, Scope
from domain.cost_display import CostDisplay
from domain.identity import KeyId, TenantId
from domain.quantities import Currency
from domain.station import Profile
from domain.tenant import Tenant, TenantPolicy


def tenant_to_row(tenant: Tenant, version: int) -> Written:
    """In the order of the table `tenants`."""
    policy = tenant.policy
    return (
        tenant.id,
        version,
        tenant.name,
        tenant.currency.code,
        tenant.active,
        policy.auto_provision,
        policy.heartbeat_interval,
        policy.silent_after,
        policy.anonymous_charging,
        to_json(policy.cost_display),
        to_json([_written(profile) for profile in policy.tolerances]),
    )


def _written(profile: Profile) -> dict[str, object]:
    return {**asdict(profile), "accepts": sorted(profile.accepts)}


def tenant_from_row(row: Read) -> Tenant:
    """The tenant of a row."""
    return Tenant(
        id=TenantId(row["id"]),
        version=row["version"],
        name=row["name"],
        currency=Currency(row["currency"]),
        active=row["active"],
        policy=TenantPolicy(
            auto_provision=row["auto_provision"],
            heartbeat_interval=row["heartbeat_interval"],
            silent_after=row["silent_after"],
            anonymous_charging=row["anonymous_charging"],
            cost_display=from_json(row["cost_display"], CostDisplay),
            tolerances=from_json(row["tolerances"], tuple[Profile, ...]),
        ),
    )


def key_to_row(key: ApiKey, version: int) -> Written:
    """In the order of the table `api_keys`."""
    return (
        key.id,
        key.tenant,
        version,
        key.name,
        key.prefix,
        key.digest,
        to_json(sorted(key.scopes)),
        key.created_at,
        key.expires_at,
        key.revoked_at,
    )


def key_from_row(row: Read) -> ApiKey:
    """The key of a row."""
    return ApiKey(
        id=KeyId(row["id"]),
        tenant=TenantId(row["tenant_id"]) if row["tenant_id"] is not None else None,
        version=row["version"],
        name=row["name"],
        prefix=row["prefix"],
        digest=row["digest"],
        scopes=from_json(row["scopes"], frozenset[Scope]),
        created_at=row["created_at"],
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
    )
