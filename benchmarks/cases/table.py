"""All cases by name, in the order of a full run."""

from collections.abc import Awaitable, Callable

from benchmarks.cases.sessions import sessions
from benchmarks.rig.run import Run

Case = Callable[[Run], Awaitable[dict]]

CASES: dict[str, Case] = {
    "sessions": sessions,
}
