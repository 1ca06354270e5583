"""The table of settings: each with its type, default, bounds, and what it does.

This is the one source. `read_settings` parses by it, `.env.example` and `docs/configuration.md` are
printed from it, and a test compares them.
"""

import os
import socket
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from entrypoints.settings import kinds
from entrypoints.settings.payments import Payments
from entrypoints.settings.row import group, setting
from entrypoints.settings.secret import Secret


def this_process() -> str:
    """A name no other process of this installation has: host and process id."""
    return f"{socket.gethostname()}-{os.getpid()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Database:
    """Where everything is kept: the embedded PostgreSQL, or one of your own."""

    url: Secret | None = setting(
        "DATABASE_URL",
        kinds.database_address(),
        does="A PostgreSQL (15 or later) of your own.",
        unset="an embedded PostgreSQL is started under the data folder",
        example="postgresql://csms:password@db.example.com:5432/csms",
        secret=True,
    )
    pool: int = setting(
        "DATABASE_POOL",
        kinds.whole(2, 500, "connections"),
        "10",
        does="Connections each process may open. The gateway needs few: it commits in groups.",
        example="20",
    )
    commit_linger_max: timedelta = setting(
        "COMMIT_LINGER_MAX",
        kinds.duration("0ms", "100ms"),
        "5ms",
        does="How long a commit may wait for company under load; an idle database never waits.",
        example="2ms",
    )

    @property
    def embedded(self) -> bool:
        """Whether the server starts and owns its PostgreSQL."""
        return self.url is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bus:
    """How the processes of an installation talk to one another."""

    redis_url: Secret | None = setting(
        "REDIS_URL",
        kinds.redis_address(),
        does="Redis or Valkey, for an installation of several machines.",
        unset="the processes of one machine talk through PostgreSQL",
        example="redis://:password@cache.example.com:6379/0",
        secret=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """REST, live updates and pages for people and programs."""

    host: str = setting(
        "API_HOST",
        kinds.host(),
        "127.0.0.1",
        does="Address the API listens on; 0.0.0.0 for all.",
        example="0.0.0.0",  # noqa: S104 - an example in the documentation
    )
    port: int = setting(
        "API_PORT",
        kinds.port(),
        "8080",
        does="Port of the API.",
        example="8000",
    )
    public_url: str | None = setting(
        "API_PUBLIC_URL",
        kinds.web_address(),
        does="The address people reach the API by, when a proxy stands before it; used in links.",
        unset="links name the address it listens on",
        example="https://csms.example.com",
    )

    @property
    def address(self) -> str:
        """The address to print in links and messages."""
        wildcard = self.host in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
        shown = "127.0.0.1" if wildcard else f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{shown}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """The sockets of the stations."""

    host: str = setting(
        "GATEWAY_HOST",
        kinds.host(),
        "127.0.0.1",
        does="Address the gateway listens on; 0.0.0.0 for all.",
        example="0.0.0.0",  # noqa: S104 - an example in the documentation
    )
    port: int = setting(
        "GATEWAY_PORT",
        kinds.port(),
        "9000",
        does="Port for stations without TLS (security profile 1, or behind a TLS proxy).",
        example="80",
    )
    tls_port: int = setting(
        "GATEWAY_TLS_PORT",
        kinds.port(),
        "9443",
        does="Port for TLS (security profiles 2 and 3); closed without a certificate.",
        example="443",
    )
    call_timeout: timedelta = setting(
        "CALL_TIMEOUT",
        kinds.duration("1s", "10min"),
        "30s",
        does="How long a station may take to answer.",
        example="60s",
    )
    heartbeat_interval: timedelta = setting(
        "HEARTBEAT_INTERVAL",
        kinds.duration("10s", "1d"),
        "300s",
        does="The heartbeat interval told to a station when its boot is accepted.",
        example="15min",
    )
    ping_interval: timedelta = setting(
        "PING_INTERVAL",
        kinds.duration("5s", "1h"),
        "60s",
        does="How often a silent socket is pinged, to find half-open ones.",
        example="240s",
    )
    silent_after: timedelta = setting(
        "SILENT_AFTER",
        kinds.duration("30s", "7d"),
        "900s",
        does="After how long without a word a station, and its open sessions, are shown as silent.",
        example="30min",
    )
    max_frame: int = setting(
        "MAX_FRAME",
        kinds.size("512KiB", "16MiB"),
        "1MiB",
        does="The largest message taken from a station, after decompression.",
        example="2MiB",
        unit="bytes",
    )
    instruction_queue: int = setting(
        "INSTRUCTION_QUEUE",
        kinds.whole(1, 10_000, "instructions"),
        "100",
        does="How many instructions may wait for one station; the next is refused.",
        example="500",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tls:
    """Certificates of the stations' TLS port."""

    certificate: Path | None = setting(
        "TLS_CERTIFICATE",
        kinds.path(),
        does="The server's certificate chain (PEM), best with an ECDSA key.",
        unset="the TLS port stays closed",
        example="/etc/open-csms/ecdsa.crt",
    )
    key: Path | None = setting(
        "TLS_KEY",
        kinds.path(),
        does="The private key (PEM, not encrypted) of that certificate.",
        unset="needed only with a certificate",
        example="/etc/open-csms/ecdsa.key",
    )
    rsa_certificate: Path | None = setting(
        "TLS_RSA_CERTIFICATE",
        kinds.path(),
        does="A second certificate, with an RSA key, for stations that know no ECDSA.",
        unset="one certificate serves all",
        example="/etc/open-csms/rsa.crt",
    )
    rsa_key: Path | None = setting(
        "TLS_RSA_KEY",
        kinds.path(),
        does="The private key of the second certificate.",
        unset="needed only with a second certificate",
        example="/etc/open-csms/rsa.key",
    )
    client_ca: Path | None = setting(
        "TLS_CLIENT_CA",
        kinds.path(),
        does="Authorities (PEM) that sign the stations' own certificates: security profile 3.",
        unset="no station can use security profile 3",
        example="/etc/open-csms/stations-ca.crt",
    )
    operator_name: str | None = setting(
        "TLS_OPERATOR_NAME",
        kinds.text(r"[^\x00-\x1f]{1,64}", "the operator's name, 1 to 64 characters"),
        does="The O (organization) that a station's certificate must carry.",
        unset="needed only with TLS_CLIENT_CA",
        example="Sunny Charging Ltd",
    )
    legacy_suites: bool = setting(
        "TLS_LEGACY_SUITES",
        kinds.switch(),
        "off",
        does="Also offer the plain-RSA suites of A00.FR.318; they have no forward secrecy.",
        example="on",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """Who is let in."""

    profile_0: bool = setting(
        "SECURITY_PROFILE_0",
        kinds.switch(),
        "off",
        does="Let stations in without any credential. For a laboratory only.",
        example="on",
    )
    secret_key: Secret | None = setting(
        "SECRET_KEY",
        kinds.secret(32),
        does="The key of every keyed hash. Change it and every stored credential is void.",
        unset="made once and kept in the data folder; required with DATABASE_URL",
        example="4f7c0b9d2e6a81537f0e9c3b5d8a7261e0c4b8f29a6d3517",
        secret=True,
    )
    bootstrap_key: Secret | None = setting(
        "BOOTSTRAP_KEY",
        kinds.secret(24),
        does="The first administrator's API key, accepted as long as it is set.",
        unset="`open-csms key create` makes the first key",
        example="adm-9b1fE7cQ2xT5rUwZ8kLmN4pS",
        secret=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long bulky records are kept. Sessions, prices and audit are never dropped."""

    readings_days: int | None = setting(
        "READINGS_RETENTION_DAYS",
        kinds.whole(7, 36_500, "days"),
        does="After how many days meter readings are dropped.",
        unset="kept for ever",
        example="1100",
    )
    frames_days: int | None = setting(
        "FRAMES_RETENTION_DAYS",
        kinds.whole(1, 36_500, "days"),
        "30",
        does="After how many days the log of frames is dropped.",
        example="90",
    )
    orders_days: int = setting(
        "ORDERS_RETENTION_DAYS",
        kinds.whole(30, 36_500, "days"),
        "400",
        does="After how many days instructions to stations and their outcomes are dropped.",
        example="1100",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """What happens after a commit: deliveries, reactions, timetables."""

    batch: int = setting(
        "WORKER_BATCH",
        kinds.whole(1, 10_000, "events"),
        "1000",
        does="How many waiting events the worker takes at a time.",
        example="200",
    )
    settle_after: timedelta = setting(
        "SETTLE_AFTER",
        kinds.duration("15min", "90d"),
        "3d",
        does="How long a session closed by rule waits for the word of a station that stays away.",
        example="14d",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The server that invoices are sent by."""

    host: str | None = setting(
        "SMTP_HOST",
        kinds.host(),
        does="The mail server (SMTP).",
        unset="nothing is sent by mail",
        example="smtp.example.com",
    )
    port: int = setting(
        "SMTP_PORT",
        kinds.whole(1, 65_535, "TCP port"),
        "587",
        does="Its port: usually 587, or 465 for `tls`.",
        example="465",
    )
    security: str = setting(
        "SMTP_SECURITY",
        kinds.choice({word: word for word in ("starttls", "tls", "none")}),
        "starttls",
        does="How the way there is encrypted; none is for a server on this machine.",
        example="tls",
    )
    sender: str | None = setting(
        "SMTP_FROM",
        kinds.mail_sender(),
        does="The address that mail comes from.",
        unset="needed with SMTP_HOST",
        example="billing@example.com",
    )
    user: str | None = setting(
        "SMTP_USER",
        kinds.text(r"[^\x00-\x1f\x7f]{1,255}", "the name of the account"),
        does="As whom to log in.",
        unset="without a login",
        example="billing@example.com",
    )
    password: Secret | None = setting(
        "SMTP_PASSWORD",
        kinds.password(),
        does="The password of that account.",
        unset="without a login",
        example="correct horse battery staple",
        secret=True,
    )
    timeout: timedelta = setting(
        "SMTP_TIMEOUT",
        kinds.duration("1s", "5min"),
        "30s",
        does="How long each step may take before it is tried again later.",
        example="10s",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Logging:
    """What the processes say of themselves."""

    level: str = setting(
        "LOG_LEVEL",
        kinds.choice({word: word for word in ("debug", "info", "warning", "error")}),
        "info",
        does="The least severity that is written.",
        example="debug",
    )
    format: str = setting(
        "LOG_FORMAT",
        kinds.choice({word: word for word in ("console", "json")}),
        "console",
        does="Lines for people, or one JSON object a line for programs.",
        example="json",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """The simulated stations of `open-csms demo`."""

    stations: int = setting(
        "DEMO_STATIONS",
        kinds.whole(0, 1_000, "stations"),
        "6",
        does="How many simulated stations charge in the demonstration.",
        example="12",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The installation as a whole."""

    data_dir: Path = setting(
        "DATA_DIR",
        kinds.path(),
        "var",
        does="The folder of the embedded database, generated keys and files.",
        example="/var/lib/open-csms",
    )
    node: str = setting(
        "NODE",
        kinds.text(
            r"[A-Za-z0-9._-]{1,128}", "a name of letters, digits, dots, - and _ (up to 128)"
        ),
        does="This process's name among its peers; no two may share one.",
        unset="host name and process id",
        example="gateway-1",
        computed=this_process,
    )
    default_tenant: str = setting(
        "DEFAULT_TENANT",
        kinds.text(
            r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", "small letters, digits and hyphens (up to 63)"
        ),
        "demo",
        does="The tenant of stations that connect by /ocpp/{identity}.",
        example="sunny",
    )
    grace: timedelta = setting(
        "GRACE",
        kinds.duration("0s", "10min"),
        "10s",
        does="How long a stop waits for what is in flight.",
        example="30s",
    )
    metrics: bool = setting(
        "METRICS",
        kinds.switch(),
        "on",
        does="Whether /metrics answers (Prometheus).",
        example="off",
    )
    database: Database = group(Database)
    bus: Bus = group(Bus)
    api: Api = group(Api)
    gateway: Gateway = group(Gateway)
    tls: Tls = group(Tls)
    security: Security = group(Security)
    payments: Payments = group(Payments)
    retention: Retention = group(Retention)
    worker: Worker = group(Worker)
    mail: Mail = group(Mail)
    logging: Logging = group(Logging)
    demo: Demo = group(Demo)
