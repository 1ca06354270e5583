"""What a session costs, or would cost, and why."""

from dataclasses import dataclass

from application.ports.charging import ChargingSessions
from application.ports.tariff import Tariffs
from application.ports.world import Ids
from application.tariff.consumed import Consumed
from application.tariff.edit_tariff import TariffParticulars
from application.tariff.pricing import Pricing
from domain.errors import NotPossibleNow
from domain.identity import SessionId, TariffId, TenantId
from domain.tariff import (
    Explanation,
    Finding,
    TypicalSession,
    lint,
)


@dataclass(frozen=True, slots=True)
class ExplainPrice:
    """The price of a session under a tariff that is there, or under a draft in words."""

    tenant: TenantId
    session: SessionId | TypicalSession
    tariff: TariffId | TariffParticulars


@dataclass(frozen=True, slots=True)
class ExplainPriceHandler:
    """Tell what a session would cost, and why each cent.

    - Under any tariff: draft, published or withdrawn; nothing is charged or kept.
    - A session that was charged here is priced by what its station told and its meter read.
    - A tariff that cannot be priced is answered with all that is wrong with it.
    - Market prices are those that were known at the session's start; where none is known, the
      component's own price is shown instead, with a warning.
    """

    tariffs: Tariffs
    sessions: ChargingSessions
    consumed: Consumed
    pricing: Pricing
    ids: Ids

    async def __call__(self, command: ExplainPrice) -> Explanation:
        asked = command.tariff
        if isinstance(asked, TariffParticulars):
            tariff = asked.drafted(TariffId(self.ids.new()), command.tenant)
        else:
            tariff = await self.tariffs.get(asked)
        if isinstance(command.session, TypicalSession):
            return await self.pricing.previewed(tariff, command.session.consumption)
        session = await self.sessions.get(command.session)
        used = await self.consumed(session, tariff)
        return await self.pricing.previewed(tariff, used, session.began_at)


@dataclass(frozen=True, slots=True)
class ExplainSession:
    """Why does that session cost what it costs, so far or in all?"""

    session: SessionId


@dataclass(frozen=True, slots=True)
class ExplainSessionHandler:
    """Tell what a session costs so far, or in all, and why each cent.

    - By the edition of the tariff that was fixed at its start.
    - A session without a tariff has no price, and says so.
    - Where a market price is not known, there is no price either, and the time is told.
    """

    tariffs: Tariffs
    sessions: ChargingSessions
    pricing: Pricing

    async def __call__(self, command: ExplainSession) -> Explanation:
        session = await self.sessions.get(command.session)
        if session.tariff is None:
            raise NotPossibleNow("No tariff held at the EVSE when the session started.")
        tariff = await self.tariffs.get(session.tariff)
        return await self.pricing.explained(session, tariff)


@dataclass(frozen=True, slots=True)
class LintTariff:
    """What is to be said of a tariff, or of a draft in words?"""

    tenant: TenantId
    tariff: TariffId | TariffParticulars


@dataclass(frozen=True, slots=True)
class LintTariffHandler:
    """Tell all that is wrong, doubtful or worth a word, with its place; the gravest first.

    - With a fault it cannot be published; doubts and hints are for its author.
    """

    tariffs: Tariffs
    ids: Ids

    async def __call__(self, command: LintTariff) -> tuple[Finding, ...]:
        asked = command.tariff
        if isinstance(asked, TariffParticulars):
            return lint(asked.drafted(TariffId(self.ids.new()), command.tenant))
        return lint(await self.tariffs.get(asked))
