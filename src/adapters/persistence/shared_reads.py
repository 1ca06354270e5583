"""SharedReads: the same question about many things is asked once.

After an outage thousands of stations knock at the same moment, and each is looked up by its name,
its secret, its open sessions. A look-up that finds nobody asking the same is sent at once; those
that come while it is under way wait for it, and go together as the next one. At rest nothing waits,
and under load a question costs a row instead of a round trip: the counterpart of the group commit.
"""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias
from uuid import UUID

from adapters.persistence.errors import DatabaseGone

Rows: TypeAlias = Sequence[Any]
Ask: TypeAlias = Callable[..., Awaitable[Rows]]
"""`(tenant, sql, *values)` → rows."""

MOST_TOGETHER = 500
KEY_TYPES = MappingProxyType({UUID: "uuid", str: "text"})
"""What a thing can be asked for by, and its array's type."""

_Question: TypeAlias = tuple[str, str, type, tuple[object, ...]]
_Asker: TypeAlias = tuple[object, "asyncio.Future[Rows]"]


class SharedReads:
    """Look-ups of one process. `ask` sends a query; its `$1` is the tenant."""

    __slots__ = ("_ask", "_tasks", "_waiting")

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._waiting: dict[_Question, list[_Asker]] = {}
        """Under a question that is under way: who comes next."""
        self._tasks: set[asyncio.Task[None]] = set()

    async def rows(self, tenant: str, sql: str, key: object, *rest: object) -> Rows:
        """The rows of `sql` for one `key`, its `$2`; further values are `rest`.

        Raises:
            DatabaseGone: it cannot be asked now.
        """
        if type(key) not in KEY_TYPES:
            return await self._ask(tenant, sql, tenant, key, *rest)
        question = (tenant, sql, type(key), rest)
        waiting = self._waiting.get(question)
        if waiting is not None:
            answer: asyncio.Future[Rows] = asyncio.get_running_loop().create_future()
            waiting.append((key, answer))
            return await answer
        self._waiting[question] = []
        try:
            return await self._ask(tenant, sql, tenant, key, *rest)
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
        tenant, sql, kind, rest = question
        keys = [key for key, _ in askers]
        try:
            rows = await self._ask(tenant, _for_many(sql, kind), tenant, keys, *rest)
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
        tenant, sql, _, rest = question
        for key, answer in askers:
            try:
                rows = await self._ask(tenant, sql, tenant, key, *rest)
            except Exception as failure:  # noqa: BLE001 - his, and he shall have it
                if not answer.done():
                    answer.set_exception(failure)
            else:
                if not answer.done():
                    answer.set_result(rows)


@cache
def _for_many(sql: str, kind: type) -> str:
    one = sql.replace("$2", "k.value")
    return (
        "SELECT k.place AS asked, q.* "  # noqa: S608 - our own statements, around our own
        f"FROM unnest($2::{KEY_TYPES[kind]}[]) WITH ORDINALITY AS k(value, place) "
        f"CROSS JOIN LATERAL ({one}) AS q"
    )
