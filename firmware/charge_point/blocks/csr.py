"""A key of our own, and the request to have it certified (PKCS #10, RFC 2986; SEC 1)."""

import binascii
import hashlib

from charge_point.blocks import p256

_NAMES = (b"\x06\x03\x55\x04\x0a", b"\x06\x03\x55\x04\x03")  # organization, common name
_EC = b"\x06\x07\x2a\x86\x48\xce\x3d\x02\x01"
_P256 = b"\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07"
_ECDSA_SHA256 = b"\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02"


def tlv(tag, *parts):
    """DER of what consists of those parts."""
    body = b"".join(parts)
    size = len(body)
    if size < 128:
        head = bytes((tag, size))
    elif size < 256:
        head = bytes((tag, 0x81, size))
    else:
        head = bytes((tag, 0x82, size >> 8, size & 255))
    return head + body


def integer(number):
    raw = number.to_bytes(33, "big").lstrip(b"\0") or b"\0"
    return tlv(2, b"\0" + raw if raw[0] & 0x80 else raw)


async def made(random, allow, organization, name):
    """(the private key in DER, which ends with the public one; the request in PEM)."""
    secret = p256.number(random)
    point = p256.bytes_of(await p256.in_turns(p256.times(secret, p256.G), allow))
    key = tlv(
        0x30,
        b"\x02\x01\x01",
        tlv(4, secret.to_bytes(32, "big")),
        tlv(0xA0, _P256),
        tlv(0xA1, tlv(3, b"\0", point)),
    )
    parts = [
        tlv(0x31, tlv(0x30, kind, tlv(12, text.encode())))
        for kind, text in zip(_NAMES, (organization, name))
    ]
    public = tlv(0x30, tlv(0x30, _EC, _P256), tlv(3, b"\0", point))
    info = tlv(0x30, b"\x02\x01\x00", tlv(0x30, *parts), public, b"\xa0\x00")
    digest = hashlib.sha256(info).digest()
    r, s = await p256.in_turns(p256.sign(secret, digest, random), allow)
    signature = tlv(0x30, integer(r), integer(s))
    whole = tlv(0x30, info, tlv(0x30, _ECDSA_SHA256), tlv(3, b"\0", signature))
    return key, pem(whole, "CERTIFICATE REQUEST")


def pem(der, what):
    """A PEM text."""
    body = binascii.b2a_base64(der).decode().strip()
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n" % (what, "\n".join(lines), what)
