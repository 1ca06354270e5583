"""One row of a version's action table: what is said, by whom, and how it is answered."""

from dataclasses import dataclass
from enum import Enum
from typing import Literal, TypeAlias

from msgspec import Struct

Block: TypeAlias = Literal[
    "security",
    "provisioning",
    "authorization",
    "local_list",
    "charging",
    "remote_control",
    "availability",
    "reservation",
    "tariff",
    "metering",
    "smart_charging",
    "firmware",
    "certificates",
    "diagnostics",
    "display",
    "data_transfer",
    "bidirectional",
    "der_control",
    "battery_swap",
]
"""The functional blocks A to S of OCPP 2.1 Part 2, in its order; 1.6 is sorted into the same."""


class Direction(Enum):
    """Who may open the exchange."""

    FROM_STATION = "station to CSMS"
    TO_STATION = "CSMS to station"
    EITHER = "either way"


class Kind(Enum):
    """A CALL waits for one answer; a SEND (OCPP 2.1 Part 4, message type 6) never has one."""

    CALL = "CALL"
    SEND = "SEND"


@dataclass(frozen=True, slots=True)
class Action:
    """An OCPP action of one version; ``response`` is None for a SEND."""

    name: str
    request: type[Struct]
    response: type[Struct] | None
    direction: Direction
    block: Block
    kind: Kind = Kind.CALL

    @property
    def station_may_call(self) -> bool:
        """Whether a CALL of this action may come from the station."""
        return self.direction is not Direction.TO_STATION and self.kind is Kind.CALL

    @property
    def station_may_send(self) -> bool:
        """Whether the station says this by SEND."""
        return self.direction is not Direction.TO_STATION and self.kind is Kind.SEND
