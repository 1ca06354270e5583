"""Keys for programs: made, shown once, checked, revoked."""

import hashlib
import hmac
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime

from application.ports.access import ApiKeys
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids, Randomness
from domain.access import ApiKey, Scope
from domain.errors import NotFound
from domain.identity import KeyId, TenantId

PREFIX_LENGTH = 16
"""Characters of a key that are stored in clear, to find and recognize it by."""

_MARK = "ocsms"
_SECRET_BYTES = 20  # 160 bits: hashed fast, guessed never


@dataclass(frozen=True, slots=True)
class CreateKey:
    """Make a key of a tenant, or with None of the platform."""

    tenant: TenantId | None
    name: str
    scopes: frozenset[Scope]
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CreateKeyHandler:
    """Make a key.

    - It is shown once; only its hash and its first characters are kept.
    """

    keys: ApiKeys
    randomness: Randomness
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: CreateKey) -> tuple[ApiKey, str]:
        """The key, and its text, which nobody will see again."""
        text = f"{_MARK}_{b32encode(self.randomness.secret(_SECRET_BYTES)).decode().lower()}"
        key = ApiKey(
            id=KeyId(self.ids.new()),
            tenant=command.tenant,
            name=command.name,
            prefix=text[:PREFIX_LENGTH],
            digest=digest(text),
            scopes=command.scopes,
            created_at=self.clock.now(),
            expires_at=command.expires_at,
        )
        key.announce()
        self.keys.save(key)
        await self.work.commit()
        return key, text


@dataclass(frozen=True, slots=True)
class CheckKey:
    """Somebody shows this text."""

    text: str

    def __repr__(self) -> str:
        return "CheckKey(***)"


@dataclass(frozen=True, slots=True)
class CheckKeyHandler:
    """Say which key was shown, or None.

    - Unknown, wrong, expired and revoked are one answer.
    """

    keys: ApiKeys
    clock: Clock

    async def __call__(self, command: CheckKey) -> ApiKey | None:
        key = await self.keys.find_by_prefix(command.text[:PREFIX_LENGTH])
        shown = digest(command.text)
        if key is None or not hmac.compare_digest(shown, key.digest):
            return None
        return key if key.valid_at(self.clock.now()) else None


@dataclass(frozen=True, slots=True)
class RevokeKey:
    """Make a key of the tenant useless; with None, one of the platform."""

    key: KeyId
    tenant: TenantId | None


@dataclass(frozen=True, slots=True)
class RevokeKeyHandler:
    """Make a key useless, at once.

    - A tenant reaches its own keys only.
    """

    keys: ApiKeys
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: RevokeKey) -> ApiKey:
        key = await self.keys.get(command.key)
        if key.tenant != command.tenant:
            raise NotFound("key", command.key)
        key.revoke(self.clock.now())
        self.keys.save(key)
        await self.work.commit()
        return key


def digest(text: str) -> bytes:
    """A key has 160 random bits: one round of SHA-256 is beyond guessing."""
    return hashlib.sha256(text.encode()).digest()
