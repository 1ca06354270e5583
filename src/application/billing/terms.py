"""An operator says as whom and on what terms he writes invoices."""

from dataclasses import dataclass

from application.ports.billing import BillingProfiles
from application.ports.work import UnitOfWork
from domain.errors import NotPossibleNow, Outdated
from domain.identity import TenantId
from domain.invoice import BillingProfile, BillingTerms


@dataclass(frozen=True, slots=True)
class SetBillingTerms:
    """These are the terms; `version` is the one seen, or None for any."""

    tenant: TenantId
    terms: BillingTerms
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SetBillingTermsHandler:
    """Say the terms of invoices.

    - A change based on an older version is refused.
    - Invoices that exist keep the terms they were written on.
    """

    profiles: BillingProfiles
    work: UnitOfWork

    async def __call__(self, command: SetBillingTerms) -> BillingProfile:
        profile = await self.profiles.find()
        if profile is None:
            profile = BillingProfile(tenant=command.tenant, terms=command.terms)
        elif command.version is not None and command.version != profile.version:
            raise Outdated("billing terms", command.tenant)
        profile.terms = command.terms
        self.profiles.save(profile)
        await self.work.commit()
        return profile


async def terms_of(profiles: BillingProfiles) -> BillingTerms:
    """The tenant's terms; raises NotPossibleNow where nobody has said them."""
    profile = await profiles.find()
    if profile is None:
        raise NotPossibleNow("Nobody has said who writes the invoices: set the billing terms.")
    return profile.terms
