"""Locations, stations, outlets and settings as they are shown."""

import re
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from application.ports.provisioning import Link
from application.views.amounts import plain
from application.views.provisioning import (
    BreachView,
    ConnectorView,
    EvseView,
    HardwareView,
    LocationView,
    SettingView,
    StationView,
    StatusView,
)
from application.views.rendering.access import cost_display_view
from application.views.rendering.plain import words_of
from domain.location import Location
from domain.moments import Moment
from domain.station import (
    KNOWN,
    Breach,
    ConnectorStatus,
    Evse,
    Faulted,
    Hardware,
    Occupied,
    Profile,
    Setting,
    Station,
)


def location_view(location: Location, stations: int) -> LocationView:
    """As shown."""
    where, address = location.coordinates, location.address
    return LocationView(
        id=location.id,
        name=location.name,
        street=address.street,
        city=address.city,
        postal_code=address.postal_code,
        country=address.country,
        latitude=plain(where.latitude) if where else None,
        longitude=plain(where.longitude) if where else None,
        time_zone=location.time_zone,
        stations=stations,
        version=location.version,
    )


def station_view(
    station: Station,
    *,
    link: Link | None,
    online: bool,
    profile: int | None,
    tariff: UUID | None,
    own: tuple[Profile, ...] = (),
) -> StationView:
    """As shown. `link` is the newest connection, open or not; `own`: its tenant's tolerances."""
    beat = station.heartbeat_interval
    return StationView(
        id=station.id,
        identity=station.identity,
        name=station.name,
        location=station.location,
        registration=station.registration,
        admitted=station.admitted,
        hardware=hardware_view(station.hardware),
        booted_at=station.booted_at,
        heartbeat_seconds=int(beat.total_seconds()) if beat is not None else None,
        status=status_view(station.status, station.status_reported),
        evses=evse_views(station.evses),
        online=online,
        protocol=link.protocol if link and online else None,
        connected_since=link.since if link and online else None,
        last_seen=link.last_seen if link else None,
        security_profile=profile,
        tolerance=tuple(sorted(station.tolerance)) if station.tolerance is not None else None,
        accepted_faults=tuple(sorted(station.accepted_faults((*KNOWN, *own)))),
        cost_display=cost_display_view(station.cost_display) if station.cost_display else None,
        clock_wrong=station.clock.wrong,
        tariff=tariff,
        version=station.version,
    )


def breach_view(breach: Breach) -> BreachView:
    """As shown."""
    return BreachView(
        rule=breach.kind.rule,
        action=breach.kind.action,
        path=breach.kind.path,
        repaired=breach.kind.repaired,
        times=breach.times,
        first_seen=breach.first_seen,
        last_seen=breach.last_seen,
        example=breach.example or None,
    )


def status_view(status: ConnectorStatus, reported: Moment | None) -> StatusView:
    """As shown."""
    fault = status if isinstance(status, Faulted) else None
    stage = status.stage if isinstance(status, Occupied) else None
    return StatusView(
        state=words_of(type(status).__name__),
        stage=stage.value if stage else None,
        fault_code=fault.code or None if fault else None,
        fault_info=fault.info or None if fault else None,
        vendor_code=fault.vendor_code or None if fault else None,
        reported_at=reported.at if reported else None,
        received_at=reported.received if reported else None,
    )


def evse_views(evses: tuple[Evse, ...]) -> tuple[EvseView, ...]:
    """As shown."""
    return tuple(
        EvseView(
            number=evse.number,
            connectors=tuple(
                ConnectorView(
                    number=c.number,
                    plug=c.plug,
                    status=status_view(c.status, c.reported),
                    warning=c.warning or None,
                )
                for c in evse.connectors
            ),
        )
        for evse in evses
    )


def hardware_view(hardware: Hardware | None) -> HardwareView | None:
    """As shown."""
    if hardware is None:
        return None
    return HardwareView(**{f.name: getattr(hardware, f.name) for f in fields(hardware)})


SECRET_SETTINGS = re.compile(
    r"password|authorizationkey|secret|passphrase|privatekey", re.IGNORECASE
)
"""Settings whose value is never shown, whoever asks."""


def setting_view(setting: Setting, told_at: datetime) -> SettingView:
    """As shown, without secret values."""
    key = setting.key
    secret = SECRET_SETTINGS.search(key.variable) is not None
    return SettingView(
        component=key.component,
        component_instance=key.component_instance,
        variable=key.variable,
        variable_instance=key.variable_instance,
        evse=key.evse,
        connector=key.connector,
        attribute=key.attribute,
        value=None if secret else setting.value,
        readonly=setting.readonly,
        mutability=setting.mutability,
        unit=setting.unit,
        data_type=setting.data_type,
        reboot_required=setting.reboot_required,
        told_at=told_at,
    )
