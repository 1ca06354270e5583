"""Rules between settings: each alone may be right and the two together wrong.

Each rule gets the settings and the names that were given, and yields its faults.
"""

import os
from collections.abc import Callable, Collection, Iterator
from itertools import combinations
from pathlib import Path

from entrypoints.settings import certificates
from entrypoints.settings.faults import Fault
from entrypoints.settings.table import Settings

Rule = Callable[[Settings, Collection[str]], Iterator[Fault]]


def ports_differ(settings: Settings, _given: Collection[str]) -> Iterator[Fault]:
    """No two listeners on one port of one address."""
    listeners = [
        ("OPEN_CSMS_API_PORT", settings.api.host, settings.api.port),
        ("OPEN_CSMS_GATEWAY_PORT", settings.gateway.host, settings.gateway.port),
    ]
    if settings.tls.certificate:
        listeners.append(
            ("OPEN_CSMS_GATEWAY_TLS_PORT", settings.gateway.host, settings.gateway.tls_port)
        )
    for (first, host, port), (second, other_host, other) in combinations(listeners, 2):
        if port == other != 0 and _overlap(host, other_host):
            yield Fault(second, f"{other} is the port of {first} too", "Give each its own port.")


def secret_key_with_external_database(
    settings: Settings, _given: Collection[str]
) -> Iterator[Fault]:
    """Several processes, perhaps machines, share an external database: they must share the key."""
    if not settings.database.embedded and settings.security.secret_key is None:
        yield Fault(
            "OPEN_CSMS_SECRET_KEY",
            "is needed with OPEN_CSMS_DATABASE_URL",
            "Make one with `openssl rand -hex 32`, keep it safe, give it to every process.",
        )


def times_in_order(settings: Settings, _given: Collection[str]) -> Iterator[Fault]:
    """A station is not called silent before it was due to speak."""
    gateway = settings.gateway
    for name, interval in (
        ("OPEN_CSMS_HEARTBEAT_INTERVAL", gateway.heartbeat_interval),
        ("OPEN_CSMS_PING_INTERVAL", gateway.ping_interval),
    ):
        if gateway.silent_after <= interval:
            yield Fault(
                "OPEN_CSMS_SILENT_AFTER",
                f"{gateway.silent_after.total_seconds():g}s is not longer than {name}"
                f" ({interval.total_seconds():g}s)",
                "Make it at least twice as long, so that one lost message raises no alarm.",
            )


def data_folder(settings: Settings, _given: Collection[str]) -> Iterator[Fault]:
    """The data folder is, or can become, a folder we can write in."""
    name, place = "OPEN_CSMS_DATA_DIR", settings.data_dir
    standing = next(each for each in (place.absolute(), *place.absolute().parents) if each.exists())
    if not standing.is_dir():
        yield Fault(
            name, f"{standing} is a file", "Name a folder, or a place where one can be made."
        )
    elif settings.database.embedded and not os.access(standing, os.W_OK | os.X_OK):
        yield Fault(
            name,
            f"{standing} cannot be written by this user",
            "Change its owner, or name another folder.",
        )


def mail_is_whole(settings: Settings, _given: Collection[str]) -> Iterator[Fault]:
    """A mail server needs a sender; a password needs a name, and an encrypted way."""
    mail = settings.mail
    if mail.host and not mail.sender:
        yield Fault(
            "OPEN_CSMS_SMTP_FROM",
            "is needed with OPEN_CSMS_SMTP_HOST",
            "Give the address that mail comes from.",
        )
    if mail.password is not None and mail.user is None:
        yield Fault(
            "OPEN_CSMS_SMTP_USER",
            "is needed with OPEN_CSMS_SMTP_PASSWORD",
            "Give the name of the account.",
        )
    local = mail.host in {"127.0.0.1", "::1", "localhost"}
    if mail.host and mail.password is not None and mail.security == "none" and not local:
        yield Fault(
            "OPEN_CSMS_SMTP_SECURITY",
            "none would send the password readable over the network",
            "Use starttls or tls.",
        )


def files_go_in_pairs(settings: Settings, _given: Collection[str]) -> Iterator[Fault]:
    """A certificate needs its key, and the key its certificate."""
    tls = settings.tls
    for prefix, certificate, key in (
        ("OPEN_CSMS_TLS_", tls.certificate, tls.key),
        ("OPEN_CSMS_TLS_RSA_", tls.rsa_certificate, tls.rsa_key),
    ):
        if certificate and not key:
            yield Fault(
                f"{prefix}KEY",
                f"is missing beside {prefix}CERTIFICATE",
                "Name the private key's file.",
            )
        if key and not certificate:
            yield Fault(
                f"{prefix}CERTIFICATE",
                f"is missing beside {prefix}KEY",
                "Name the certificate's file.",
            )


