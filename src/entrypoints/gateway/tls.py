"""TLS for stations (OCPP 2.0.1 A00.FR.301 to 318; security white paper)."""

import ssl
from pathlib import Path

MODERN = (
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384"
)
LEGACY = "AES128-GCM-SHA256:AES256-GCM-SHA384"
"""RSA key exchange, without forward secrecy: A00.FR.318 names them, so they can be switched on."""


def station_context(
    pairs: list[tuple[Path, Path]],
    client_ca: Path | None,
    *,
    legacy_suites: bool = False,
    revoked: Path | None = None,
) -> ssl.SSLContext:
    """The server's side of TLS.

    Args:
        pairs: certificate chain and key files, one pair for ECDSA and one for RSA if both exist.
        client_ca: roots of the stations' certificates; with them a station may show one.
        legacy_suites: whether suites without forward secrecy are offered too.
        revoked: a PEM file with the revocation lists of `client_ca`.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE
    context.set_ciphers(f"{MODERN}:{LEGACY}" if legacy_suites else MODERN)
    for chain, key in pairs:
        context.load_cert_chain(chain, key)
    if client_ca is not None:
        context.load_verify_locations(client_ca)
        context.verify_mode = ssl.CERT_OPTIONAL
        if revoked is not None:
            context.load_verify_locations(revoked)
            context.verify_flags |= ssl.VERIFY_CRL_CHECK_LEAF
    return context
