"""What each process of the installation is, and how one is run."""

import os
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from types import MappingProxyType
from typing import Protocol

import structlog

from entrypoints import logs
from entrypoints.processes import garbage
from entrypoints.processes.life import Life
from entrypoints.processes.pulse import ROLES, beating
from entrypoints.settings import Settings

log = structlog.get_logger("process")

METRICS_FOLDER = "metrics"
"""Of the data folder: where the processes of one machine leave their counts."""

_MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"

MODULES: Mapping[str, str] = MappingProxyType(
    {role: f"entrypoints.processes.{role}" for role in ROLES}
)
"""Role → module with `running`. Imported when it is run: the others' libraries cost memory."""


class Role(Protocol):
    """What a role's module offers."""

    def running(self, settings: Settings, *, shared_port: bool) -> AbstractAsyncContextManager[str]:
        """The role at work while the context lasts; yields what it says when it is ready."""
        ...


async def run_role(
    role: str, settings: Settings, *, supervised: bool = False, shared_port: bool = False
) -> None:
    """Run one role until it is told to stop.

    Raises:
        OSError: its port is taken, or a server it needs cannot be reached.
    """
    life = Life(supervised=supervised)
    logs.set_up(settings.logging, role)
    if settings.metrics:
        folder = settings.data_dir / METRICS_FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        # The library reads it when it is imported, which the role's module does.
        os.environ[_MULTIPROCESS] = str(folder)
    module: Role = import_module(MODULES[role])
    async with module.running(settings, shared_port=shared_port) as ready:
        garbage.rarely()
        log.info(ready, node=settings.node)
        async with beating(role, settings.data_dir):
            await life.stopping.wait()
        log.info("stopping")
    log.info("stopped")
