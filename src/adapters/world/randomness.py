"""Chance."""

import secrets
from dataclasses import dataclass
from random import Random

from application.ports.world import Randomness


@dataclass(frozen=True, slots=True)
class SystemRandomness(Randomness):
    """The operating system's, fit for secrets."""

    def secret(self, length: int) -> bytes:
        """`length` bytes that nobody can guess."""
        return secrets.token_bytes(length)


class SeededRandomness(Randomness):
    """The same bytes for the same seed: for tests and simulation, never for real secrets."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - meant to be repeatable

    def secret(self, length: int) -> bytes:
        """The next `length` bytes."""
        return self._random.randbytes(length)
