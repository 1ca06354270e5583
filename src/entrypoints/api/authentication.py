"""Keys: who shows which."""

import hashlib
import hmac
from dataclasses import dataclass, field

from application.access.keys import CheckKey
from application.ports.authentication import Authenticator, Caller
from application.ports.stores import Storage
from domain.access import Scope
from entrypoints.wiring.handlers import Desks

MOST_CHARACTERS = 512


@dataclass(frozen=True, slots=True)
class KeyAuthenticator(Authenticator):
    """Keys that were made, and the bootstrap key as long as one is set.

    `bootstrap` is the digest of that key: the key itself is not kept here.
    """

    storage: Storage
    desks: Desks
    bootstrap: bytes | None = field(default=None, repr=False)

    async def caller(self, credential: str) -> Caller | None:
        """Who shows the key; keys of an inactive tenant open nothing."""
        if not 0 < len(credential) <= MOST_CHARACTERS or not credential.isascii():
            return None
        shown = digest(credential)
        if self.bootstrap is not None and hmac.compare_digest(shown, self.bootstrap):
            return Caller("bootstrap", None, frozenset(Scope))
        stores = self.storage.platform()
        key = await self.desks.platform(stores).run(CheckKey(credential))
        if key is None:
            return None
        if key.tenant is not None:
            tenant = await stores.tenants.find(key.tenant)
            if tenant is None or not tenant.active:
                return None
        return Caller(f"key {key.name} ({key.prefix})", key.tenant, key.scopes)


def digest(text: str) -> bytes:
    """Of a machine-made key: fast, since nobody guesses 128 random bits."""
    return hashlib.sha256(text.encode()).digest()
