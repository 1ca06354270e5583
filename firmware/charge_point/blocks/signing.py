"""Who has signed what: signatures under certificates, and chains up to an installed root.

ECDSA over P-256 and RSA (PKCS #1 v1.5), both with SHA-256, are what a board without hardware
for more can check by itself. TLS, which mbedTLS does, knows more.
"""

import binascii
import hashlib

from charge_point.blocks import p256, store, x509
from charge_point.blocks.der import inside, item

_SHA256 = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"
LEAST_RSA = 256  # bytes of the modulus (A00.FR.502)


def verify(certificate, signature, digest):
    """Steps to whether the certificate's key has signed a SHA-256 digest (see p256)."""
    algorithm, curve, key = certificate.key
    try:
        if algorithm == x509.EC and curve == x509.P256:
            return (yield from p256.verify(key, digest, signature))
        if algorithm == x509.RSA:
            return _rsa(key, signature, digest)
    except (ValueError, IndexError):
        pass
    return False


def _rsa(key, signature, digest):
    _, at, end = item(key)
    modulus, exponent = [key[a:b] for _, _, a, b in inside(key, at, end)]
    size = len(modulus) - (modulus[0] == 0)
    if size < LEAST_RSA or len(signature) != size:
        return False
    n, e = int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big")
    found = pow(int.from_bytes(signature, "big"), e, n).to_bytes(size, "big")
    padding = b"\xff" * (size - 3 - len(_SHA256) - len(digest))
    return found == b"\x00\x01" + padding + b"\x00" + _SHA256 + digest


async def signed_by(certificate, issuer):
    """Whether a certificate is signed by that one, which may do so."""
    algorithm, signature = certificate.signature
    if certificate.issuer != issuer.subject or not issuer.ca:
        return False
    if algorithm not in (x509.ECDSA_SHA256, x509.RSA_SHA256):
        return False
    digest = hashlib.sha256(certificate.tbs).digest()
    return await p256.in_turns(verify(issuer, signature, digest))


async def fault(station, chain, kind):
    """What is wrong with certificates, leaf first, that should stand under a root of that kind.

    None where nothing is.
    """
    for each in chain:
        # Our own may come before its time; it is used when that has come (A02.FR.08).
        early = kind == store.ROOT and each is chain[0]
        if not store.holds(station.clock, each.der, early):
            return "out of its time"
    for each, above in zip(chain, chain[1:]):
        if not await signed_by(each, above):
            return "broken chain"
    for name in store.names(station.files, kind):
        root = x509.Certificate(store.load(station.files, name))
        if not store.holds(station.clock, root.der):
            continue
        if len(chain) > 1 and root.der == chain[-1].der:
            return None
        if await signed_by(chain[-1], root):
            return None
    return "no root"


async def update(station, payload):
    """(reply, afterwards) of a SignedUpdateFirmware, by its certificate (L01.FR.23, 24)."""
    wanted = payload["firmware"]
    key, why = await _signer(station, wanted.pop("signingCertificate"))
    if why:
        station.note("InvalidFirmwareSigningCertificate", why)
        return {"status": "InvalidCertificate"}, None
    wanted["key"] = binascii.hexlify(key).decode()
    return station.block("firmware").accept(station, payload, payload["requestId"], wanted)


async def _signer(station, text):
    """(the public key, what is wrong with it)."""
    try:
        chain = [x509.Certificate(der) for der in x509.ders(text)]
        algorithm, curve, key = chain[0].key
        if algorithm != x509.EC or curve != x509.P256:
            return key, "no P-256 key"
        return key, await fault(station, chain, store.MAKER)
    except (ValueError, IndexError):
        return b"", "unreadable"
