"""Certificates of one scenario: of the gateway, and of stations by their identity."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from entrypoints.gateway.tls import station_context

HOST = "127.0.0.1"
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


class Authority:
    """Issues certificates, kept as files below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = _issue("Root", None)
        self._roots = self._folder / "roots.pem"
        self._roots.write_bytes(self._root.certificate.public_bytes(Encoding.PEM))

    def for_gateway(self) -> ssl.SSLContext:
        """The server's side: client certificates are welcome."""
        file = self._written(HOST, ExtendedKeyUsageOID.SERVER_AUTH)
        return station_context([(file, file)], self._roots)

    def for_station(self, identity: str) -> ssl.SSLContext:
        """The side of a station that shows its certificate."""
        context = ssl.create_default_context(cafile=self._roots)
        context.load_cert_chain(self._written(identity, ExtendedKeyUsageOID.CLIENT_AUTH))
        return context

    def _written(self, name: str, usage: x509.ObjectIdentifier) -> Path:
        issued = _issue(name, self._root, usage)
        key = issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file = self._folder / f"{name}.pem"
        file.write_bytes(issued.certificate.public_bytes(Encoding.PEM) + key)
        return file


def _issue(name: str, by: Issued | None, usage: x509.ObjectIdentifier | None = None) -> Issued:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    signer = by.key if by else key
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - DAY)
        .not_valid_after(now + DAY)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
    )
    if usage is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=False)
    if name == HOST:
        address = x509.IPAddress(ipaddress.ip_address(HOST))
        builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
    return Issued(builder.sign(signer, SHA256()), key)
