"""ApiKey: what a program shows to use the API, and what it then may do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.aggregate import Aggregate, DomainEvent
from domain.errors import Invalid, NotPossibleNow
from domain.identity import KeyId, TenantId


class Scope(StrEnum):
    """What may be done; WRITE of a thing includes its READ."""

    READ = "read"
    """See everything of the tenant but secrets."""
    WRITE = "write"
    """Change stations, tokens, tariffs and locations."""
    CONTROL = "control"
    """Give instructions to stations."""
    RAW_CONTROL = "raw_control"
    """Send any request of the protocol."""
    ADMIN = "admin"
    """Keys and secrets of the tenant."""
    PLATFORM = "platform"
    """Tenants themselves: the platform's administrator alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEvent(DomainEvent):
    """Something about one key of a tenant."""

    key: KeyId
    name: str
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCreated(KeyEvent):
    """It was made, and shown once."""

    scopes: tuple[str, ...]
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyRevoked(KeyEvent):
    """It opens nothing any more."""


@dataclass(slots=True, kw_only=True)
class ApiKey(Aggregate):
    """A key of a tenant, or with `tenant` None of the platform. Only the secret's hash is kept."""

    id: KeyId
    tenant: TenantId | None
    name: str
    prefix: str
    """The readable beginning, by which it is found and recognized."""
    digest: bytes
    scopes: frozenset[Scope]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= 100:
            raise Invalid("name", "use 1 to 100 characters")
        if not self.scopes:
            raise Invalid("scopes", "name at least one")
        if Scope.PLATFORM in self.scopes and self.tenant is not None:
            raise Invalid("scopes", "platform is not a tenant's scope")

    def valid_at(self, at: datetime) -> bool:
        """Whether it opens anything at `at`."""
        return self.revoked_at is None and (self.expires_at is None or at < self.expires_at)

    def announce(self) -> None:
        """It is new. A key of the platform has no tenant whose event it could be."""
        if self.tenant is not None:
            self.cause(
                KeyCreated(
                    tenant=self.tenant,
                    at=self.created_at,
                    key=self.id,
                    name=self.name,
                    prefix=self.prefix,
                    scopes=tuple(sorted(self.scopes)),
                    expires_at=self.expires_at,
                )
            )

    def revoke(self, at: datetime) -> None:
        """It opens nothing from now on.

        Raises:
            NotPossibleNow: it is revoked already.
        """
        if self.revoked_at is not None:
            raise NotPossibleNow("The key is revoked already.")
        self.revoked_at = at
        if self.tenant is not None:
            self.cause(
                KeyRevoked(
                    tenant=self.tenant, at=at, key=self.id, name=self.name, prefix=self.prefix
                )
            )
