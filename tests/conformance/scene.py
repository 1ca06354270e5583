"""What the checks of a scenario may look at, and how they compare."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.conformance.comparing import matches
from tests.conformance.server import Csms

from domain.instruction import Order

Asked = dict[str, Any]


@dataclass
class Scene:
    """What the checks of one sequence may look at."""

    server: Csms
    station: str
    orders: dict[str, list[Order]]
    saved: dict[str, Any]
    refused: set[str]
    """Commands that the server would not take."""

    def id_of(self, asked: Asked, key: str = "station") -> Any:
        return self.server.stations[asked.get(key) or self.station].id


Check = Callable[[Scene, Asked], Awaitable[str]]
"""Empty when all is as asked."""


def counted(asked: Asked, actual: int, what: str) -> str:
    wanted = {
        "count": asked.get("count"),
        "at least": asked.get("count_min"),
        "at most": asked.get("count_max"),
    }
    holds = {"count": actual.__eq__, "at least": actual.__ge__, "at most": actual.__le__}
    for kind, number in wanted.items():
        if number is not None and not holds[kind](number):
            return f"{actual} {what}, {kind} {number} wanted"
    return ""


def compared(asked: Asked, actual: Any, what: str) -> str:
    if "equals" in asked and not matches(actual, asked["equals"]):
        return f"{what} is {actual!r}, not {asked['equals']!r}"
    if "not_" in asked and matches(actual, asked["not_"]):
        return f"{what} is {actual!r}"
    return ""
