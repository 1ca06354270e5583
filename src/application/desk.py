"""Where commands are handed in, for one scope."""

from collections.abc import Callable
from typing import Any

from application.again import until_settled
from application.ports.work import UnitOfWork


class Desk:
    """Runs commands of one scope, each until it is settled or refused.

    `find_handler` gives the handler for a type of command, built in the scope (by the wiring);
    it is asked once a type.
    """

    __slots__ = ("_find_handler", "_handlers", "_work")

    def __init__(self, work: UnitOfWork, find_handler: Callable[[type[Any]], Any]) -> None:
        self._work = work
        self._find_handler = find_handler
        self._handlers: dict[type[Any], Any] = {}

    def forget(self) -> None:
        """What commands have read until now; the next one reads for itself."""
        self._work.discard()

    async def run(self, command: Any) -> Any:  # noqa: ANN401 - each command has its own answer
        """The handler's answer, after everything it did was committed.

        Raises:
            DomainError: as the handler's rules say; nothing of it was kept then.
        """
        kind = type(command)
        handler = self._handlers.get(kind)
        if handler is None:
            handler = self._handlers[kind] = self._find_handler(kind)
        return await until_settled(self._work, lambda: handler(command))
