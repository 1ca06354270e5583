"""An operator issues, changes and withdraws tokens."""

from dataclasses import dataclass
from datetime import datetime

from application.ports.authorization import IdTokens
from application.ports.work import UnitOfWork
from application.ports.world import Ids
from domain.errors import Outdated
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
    )


@dataclass(frozen=True, slots=True)
class IssueToken:
    """Make a token known."""

    tenant: TenantId
    particulars: TokenParticulars


@dataclass(frozen=True, slots=True)
class IssueTokenHandler:
    """Make a token known.

    - Its uid is unique among the tenant's tokens, whatever the letter case.
    """

    tokens: IdTokens
    ids: Ids
    work: UnitOfWork

    async def __call__(self, command: IssueToken) -> IdToken:
        token = _token(TokenId(self.ids.new()), command.tenant, command.particulars)
        self.tokens.save(token)
        await self.work.commit()
        return token


@dataclass(frozen=True, slots=True)
class EditToken:
    """Change a token; `version` is the one the operator saw, or None for any."""

    token: TokenId
    particulars: TokenParticulars
    version: int | None = None


@dataclass(frozen=True, slots=True)
class EditTokenHandler:
    """Change a token.

    - A change based on an older version is refused.
    - It counts at the next message that shows the token; sessions that run go on.
    """

    tokens: IdTokens
    work: UnitOfWork

    async def __call__(self, command: EditToken) -> IdToken:
        known = await self.tokens.get(command.token)
        if command.version is not None and command.version != known.version:
            raise Outdated("token", known.uid)
        token = _token(known.id, known.tenant, command.particulars)
        token.version = known.version
        self.tokens.save(token)
        await self.work.commit()
        return token


@dataclass(frozen=True, slots=True)
class WithdrawToken:
    """Forget a token."""

    token: TokenId


@dataclass(frozen=True, slots=True)
class WithdrawTokenHandler:
    """Forget a token.

    - It is unknown from then on; its sessions keep its uid.
    """

    tokens: IdTokens
    work: UnitOfWork

    async def __call__(self, command: WithdrawToken) -> None:
        self.tokens.remove(await self.tokens.get(command.token))
        await self.work.commit()


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
    work: UnitOfWork

    async def __call__(self, command: ImportTokens) -> tuple[int, int]:
        """How many were issued and how many changed."""
        issued = 0
        for particulars in command.tokens:
            known = await self.tokens.find(particulars.uid)
            fresh = await self.tokens.get(known.id) if known else None
            token = _token(
                fresh.id if fresh else TokenId(self.ids.new()), command.tenant, particulars
            )
            token.version = fresh.version if fresh else 0
            issued += fresh is None
            self.tokens.save(token)
        await self.work.commit()
        return issued, len(command.tokens) - issued
