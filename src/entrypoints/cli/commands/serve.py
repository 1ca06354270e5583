"""`open-csms serve`."""

import asyncio
import os
from typing import Annotated, Literal

from cyclopts import Parameter, validators

from entrypoints import logs
from entrypoints.cli.output import console
from entrypoints.cli.speaking import speaker
from entrypoints.processes import Life, live, run_role
from entrypoints.processes.pulse import SUPERVISOR, beating
from entrypoints.settings import Settings, read_settings
from entrypoints.supervisor import NAME, Installation
from entrypoints.wiring.database import bring_up_to_date, locate

Hidden = Parameter(show=False, negative="")
Gateways = Annotated[int, Parameter(validator=validators.Number(gte=1, lte=64))]


def serve(
    *,
    only: Literal["gateway", "api", "worker"] | None = None,
    gateways: Gateways = 1,
    supervised: Annotated[bool, Hidden] = False,
    shared_port: Annotated[bool, Hidden] = False,
) -> int:
    """Run the server: gateway, API and worker under one supervisor.

    Ctrl-C or SIGTERM stops it cleanly: stations are let go in waves, what is in flight is answered,
    and the embedded database is stopped last. A process that dies is started again.

    Args:
        only: Run one process in the foreground, for several machines or your own supervisor.
        gateways: How many gateway processes share the stations' port, about one a core.
        supervised: Stop when standard input ends: the supervisor has died.
        shared_port: Share the port with other gateways.
    """
    settings = read_settings(os.environ)
    if only is None:
        return live(_all(settings, gateways))
    live(_one(only, settings, supervised=supervised, shared_port=shared_port))
    return 0


async def _one(only: str, settings: Settings, *, supervised: bool, shared_port: bool) -> None:
    if not supervised:  # else the supervisor has done it
        await bring_up_to_date(await locate(settings), settings)
    await run_role(only, settings, supervised=supervised, shared_port=shared_port)


async def _all(settings: Settings, gateways: int) -> int:
    logs.set_up(settings.logging, NAME)
    life = Life()
    say = speaker(settings.logging, console)
    installation = Installation(settings, say, gateways)
    say(NAME, f"open-csms on {settings.data_dir.absolute()}; Ctrl-C stops it")
    async with beating(SUPERVISOR, settings.data_dir):
        code = await installation.run(life.stopping, lambda step: say(NAME, step))
    say(NAME, "stopped")
    await asyncio.sleep(0)
    return code