def tls_has_a_certificate(settings: Settings, given: Collection[str]) -> Iterator[Fault]:
    """What is asked of TLS without a certificate would silently not happen."""
    if settings.tls.certificate:
        return
    for name in (
        "OPEN_CSMS_GATEWAY_TLS_PORT",
        "OPEN_CSMS_TLS_CLIENT_CA",
        "OPEN_CSMS_TLS_RSA_CERTIFICATE",
        "OPEN_CSMS_TLS_LEGACY_SUITES",
    ):
        if name in given and "OPEN_CSMS_TLS_KEY" not in given:
            yield Fault(
                name,
                "has no effect without OPEN_CSMS_TLS_CERTIFICATE",
                "Give a certificate and its key, or take this setting out.",
            )


def client_certificates_name_their_operator(
    settings: Settings, _given: Collection[str]
) -> Iterator[Fault]:
    """Profile 3 checks the certificate's O; without a name any tenant's authority would do."""
    tls = settings.tls
    if tls.client_ca and not tls.operator_name:
        yield Fault(
            "OPEN_CSMS_TLS_OPERATOR_NAME",
            "is needed with OPEN_CSMS_TLS_CLIENT_CA",
            "Give the organization (O) that your stations' certificates carry.",
        )
    if tls.operator_name and not tls.client_ca:
        yield Fault(
            "OPEN_CSMS_TLS_CLIENT_CA",
            "is missing beside OPEN_CSMS_TLS_OPERATOR_NAME",
            "Name the file with the authorities of the stations' certificates.",
        )


def certificates_work(settings: Settings, _given: Collection[str]) -> Iterator[Fault]:
    """Files are read now, so that a wrong one stops the start and not the first station."""
    tls = settings.tls
    for name, certificate, key_name, key in (
        ("OPEN_CSMS_TLS_CERTIFICATE", tls.certificate, "OPEN_CSMS_TLS_KEY", tls.key),
        (
            "OPEN_CSMS_TLS_RSA_CERTIFICATE",
            tls.rsa_certificate,
            "OPEN_CSMS_TLS_RSA_KEY",
            tls.rsa_key,
        ),
    ):
        readable = [
            _unreadable(each, file) for each, file in ((name, certificate), (key_name, key))
        ]
        yield from (fault for fault in readable if fault)
        if certificate and key and not any(readable):
            yield from certificates.pair_faults(name, certificate, key_name, key)
    yield from _authorities(tls.client_ca)


def rsa_where_rsa_is_asked(settings: Settings, _given: Collection[str]) -> Iterator[Fault]:
    """Plain-RSA suites, and the second pair, need an RSA key (A00.FR.318)."""
    tls = settings.tls
    if tls.rsa_key and certificates.algorithm(tls.rsa_key) not in {"RSA", None}:
        yield Fault(
            "OPEN_CSMS_TLS_RSA_KEY",
            "is no RSA key",
            "Put the ECDSA pair into OPEN_CSMS_TLS_CERTIFICATE and _KEY, the RSA pair here.",
        )
    keys = [each for each in (tls.key, tls.rsa_key) if each]
    if tls.legacy_suites and keys and "RSA" not in map(certificates.algorithm, keys):
        yield Fault(
            "OPEN_CSMS_TLS_LEGACY_SUITES",
            "needs an RSA certificate",
            "Add OPEN_CSMS_TLS_RSA_CERTIFICATE and OPEN_CSMS_TLS_RSA_KEY, or switch it off.",
        )


def stripe_is_whole(settings: Settings, _given: Collection[str]) -> Iterator[Fault]:
    """A key without the signing secret would leave what Stripe tells unheard."""
    payments = settings.payments
    for name, present, other in (
        ("STRIPE_WEBHOOK_SECRET", payments.webhook_secret, payments.secret_key),
        ("STRIPE_SECRET_KEY", payments.secret_key, payments.webhook_secret),
    ):
        if present is None and other is not None:
            yield Fault(
                f"OPEN_CSMS_{name}",
                "is needed with the other of the two",
                "Stripe's dashboard shows both: the API keys, and the webhook's signing secret.",
            )


RULES: tuple[Rule, ...] = (
    ports_differ,
    secret_key_with_external_database,
    times_in_order,
    data_folder,
    mail_is_whole,
    stripe_is_whole,
    files_go_in_pairs,
    tls_has_a_certificate,
    client_certificates_name_their_operator,
    certificates_work,
    rsa_where_rsa_is_asked,
)


def _overlap(host: str, other: str) -> bool:
    everywhere = {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound
    return host == other or bool({host, other} & everywhere)


def _unreadable(name: str, file: Path | None) -> Fault | None:
    if file is None:
        return None
    problem = certificates.why_unreadable(file)
    return Fault(name, problem, "Name a file this user can read.") if problem else None


def _authorities(file: Path | None) -> Iterator[Fault]:
    if file is None:
        return
    name = "OPEN_CSMS_TLS_CLIENT_CA"
    unreadable = _unreadable(name, file)
    if unreadable:
        yield unreadable
    elif not certificates.holds_authorities(file):
        yield Fault(name, f"{file} holds no certificate", "Give authorities' certificates in PEM.")
