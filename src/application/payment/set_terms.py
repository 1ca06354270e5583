"""A tenant says how drivers pay."""

from dataclasses import dataclass
from datetime import timedelta

from application.ports.payment import Terms
from application.ports.work import UnitOfWork
from domain.errors import Outdated
from domain.identity import TenantId
from domain.payment import PaymentTerms, TypicalCharge
from domain.quantities import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPaymentTerms:
    """The terms from now on; `version` is the one seen, 0 for none, None for any."""

    tenant: TenantId
    hold: Money
    most: Money
    agree_within: timedelta
    return_url: str
    statement: str = ""
    typical: TypicalCharge | None = None
    receipts: bool = True
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SetPaymentTermsHandler:
    """Say how drivers pay.

    - Without terms nobody can pay: nothing is held or charged by guess.
    - Payments that were begun keep the amount they were begun with.
    - A change based on an older version is refused.
    """

    terms: Terms
    work: UnitOfWork

    async def __call__(self, command: SetPaymentTerms) -> PaymentTerms:
        known = await self.terms.find()
        present = known.version if known else 0
        if command.version is not None and command.version != present:
            raise Outdated("payment terms", command.tenant)
        terms = PaymentTerms(
            tenant=command.tenant,
            hold=command.hold,
            most=command.most,
            agree_within=command.agree_within,
            return_url=command.return_url,
            statement=command.statement,
            typical=command.typical,
            receipts=command.receipts,
        )
        terms.version = present
        self.terms.save(terms)
        await self.work.commit()
        return terms
