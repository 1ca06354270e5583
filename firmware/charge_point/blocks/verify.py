"""Signatures under keys as `chain.py` has found them: ECDSA over P-256 and RSA, with SHA-256.

That is what a board without hardware for more checks by itself. TLS, which mbedTLS does, knows
more.
"""

from charge_point.blocks import p256
from charge_point.blocks.der import inside, item

_EC, _P256 = b"\x2a\x86\x48\xce\x3d\x02\x01", b"\x2a\x86\x48\xce\x3d\x03\x01\x07"
_RSA = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"
_SHA256 = b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20"
LEAST_RSA = 256  # bytes of the modulus (A00.FR.502)


async def good(station, links, last=None):
    """Whether all of the links hold, and of the last ones, if there are any, one."""
    for each in links:
        if not await _holds(each, station.guard.allow):
            return False
    for each in last or ():
        if await _holds(each, station.guard.allow):
            return True
    return last is None


async def _holds(link, allow):
    (algorithm, curve, key), signature, digest = link
    try:
        if algorithm == _EC and curve == _P256:
            return await p256.in_turns(p256.verify(key, digest, signature), allow)
        return algorithm == _RSA and _rsa(key, signature, digest)
    except (ValueError, IndexError):
        return False


def _rsa(key, signature, digest):
    """PKCS #1 v1.5."""
    _, at, end = item(key)
    modulus, exponent = [key[a:b] for _, _, a, b in inside(key, at, end)]
    size = len(modulus) - (modulus[0] == 0)
    if size < LEAST_RSA or len(signature) != size:
        return False
    n, e = int.from_bytes(modulus, "big"), int.from_bytes(exponent, "big")
    found = pow(int.from_bytes(signature, "big"), e, n).to_bytes(size, "big")
    padding = b"\xff" * (size - 3 - len(_SHA256) - len(digest))
    return found == b"\x00\x01" + padding + b"\x00" + _SHA256 + digest
