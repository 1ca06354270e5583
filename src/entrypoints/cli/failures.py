"""What can go wrong under a command: one table, failure → exit code and what to do."""

import json
import os
import sys
from importlib import import_module
from typing import Any

from rich.console import Console


class CannotDo(Exception):
    """A command cannot be done; the sentence says why and what to do."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


FAILURES: tuple[tuple[str, int, str], ...] = (
    ("entrypoints.settings:ConfigurationError", os.EX_CONFIG, ""),
    ("entrypoints.supervisor:PortTaken", os.EX_UNAVAILABLE, ""),
    ("entrypoints.supervisor:AlreadyRunning", os.EX_UNAVAILABLE, ""),
    ("entrypoints.wiring.database:SchemaNotReady", os.EX_CONFIG, ""),
    ("adapters.embedded_postgres:EmbeddedPostgresError", os.EX_UNAVAILABLE, ""),
    ("adapters.persistence.migrating:ServerTooOld", os.EX_UNAVAILABLE, ""),
    (
        "adapters.persistence:DatabaseGone",
        os.EX_UNAVAILABLE,
        "Look at OPEN_CSMS_DATABASE_URL; `open-csms doctor` says more.",
    ),
    (
        "asyncpg:PostgresError",
        os.EX_UNAVAILABLE,
        "Look at OPEN_CSMS_DATABASE_URL; `open-csms doctor` says more.",
    ),
    (
        "redis:RedisError",
        os.EX_UNAVAILABLE,
        "Look at OPEN_CSMS_REDIS_URL; `open-csms doctor` says more.",
    ),
    ("domain.errors:DomainError", 1, ""),
    ("builtins:OSError", os.EX_OSERR, ""),
)
"""The first that fits counts. Named by place: what was not imported cannot have been raised."""


def told(failure: Exception, *, as_json: bool) -> int:
    """Print what went wrong, and say with which code to end.

    Raises:
        Exception: the failure itself, where it is a mistake of ours: its trace is wanted.
    """
    code, sentence = _known(failure)
    if as_json:
        sys.stderr.write(json.dumps({"error": sentence, "code": code}) + "\n")
    else:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        console.print("[bold red]open-csms:[/] ", end="")
        console.print(sentence, markup=False)
    return code


def _known(failure: Exception) -> tuple[int, str]:
    if isinstance(failure, CannotDo):
        return failure.code, str(failure)
    for place, code, advice in FAILURES:
        kind = _loaded(place)
        if kind is not None and isinstance(failure, kind):
            return code, " ".join(filter(None, (str(failure) or type(failure).__name__, advice)))
    raise failure


def _loaded(place: str) -> Any:  # noqa: ANN401 - a class, if its module is there
    module, _, name = place.partition(":")
    return getattr(import_module(module), name) if module in sys.modules else None
