"""Hashes of machine-made secrets: HMAC-SHA-256 with a salt of their own and the server's pepper.

A secret of 128 bits and more cannot be guessed, however fast its hash is; a slow hash would cost
seconds when ten thousand stations return at once. People's passwords need a slow one instead.
"""

import hmac
from dataclasses import dataclass, field

from application.ports.access import Secrets
from application.ports.world import Randomness
from domain.station import Challenge, SecretHash

SALT_BYTES = 16
SHORTEST_PEPPER = 16
_PURPOSE = b"station-secret\0"


@dataclass(frozen=True, slots=True)
class KeyedSecrets(Secrets):
    """Hashes by `pepper`, which is kept apart from the database.

    Raises:
        ValueError: the pepper is shorter than 16 bytes.
    """

    pepper: bytes = field(repr=False)
    randomness: Randomness

    def __post_init__(self) -> None:
        if len(self.pepper) < SHORTEST_PEPPER:
            raise ValueError(f"The pepper needs at least {SHORTEST_PEPPER} bytes.")

    def hash(self, secret: bytes) -> SecretHash:
        """With a fresh salt: equal secrets have different hashes."""
        salt = self.randomness.secret(SALT_BYTES)
        return SecretHash(salt, _digest(self.pepper, salt, secret))

    def challenge(self, secret: bytes) -> Challenge:
        """The presented secret, to be compared."""
        return KeyedChallenge(self.pepper, secret)


@dataclass(frozen=True, slots=True)
class KeyedChallenge(Challenge):
    """A presented secret; it never shows in a repr."""

    pepper: bytes = field(repr=False)
    secret: bytes = field(repr=False)

    def matches(self, stored: SecretHash) -> bool:
        """In a time that does not tell how much of it is right."""
        presented = _digest(self.pepper, stored.salt, self.secret)
        return hmac.compare_digest(presented, stored.digest)


def _digest(pepper: bytes, salt: bytes, secret: bytes) -> bytes:
    # The length of the salt comes first, so that salt and secret cannot run into one another.
    return hmac.digest(pepper, _PURPOSE + bytes([len(salt)]) + salt + secret, "sha256")
