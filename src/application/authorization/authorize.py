"""A driver shows a token (C01; OCPP 1.6 4.1)."""

from dataclasses import dataclass

from application.authorization.judge import Judge
from domain.identity import StationId
from domain.token import Authorization


@dataclass(frozen=True, slots=True)
class Authorize:
    """May this token charge at this station?"""

    station: StationId
    uid: str


@dataclass(frozen=True, slots=True)
class AuthorizeHandler:
    """Answer whether a token may charge.

    - There is always an answer: accepted, blocked, expired, not yet valid or unknown.
    - The group of the token goes with it, so that a member of the group can stop the charge.
    - Asking changes nothing.
    """

    judge: Judge

    async def __call__(self, command: Authorize) -> Authorization:
        return await self.judge(command.uid, command.station)
