"""The round: settings first; with them everything around."""

import os
from collections.abc import AsyncIterator, Callable, Mapping

from entrypoints.cli.checkup.certificates import certificates
from entrypoints.cli.checkup.database import database
from entrypoints.cli.checkup.finding import Finding, well, wrong
from entrypoints.cli.checkup.machine import disk, files, folder, keys
from entrypoints.cli.checkup.network import ports, redis
from entrypoints.settings import ConfigurationError, Settings, read_settings

ROUND: tuple[Callable[[Settings], AsyncIterator[Finding]], ...] = (
    folder, keys, disk, files, database, redis, ports, certificates,
)  # fmt: skip


async def findings(environ: Mapping[str, str] = os.environ) -> AsyncIterator[Finding]:
    """Everything, one after another; where settings are wrong, with their defaults."""
    try:
        settings = read_settings(environ)
    except ConfigurationError as error:
        for fault in error.faults:
            yield wrong("configuration", f"{fault.setting} {fault.problem}", fault.advice)
        settings = read_settings({})
    else:
        given = sum(name.startswith("OPEN_CSMS_") for name in environ)
        yield well("configuration", f"{given} settings given, the rest by default")
    for look in ROUND:
        try:
            async for finding in look(settings):
                yield finding
        except Exception as error:  # noqa: BLE001 - whatever it is, the round goes on
            yield wrong(
                look.__name__, f"{type(error).__name__}: {error}", "This could not be looked at."
            )
