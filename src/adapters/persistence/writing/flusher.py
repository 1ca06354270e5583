"""GroupCommit: units of all scopes of a process, written together, each answered on its own.

While one batch is under way the next one gathers; when it is done, whatever waits is sent. At rest
a unit is therefore sent at once, and under load batches grow by themselves. If the last batch was
large, the next one lingers a little, up to 5 ms, for more to come.
"""

import asyncio
from collections.abc import Iterable

from adapters.persistence.errors import DatabaseGone, OutcomeUnknown
from adapters.persistence.writing.batch import Batch, fill
from adapters.persistence.writing.cleansing import cleansed
from adapters.persistence.writing.faults import AFTER_RECEIVE, FaultPoints
from adapters.persistence.writing.line import Again, Line, LineLost
from adapters.persistence.writing.observer import Observer
from adapters.persistence.writing.refusals import translated
from adapters.persistence.writing.unit import Unit

MOST_UNITS = 250
"""More would be cheaper for the database, and slower to be answered: it works at them in one go."""
MOST_LINGER = 0.005
LARGE = 16
"""A last batch of so many units means load: it pays to wait for company."""
PAUSES = (0.02, 0.05, 0.1, 0.25, 0.5, 1.0)
"""Seconds between attempts to reach a database that is away."""


class GroupCommit:
    """The writer of one process.

    Args:
        patience: seconds after which a unit fails if the database is gone.
    """

    def __init__(
        self, line: Line, observer: Observer, faults: FaultPoints, patience: float
    ) -> None:
        self._line = line
        self._observer = observer
        self._faults = faults
        self._patience = patience
        self._waiting: list[Unit] = []
        self._arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._last = (0, 0.0)
        self._closing = False

    async def start(self) -> None:
        """Connect, and begin to write; raises DatabaseGone."""
        self._loop = asyncio.get_running_loop()
        try:
            await self._line.connect()
        except LineLost as error:
            raise DatabaseGone("The database cannot be reached.") from error
        self._task = asyncio.create_task(self._run(), name="group commit")

    async def close(self) -> None:
        """Write what waits, and stop."""
        self._closing = True
        self._arrived.set()
        if self._task is not None:
            await self._task
        await self._line.close()

    async def write(self, unit: Unit) -> None:
        """Returns when the unit is durable.

        Raises:
            StaleState, AlreadyExists, Fenced, NotFound, StillReferenced: it was refused.
            RefusedByDatabase: a value of it cannot be kept.
            DatabaseGone: the database was away for too long.
        """
        self._faults.reach(AFTER_RECEIVE)
        if self._closing:
            raise DatabaseGone("The storage is closed.")
        unit.done = self._loop.create_future()
        unit.deadline = self._loop.time() + self._patience
        self._waiting.append(unit)
        if not self._arrived.is_set():
            self._arrived.set()
        await unit.done

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            await self._linger()
            self._arrived.clear()
            waiting = [unit for unit in self._waiting if not unit.done.done()]
            units, self._waiting = fill(waiting, MOST_UNITS)
            if self._waiting or self._closing:
                self._arrived.set()
            if units:
                await self._flush(units)
            elif self._closing:
                return

    async def _linger(self) -> None:
        units, seconds = self._last
        if units >= LARGE and len(self._waiting) < units and not self._closing:
            await asyncio.sleep(min(MOST_LINGER, seconds / 4))

    async def _flush(self, units: list[Unit]) -> None:
        began = self._loop.time()
        try:
            await self._write(units)
        except Exception as error:  # noqa: BLE001 - nobody may be left waiting for ever
            for unit in units:
                unit.refuse(error)
        self._last = (len(units), self._loop.time() - began)

    async def _write(self, units: list[Unit]) -> None:
        """Until each unit is answered. What the database chokes on is found by halving."""
        pauses = iter(PAUSES)
        pause = 0.0
        while units:
            began = self._loop.time()
            batch = Batch(units)
            try:
                await self._line.carry(batch)
            except LineLost as lost:
                self._observer.line_lost()
                if lost.in_doubt and await self._committed(units):
                    self._answer(batch, began)
                    return
                units = self._patient(units)
            except Again:
                pass
            except Exception as error:  # noqa: BLE001 - the database's word on a value
                await self._halve(units, error)
                return
            else:
                self._answer(batch, began)
                return
            pause = next(pauses, pause)
            await asyncio.sleep(pause)
            units = self._patient(units)

    async def _committed(self, units: list[Unit]) -> bool:
        """What became of the batch in doubt; units may lose their patience meanwhile."""
        pauses = iter(PAUSES)
        pause = 0.0
        while True:
            try:
                return await self._line.settle()
            except LineLost:
                pass
            self._expire(units, in_doubt=True)
            self._expire(self._waiting, in_doubt=False)
            if all(unit.done.done() for unit in units):
                self._line.forget()
                return False
            pause = next(pauses, pause)
            await asyncio.sleep(pause)

    async def _halve(self, units: list[Unit], error: Exception) -> None:
        if len(units) > 1:
            middle = len(units) // 2
            await self._write(units[:middle])
            await self._write(units[middle:])
            return
        unit = units[0]
        if not unit.cleansed and cleansed(unit):
            unit.cleansed = True
            await self._write([unit])
        else:
            unit.refuse(translated(error, unit))

    def _answer(self, batch: Batch, began: float) -> None:
        for unit in batch.passed:
            unit.pass_()
        for unit, error in batch.refused.items():
            unit.refuse(error)
        self._observer.flushed(batch.passed, len(batch.refused), self._loop.time() - began)

    def _patient(self, units: list[Unit]) -> list[Unit]:
        self._expire(units, in_doubt=False)
        self._expire(self._waiting, in_doubt=False)
        return [unit for unit in units if not unit.done.done()]

    def _expire(self, units: Iterable[Unit], *, in_doubt: bool) -> None:
        now = self._loop.time()
        for unit in units:
            if unit.deadline <= now:
                if in_doubt:
                    unit.refuse(OutcomeUnknown("The database went away during COMMIT."))
                else:
                    unit.refuse(DatabaseGone("The database did not answer in time."))
