"""StartTransaction, StopTransaction, MeterValues (1.6 4.7, 4.8, 4.10)."""

from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from msgspec import UNSET

from adapters.ocpp.dialect import Caller, Inbound
from adapters.ocpp.messages import v16
from adapters.ocpp.reading import number, said, sample
from adapters.ocpp.v16.authorization import id_tag_info
from adapters.ocpp.v16.provisioning import THE_CONNECTOR
from application.charging.hear_report import HeardReport, HearReport
from application.charging.record_readings import RecordReadings
from application.charging.report import SaidReading, SaidReport
from application.charging.start_session import StartedSession, StartSession
from domain.identity import TransactionReference
from domain.metering import Sample, SignedValue
from domain.quantities import Energy
from domain.session import ReportKind, StopReason

REASONS = MappingProxyType(
    {
        "DeAuthorized": StopReason.DE_AUTHORIZED,
        "EmergencyStop": StopReason.EMERGENCY_STOP,
        "EVDisconnected": StopReason.EV_DISCONNECTED,
        "HardReset": StopReason.HARD_RESET,
        "Local": StopReason.LOCAL,
        "Other": StopReason.OTHER,
        "PowerLoss": StopReason.POWER_LOSS,
        "Reboot": StopReason.REBOOT,
        "Remote": StopReason.REMOTE,
        "SoftReset": StopReason.SOFT_RESET,
        "UnlockCommand": StopReason.UNLOCK_COMMAND,
    }
)
"""Reason (7.36); one that is missing means Local (6.49)."""

SIGNED = "SignedData"


def readings(values: tuple[v16.MeterValue, ...]) -> tuple[SaidReading, ...]:
    """Meter values (7.33)."""
    return tuple(
        SaidReading(said(value.timestamp), tuple(map(_sample, value.sampled_value)))
        for value in values
    )


def _sample(value: v16.SampledValue) -> Sample:
    signed = value.format == SIGNED
    parsed = None if signed else number(value.value)
    return sample(
        parsed,
        value.unit or None,
        measurand=value.measurand or None,
        context=value.context or None,
        place=value.location or None,
        phase=value.phase or None,
        signed=SignedValue(value.value) if signed else None,
        raw=value.value if parsed is None and not signed else None,
    )


def _start(request: v16.StartTransactionRequest, caller: Caller) -> StartSession:
    # Connector 0 is the station: a start that names it does not say where (fine point 20).
    outlet = request.connector_id if request.connector_id > 0 else None
    return StartSession(
        caller.tenant,
        caller.station,
        SaidReport(
            kind=ReportKind.STARTED,
            said_at=said(request.timestamp),
            evse=outlet,
            connector=THE_CONNECTOR if outlet is not None else None,
            token=request.id_tag,
            register=Energy(Decimal(request.meter_start)),
            reservation=None if request.reservation_id is UNSET else request.reservation_id,
        ),
    )


def _started(
    answer: StartedSession, _request: v16.StartTransactionRequest, _now: datetime
) -> v16.StartTransactionResponse:
    return v16.StartTransactionResponse(
        transaction_id=answer.number, id_tag_info=id_tag_info(answer.authorization)
    )


def _stop(request: v16.StopTransactionRequest, caller: Caller) -> HearReport:
    return HearReport(
        caller.tenant,
        caller.station,
        TransactionReference(str(request.transaction_id)),
        SaidReport(
            kind=ReportKind.ENDED,
            said_at=said(request.timestamp),
            token=request.id_tag or None,
            register=Energy(Decimal(request.meter_stop)),
            readings=readings(request.transaction_data or ()),
            reason=REASONS[request.reason or "Local"],
        ),
        self_named=False,
        hears_cost=False,
    )


def _stopped(
    answer: HeardReport, _request: v16.StopTransactionRequest, _now: datetime
) -> v16.StopTransactionResponse:
    judged = answer.authorization
    return v16.StopTransactionResponse(id_tag_info=id_tag_info(judged) if judged else UNSET)


def _meter_values(request: v16.MeterValuesRequest, caller: Caller) -> RecordReadings:
    named = request.transaction_id
    return RecordReadings(
        caller.station,
        request.connector_id,
        readings(request.meter_value),
        None if named is UNSET else TransactionReference(str(named)),
    )


def _metered(
    _answer: None, _request: v16.MeterValuesRequest, _now: datetime
) -> v16.MeterValuesResponse:
    return v16.MeterValuesResponse()


INBOUND = {
    "StartTransaction": Inbound(_start, _started, "StartSession"),
    "StopTransaction": Inbound(_stop, _stopped, "HearReport"),
    "MeterValues": Inbound(_meter_values, _metered, "RecordReadings"),
}
