"""Where everything is: what the demonstration prints once it is ready."""

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from entrypoints.demo.furnishing import DRIVERS, YOURS, Furnished
from entrypoints.demo.keepsakes import Keepsakes
from entrypoints.settings import Settings


def board(settings: Settings, furnished: Furnished, stations_url: str) -> Panel:
    """Addresses, the key, a request to try, and how to connect one's own charger."""
    api, key_file = settings.api.address, Keepsakes(settings.data_dir).key_file
    return Panel(
        Group(
            *_section(
                "Look",
                {
                    "API": f"{api}/api/v1",
                    "its description": f"{api}/docs",
                    "metrics": f"{api}/metrics",
                    "API key": f"{furnished.key}  (kept in {key_file})",
                },
            ),
            *_section("Try", {"": _request(api, furnished.key)}),
            Text(f"  open-csms tail {_first(furnished)}          what a station says and is told"),
            Text(f"  open-csms send {_first(furnished)} clear_cache   an instruction, answered"),
            Text(),
            *_section(
                "Connect your own charger (OCPP 1.6J, 2.0.1 or 2.1)",
                {
                    "URL": stations_url,
                    "identity": YOURS,
                    "password": furnished.password,
                    "if it wants one address": f"{stations_url}/{YOURS}",
                    "a card that may charge": next(iter(DRIVERS)),
                },
            ),
            Text(_reachable(settings), style="dim"),
        ),
        title="open-csms is ready",
        subtitle="Ctrl-C stops everything; the data stay",
        border_style="green",
        padding=(1, 2),
        expand=False,
    )


def _section(title: str, pairs: dict[str, str]) -> Iterable[RenderableType]:
    grid = Table.grid(padding=(0, 2))
    for name, value in pairs.items():
        # Wider than the screen is better than broken: it is there to be copied.
        grid.add_row(*([Text(name, style="dim")] if name else []), Text(value, overflow="fold"))
    yield Text(title, style="bold")
    yield Table.grid(padding=(0, 2)) if not pairs else grid
    yield Text()


def _request(api: str, key: str) -> str:
    return f'curl -H "Authorization: Bearer {key}" "{api}/api/v1/sessions?limit=3"'


def _first(furnished: Furnished) -> str:
    return furnished.simulated[0] if furnished.simulated else YOURS


def _reachable(settings: Settings) -> str:
    host = settings.gateway.host
    if host in {"127.0.0.1", "localhost", "::1"}:
        return (
            "Stations on your network reach it after OPEN_CSMS_GATEWAY_HOST=0.0.0.0; "
            "then put this machine's address into the URL."
        )
    return "Put this machine's address into the URL where your charger needs it."
