"""Looking into certificate files before anything depends on them."""

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from entrypoints.settings.faults import Fault


def why_unreadable(file: Path) -> str | None:
    """Why a file cannot be read, as the end of a sentence; None when it can."""
    try:
        file.read_bytes()
    except FileNotFoundError:
        return f"{file} does not exist"
    except IsADirectoryError:
        return f"{file} is a folder"
    except OSError as error:
        return f"{file} cannot be read ({error.strerror})"
    return None


def pair_faults(name: str, certificate: Path, key_name: str, key: Path) -> Iterator[Fault]:
    """What keeps a certificate and a key, both readable, from working together."""
    if algorithm(key) is None:
        yield Fault(
            key_name,
            f"{key} holds no usable private key",
            "Give an ECDSA or RSA key in PEM, not encrypted.",
        )
    elif not _holds_certificate(certificate):
        yield Fault(
            name,
            f"{certificate} holds no certificate",
            "Give the certificate chain in PEM, leaf first.",
        )
    elif not _fit(certificate, key):
        yield Fault(
            key_name,
            f"{key} is not the key of {certificate}",
            "Give the key that the certificate was issued for.",
        )


def algorithm(key: Path) -> Literal["RSA", "ECDSA"] | None:
    """The algorithm of a private key's file; None when it holds no usable one."""
    try:
        loaded = load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):  # TypeError: the key is encrypted
        return None
    if isinstance(loaded, RSAPrivateKey):
        return "RSA"
    return "ECDSA" if isinstance(loaded, EllipticCurvePrivateKey) else None


def holds_authorities(file: Path) -> bool:
    """Whether a readable file has at least one certificate in PEM."""
    return _holds_certificate(file)


def _holds_certificate(file: Path) -> bool:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(file)
    except ssl.SSLError:
        return False
    return True


def _fit(certificate: Path, key: Path) -> bool:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(certificate, key, password="")
    except ssl.SSLError:
        return False
    return True
