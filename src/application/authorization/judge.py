"""The judgement on a shown token, as every message that carries one needs it."""

from dataclasses import dataclass

from application.ports.authorization import IdTokens
from application.ports.provisioning import Policies
from application.ports.world import Clock
from domain.identity import StationId
from domain.token import FREE_TO_CHARGE, UNKNOWN_TOKEN, Authorization


@dataclass(frozen=True, slots=True)
class Judge:
    """Decide on a uid.

    - Letter case does not matter.
    - An unknown token is refused, unless the tenant lets anyone charge.
    - Its number of sessions is counted only when one starts: at its own station it stays good,
      so that it can stop what it started (fine point 28).
    """

    tokens: IdTokens
    policies: Policies
    clock: Clock

    async def __call__(
        self, uid: str, station: StationId, *, starting: bool = False
    ) -> Authorization:
        token = await self.tokens.find(uid)
        if token is None:
            policy = await self.policies.current()
            return FREE_TO_CHARGE if policy.anonymous_charging else UNKNOWN_TOKEN
        elsewhere = 0
        if starting and token.max_sessions is not None:
            elsewhere = await self.tokens.open_sessions(uid, apart_from=station)
        return token.judge(self.clock.now(), elsewhere)
