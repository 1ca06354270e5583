"""Numbers of 32 bits that are never given twice, from a database sequence in blocks."""

import asyncio
from dataclasses import dataclass, field

from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database

BLOCK = 100
"""How far each draw raises the sequence. A process that ends wastes at most so many."""

TRANSACTIONS = "transaction_numbers"
REQUESTS = "request_numbers"


@dataclass(slots=True)
class Numbers:
    """One sequence, as this process hands it out."""

    database: Database
    sequence: str
    _next: int = 0
    _end: int = 0
    _drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def next(self) -> int:
        """A positive number that nobody ever got.

        Raises:
            DatabaseGone: a new block is needed and the database is away.
        """
        while self._next >= self._end:
            async with self._drawing:
                if self._next >= self._end:
                    # A draw is durable once its transaction has committed.
                    rows = await self.database.change(
                        EVERY_TENANT, f"SELECT nextval('{self.sequence}')"
                    )
                    self._next = int(rows[0][0])
                    self._end = self._next + BLOCK
        number = self._next
        self._next += 1
        return number
