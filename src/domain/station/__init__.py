"""Station: a charging station with its EVSEs and connectors, and whether it may take part."""

from domain.station.connector import (
    Available,
    Connector,
    ConnectorStatus,
    Evse,
    Faulted,
    Occupied,
    Reserved,
    Stage,
    Unavailable,
    Unreported,
)
from domain.station.credentials import Challenge, SecretHash, SecurityProfile, StationCredentials
from domain.station.events import (
    ConnectorStatusChanged,
    CredentialsAttacked,
    LineContested,
    ReportRefused,
    SecurityEventReported,
    StationBooted,
    StationConnected,
    StationDisconnected,
    StationRegistered,
    StationRemoved,
)
from domain.station.inventory import InventoryReport, ReportPage, Setting, SettingKey
from domain.station.station import Hardware, Registration, Station

__all__ = [
    "Available",
    "Challenge",
    "Connector",
    "ConnectorStatus",
    "ConnectorStatusChanged",
    "CredentialsAttacked",
    "Evse",
    "Faulted",
    "Hardware",
    "InventoryReport",
    "LineContested",
    "Occupied",
    "Registration",
    "ReportPage",
    "ReportRefused",
    "Reserved",
    "SecretHash",
    "SecurityEventReported",
    "SecurityProfile",
    "Setting",
    "SettingKey",
    "Stage",
    "Station",
    "StationBooted",
    "StationConnected",
    "StationCredentials",
    "StationDisconnected",
    "StationRegistered",
    "StationRemoved",
    "Unavailable",
    "Unreported",
]
