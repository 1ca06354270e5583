"""SessionReport: what a station tells of a transaction, in any version, by any message."""

from dataclasses import dataclass
from enum import StrEnum

from domain.identity import TransactionReference
from domain.metering import MeterReading
from domain.moments import Moment
from domain.quantities import Energy
from domain.session.phase import Happening
from domain.values import quickly_made


class ReportKind(StrEnum):
    """Beginning, middle or end (OCPP 2.x TransactionEventEnumType)."""

    STARTED = "started"
    UPDATED = "updated"
    ENDED = "ended"


class StopReason(StrEnum):
    """Why a session ended; the union of what the versions know, spelt as in OCPP 2.1."""

    DE_AUTHORIZED = "DeAuthorized"
    EMERGENCY_STOP = "EmergencyStop"
    ENERGY_LIMIT_REACHED = "EnergyLimitReached"
    EV_DISCONNECTED = "EVDisconnected"
    GROUND_FAULT = "GroundFault"
    HARD_RESET = "HardReset"
    IMMEDIATE_RESET = "ImmediateReset"
    LOCAL = "Local"
    LOCAL_OUT_OF_CREDIT = "LocalOutOfCredit"
    MASTER_PASS = "MasterPass"  # noqa: S105 - a reason, not a password
    OTHER = "Other"
    OVERCURRENT_FAULT = "OvercurrentFault"
    POWER_LOSS = "PowerLoss"
    POWER_QUALITY = "PowerQuality"
    REBOOT = "Reboot"
    REMOTE = "Remote"
    REQ_ENERGY_TRANSFER_REJECTED = "ReqEnergyTransferRejected"
    SOC_LIMIT_REACHED = "SOCLimitReached"
    SOFT_RESET = "SoftReset"
    STOPPED_BY_EV = "StoppedByEV"
    TIME_LIMIT_REACHED = "TimeLimitReached"
    TIMEOUT = "Timeout"
    UNLOCK_COMMAND = "UnlockCommand"
    COST_LIMIT_REACHED = "CostLimitReached"
    LIMIT_SET = "LimitSet"


class Trigger(StrEnum):
    """Why the station spoke, as far as the rules here depend on it; the rest is OTHER."""

    REMOTE_START = "remote_start"
    REMOTE_STOP = "remote_stop"
    AUTHORIZED = "authorized"
    METER = "meter"
    RESUMED = "resumed"
    OTHER = "other"


@quickly_made
@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """One word of a station about one of its transactions."""

    kind: ReportKind
    reference: TransactionReference
    moment: Moment
    sequence: int | None = None
    """OCPP 2.x seqNo; 1.6 has none."""
    trigger: Trigger = Trigger.OTHER
    offline: bool = False
    """Told after the fact: it changes history, not the live state (fine point 5)."""
    evse: int | None = None
    connector: int | None = None
    token: str | None = None
    """uid shown with this report."""
    group: str | None = None
    happening: Happening | None = None
    register: Energy | None = None
    """The register that the message itself names (OCPP 1.6 meterStart, meterStop)."""
    readings: tuple[MeterReading, ...] = ()
    reason: StopReason | None = None
    remote_start: int | None = None
    reservation: int | None = None
