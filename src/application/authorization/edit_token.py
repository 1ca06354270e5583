"""An operator issues, changes and withdraws tokens."""

from dataclasses import dataclass
from datetime import datetime

from application.describing import (
    Create,
    CreateHandler,
    Edit,
    EditHandler,
    Remove,
    RemoveHandler,
)
from application.ports.authorization import IdTokens
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from domain.description import Change, differing
from domain.identity import TenantId, TokenId
from domain.token import IdToken, TokenKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenParticulars:
    """All that an operator says of a token."""

    uid: str
    kind: TokenKind = TokenKind.RFID
    label: str = ""
    group: str | None = None
    blocked: bool = False
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    max_sessions: int | None = None
    language: str | None = None
    memberships: tuple[str, ...] = ()


def _token(id_: TokenId, tenant: TenantId, particulars: TokenParticulars) -> IdToken:
    return IdToken(
        id=id_,
        tenant=tenant,
        uid=particulars.uid,
        kind=particulars.kind,
        label=particulars.label,
        group=particulars.group,
        blocked=particulars.blocked,
        valid_from=particulars.valid_from,
        valid_until=particulars.valid_until,
        max_sessions=particulars.max_sessions,
        language=particulars.language,
        memberships=particulars.memberships,
    )


class IssueToken(Create[TokenParticulars]):
    """Make a token known."""


class EditToken(Edit[TokenParticulars]):
    """Change a token."""


class WithdrawToken(Remove):
    """Forget a token."""


@dataclass(frozen=True, slots=True)
class IssueTokenHandler(CreateHandler[IdToken, TokenParticulars]):
    """Make a token known.

    - Its uid is unique among the tenant's tokens, whatever the letter case.
    """

    things: IdTokens
    described = staticmethod(_token)


@dataclass(frozen=True, slots=True)
class EditTokenHandler(EditHandler[IdToken, TokenParticulars]):
    """Change a token.

    - A change based on an older version is refused.
    - It counts at the next message that shows the token; sessions that run go on.
    """

    things: IdTokens
    kind, described = "token", staticmethod(_token)


@dataclass(frozen=True, slots=True)
class WithdrawTokenHandler(RemoveHandler[IdToken]):
    """Forget a token.

    - It is unknown from then on; its sessions keep its uid.
    - Not by somebody who saw an older version.
    """

    things: IdTokens
    kind = "token"


@dataclass(frozen=True, slots=True)
class ImportTokens:
    """Make many tokens known, or change those whose uid is known already."""

    tenant: TenantId
    tokens: tuple[TokenParticulars, ...]


@dataclass(frozen=True, slots=True)
class ImportTokensHandler:
    """Take in a list of tokens.

    - A known uid is changed, a new one is issued.
    - All of them or none.
    """

    tokens: IdTokens
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ImportTokens) -> tuple[int, int]:
        """How many were issued and how many changed."""
        now, issued = self.clock.now(), 0
        for particulars in command.tokens:
            known = await self.tokens.find(particulars.uid)
            fresh = await self.tokens.get(known.id) if known else None
            token = _token(
                fresh.id if fresh else TokenId(self.ids.new()), command.tenant, particulars
            )
            if fresh is None:
                issued += 1
                token.note(Change.CREATED, now)
            elif what := differing(fresh, token):
                token.version = fresh.version
                token.note(Change.EDITED, now, what)
            else:
                continue
            self.tokens.save(token)
        await self.work.commit()
        return issued, len(command.tokens) - issued
