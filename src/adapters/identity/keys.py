"""Digests of API keys: keyed by the server's pepper, without a salt, as a key is 256 bits."""

import hmac
from dataclasses import dataclass, field

from adapters.identity.secrets import SHORTEST_PEPPER

_PURPOSE = b"api-key\0"


@dataclass(frozen=True, slots=True)
class KeyDigests:
    """What is kept of an API key in place of it.

    Raises:
        ValueError: the pepper is shorter than 16 bytes.
    """

    pepper: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.pepper) < SHORTEST_PEPPER:
            raise ValueError(f"The pepper needs at least {SHORTEST_PEPPER} bytes.")

    def digest(self, key: str) -> bytes:
        """32 bytes that say nothing of the key."""
        return hmac.digest(self.pepper, _PURPOSE + key.encode(), "sha256")

    def matches(self, key: str, digest: bytes) -> bool:
        """Whether `digest` is that of `key`, in a time that does not tell how much is right."""
        return hmac.compare_digest(self.digest(key), digest)
