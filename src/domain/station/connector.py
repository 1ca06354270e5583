"""EVSEs and connectors, and what a station reports of them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from domain.moments import Moment


class Stage(StrEnum):
    """How far a charge on an occupied connector is; OCPP 2.x does not tell it with the status."""

    PREPARING = "preparing"
    CHARGING = "charging"
    SUSPENDED_BY_EV = "suspended_by_ev"
    SUSPENDED_BY_STATION = "suspended_by_station"
    FINISHING = "finishing"


@dataclass(frozen=True, slots=True)
class Unreported:
    """The station has not spoken of it yet."""


@dataclass(frozen=True, slots=True)
class Available:
    """Free for anyone."""


@dataclass(frozen=True, slots=True)
class Occupied:
    """A vehicle or a driver is there."""

    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Reserved:
    """Kept for somebody."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """Out of service by choice."""


@dataclass(frozen=True, slots=True)
class Faulted:
    """Out of service by a fault; a running session is not ended by it (fine point 23)."""

    code: str = ""
    info: str = ""
    vendor_code: str = ""


UNREPORTED = Unreported()
ConnectorStatus = Unreported | Available | Occupied | Reserved | Unavailable | Faulted


@dataclass(frozen=True, slots=True)
class Connector:
    """One outlet of an EVSE."""

    number: int
    plug: str | None = None
    """Standard of the plug, such as IEC_62196_T2 (OCPI ConnectorType)."""
    status: ConnectorStatus = UNREPORTED
    reported: Moment | None = None
    warning: str = ""
    """A fault code that came with a working status (OCPP 1.6 4.9: warnings)."""

    def observe(self, status: ConnectorStatus, moment: Moment, warning: str = "") -> Self:
        """With the newest word by the station's own time: a flushed queue moves nothing back."""
        if self.reported is not None and moment.at < self.reported.at:
            return self
        return replace(self, status=status, reported=moment, warning=warning)


@dataclass(frozen=True, slots=True)
class Evse:
    """A part of a station that charges one vehicle at a time; OCPP 1.6 calls it connector."""

    number: int
    connectors: tuple[Connector, ...] = ()

    def connector(self, number: int) -> Connector:
        """That connector, known or new."""
        for connector in self.connectors:
            if connector.number == number:
                return connector
        return Connector(number)

    def with_connector(self, connector: Connector) -> Self:
        """This EVSE with `connector` in its place."""
        others = [c for c in self.connectors if c.number != connector.number]
        ordered = sorted([*others, connector], key=lambda c: c.number)
        return replace(self, connectors=tuple(ordered))
