"""The boundary of a use case: everything saved since the last commit holds together."""

from typing import Protocol


class UnitOfWork(Protocol):
    """Collects what the stores of one scope save, for one tenant."""

    async def commit(self) -> None:
        """Make all of it durable, or none of it; returns after the database has committed.

        Raises:
            StaleState: an aggregate was changed by somebody else; run the command again.
            AlreadyExists: a natural key is taken.
            Fenced: a newer connection of the station has taken over.
        """
        ...

    def discard(self) -> None:
        """Forget what was saved since the last commit, and every aggregate held in memory."""
        ...
