"""Certificates: until when they hold."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509

from entrypoints.cli.checkup.finding import Finding, care, well, wrong
from entrypoints.settings import Settings

SOON = timedelta(days=30)


async def certificates(settings: Settings) -> AsyncIterator[Finding]:
    """Each certificate that is configured."""
    tls = settings.tls
    configured = (tls.certificate, tls.rsa_certificate, tls.client_ca)
    if not any(configured):
        yield well("certificates", "none: stations connect without TLS, or a proxy has them")
    for file in filter(None, configured):
        for certificate in x509.load_pem_x509_certificates(
            await asyncio.to_thread(file.read_bytes)
        ):
            yield _looked_at(file, certificate)


def _looked_at(file: Path, certificate: x509.Certificate) -> Finding:
    left = certificate.not_valid_after_utc - datetime.now(UTC)
    name = certificate.subject.rfc4514_string() or "without a name"
    said = f"{file.name}: {name}, until {certificate.not_valid_after_utc:%Y-%m-%d}"
    if left < timedelta(0):
        return wrong("certificates", said, "It has expired: stations refuse it. Renew it.")
    if certificate.not_valid_before_utc > datetime.now(UTC):
        return wrong("certificates", said, "It does not hold yet: look at this machine's clock.")
    if left < SOON:
        return care("certificates", said, f"{left.days} days are left: renew it.")
    return well("certificates", said)
