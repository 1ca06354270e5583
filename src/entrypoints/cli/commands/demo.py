"""`open-csms demo`."""

import os
from dataclasses import replace
from typing import Annotated

from cyclopts import Parameter, validators

from entrypoints import logs
from entrypoints.cli.output import console
from entrypoints.cli.speaking import speaker
from entrypoints.demo import Demonstration
from entrypoints.processes.life import Life, live
from entrypoints.settings import Settings, read_settings
from entrypoints.supervisor import NAME, Supervisor

Count = Annotated[int | None, Parameter(validator=validators.Number(gte=0, lte=1_000))]


def demo(*, stations: Count = None) -> int:
    """Show it working: an operator, stations of all versions that charge, and room for your own.

    The first start makes a tenant with a location, cards, a tariff and an API key; the next finds
    them again with everything that has happened. Nothing but a folder is needed: the database is
    embedded, under OPEN_CSMS_DATA_DIR.

    Args:
        stations: How many simulated stations charge.
    """
    settings = read_settings(os.environ)
    if stations is not None:
        settings = replace(settings, demo=replace(settings.demo, stations=stations))
    return live(_show(settings))


async def _show(settings: Settings) -> int:
    supervisors: list[Supervisor] = []
    logs.set_up(replace(settings.logging, level="warning"), NAME)

    def kill() -> None:
        for supervisor in supervisors:
            supervisor.kill()

    life = Life(at_once=kill)
    demonstration = Demonstration(
        settings, console, speaker(settings.logging, console), supervisors.append
    )
    code = await demonstration.run(life.stopping)
    console.print(f"Everything is stopped. The data stay in {settings.data_dir.absolute()}.")
    return code
