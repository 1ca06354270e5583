"""All cases by name, in the order of a full run."""

from collections.abc import Awaitable, Callable

from benchmarks.cases.full import full
from benchmarks.cases.memory import memory, soak
from benchmarks.cases.paced import paced, reads
from benchmarks.cases.prices import prices
from benchmarks.cases.rest import rest
from benchmarks.cases.sessions import sessions
from benchmarks.cases.storm import storm
from benchmarks.rig.run import Run

Case = Callable[[Run], Awaitable[dict]]

CASES: dict[str, Case] = {
    "sessions": sessions,
    "paced": paced,
    "storm": storm,
    "rest": rest,
    "reads": reads,
    "memory": memory,
    "prices": prices,
    "soak": soak,
    "full": full,
}
