"""TransactionEvent and MeterValues (E01 to E15, J01, J02)."""

from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import UNSET, Struct

from adapters.ocpp.dialect import Caller, Inbound
from adapters.ocpp.reading import said, sample
from adapters.ocpp.v2.authorization import id_token_info, is_free, uid_of
from application.charging.hear_report import HeardReport, HearReport
from application.charging.record_readings import RecordReadings
from application.charging.report import SaidReading, SaidReport
from domain.identity import TransactionReference
from domain.metering import Sample, SignedValue
from domain.session import Happening, ReportKind, StopReason, Trigger
from domain.token import FREE_TO_CHARGE

KINDS = MappingProxyType(
    {
        "Started": ReportKind.STARTED,
        "Updated": ReportKind.UPDATED,
        "Ended": ReportKind.ENDED,
    }
)

HAPPENINGS = MappingProxyType(
    {
        "Charging": Happening.CHARGES,
        "EVConnected": Happening.CONNECTS,
        "SuspendedEV": Happening.EV_PAUSES,
        "SuspendedEVSE": Happening.STATION_PAUSES,
        "Idle": Happening.IDLES,
    }
)

TRIGGERS = MappingProxyType(
    {
        "Authorized": Trigger.AUTHORIZED,
        "RemoteStart": Trigger.REMOTE_START,
        "RemoteStop": Trigger.REMOTE_STOP,
        "MeterValuePeriodic": Trigger.METER,
        "MeterValueClock": Trigger.METER,
        "TxResumed": Trigger.RESUMED,
    }
)

REASONS = MappingProxyType({reason.value: reason for reason in StopReason})
"""2.1 spells all reasons as we do; 2.0.1 has a part of them."""


def readings(values: Any) -> tuple[SaidReading, ...]:
    """Meter values of either version."""
    return tuple(
        SaidReading(said(value.timestamp), tuple(map(_sample, value.sampled_value)))
        for value in values
    )


def _sample(value: Any) -> Sample:
    unit, signed = value.unit_of_measure, value.signed_meter_value
    return sample(
        value.value,
        (unit.unit or None) if unit is not UNSET else None,
        exponent=(unit.multiplier or 0) if unit is not UNSET else 0,
        measurand=value.measurand or None,
        context=value.context or None,
        place=value.location or None,
        phase=value.phase or None,
        signed=_signed(signed) if signed is not UNSET else None,
    )


def _signed(value: Any) -> SignedValue:
    return SignedValue(
        data=value.signed_meter_data,
        method=value.signing_method or None,
        encoding=value.encoding_method or None,
        public_key=value.public_key or None,
    )


def _event(request: Any, caller: Caller) -> HearReport:
    transaction, evse = request.transaction_info, request.evse
    state, reason = transaction.charging_state, transaction.stopped_reason
    remote, reservation = transaction.remote_start_id, request.reservation_id
    return HearReport(
        caller.tenant,
        caller.station,
        TransactionReference(transaction.transaction_id),
        SaidReport(
            kind=KINDS[request.event_type],
            said_at=said(request.timestamp),
            sequence=request.seq_no,
            trigger=TRIGGERS.get(request.trigger_reason, Trigger.OTHER),
            offline=request.offline is True,
            evse=evse.id if evse is not UNSET else None,
            connector=(evse.connector_id or None) if evse is not UNSET else None,
            token=uid_of(request.id_token),
            free=is_free(request.id_token),
            happening=HAPPENINGS[state] if state is not UNSET else None,
            readings=readings(request.meter_value or ()),
            reason=REASONS[reason] if reason is not UNSET else None,
            remote_start=remote if remote is not UNSET else None,
            reservation=reservation if reservation is not UNSET else None,
        ),
        self_named=True,
    )


def _meter_values(request: Any, caller: Caller) -> RecordReadings:
    return RecordReadings(caller.station, request.evse_id, readings(request.meter_value))


def inbound(m: Any) -> dict[str, Inbound]:
    """The rows of blocks E and J."""

    def heard(answer: HeardReport, request: Any, _now: datetime) -> Struct:
        judged = answer.authorization
        if judged is None and request.id_token is not UNSET:
            judged = FREE_TO_CHARGE
        reply: Struct = m.TransactionEventResponse(
            total_cost=answer.cost.amount if answer.cost else UNSET,
            id_token_info=id_token_info(m, judged) if judged else UNSET,
        )
        return reply

    def metered(_answer: None, _request: Any, _now: datetime) -> Struct:
        reply: Struct = m.MeterValuesResponse()
        return reply

    return {
        "TransactionEvent": Inbound(_event, heard, "HearReport"),
        "MeterValues": Inbound(_meter_values, metered, "RecordReadings"),
    }
