"""Batch: one transaction for many units.

Usually nobody is refused, and a batch of usual rows is tried as one statement that is its own
transaction (`at_once`). Else it is written sheet after sheet, what decides first. A unit
that is refused before anything of it was written is simply left out; if a part of it was written
already, the transaction is undone and run again without it. Either way a refused unit leaves
nothing behind, and the others do not notice.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.persistence.mapping.row import Written
from adapters.persistence.writing import links
from adapters.persistence.writing.at_once import USUAL, write_at_once
from adapters.persistence.writing.connection import WriterConnection
from adapters.persistence.writing.events import EVENTS_PER_BATCH, OUTBOX, numbered
from adapters.persistence.writing.refusals import refusal
from adapters.persistence.writing.sheet import Sheet
from adapters.persistence.writing.sheets import PLACE
from adapters.persistence.writing.unit import Unit
from domain.errors import Fenced

Group = list[tuple[Unit, Written]]


@dataclass(slots=True)
class Batch:
    """Units that claim nothing twice, and what became of them."""

    units: list[Unit]
    refused: dict[Unit, Exception] = field(default_factory=dict)
    _written: set[Unit] = field(default_factory=set)
    _groups: list[tuple[Sheet, Group]] = field(init=False)

    def __post_init__(self) -> None:
        self._groups = self._grouped()

    @property
    def usual(self) -> bool:
        """Whether `write_at_once` may be tried."""
        return all(sheet in USUAL for sheet, _ in self._groups)

    async def write_at_once(self, line: WriterConnection) -> bool:
        """Write and commit all of it; False if a unit must be refused: then nothing was kept."""
        rows = {sheet: [row for _, row in group] for sheet, group in self._groups}
        fences = [unit.fence for unit in self.units if unit.fence is not None]
        events = [event for unit in self.units for event in unit.events]
        answers = await write_at_once(line, rows, fences, events)
        if answers is None:
            return False
        for sheet, group in self._groups:
            if sheet.answers:
                _answer(sheet, group, answers[sheet])
        return True

    async def write(self, line: WriterConnection) -> None:
        """Run the transaction up to, and without, its COMMIT.

        Refused units are then in `refused`, and what is about to be committed is free of them.
        """
        while not await self._attempt(line):
            await line.rollback()

    @property
    def passed(self) -> list[Unit]:
        """The units that were not refused."""
        if not self.refused:
            return self.units
        return [unit for unit in self.units if unit not in self.refused]

    async def _attempt(self, line: WriterConnection) -> bool:
        self._written.clear()
        await line.begin()
        transaction = await line.mark()
        await self._shut_out(line)
        for sheet, group in self._groups:
            await self._run(line, sheet, group)
            if not self.refused.keys().isdisjoint(self._written):
                return False
        rows = [event for unit in self.passed for event in unit.events]
        if rows:
            await line.run(OUTBOX, numbered(rows, transaction))
        return True

    async def _shut_out(self, line: WriterConnection) -> None:
        fenced = [(unit, unit.fence) for unit in self.passed if unit.fence is not None]
        if not fenced:
            return
        for (place,) in await line.fetch(links.FENCED, [fence for _, fence in fenced]):
            unit, (_, station, _) = fenced[place - 1]
            self.refused[unit] = Fenced(station)

    def _grouped(self) -> list[tuple[Sheet, Group]]:
        groups: dict[Sheet, Group] = {}
        for unit in self.units:
            for sheet, row in unit.writes:
                group = groups.get(sheet)
                if group is None:
                    group = groups[sheet] = []
                group.append((unit, row))
        return sorted(groups.items(), key=_place)

    async def _run(self, line: WriterConnection, sheet: Sheet, group: Group) -> None:
        if self.refused:
            group = [(unit, row) for unit, row in group if unit not in self.refused]
            if not group:
                return
        rows = [row for _, row in group]
        if not (sheet.decides or sheet.answers):
            await line.run(sheet.statement, rows)
            self._written.update(unit for unit, _ in group)
            return
        returned = await line.fetch(sheet.statement, rows)
        if sheet.answers:
            _answer(sheet, group, returned)
        if sheet.decides and len(returned) < len(group):
            await self._decide(line, sheet, group, returned)
        self._written.update(
            unit for unit, _ in group if sheet.leaves_traces or unit not in self.refused
        )

    async def _decide(
        self, line: WriterConnection, sheet: Sheet, group: Group, returned: Sequence[Any]
    ) -> None:
        width = len(sheet.key)
        passed = {tuple(record)[:width] for record in returned}
        missing = [(u, row) for u, row in group if sheet.key_of(row) not in passed]
        existing: set[tuple[Any, ...]] = set()
        if sheet.taken:
            keys = [sheet.key_of(row) for _, row in missing]
            existing = {tuple(record) for record in await line.fetch(sheet.taken, keys)}
        for unit, row in missing:
            exists = sheet.key_of(row) in existing
            self.refused.setdefault(unit, refusal(sheet, row, key_exists=exists))


def _answer(sheet: Sheet, group: Group, returned: Sequence[Any]) -> None:
    width = len(sheet.key)
    told = {tuple(record)[:width]: record for record in returned}
    for unit, row in group:
        key = sheet.key_of(row)
        if key in told:
            unit.answers[sheet, key] = told[key]


def _place(item: tuple[Sheet, Group]) -> int:
    return PLACE[item[0]]


def fill(waiting: list[Unit], most: int) -> tuple[list[Unit], list[Unit]]:
    """The next batch out of `waiting`, in order, and who stays: two that claim the same wait."""
    taken: list[Unit] = []
    left: list[Unit] = []
    claimed: set[Any] = set()
    events = 0
    for place, unit in enumerate(waiting):
        if len(taken) >= most or events + len(unit.events) > EVENTS_PER_BATCH:
            left.extend(waiting[place:])
            break
        if unit.claims.isdisjoint(claimed):
            taken.append(unit)
            events += len(unit.events)
        else:
            left.append(unit)
        # Also of one that waits: a later unit must not overtake it.
        claimed |= unit.claims
    return taken, left
