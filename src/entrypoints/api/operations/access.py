"""Tenants, and the keys of programs."""

from datetime import timedelta
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.access.keys import CreateKey, CreateKeyHandler, RevokeKey, RevokeKeyHandler
from application.access.tenants import (
    CreateTenant,
    CreateTenantHandler,
    EditTenant,
    EditTenantHandler,
)
from application.access.tolerances import ChooseTolerances, ChooseTolerancesHandler
from application.views.access import KeyView, TenantView
from application.views.paging import Page
from domain.access import Scope
from domain.identity import KeyId, TenantId
from domain.station import Profile, Quirk
from domain.tenant import MOST_TOLERANCES, TenantPolicy
from entrypoints.api.call import Answer, Call
from entrypoints.api.operation import Block
from entrypoints.api.operations.cost_display import CostDisplayDraft
from entrypoints.api.problems import Problem
from entrypoints.api.reading.types import (
    CurrencyCode,
    Instant,
    Name,
    PageQuery,
    TenantSlug,
    utc,
)
from entrypoints.api.scopes import allows
from entrypoints.api.shown import Kind, listing

tenants = Block(
    "tenants",
    "The operators on this platform. For the platform's administrator alone; a tenant sees itself.",
)
keys = Block("keys", "The keys of programs. A key is shown once; only its hash is kept.")


Pattern = Annotated[str, Meta(max_length=50)]
"""Of a text: * for anything, ? for one character, in any letter case."""


class ToleranceDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A kind of stations whose faults are accepted, by what they say of themselves at boot."""

    name: Name
    vendor: Pattern = "*"
    model: Pattern = "*"
    firmware: Pattern = "*"
    accepts: Annotated[tuple[Quirk, ...], Meta(max_length=len(Quirk))]

    def chosen(self) -> Profile:
        """As the domain has it."""
        return Profile(self.name, frozenset(self.accepts), self.vendor, self.model, self.firmware)


class PolicyDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What an operator lets happen by itself."""

    auto_provision: bool = False
    """Whether an unknown station that connects is created, pending, for someone to accept."""
    heartbeat_seconds: Annotated[int, Meta(ge=10, le=86_400)] = 300
    silent_after_seconds: Annotated[int, Meta(ge=60, le=31_536_000)] = 900
    """A session whose station has not been heard for so long is shown as silent."""
    anonymous_charging: bool = False
    """Whether an unknown token may charge all the same (free vend)."""

    cost_display: CostDisplayDraft = msgspec.field(default_factory=CostDisplayDraft)
    tolerances: Annotated[tuple[ToleranceDraft, ...], Meta(max_length=MOST_TOLERANCES)] = ()
    """Besides what is known of vendors' faults; what is chosen for one station goes first. They
    hold from a station's next connection on."""

    def chosen(self) -> TenantPolicy:
        """As the domain has it."""
        return TenantPolicy(
            auto_provision=self.auto_provision,
            heartbeat_interval=timedelta(seconds=self.heartbeat_seconds),
            silent_after=timedelta(seconds=self.silent_after_seconds),
            anonymous_charging=self.anonymous_charging,
            cost_display=self.cost_display.chosen(),
            tolerances=tuple(each.chosen() for each in self.tolerances),
        )


