"""TLS to a server (security white paper, 2.4 and 2.5): nothing but what the paper allows.

mbedTLS checks chain, dates by the machine's clock, and host name. The dates are checked once more
by the station's own clock: it never goes back, so what has expired stays so over a reboot, even
where the machine's clock begins anew at every power-on.
"""

import hashlib
import binascii
import tls

from charge_point.blocks import store
from charge_point.blocks.der import period

SUITES = (
    "TLS-ECDHE-ECDSA-WITH-AES-128-GCM-SHA256",
    "TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384",
    "TLS-ECDHE-RSA-WITH-AES-128-GCM-SHA256",
    "TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384",
)
REFUSED = -0x2700  # MBEDTLS_ERR_X509_CERT_VERIFY_FAILED


def context(station, profile=2, spare=None):
    """Of a client; raises ValueError where a certificate is missing or unreadable.

    Args:
        profile: 3 shows a certificate of our own.
        spare: a slot of our own certificates that is not to be used.
    """
    files = station.files
    if not station.clock.synced:
        station.hal.set_rtc(
            station.clock.now()
        )  # mbedTLS would take each certificate for one of the future
    found = tls.SSLContext(tls.PROTOCOL_TLS_CLIENT)
    found.verify_mode = tls.CERT_REQUIRED
    found.set_ciphers(list(SUITES))
    roots = store.names(files, store.ROOT)
    if not roots:
        raise ValueError("no root certificate")
    for name in roots:
        found.load_verify_locations(store.load(files, name))
    if profile == 3:
        own = store.own(files, station.clock, spare)
        if own is None:
            raise ValueError("no certificate of our own")
        station.jobs["own"] = own[0]
        key = station.hal.secrets.get("own-" + own[0])
        for der in own[1]:
            found.load_cert_chain(der, key)
    station.jobs.pop("tls", None)
    found.verify_callback = _checks(station)
    return found


def _checks(station):
    seen = []

    def check(der, depth):
        if not seen and depth:  # the first is the root: it must not be deleted while it serves
            seen.append(depth)
            digest = hashlib.sha256(der).digest()
            station.jobs["root"] = binascii.hexlify(digest[:4]).decode()
        try:
            begins, ends = period(der)
        except (ValueError, IndexError):
            station.jobs["tls"] = "unreadable"
            return REFUSED
        now = station.clock.now()
        if now > ends or (station.clock.synced and now < begins):
            station.jobs["tls"] = "expired" if now > ends else "not yet valid"
            return REFUSED
        return 0

    return check


def failed(station, error):
    """Note what a handshake has failed of, once for each reason."""
    text = station.jobs.pop("tls", None) or str(error).strip().replace("\n", ", ")
    if isinstance(error, ValueError) or text in ("expired", "not yet valid", "unreadable"):
        event = "InvalidCentralSystemCertificate"
    elif "PROTOCOL_VERSION" in text:
        event = "InvalidTLSVersion"
    elif "HANDSHAKE" in text or "CIPHER" in text or "ALERT" in text:
        event = "InvalidTLSCipherSuite"
    else:
        return
    if station.jobs.get("told") != text:
        station.jobs["told"] = text
        station.log("tls", text)
        station.block("security").note(station, event, text)
