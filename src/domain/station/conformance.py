"""Which rules a station breaks, where and how often: for its maker, and for who depends on it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from domain.identity import StationId

MOST_KINDS = 200
"""Breaches of different kinds that are kept of one station; what is beyond is in its frames log."""


class BreachKind(NamedTuple):
    """Which rule, in which message and field, and whether it was repaired or refused."""

    rule: str
    action: str
    path: str
    repaired: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """How often a station broke one rule in one place."""

    station: StationId
    kind: BreachKind
    times: int
    first_seen: datetime
    last_seen: datetime
    example: str = ""
    """What stood there the last time, as far as it may be kept."""

    def and_again(self, later: "Breach") -> "Breach":
        """Both together."""
        return replace(
            self,
            times=self.times + later.times,
            first_seen=min(self.first_seen, later.first_seen),
            last_seen=max(self.last_seen, later.last_seen),
            example=later.example or self.example,
        )


def joined(breaches: Iterable[Breach]) -> tuple[Breach, ...]:
    """One for each station and kind."""
    counted: dict[tuple[StationId, BreachKind], Breach] = {}
    for breach in breaches:
        key = breach.station, breach.kind
        counted[key] = counted[key].and_again(breach) if key in counted else breach
    return tuple(counted.values())
