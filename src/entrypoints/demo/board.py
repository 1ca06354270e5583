"""Where everything is: what the demonstration prints once it is ready.

Lines are plain and not folded into a frame: they are there to be copied.
"""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from entrypoints.demo.furnishing import DRIVERS, YOURS, Furnished
from entrypoints.demo.keepsakes import Keepsakes
from entrypoints.settings import Settings

Rows = Mapping[str, str]


def show(
    console: Console, settings: Settings, furnished: Furnished, stations_url: str, seconds: float
) -> None:
    """Print addresses, the key, a request to try, and how to connect one's own charger."""
    console.print()
    console.print(Rule(f"[bold green]open-csms is ready[/] [dim]after {seconds:.0f} s[/]"))
    api, key_file = settings.api.address, Keepsakes(settings.data_dir).key_file
    station = furnished.simulated[0] if furnished.simulated else YOURS
    _section(console, "Look", {
        "API": f"{api}/api/v1",
        "described": f"{api}/docs",
        "metrics": f"{api}/metrics",
        "API key": furnished.key,
        "kept in": str(key_file),
    })  # fmt: skip
    _section(console, "Try, in another terminal", {
        "sessions": f'curl -H "Authorization: Bearer $(cat {key_file})" '
                    f'"{api}/api/v1/sessions?limit=3"',
        "messages": f"{_command()} tail {station}",
        "control": f"{_command()} send {station} trigger message=status",
    })  # fmt: skip
    _section(console, "Connect your own charger (OCPP 1.6J, 2.0.1 or 2.1)", {
        "URL": stations_url,
        "identity": YOURS,
        "password": furnished.password,
        "in one": f"{stations_url}/{YOURS}",
        "a card": next(iter(DRIVERS)),
    })  # fmt: skip
    console.print(Text(_reachable(settings), style="dim"), soft_wrap=True)
    console.print(Text("Ctrl-C stops everything; the data stay.", style="dim"))
    console.print(Rule())


def _section(console: Console, title: str, rows: Rows) -> None:
    console.print(f"\n[bold]{title}[/]")
    width = max(map(len, rows))
    for name, value in rows.items():
        line = Text.assemble("  ", (f"{name:<{width}}  ", "dim"), value)
        console.print(line, soft_wrap=True)


def _command() -> str:
    """How the command is called from here: by its name, where the shell finds it."""
    if shutil.which("open-csms") is not None:
        return "open-csms"
    place = Path(sys.argv[0])
    try:
        return str(place.relative_to(Path.cwd()))
    except ValueError:
        return str(place)


def _reachable(settings: Settings) -> str:
    if settings.gateway.host in {"127.0.0.1", "localhost", "::1"}:
        return (
            "\nOnly this machine reaches it now. With OPEN_CSMS_GATEWAY_HOST=0.0.0.0 your network "
            "does; put this machine's address into the URL then."
        )
    return "\nPut this machine's address into the URL where your charger needs it."
