"""SharedReads: the same question about many things is asked once.

After an outage thousands of stations knock at the same moment, and each is looked up by its name,
its secret, its open sessions. A look-up that finds nobody asking the same is sent at once; those
that come while it is under way wait for it, and go together as the next one. At rest nothing waits,
and under load a question costs a row instead of a round trip: the counterpart of the group commit.
"""

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from adapters.persistence.errors import DatabaseGone

Rows: TypeAlias = Sequence[Any]
Ask: TypeAlias = Callable[..., Awaitable[Rows]]
"""`(tenant, sql, *values)` → rows; the first value, `$1`, is the tenant."""

MOST_TOGETHER = 500
FIRST = 2
"""The number of the first value in a statement, after its tenant."""

_Question: TypeAlias = tuple[str, str, tuple[str | None, ...], tuple[object, ...]]
"""Tenant, statement, its values' types (None: the same for all askers), and those same ones."""
_Key: TypeAlias = tuple[object, ...]
_Asker: TypeAlias = tuple[_Key, "asyncio.Future[Rows]"]


class SharedReads:
    """Look-ups of one process. `ask` sends a query; its `$1` is the tenant."""

    __slots__ = ("_ask", "_tasks", "_waiting")

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._waiting: dict[_Question, list[_Asker]] = {}
        """Under a question that is under way: who comes next."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def rows(self, tenant: str, sql: str, *values: object) -> Rows:
        """The rows of `sql` for these values, from `$2` on.

        Ids and texts are what things are asked for by; who asks together has the others in common.

        Raises:
            DatabaseGone: it cannot be asked now.
        """
        types = tuple(map(_key_type, values))
        if not any(types):
            return await self._ask(tenant, sql, tenant, *values)
        question = (tenant, sql, types, _of(values, types, keys=False))
        waiting = self._waiting.get(question)
        if waiting is not None:
            answer: asyncio.Future[Rows] = asyncio.get_running_loop().create_future()
            waiting.append((_of(values, types, keys=True), answer))
            return await answer
        self._waiting[question] = []
        try:
            return await self._ask(tenant, sql, tenant, *values)
        finally:
            self._go_on(question)

    def _go_on(self, question: _Question) -> None:
        """Ask for those who came meanwhile."""
        waiting = self._waiting[question]
        together, self._waiting[question] = waiting[:MOST_TOGETHER], waiting[MOST_TOGETHER:]
        if not together:
            del self._waiting[question]
            return
        task = asyncio.get_running_loop().create_task(self._together(question, together))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _together(self, question: _Question, askers: list[_Asker]) -> None:
        try:
            await self._answer(question, askers)
        except BaseException as failure:
            for _, answer in askers:
                if not answer.done():
                    answer.set_exception(failure)
            if not isinstance(failure, Exception):
                raise
        finally:
            self._go_on(question)

    async def _answer(self, question: _Question, askers: list[_Asker]) -> None:
        tenant, sql, types, rest = question
        columns = [list(column) for column in zip(*(key for key, _ in askers), strict=True)]
        values = _woven(types, columns, rest)
        try:
            rows = await self._ask(tenant, _for_many(sql, types), tenant, *values)
        except DatabaseGone:
            raise
        except Exception:  # noqa: BLE001 - one of them is refused: each hears of its own alone
            await self._one_by_one(question, askers)
            return
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for row in rows:
            found[row["asked"]].append(row)
        for place, (_, answer) in enumerate(askers, start=1):
            if not answer.done():
                answer.set_result(found[place])

    async def _one_by_one(self, question: _Question, askers: list[_Asker]) -> None:
        tenant, sql, types, rest = question
        for key, answer in askers:
            try:
                rows = await self._ask(tenant, sql, tenant, *_woven(types, key, rest))
            except Exception as failure:  # noqa: BLE001 - his, and he shall have it
                if not answer.done():
                    answer.set_exception(failure)
            else:
                if not answer.done():
                    answer.set_result(rows)


def _key_type(value: object) -> str | None:
    """The type of its array, if things are asked for by it. The driver has a UUID of its own."""
    if isinstance(value, UUID):
        return "uuid"
    return "text" if isinstance(value, str) else None


def _of(values: Sequence[object], types: Sequence[str | None], *, keys: bool) -> _Key:
    return tuple(v for v, type_ in zip(values, types, strict=True) if (type_ is not None) is keys)


def _woven(types: Sequence[str | None], keys: Sequence[object], rest: _Key) -> list[object]:
    """Both in the order of the statement's values."""
    of_keys, of_rest = iter(keys), iter(rest)
    return [next(of_rest) if type_ is None else next(of_keys) for type_ in types]


@cache
def _for_many(sql: str, types: Sequence[str | None]) -> str:
    numbers = {n: type_ for n, type_ in enumerate(types, start=FIRST) if type_ is not None}
    one = re.sub(
        r"\$(\d+)", lambda found: f"k.v{found[1]}" if int(found[1]) in numbers else found[0], sql
    )
    arrays = ", ".join(f"${n}::{type_}[]" for n, type_ in numbers.items())
    names = ", ".join(f"v{n}" for n in numbers)
    return (
        "SELECT k.place AS asked, q.* "  # noqa: S608 - our own statements, around our own
        f"FROM unnest({arrays}) WITH ORDINALITY AS k({names}, place) "
        f"CROSS JOIN LATERAL ({one}) AS q"
    )
