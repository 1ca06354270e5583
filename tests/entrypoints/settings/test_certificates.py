"""Certificate files are looked into before the start."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

from entrypoints.settings import ConfigurationError, read_settings

KEYS = {
    "ecdsa": ec.generate_private_key(ec.SECP256R1()),
    "other": ec.generate_private_key(ec.SECP256R1()),
    "rsa": rsa.generate_private_key(public_exponent=65537, key_size=2048),
}


def certificate(key):
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "csms.example.com")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=3650))
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )


def pem(key, encryption=None):
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        encryption or serialization.NoEncryption(),
    )


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificates")
    for name, key in KEYS.items():
        (folder / f"{name}.key").write_bytes(pem(key))
        (folder / f"{name}.crt").write_bytes(certificate(key))
    locked = pem(KEYS["ecdsa"], serialization.BestAvailableEncryption(b"hunter2"))
    (folder / "locked.key").write_bytes(locked)
    (folder / "ed25519.key").write_bytes(pem(ed25519.Ed25519PrivateKey.generate()))
    (folder / "text.txt").write_text("no certificate")
    (folder / "binary").write_bytes(bytes(range(256)))
    return folder


def environment(folder, **names):
    return {
        f"OPEN_CSMS_TLS_{name.upper()}": value if value == "on" else str(folder / value)
        for name, value in names.items()
    }


@pytest.mark.parametrize(
    "names",
    [
        {"certificate": "ecdsa.crt", "key": "ecdsa.key"},
        {"certificate": "rsa.crt", "key": "rsa.key", "legacy_suites": "on"},
        {
            "certificate": "ecdsa.crt",
            "key": "ecdsa.key",
            "rsa_certificate": "rsa.crt",
            "rsa_key": "rsa.key",
            "legacy_suites": "on",
            "client_ca": "other.crt",
            "operator_name": "Sunny",
        },
    ],
)
def test_working_pairs_are_taken(files, names):
    settings = read_settings(environment(files, **names))
    assert settings.tls.certificate == files / names["certificate"]


@pytest.mark.parametrize(
    ("setting", "names"),
    [
        ("KEY", {"certificate": "ecdsa.crt", "key": "other.key"}),
        ("KEY", {"certificate": "ecdsa.crt", "key": "rsa.key"}),
        ("KEY", {"certificate": "ecdsa.crt", "key": "locked.key"}),
        ("KEY", {"certificate": "ecdsa.crt", "key": "ed25519.key"}),
        ("KEY", {"certificate": "ecdsa.crt", "key": "text.txt"}),
        ("KEY", {"certificate": "ecdsa.crt", "key": "ecdsa.crt"}),
        ("KEY", {"certificate": "ecdsa.crt", "key": "binary"}),
        ("KEY", {"certificate": "ecdsa.crt", "key": "."}),
        ("CERTIFICATE", {"certificate": "text.txt", "key": "ecdsa.key"}),
        ("CERTIFICATE", {"certificate": "ecdsa.key", "key": "ecdsa.key"}),
        ("CERTIFICATE", {"certificate": "binary", "key": "ecdsa.key"}),
        ("CERTIFICATE", {"certificate": "missing.crt", "key": "ecdsa.key"}),
        (
            "RSA_KEY",
            {"certificate": "rsa.crt", "key": "rsa.key", "rsa_certificate": "ecdsa.crt",
             "rsa_key": "ecdsa.key"},
        ),
        ("LEGACY_SUITES", {"certificate": "ecdsa.crt", "key": "ecdsa.key", "legacy_suites": "on"}),
        (
            "CLIENT_CA",
            {"certificate": "ecdsa.crt", "key": "ecdsa.key", "client_ca": "text.txt",
             "operator_name": "Sunny"},
        ),
    ],
)  # fmt: skip
def test_pair_that_cannot_work_stops_the_start(files, setting, names):
    with pytest.raises(ConfigurationError) as caught:
        read_settings(environment(files, **names))
    (fault,) = caught.value.faults
    assert fault.setting == f"OPEN_CSMS_TLS_{setting}"
    assert fault.advice.endswith(".")


def test_tls_port_may_not_be_another_listeners(files):
    environ = environment(files, certificate="ecdsa.crt", key="ecdsa.key")
    with pytest.raises(ConfigurationError) as caught:
        read_settings({**environ, "OPEN_CSMS_GATEWAY_TLS_PORT": "9000"})
    assert [fault.setting for fault in caught.value.faults] == ["OPEN_CSMS_GATEWAY_TLS_PORT"]
