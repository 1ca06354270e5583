"""Stations and their connectors."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from adapters.persistence.documents import Tagged, from_json, to_json
from adapters.persistence.mapping.row import Read, Written, maybe
from domain.cost_display import CostDisplay
from domain.identity import LocationId, StationId, StationIdentity, TenantId
from domain.moments import Moment
from domain.station import (
    UNWATCHED,
    Available,
    ClockWatch,
    Connector,
    ConnectorStatus,
    Evse,
    Faulted,
    Hardware,
    Occupied,
    Quirk,
    Registration,
    Reserved,
    Station,
    Tolerance,
    Unavailable,
    Unreported,
)

STATUSES: Tagged[ConnectorStatus] = Tagged(
    (Unreported, Available, Occupied, Reserved, Unavailable, Faulted)
)

_WORDS = {
    Unreported: "unreported",
    Available: "available",
    Occupied: "occupied",
    Reserved: "reserved",
    Unavailable: "unavailable",
    Faulted: "faulted",
}
_NAMES = {word: kind.__name__ for kind, word in _WORDS.items()}


def to_row(station: Station, version: int, removed_at: datetime | None = None) -> Written:
    """In the order of the table `stations`."""
    hardware = station.hardware
    told: tuple[str | None, ...] = (None,) * 8
    if hardware is not None:
        told = (
            hardware.vendor,
            hardware.model,
            hardware.serial,
            hardware.firmware,
            hardware.iccid,
            hardware.imsi,
            hardware.meter_type,
            hardware.meter_serial,
        )
    return (
        station.tenant,
        station.id,
        version,
        station.identity,
        station.name,
        station.location if removed_at is None else None,
        station.registration,
        station.admitted,
        *told,
        station.booted_at,
        station.heartbeat_interval,
        _WORDS[type(station.status)],
        STATUSES.dump(station.status),
        to_json(station.status_reported) if station.status_reported else None,
        to_json([evse.number for evse in station.evses]),
        station.clock_offset,
        to_json(station.clock) if station.clock != UNWATCHED else None,
        to_json(sorted(station.tolerance)) if station.tolerance is not None else None,
        removed_at,
        to_json(station.cost_display) if station.cost_display is not None else None,
    )


def connector_to_row(station: Station, evse: int, connector: Connector) -> Written:
    """In the order of the table `connectors`."""
    reported = connector.reported
    return (
        station.tenant,
        station.id,
        evse,
        connector.number,
        connector.plug,
        _WORDS[type(connector.status)],
        STATUSES.dump(connector.status),
        to_json(reported) if reported else None,
        reported.at if reported else None,
        connector.warning,
    )


def from_row(row: Read) -> Station:
    """The station of a row; its connectors come as JSON in `connectors`."""
    return Station(
        id=StationId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        identity=StationIdentity(row["identity"]),
        name=row["name"],
        location=LocationId(row["location_id"]) if row["location_id"] else None,
        registration=Registration(row["registration"]),
        admitted=maybe(Registration, row["admitted"]),
        hardware=_hardware(row),
        booted_at=row["booted_at"],
        heartbeat_interval=row["heartbeat_interval"],
        status=STATUSES.load(_NAMES[row["status"]], row["status_detail"]),
        status_reported=_moment(row["status_reported"]),
        evses=_evses(from_json(row["evses"], list[int]), from_json(row["connectors"], list[Any])),
        clock_offset=row["clock_offset"],
        clock=from_json(row["clock"], ClockWatch) if row["clock"] else UNWATCHED,
        tolerance=_tolerance(row["tolerance"]),
        cost_display=from_json(row["cost_display"], CostDisplay) if row["cost_display"] else None,
    )


def connector_from_row(row: Read) -> Connector:
    """The connector of a row, or of the same as JSON."""
    return Connector(
        number=row["number"],
        plug=row["plug"],
        status=STATUSES.load(_NAMES[row["status"]], row["status_detail"]),
        reported=_moment(row["reported"]),
        warning=row["warning"],
    )


def _tolerance(text: str | None) -> Tolerance | None:
    """A quirk of a later version, which we do not know, is not accepted by this one."""
    if text is None:
        return None
    return frozenset(Quirk(told) for told in from_json(text, list[str]) if told in set(Quirk))


def _hardware(row: Read) -> Hardware | None:
    if row["vendor"] is None:
        return None
    return Hardware(
        vendor=row["vendor"],
        model=row["model"],
        serial=row["serial"],
        firmware=row["firmware"],
        iccid=row["iccid"],
        imsi=row["imsi"],
        meter_type=row["meter_type"],
        meter_serial=row["meter_serial"],
    )


def _evses(numbers: Iterable[int], connectors: Iterable[Read]) -> tuple[Evse, ...]:
    evses: dict[int, list[Connector]] = {number: [] for number in numbers}
    for row in connectors:
        evses.setdefault(row["evse"], []).append(connector_from_row(row))
    return tuple(
        Evse(number, tuple(sorted(held, key=lambda c: c.number)))
        for number, held in sorted(evses.items())
    )


def _moment(text: str | None) -> Moment | None:
    return None if text is None else from_json(text, Moment)