class NewTenant(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An operator to take in."""

    id: TenantSlug
    """Its name in URLs; it never changes."""
    name: Name
    currency: CurrencyCode = "EUR"
    policy: PolicyDraft = msgspec.field(default_factory=PolicyDraft)


class TenantParticulars(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The whole of what may change of an operator."""

    name: Name
    currency: CurrencyCode
    policy: PolicyDraft
    active: bool = True


class TenantsQuery(PageQuery):
    """Filters and order."""

    active: bool | None = None
    sort: Literal["id", "-id"] = "id"


TENANT: Kind[TenantView] = Kind(
    "tenant", lambda call, name: call.platform_views.tenants.find(name), "/tenants"
)


@tenants.operation("GET /tenants", answers=Page[TenantView], tenancy="platform")
async def list_tenants(call: Call, query: TenantsQuery) -> object:
    """List the tenants."""
    views = call.platform_views.tenants
    return await listing(query, lambda wanted: views.page(wanted, active=query.active))


@tenants.operation(
    "POST /tenants", answers=TenantView, status=201, does=CreateTenantHandler, tenancy="platform",
    versioned=True, other_statuses=(409,),
)  # fmt: skip
async def create_tenant(call: Call, body: NewTenant) -> Answer:
    """Take in a tenant."""
    policy = body.policy.chosen()
    made = await call.platform_desk.run(CreateTenant(body.id, body.name, body.currency, policy))
    return await TENANT.answer(call, made.id, created=True)


@tenants.operation("GET /tenants/{tenant}", answers=TenantView, tenancy="platform", versioned=True)
async def read_tenant(call: Call, tenant: str) -> Answer:
    """Read a tenant."""
    return await TENANT.answer(call, tenant)


@tenants.operation(
    "PUT /tenants/{tenant}", answers=TenantView, does=EditTenantHandler, tenancy="platform",
    versioned=True,
)  # fmt: skip
async def edit_tenant(call: Call, tenant: str, body: TenantParticulars) -> Answer:
    """Change a tenant."""
    await call.platform_desk.run(
        EditTenant(
            id=TenantId(tenant),
            name=body.name,
            currency=body.currency,
            policy=body.policy.chosen(),
            active=body.active,
            version=await TENANT.expected(call, tenant),
        )
    )
    return await TENANT.answer(call, tenant)


@tenants.operation("GET /tenant", answers=TenantView, versioned=True)
async def read_own_tenant(call: Call) -> Answer:
    """Read the tenant that the key belongs to, or that the header names."""
    return await TENANT.answer(call, call.tenant)


class TolerancesDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The whole of what is accepted beyond what is known of vendors' faults."""

    tolerances: Annotated[tuple[ToleranceDraft, ...], Meta(max_length=MOST_TOLERANCES)]


@tenants.operation(
    "PUT /tenant/tolerances", answers=TenantView, does=ChooseTolerancesHandler, versioned=True,
)  # fmt: skip
async def choose_tolerances(call: Call, body: TolerancesDraft) -> Answer:
    """Choose which faults of one's own stations are accepted, by vendor, model and firmware."""
    await call.platform_desk.run(
        ChooseTolerances(
            id=call.tenant,
            tolerances=tuple(each.chosen() for each in body.tolerances),
            version=await TENANT.expected(call, call.tenant),
        )
    )
    return await TENANT.answer(call, call.tenant)


class NewKey(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A key to make."""

    name: Name
    """What it is for."""
    scopes: Annotated[tuple[Scope, ...], Meta(min_length=1, max_length=10)]
    expires_at: Instant | None = None


class MadeKey(msgspec.Struct, kw_only=True):
    """A key that was made, with its text, which nobody will see again."""

    key: KeyView
    text: str


class KeysQuery(PageQuery):
    """Order."""

    sort: Literal["-created", "created"] = "-created"


KEY: Kind[KeyView] = Kind(
    "key", lambda call, name: call.platform_views.keys.find(call.acting_for, name)
)


@keys.operation("GET /keys", answers=Page[KeyView], tenancy="either")
async def list_keys(call: Call, query: KeysQuery) -> object:
    """List the keys of the tenant, or without a tenant those of the platform."""
    views = call.platform_views.keys
    return await listing(query, lambda wanted: views.page(call.acting_for, wanted))


@keys.operation(
    "POST /keys", answers=MadeKey, status=201, does=CreateKeyHandler, tenancy="either",
    secret=True,
)  # fmt: skip
async def create_key(call: Call, body: NewKey) -> Answer:
    """Make a key of the tenant, or without a tenant one of the platform.

    - Nobody can give a key what he may not do himself.
    """
    for scope in body.scopes:
        if not allows(call.caller.scopes, scope):
            raise Problem("forbidden", "Nobody can give away what he has not.", needed=scope)
    made, text = await call.platform_desk.run(
        CreateKey(call.acting_for, body.name, frozenset(body.scopes), utc(body.expires_at))
    )
    view = await KEY.view(call, made.id)
    return Answer(MadeKey(key=view, text=text), location=f"/keys/{made.id}")


@keys.operation("GET /keys/{key}", answers=KeyView, tenancy="either")
async def read_key(call: Call, key: UUID) -> KeyView:
    """Read a key, without its secret."""
    return await KEY.view(call, key)


@keys.operation("DELETE /keys/{key}", does=RevokeKeyHandler, status=204, tenancy="either")
async def revoke_key(call: Call, key: UUID) -> None:
    """Revoke a key."""
    await call.platform_desk.run(RevokeKey(KeyId(key), call.acting_for))
