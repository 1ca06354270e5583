"""HTTP Basic as stations use it: the user is the identity, the password may be any bytes."""

import re
from base64 import b64decode
from binascii import Error as NotBase64

from domain.identity import StationIdentity

_HEXADECIMAL = re.compile(rb"(?:[0-9A-Fa-f]{2}){16,20}")
LONGEST_PASSWORD = 256


def password_of(header: str, identity: StationIdentity) -> bytes | None:
    """The password shown with `identity` as its user, or None.

    The text before the first colon is the user (RFC 7617); the rest is compared as bytes, for the
    AuthorizationKey of OCPP 1.6 is 16 to 20 bytes of any value (security white paper A00).
    """
    scheme, _, encoded = header.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = b64decode(encoded.strip(), validate=True)
    except (NotBase64, ValueError):
        return None
    user, colon, password = decoded.partition(b":")
    shown = colon and user == identity.encode() and 0 < len(password) <= LONGEST_PASSWORD
    return password if shown else None


def readings_of(password: bytes) -> tuple[bytes, ...]:
    """What the password may mean: itself, and the key that it writes in hexadecimal.

    A 1.6 station should send the bytes of its AuthorizationKey; some send the text of it.
    """
    if _HEXADECIMAL.fullmatch(password):
        return (password, bytes.fromhex(password.decode()))
    return (password,)
