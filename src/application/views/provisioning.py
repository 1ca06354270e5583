"""Views of locations, stations, their outlets and their settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from application.views.access import CostDisplayView
from application.views.amounts import Amount
from application.views.paging import Page, Slice

STATION_SORTS = ("identity", "-identity", "registered", "-registered")
LOCATION_SORTS = ("name", "-name", "created", "-created")
SETTING_SORTS = ("name",)
BREACH_SORTS = ("-times", "times")


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationView:
    """A place where stations stand."""

    id: UUID
    name: str
    street: str
    city: str
    postal_code: str
    country: str
    latitude: str | None
    longitude: str | None
    time_zone: str
    stations: int
    """How many stations stand there."""
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView:
    """The state of an outlet, or of a station as a whole, as the station last reported it."""

    state: str
    """unreported, available, occupied, reserved, unavailable or faulted."""
    stage: str | None = None
    """How far the charge on an occupied outlet is, where the station tells."""
    fault_code: str | None = None
    fault_info: str | None = None
    vendor_code: str | None = None
    reported_at: datetime | None = None
    """By the station's clock, corrected where that must be."""
    received_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorView:
    """One outlet of an EVSE."""

    number: int
    plug: str | None
    status: StatusView
    warning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvseView:
    """A part of a station that charges one vehicle at a time."""

    number: int
    connectors: tuple[ConnectorView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HardwareView:
    """What the station said it is when it booted."""

    vendor: str
    model: str
    serial: str | None = None
    firmware: str | None = None
    iccid: str | None = None
    imsi: str | None = None
    meter_type: str | None = None
    meter_serial: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StationView:
    """A charging station."""

    id: UUID
    identity: str
    """What the station calls itself in its URL."""
    name: str
    location: UUID | None
    registration: str
    """The operator's decision: accepted, pending or rejected."""
    admitted: str | None
    """What the station was told when it last booted."""
    hardware: HardwareView | None
    booted_at: datetime | None
    heartbeat_seconds: int | None
    """None for the tenant's."""
    status: StatusView
    evses: tuple[EvseView, ...]
    online: bool
    protocol: str | None
    """Of the present connection."""
    connected_since: datetime | None
    last_seen: datetime | None
    security_profile: int | None
    """The lowest profile that is let in."""
    tolerance: tuple[str, ...] | None
    """The faults that were chosen to be accepted from it; None for those known of its kind."""
    accepted_faults: tuple[str, ...]
    """Those that are accepted in effect."""
    cost_display: CostDisplayView | None
    """What its drivers see of their cost; None for the tenant's choice."""
    clock_wrong: bool
    """Whether its clock is off by more than five minutes, and stays so."""
    tariff: UUID | None
    """The one assigned to it; None for the default."""
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StationFilter:
    """Which stations."""

    location: UUID | None = None
    registration: str | None = None
    online: bool | None = None
    text: str | None = None
    """A part of its identity or name, in any letter case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingView:
    """A setting as the station last told it. Secret values are not shown."""

    component: str
    component_instance: str
    variable: str
    variable_instance: str
    evse: int
    connector: int
    attribute: str
    value: str | None
    readonly: bool
    mutability: str | None
    unit: str | None
    data_type: str | None
    reboot_required: bool
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachView:
    """How often a station broke a rule of its protocol, in one field of one message."""

    rule: str
    """Of what was repaired, as `tolerance` names it; of what was refused, the kind of fault."""
    action: str
    path: str
    repaired: bool
    """Whether the message was taken all the same; else it was refused."""
    times: int
    first_seen: datetime
    last_seen: datetime
    example: str | None
    """What stood there the last time it was repaired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StationStatistics:
    """What a station did in a time; a session counts where it began."""

    since: datetime
    until: datetime
    sessions: int
    open_sessions: int
    """Open now, whenever they began."""
    energy_wh: Decimal
    charging_seconds: Decimal
    """Of settled sessions."""
    idle_seconds: Decimal
    revenue: tuple[Amount, ...]
    """Of settled sessions with taxes, one amount a currency."""


class LocationsView(Protocol):
    """The tenant's sites."""

    async def page(self, wanted: Slice, text: str | None = None) -> Page[LocationView]:
        """Those whose name or city contains `text`; sorts: LOCATION_SORTS."""
        ...

    async def find(self, location: UUID) -> LocationView | None:
        """That one, or None."""
        ...


class StationsView(Protocol):
    """The tenant's stations."""

    async def page(self, wanted: Slice, chosen: StationFilter) -> Page[StationView]:
        """Sorts: STATION_SORTS."""
        ...

    async def find(self, station: UUID) -> StationView | None:
        """That one, or None."""
        ...

    async def many(self, stations: Sequence[UUID]) -> tuple[StationView, ...]:
        """Those of them that exist, in no order."""
        ...

    async def settings(
        self, station: UUID, wanted: Slice, text: str | None = None
    ) -> Page[SettingView]:
        """As last told, in the order of their names; `text` is a part of a name."""
        ...

    async def breaches(self, station: UUID, wanted: Slice) -> Page[BreachView]:
        """Which rules it breaks; sorts: BREACH_SORTS."""
        ...

    async def statistics(
        self, station: UUID, since: datetime, until: datetime
    ) -> StationStatistics:
        """Of that time, its end excluded."""
        ...
