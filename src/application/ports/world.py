"""Time, identity and chance, handed in: the core never makes its own."""

from datetime import datetime
from typing import Protocol
from uuid import UUID


class Clock(Protocol):
    """The server's time."""

    def now(self) -> datetime:
        """Now, in UTC."""
        ...


class Ids(Protocol):
    """New identities."""

    def new(self) -> UUID:
        """A UUIDv7: unique, and in the order of time."""
        ...


class Randomness(Protocol):
    """Unpredictable bytes."""

    def secret(self, length: int) -> bytes:
        """`length` bytes that nobody can guess."""
        ...
