"""BootNotification, Heartbeat, StatusNotification, NotifyReport, DataTransfer (B, G, P)."""

from collections.abc import Iterator
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import UNSET, Struct

from adapters.ocpp.dialect import Caller, Inbound
from adapters.ocpp.reading import said
from adapters.ocpp.redaction import is_secret
from application.provisioning.boot_station import BootAnswer, BootStation
from application.provisioning.receive_report import ReceiveReportPage
from application.provisioning.report_status import ReportStatus
from domain.station import (
    Available,
    ConnectorStatus,
    Faulted,
    Hardware,
    Occupied,
    Registration,
    ReportPage,
    Reserved,
    Setting,
    SettingKey,
    Unavailable,
)

REGISTRATIONS = MappingProxyType(
    {
        Registration.ACCEPTED: "Accepted",
        Registration.PENDING: "Pending",
        Registration.REJECTED: "Rejected",
    }
)

STATUSES: MappingProxyType[str, ConnectorStatus] = MappingProxyType(
    {
        "Available": Available(),
        "Occupied": Occupied(),
        "Reserved": Reserved(),
        "Unavailable": Unavailable(),
        "Faulted": Faulted(),
    }
)


def setting_key(component: Any, variable: Any, attribute: Any = UNSET) -> SettingKey:
    """Which setting a component and a variable of either version name."""
    evse = component.evse
    return SettingKey(
        variable=variable.name,
        component=component.name,
        component_instance=component.instance or "",
        variable_instance=variable.instance or "",
        evse=evse.id if evse is not UNSET else 0,
        connector=(evse.connector_id or 0) if evse is not UNSET else 0,
        attribute=attribute or "Actual",
    )


def _settings(data: Any) -> Iterator[Setting]:
    traits = data.variable_characteristics
    for attribute in data.variable_attribute:
        hidden = is_secret(data.variable.name) or attribute.value is UNSET
        yield Setting(
            setting_key(data.component, data.variable, attribute.type),
            None if hidden else attribute.value,
            readonly=attribute.mutability == "ReadOnly" or attribute.constant is True,
            mutability=attribute.mutability or None,
            unit=(traits.unit or None) if traits is not UNSET else None,
            data_type=traits.data_type if traits is not UNSET else None,
        )


def _boot(request: Any, caller: Caller) -> BootStation:
    station = request.charging_station
    modem = station.modem
    return BootStation(
        caller.station,
        Hardware(
            vendor=station.vendor_name,
            model=station.model,
            serial=station.serial_number or None,
            firmware=station.firmware_version or None,
            iccid=(modem.iccid or None) if modem is not UNSET else None,
            imsi=(modem.imsi or None) if modem is not UNSET else None,
        ),
        request.reason,
    )


def _status(request: Any, caller: Caller) -> ReportStatus:
    return ReportStatus(
        station=caller.station,
        evse=request.evse_id,
        connector=request.connector_id,
        status=STATUSES[request.connector_status],
        said_at=said(request.timestamp),
    )


def _report(request: Any, caller: Caller) -> ReceiveReportPage:
    told = tuple(s for data in request.report_data or () for s in _settings(data))
    page = ReportPage(request.seq_no, last=not request.tbc, settings=told)
    return ReceiveReportPage(caller.tenant, caller.station, request.request_id, page)


def _nothing(_request: Any, _caller: Caller) -> None:
    return None


def inbound(m: Any) -> dict[str, Inbound]:
    """The rows of blocks B, G and P."""

    def booted(answer: BootAnswer, _request: Any, _now: datetime) -> Struct:
        reply: Struct = m.BootNotificationResponse(
            current_time=answer.now,
            interval=int(answer.interval.total_seconds()),
            status=REGISTRATIONS[answer.registration],
        )
        return reply

    def beat(_answer: None, _request: Any, now: datetime) -> Struct:
        reply: Struct = m.HeartbeatResponse(current_time=now)
        return reply

    def status_noted(_answer: None, _request: Any, _now: datetime) -> Struct:
        reply: Struct = m.StatusNotificationResponse()
        return reply

    def page_noted(_answer: None, _request: Any, _now: datetime) -> Struct:
        reply: Struct = m.NotifyReportResponse()
        return reply

    def not_understood(_answer: None, _request: Any, _now: datetime) -> Struct:
        reply: Struct = m.DataTransferResponse(status="UnknownVendorId")
        return reply

    return {
        "BootNotification": Inbound(_boot, booted, "BootStation"),
        "Heartbeat": Inbound(_nothing, beat),
        "StatusNotification": Inbound(_status, status_noted, "ReportStatus"),
        "NotifyReport": Inbound(_report, page_noted, "ReceiveReportPage"),
        "DataTransfer": Inbound(_nothing, not_understood),
    }
