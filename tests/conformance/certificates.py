"""Certificates of every kind that a station may show, good and bad, made for one run."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from entrypoints.gateway.tls import station_context

OPERATOR = "Example Operator"
IDENTITY = "CS001"
CLIENT, SERVER = ExtendedKeyUsageOID.CLIENT_AUTH, ExtendedKeyUsageOID.SERVER_AUTH
NOW = datetime.now(UTC)
DAY = timedelta(days=1)

KINDS: dict[str, dict[str, Any]] = {
    "valid": {},
    "rsa2048": {"key": "rsa2048"},
    "rsa1024": {"key": "rsa1024"},
    "expired": {"begin": NOW - 30 * DAY, "end": NOW - DAY},
    "not-yet-valid": {"begin": NOW + DAY, "end": NOW + 30 * DAY},
    "revoked": {"revoked": True},
    "other-ca": {"issuer": "other"},
    "unknown-ca": {"issuer": "other"},
    "self-signed": {"issuer": "self"},
    "server-cert": {"usage": SERVER, "name": "127.0.0.1"},
    "wrong-eku": {"usage": SERVER},
    "other-station": {"name": "CS002"},
    "wrong-cn": {"name": "CS002"},
    "other-cn": {"name": "CS002"},
    "cn-other": {"name": "CS002"},
    "cn-case": {"name": IDENTITY.lower()},
    "cn-url": {"name": f"wss://csms.example/ocpp/{IDENTITY}"},
    "cn-ip": {"name": "192.0.2.7"},
    "cn-empty": {"name": ""},
    "cn-wildcard": {"name": "*"},
    "cn-nul": {"name": f"{IDENTITY}\0.evil.example"},
    "no-cn": {"name": None},
    "other-operator": {"organization": "Somebody Else"},
    "wrong-o": {"organization": "Somebody Else"},
    "o-other": {"organization": "Somebody Else"},
    "no-o": {"organization": None},
    "intermediate": {"issuer": "intermediate"},
    "chain": {"issuer": "intermediate"},
}
"""What each kind differs in from a good certificate of the station `CS001`."""

NONE = frozenset({"none", "missing", "no-cert", "absent"})
"""Names under which no certificate is shown at all."""


@dataclass(frozen=True)
class Pair:
    """A certificate with what stands above it, and its key."""

    certificate: x509.Certificate
    key: Any
    above: tuple[x509.Certificate, ...] = ()


class Authority:
    """The operator's certificates, in files below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._roots = {name: _root(name) for name in ("operator", "other")}
        middle = _signed(self._roots["operator"], "Operator Intermediate", ca=True)
        self._roots["intermediate"] = Pair(middle.certificate, middle.key, (middle.certificate,))
        self._made: dict[str, Path] = {}
        self._shown: dict[str, Path] = {}

    @cached_property
    def server(self) -> ssl.SSLContext:
        """The gateway's side: ECDSA and RSA, client certificates, revocation, all suites."""
        pairs = []
        for kind in ("ec", "rsa2048"):
            pair = _signed(self._roots["operator"], "127.0.0.1", key=kind, usage=SERVER)
            file = self._write(f"server-{kind}", pair)
            pairs.append((file, file))
        revoked = self.certificate("revoked")
        root = self._roots["operator"]
        (self.folder / "roots.pem").write_bytes(root.certificate.public_bytes(Encoding.PEM))
        (self.folder / "revocations.pem").write_bytes(_revocations(root, revoked))
        return station_context(
            pairs,
            self.folder / "roots.pem",
            legacy_suites=True,
            revoked=self.folder / "revocations.pem",
        )

    def certificate(self, kind: str) -> Path:
        """A PEM file with the chain and key of that kind; KeyError for one not in KINDS."""
        if kind not in self._made:
            wanted = dict(KINDS[kind])
            wanted.pop("revoked", None)
            issuer = wanted.pop("issuer", "operator")
            root = None if issuer == "self" else self._roots[issuer]
            pair = _signed(root, wanted.pop("name", IDENTITY), **wanted)
            self._made[kind] = self._write(kind, pair)
        return self._made[kind]

    def _write(self, name: str, pair: Pair) -> Path:
        file = self.folder / f"{name}.pem"
        chain = b"".join(c.public_bytes(Encoding.PEM) for c in (pair.certificate, *pair.above))
        key = pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(chain + key)
        return file


def _key(kind: str) -> Any:
    if kind == "ec":
        return ec.generate_private_key(ec.SECP256R1())
    if kind == "rsa1024":
        return rsa.generate_private_key(65537, 1024)  # type: ignore[no-untyped-call]
    return rsa.generate_private_key(65537, 2048)


def _name(common: str | None, organization: str | None) -> x509.Name:
    parts = []
    if organization is not None:
        parts.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    if common is not None:
        parts.append(x509.NameAttribute(NameOID.COMMON_NAME, common, _validate=False))
    return x509.Name(parts)


def _root(name: str) -> Pair:
    return _signed(None, f"{name} root", ca=True)


def _signed(
    issuer: Pair | None,
    name: str | None,
    *,
    key: str = "ec",
    usage: Any = CLIENT,
    organization: str | None = OPERATOR,
    begin: datetime = NOW - DAY,
    end: datetime = NOW + 30 * DAY,
    ca: bool = False,
) -> Pair:
    """A certificate for `name`, signed by `issuer` or by itself."""
    own = _key(key)
    subject = _name(name, organization)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(_uses(ca=ca), critical=True)
    )
    if not ca:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
    if usage is SERVER:
        local = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
        builder = builder.add_extension(x509.SubjectAlternativeName([local]), critical=False)
    signer = issuer.key if issuer else own
    if issuer is not None:
        above = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
        builder = builder.add_extension(above, critical=False)
    return Pair(builder.sign(signer, hashes.SHA256()), own, issuer.above if issuer else ())


def _uses(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=not ca,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _revocations(root: Pair, revoked: Path) -> bytes:
    certificate = x509.load_pem_x509_certificates(revoked.read_bytes())[0]
    entry = (
        x509.RevokedCertificateBuilder()
        .serial_number(certificate.serial_number)
        .revocation_date(NOW - DAY)
        .build()
    )
    revocations = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.certificate.subject)
        .last_update(NOW - DAY)
        .next_update(NOW + 30 * DAY)
        .add_revoked_certificate(entry)
        .sign(root.key, hashes.SHA256())
    )
    return revocations.public_bytes(Encoding.PEM)
