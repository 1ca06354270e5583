"""`open-csms migrate`."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import Annotated

from cyclopts import App, Parameter

from adapters.persistence.migrating import current_revision, downgrade, migrate, newest_revision
from entrypoints.cli.failures import CannotDo
from entrypoints.cli.output import AsJson, as_json, console
from entrypoints.settings import Settings, read_settings
from entrypoints.wiring.database import embedded_server, locate

app = App(name="migrate", help="Bring the database's schema up to date, or back.")

Yes = Annotated[bool, Parameter(name="--yes", negative="")]


@app.default
@app.command
def up(*, to: str = "head", json: AsJson = False) -> None:
    """Bring the schema up to date. Safe to run at any time, and by several at once.

    Args:
        to: How far: a revision, or `head` for all.
        json: Print JSON.
    """
    _tell(_within(lambda url: migrate(url, to)), as_data=json)


@app.command
def down(*, to: str, yes: Yes = False, json: AsJson = False) -> None:
    """Take the schema back to a revision. What did not exist then is lost.

    Args:
        to: The revision, or `base` for an empty database.
        yes: Do it. Without, nothing is done.
        json: Print JSON.
    """
    if not yes:
        raise CannotDo(
            f"Going back to {to!r} deletes data that this revision does not know. Make a backup, "
            "stop the server, and add --yes."
        )
    _tell(_within(lambda url: downgrade(url, to)), as_data=json)


@app.command
def current(*, json: AsJson = False) -> None:
    """Say which revision the database has, and which one this version needs."""

    async def look(_: str) -> None:
        return

    _tell(_within(look), as_data=json)


def _within(step: Callable[[str], Awaitable[None]]) -> tuple[str | None, str | None]:
    """The revisions before and after `step`; the embedded server is left as it was found."""
    return asyncio.run(_stepped(read_settings(os.environ), step))


async def _stepped(
    settings: Settings, step: Callable[[str], Awaitable[None]]
) -> tuple[str | None, str | None]:
    server = embedded_server(settings) if settings.database.embedded else None
    ran = server is not None and server.running() is not None
    try:
        url = (await locate(settings)).owner_url
        before = await current_revision(url)
        await step(url)
        return before, await current_revision(url)
    finally:
        if server is not None and not ran:
            await asyncio.to_thread(server.stop)


def _tell(revisions: tuple[str | None, str | None], *, as_data: bool) -> None:
    before, after = revisions
    needed = newest_revision()
    if as_data:
        as_json({"before": before, "current": after, "needed": needed, "ready": after == needed})
        return
    moved = f" (was {before or 'empty'})" if before != after else ""
    console.print(f"The schema is at [bold]{after or 'nothing'}[/]{moved}.", end=" ")
    ready = after == needed
    console.print("Up to date." if ready else f"This version needs {needed}: open-csms migrate.")
