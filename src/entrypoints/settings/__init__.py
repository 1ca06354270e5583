"""Settings: read once from the environment, typed, refused as a whole when anything is wrong."""

from entrypoints.settings.faults import ConfigurationError, Fault
from entrypoints.settings.payments import Payments
from entrypoints.settings.pepper import secret_key
from entrypoints.settings.reading import read_settings
from entrypoints.settings.secret import Secret
from entrypoints.settings.table import (
    Api,
    Bus,
    Database,
    Demo,
    Gateway,
    Logging,
    Mail,
    Retention,
    Security,
    Settings,
    Tls,
    Worker,
)

__all__ = [
    "Api",
    "Bus",
    "ConfigurationError",
    "Database",
    "Demo",
    "Fault",
    "Gateway",
    "Logging",
    "Mail",
    "Payments",
    "Retention",
    "Secret",
    "Security",
    "Settings",
    "Tls",
    "Worker",
    "read_settings",
    "secret_key",
]
