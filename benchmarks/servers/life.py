"""The life of a measured server: it says when it is ready, answers what it has used, and ends.

On stdout a JSON object a line: first the port, then one for each line on stdin. It ends when
stdin closes.
"""

import asyncio
import gc
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from entrypoints.processes import garbage


async def live(port: int, figures: Callable[[], dict], **more: str) -> None:
    """Answer until stdin closes; `more` is told with the port."""
    garbage.rarely()  # as production does
    _say({"port": port, "pid": os.getpid(), **more})
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, sys.stdin)
    while line := await reader.readline():
        if line.strip() == b"collect":
            gc.collect()
        _say({"rss": rss(), "cpu_seconds": process_time(), **figures()})


def rss() -> int:
    """Return the bytes of memory that this process has."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _say(what: dict) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()
