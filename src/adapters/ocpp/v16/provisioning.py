"""BootNotification, Heartbeat, StatusNotification, DataTransfer (1.6 4.2, 4.3, 4.6, 4.9)."""

from datetime import datetime
from types import MappingProxyType

from msgspec import UNSET

from adapters.ocpp.dialect import Caller, Inbound
from adapters.ocpp.messages import v16
from adapters.ocpp.reading import said
from application.provisioning.boot_station import BootAnswer, BootStation
from application.provisioning.report_status import ReportStatus
from domain.station import (
    Available,
    ConnectorStatus,
    Faulted,
    Hardware,
    Occupied,
    Registration,
    Reserved,
    Stage,
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
        "Preparing": Occupied(Stage.PREPARING),
        "Charging": Occupied(Stage.CHARGING),
        "SuspendedEV": Occupied(Stage.SUSPENDED_BY_EV),
        "SuspendedEVSE": Occupied(Stage.SUSPENDED_BY_STATION),
        "Finishing": Occupied(Stage.FINISHING),
        "Reserved": Reserved(),
        "Unavailable": Unavailable(),
    }
)
"""ChargePointStatus (7.7) but Faulted, which carries its code."""

THE_CONNECTOR = 1
"""A connector of 1.6 is our EVSE, with this one connector; connector 0 is the station itself."""


def _boot(request: v16.BootNotificationRequest, caller: Caller) -> BootStation:
    serial = request.charge_point_serial_number or request.charge_box_serial_number
    return BootStation(
        caller.station,
        Hardware(
            vendor=request.charge_point_vendor,
            model=request.charge_point_model,
            serial=serial or None,
            firmware=request.firmware_version or None,
            iccid=request.iccid or None,
            imsi=request.imsi or None,
            meter_type=request.meter_type or None,
            meter_serial=request.meter_serial_number or None,
        ),
    )


def _booted(
    answer: BootAnswer, _request: v16.BootNotificationRequest, _now: datetime
) -> v16.BootNotificationResponse:
    return v16.BootNotificationResponse(
        status=REGISTRATIONS[answer.registration],  # type: ignore[arg-type] # the table's values
        current_time=answer.now,
        interval=int(answer.interval.total_seconds()),
    )


def _heartbeat(_request: v16.HeartbeatRequest, _caller: Caller) -> None:
    return None


def _beat(_answer: None, _request: v16.HeartbeatRequest, now: datetime) -> v16.HeartbeatResponse:
    return v16.HeartbeatResponse(current_time=now)


def _status(request: v16.StatusNotificationRequest, caller: Caller) -> ReportStatus:
    code = request.error_code if request.error_code != "NoError" else ""
    vendor_code = request.vendor_error_code or ""
    return ReportStatus(
        station=caller.station,
        evse=request.connector_id,
        connector=THE_CONNECTOR if request.connector_id else 0,
        status=STATUSES.get(request.status) or Faulted(code, request.info or "", vendor_code),
        said_at=said(request.timestamp) if request.timestamp else None,
        warning=code,
    )


def _noted(
    _answer: None, _request: v16.StatusNotificationRequest, _now: datetime
) -> v16.StatusNotificationResponse:
    return v16.StatusNotificationResponse()


def _transfer(_request: v16.DataTransferRequest, _caller: Caller) -> None:
    return None


def _not_understood(
    _answer: None, _request: v16.DataTransferRequest, _now: datetime
) -> v16.DataTransferResponse:
    return v16.DataTransferResponse(status="UnknownVendorId", data=UNSET)


INBOUND = {
    "BootNotification": Inbound(_boot, _booted, "BootStation"),
    "Heartbeat": Inbound(_heartbeat, _beat),
    "StatusNotification": Inbound(_status, _noted, "ReportStatus"),
    "DataTransfer": Inbound(_transfer, _not_understood),
}
