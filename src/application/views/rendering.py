"""From what the domain holds to what a view shows, where adapters have the same to do."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from application.views.amounts import bill_view, plain, seconds
from application.views.charging import (
    MeterView,
    MomentView,
    ReadingView,
    SampleView,
    SessionDetail,
    SessionView,
    SignedView,
    StretchView,
    UnmatchedView,
)
from application.views.diagnostics import EventView
from application.views.provisioning import (
    ConnectorView,
    EvseView,
    HardwareView,
    SettingView,
    StatusView,
)
from application.views.remote_control import OutcomeView
from domain.aggregate import DomainEvent
from domain.cdr import usage_of
from domain.instruction import ChangeSettings, Instruction, Outcome, RawCall, ReadSettings
from domain.metering import MeterReading
from domain.moments import Moment
from domain.quantities import Energy
from domain.session import ChargingSession, UnmatchedReport
from domain.station import (
    Available,
    ConnectorStatus,
    Evse,
    Faulted,
    Hardware,
    Occupied,
    Reserved,
    Setting,
    Unavailable,
    Unreported,
)
from domain.tariff import Tariff


def words_of(name: str) -> str:
    """RemoteStart → remote_start."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


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


SECRET_SETTINGS = re.compile(r"password|authorizationkey|secret|passphrase|privatekey", re.IGNORECASE)
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


def session_view(session: ChargingSession) -> SessionView:
    """As shown in a list."""
    return SessionView(
        id=session.id,
        station=session.station,
        reference=session.reference,
        evse=session.evse,
        connector=session.connector,
        token=session.token,
        group=session.group,
        authorization=session.authorization,
        phase=session.phase,
        open=session.open,
        began_at=session.began_at,
        ended_at=session.ended.at if session.ended else None,
        reason=session.reason,
        evidence=session.evidence,
        energy_wh=session.energy.wh,
        first_heard=session.first_heard,
        last_heard=session.last_heard,
        silent_since=session.silent_since,
        complete=session.complete,
        findings=tuple(sorted(session.findings)),
        tariff=session.tariff,
        remote_start=session.remote_start,
        version=session.version,
    )


def session_detail(session: ChargingSession, tariff: Tariff | None, now: datetime) -> SessionDetail:
    """With all that is known of it at `now`, and what it costs so far."""
    usage = usage_of(session, now)
    meter = session.meter
    end = session.ended.at if session.ended else max(now, session.began_at)
    return SessionDetail(
        session=session_view(session),
        started=_moment(session.started),
        ended=_moment(session.ended),
        meter=MeterView(
            begin_wh=_wh(meter.begin),
            latest_wh=_wh(meter.latest),
            latest_at=meter.latest_at,
            end_wh=_wh(meter.end),
        ),
        stretches=tuple(
            StretchView(phase=s.phase, begin=s.begin, end=s.end, energy_wh=s.energy.wh)
            for s in session.timeline.stretches(end, session.energy)
        ),
        charging_seconds=seconds(usage.charging),
        idle_seconds=seconds(usage.idle),
        cost=bill_view(tariff.price(usage)) if tariff else None,
    )


def _moment(moment: Moment | None) -> MomentView | None:
    if moment is None:
        return None
    return MomentView(at=moment.at, received=moment.received, said=moment.said, flaw=moment.flaw)


def _wh(energy: Energy | None) -> Decimal | None:
    return None if energy is None else energy.wh


def reading_view(reading: MeterReading, evse: int | None, connector: int | None) -> ReadingView:
    """As shown."""
    moment = reading.moment
    return ReadingView(
        at=moment.at,
        received=moment.received,
        said=moment.said,
        flaw=moment.flaw,
        evse=evse,
        connector=connector,
        samples=tuple(
            SampleView(
                measurand=s.measurand,
                value=s.value,
                unit=s.unit,
                context=s.context,
                place=s.place,
                phase=s.phase,
                signed=SignedView(
                    data=s.signed.data,
                    method=s.signed.method,
                    encoding=s.signed.encoding,
                    public_key=s.signed.public_key,
                )
                if s.signed
                else None,
                raw=s.raw,
            )
            for s in reading.samples
        ),
    )


def unmatched_view(told: UnmatchedReport) -> UnmatchedView:
    """As shown."""
    report = told.report
    return UnmatchedView(
        id=told.id,
        station=told.station,
        received_at=told.received_at,
        why=told.why,
        candidate=told.candidate,
        kind=report.kind,
        reference=report.reference,
        at=report.moment.at,
        said=report.moment.said,
        flaw=report.moment.flaw,
        token=report.token,
        register_wh=_wh(report.register),
        reason=report.reason,
    )


def outcome_view(outcome: Outcome | None) -> OutcomeView | None:
    """As shown."""
    if outcome is None:
        return None
    return OutcomeView(
        verdict=outcome.verdict, status=outcome.status, details=dict(outcome.details)
    )


HIDDEN: Mapping[type[Any], Callable[[Any], dict[str, Any]]] = MappingProxyType(
    {
        # Values and payloads may hold passwords: what was asked for is shown, not with what.
        ChangeSettings: lambda i: {"keys": [plain_value(key) for key, _ in i.values]},
        ReadSettings: lambda i: {"keys": [plain_value(key) for key in i.keys]},
        RawCall: lambda i: {"action": i.action},
    }
)


def instruction_view(instruction: Instruction) -> dict[str, Any]:
    """Its type and its particulars, without what may be secret."""
    kind = type(instruction)
    show = HIDDEN.get(kind)
    particulars = show(instruction) if show else plain_value(instruction)
    return {"type": words_of(kind.__name__), **particulars}


_SUBJECTS = ("tenant", "at", "station", "session", "order")


def event_view(number: int, event: DomainEvent) -> EventView:
    """As shown: its subjects, and the rest of its fields as data."""
    return EventView(
        number=number,
        at=event.at,
        kind=words_of(type(event).__name__),
        station=getattr(event, "station", None),
        session=getattr(event, "session", None),
        order=getattr(event, "order", None),
        data={
            f.name: plain_value(getattr(event, f.name))
            for f in fields(event)
            if f.name not in _SUBJECTS
        },
    )


_STATUSES = (Unreported, Available, Occupied, Reserved, Unavailable, Faulted)

_PLAIN: Mapping[type[Any], Callable[[Any], Any]] = MappingProxyType(
    {
        **{
            kind: lambda status: {
                "state": words_of(type(status).__name__),
                **{f.name: plain_value(getattr(status, f.name)) for f in fields(status)},
            }
            for kind in _STATUSES
        },
        Energy: lambda energy: plain(energy.wh),
        Decimal: plain,
        UUID: str,
        timedelta: lambda duration: duration.total_seconds(),
    }
)


def plain_value(value: Any) -> Any:  # noqa: ANN401 - any value of the domain
    """A value of the domain as plain JSON values; exact numbers as text."""
    convert = _PLAIN.get(type(value))
    if convert is not None:
        return convert(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list | frozenset):
        return [plain_value(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: plain_value(getattr(value, f.name)) for f in fields(value)}
    return value
