"""The platform's administrator takes in operators."""

from dataclasses import dataclass

from application.ports.access import Tenants
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.description import Change, differing, refuse_outdated
from domain.errors import AlreadyExists
from domain.identity import TenantId, tenant_id
from domain.quantities import Currency
from domain.tenant import DEFAULT_POLICY, Tenant, TenantPolicy


@dataclass(frozen=True, slots=True)
class CreateTenant:
    """Take in an operator."""

    id: str
    name: str
    currency: str = "EUR"
    policy: TenantPolicy = DEFAULT_POLICY


@dataclass(frozen=True, slots=True)
class CreateTenantHandler:
    """Take in an operator.

    - Its name in URLs is unique, and never changes.
    """

    tenants: Tenants
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CreateTenant) -> Tenant:
        tenant = Tenant(
            id=tenant_id(command.id),
            name=command.name,
            currency=Currency(command.currency),
            policy=command.policy,
        )
        if await self.tenants.find(tenant.id) is not None:
            raise AlreadyExists("tenant", tenant.id)
        tenant.note(Change.CREATED, self.clock.now())
        self.tenants.save(tenant)
        await self.work.commit()
        return tenant


@dataclass(frozen=True, slots=True)
class EditTenant:
    """Change an operator's particulars; `version` is the one seen, or None for any."""

    id: TenantId
    name: str
    currency: str
    policy: TenantPolicy
    active: bool = True
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EditTenantHandler:
    """Change an operator's particulars.

    - A change based on an older version is refused.
    - An inactive tenant's stations and keys are turned away; nothing of it is lost.
    """

    tenants: Tenants
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: EditTenant) -> Tenant:
        tenant = await self.tenants.get(command.id)
        refuse_outdated("tenant", tenant.id, tenant.version, command.version)
        before = tenant.snapshot()
        tenant.name = command.name
        tenant.currency = Currency(command.currency)
        tenant.policy = command.policy
        tenant.active = command.active
        tenant.note(Change.EDITED, self.clock.now(), differing(before, tenant))
        self.tenants.save(tenant)
        await self.work.commit()
        return tenant
