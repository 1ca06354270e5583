"""What the figures were measured on."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version

from adapters.embedded_postgres.settings import machine_memory

LIBRARIES = ("asyncpg", "msgspec", "uvloop", "websockets")


def machine() -> dict:
    """Return the machine, its versions, and how busy it was when the run began."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "cores_usable": len(os.sched_getaffinity(0)),
        "memory_mib": machine_memory() // 2**20,
        "kernel": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "libraries": {name: version(name) for name in LIBRARIES},
        "load_average_at_start": load_average(),
    }


def load_average() -> list[float]:
    """Return the averages of 1, 5 and 15 minutes: what else ran on these cores."""
    return [round(value, 2) for value in os.getloadavg()]
