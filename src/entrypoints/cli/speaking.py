"""How the words of several processes come out of one terminal."""

import structlog
from rich.console import Console
from rich.text import Text

from entrypoints.settings import Logging
from entrypoints.supervisor import NAME, Says

COLORS = ("cyan", "green", "magenta", "yellow", "blue")
WIDTH = 10


def speaker(chosen: Logging, console: Console) -> Says:
    """Lines for people carry their process before them; JSON says it itself."""
    if chosen.format == "json":
        log = structlog.get_logger(NAME)

        def pass_on(name: str, line: str) -> None:
            if line.startswith("{"):
                console.file.write(line + "\n")
                console.file.flush()
            else:
                log.info(line, program=name)

        return pass_on

    colors: dict[str, str] = {NAME: "bold", "database": "blue"}

    def say(name: str, line: str) -> None:
        color = colors.setdefault(name, COLORS[(len(colors) - 2) % len(COLORS)])
        prefix = Text(f"{name:<{WIDTH}} │ ", style=color)
        console.print(prefix + Text.from_ansi(line), soft_wrap=True)

    return say
