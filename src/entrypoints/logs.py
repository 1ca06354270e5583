"""What a process says of itself: lines for people, or one JSON object a line for programs.

Everything goes to stderr, so that what a command prints stays clean; libraries that use `logging`
come out the same way. A value that may be a secret is blanked by its name, wherever it comes from.
"""

import logging
import os
import re
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

from entrypoints.settings import Logging, Secret

HIDDEN = "***"
SECRET_NAMES = re.compile(
    r"(?i)(password|passwd|secret|authorization|credential|token_text|pepper)"
)
ADDRESS_SECRETS = re.compile(r"(?i)([a-z][a-z0-9+.-]*://[^\s:/@]*):[^\s/@]+@")
"""A password inside an address, as libraries print it in their errors."""

LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}

QUIET = {"websockets": "warning", "uvicorn": "warning", "alembic": "warning"}
"""Libraries whose usual word is noise to an operator, and the least that is still heard of each."""


def set_up(chosen: Logging, process: str, stream: TextIO = sys.stderr) -> None:
    """Let everything in this process log as `chosen`; `process` names it in every line."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _named(process),
        blank_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *_last(chosen, stream),
                blank_text,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(LEVELS[chosen.level])
    for name, level in QUIET.items():
        logging.getLogger(name).setLevel(max(LEVELS[level], LEVELS[chosen.level]))


def blank_secrets(
    _logger: Any,  # noqa: ANN401 - whatever structlog wraps
    _method: str,
    event: MutableMapping[str, Any],
) -> MutableMapping[str, Any]:
    """Hide the values whose names say that they are secret."""
    for name, value in event.items():
        if isinstance(value, Secret) or SECRET_NAMES.search(name):
            event[name] = HIDDEN
    return event


def blank_text(
    _logger: Any,  # noqa: ANN401 - whatever structlog wraps
    _method: str,
    line: Any,  # noqa: ANN401 - the rendered text
) -> Any:  # noqa: ANN401 - structlog's own
    """Hide passwords in addresses that stand in the finished line."""
    return ADDRESS_SECRETS.sub(rf"\1:{HIDDEN}@", line) if isinstance(line, str) else line


def _named(process: str) -> Processor:
    def name(
        _logger: Any,  # noqa: ANN401 - whatever structlog wraps
        _method: str,
        event: MutableMapping[str, Any],
    ) -> MutableMapping[str, Any]:
        event.setdefault("process", process)
        return event

    return name


def _last(chosen: Logging, stream: TextIO) -> list[Processor]:
    if chosen.format == "json":
        return [_with_trace, structlog.processors.JSONRenderer(default=str)]
    colors = stream.isatty() or bool(os.environ.get("FORCE_COLOR"))
    # Rich's tracebacks print local variables, and those hold secrets.
    plain = structlog.dev.plain_traceback
    return [
        _without_process,
        structlog.dev.ConsoleRenderer(colors=colors, pad_event_to=28, exception_formatter=plain),
    ]


_with_trace = structlog.processors.format_exc_info


def _without_process(
    _logger: Any,  # noqa: ANN401 - whatever structlog wraps
    _method: str,
    event: MutableMapping[str, Any],
) -> MutableMapping[str, Any]:
    """The supervisor already writes the process before each line."""
    event.pop("process", None)
    return event
