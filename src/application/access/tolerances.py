"""An operator chooses which faults of his stations are accepted."""

from dataclasses import dataclass, replace

from application.ports.access import Tenants
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.description import Change, differing, refuse_outdated
from domain.identity import TenantId
from domain.station import Profile
from domain.tenant import Tenant


@dataclass(frozen=True, slots=True)
class ChooseTolerances:
    """These, and no others; `version` is the tenant's as seen, or None for any."""

    id: TenantId
    tolerances: tuple[Profile, ...]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ChooseTolerancesHandler:
    """Choose which faults are accepted from which kinds of stations.

    - A change based on an older version is refused.
    - They hold from a station's next connection on; the rest of the tenant stays as it is.
    """

    tenants: Tenants
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ChooseTolerances) -> Tenant:
        tenant = await self.tenants.get(command.id)
        refuse_outdated("tenant", tenant.id, tenant.version, command.version)
        before = tenant.snapshot()
        tenant.policy = replace(tenant.policy, tolerances=command.tolerances)
        tenant.note(Change.EDITED, self.clock.now(), differing(before, tenant))
        self.tenants.save(tenant)
        await self.work.commit()
        return tenant
