"""A certificate authority of a test, and servers that show what it has issued."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)
NAMES = ("localhost", "127.0.0.1")
ROOM = "144k"
"""Heap of a charge point that takes in an update beside a simulated world."""


@dataclass(frozen=True)
class Pair:
    """A certificate, its key, and what stands between it and its root."""

    certificate: x509.Certificate
    key: Any
    above: tuple[x509.Certificate, ...] = ()

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def pem(self) -> str:
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def key_der(self) -> bytes:
        return self.key.private_bytes(
            Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption()
        )

    @property
    def file_name(self) -> str:
        """As the charge point names it, without the kind."""
        return sha256(self.der).hexdigest()[:8] + ".der"


def issue(
    name: str,
    by: Pair | None = None,
    *,
    rsa_bits: int = 0,
    names: tuple[str, ...] = (),
    begins: timedelta = -DAY,
    ends: timedelta = 30 * DAY,
    ca: bool = False,
    organization: str = "Example Operator",
    key: Any = None,
    algorithm: Any = None,
) -> Pair:
    """A certificate; without `by`, signed by itself. `begins` and `ends` are counted from now."""
    own = key or (
        rsa.generate_private_key(65537, rsa_bits)
        if rsa_bits
        else ec.generate_private_key(ec.SECP256R1())
    )
    public = own if hasattr(own, "public_bytes") else own.public_key()
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    at = datetime.now(UTC).replace(microsecond=0)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at + begins)
        .not_valid_after(at + ends)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    if names:
        known = x509.SubjectAlternativeName([_general(each) for each in names])
        builder = builder.add_extension(known, critical=False)
    signed = builder.sign(by.key if by else own, algorithm or hashes.SHA256())
    above = () if by is None or by.certificate.issuer == by.certificate.subject else (
        by.certificate, *by.above,
    )  # fmt: skip
    return Pair(signed, own, above)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def server_side(folder: Path, shown: Pair, clients: Pair | None = None) -> ssl.SSLContext:
    """TLS of a server; with `clients`, every client must show a certificate from there."""
    file = folder / f"{shown.file_name}.pem"
    chain = "".join([shown.pem] + [c.public_bytes(Encoding.PEM).decode() for c in shown.above])
    key = shown.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_text(chain + key.decode())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(file)
    if clients is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(cadata=clients.pem)
    return context


def trust(folder: Path, *roots: Pair, kind: str = "root") -> None:
    """What provisioning writes: roots, as DER."""
    folder.mkdir(exist_ok=True)
    for root in roots:
        (folder / f"{kind}-{root.file_name}").write_bytes(root.der)


def own(folder: Path, pair: Pair, slot: str = "a") -> dict[str, str]:
    """What provisioning writes: a certificate of the device's own; returns the secret to it."""
    folder.mkdir(exist_ok=True)
    chain = pair.der + b"".join(each.public_bytes(Encoding.DER) for each in pair.above)
    (folder / f"own-{slot}.der").write_bytes(chain)
    return {f"own-{slot}": pair.key_der.hex()}
