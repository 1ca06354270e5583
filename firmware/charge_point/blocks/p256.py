"""ECDSA over P-256 with SHA-256 in integers, for ports without elliptic curves (FIPS 186-4).

What takes long is a generator that pauses every few bits: `in_turns` lets other tasks go on
meanwhile. Not in constant time: whoever can measure this board's single
steps holds it in his hands, and reads its flash as well.
"""

import asyncio
import hashlib

from charge_point.blocks.der import inside, item

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
PAUSE = 4  # bits between two pauses
STEP = 1000  # ms that may pass between them on a slow machine, an inversion included


async def in_turns(steps, allow):
    """The result, with room for other tasks; `allow` is the guard's (see hal/api.py)."""
    while True:
        allow(STEP)
        try:
            next(steps)
        except StopIteration as end:
            return end.value
        await asyncio.sleep_ms(0)


def _double(point):
    x, y, z = point
    if not z:
        return point
    yy = y * y % P
    s = 4 * x * yy % P
    zz = z * z % P
    m = 3 * (x - zz) * (x + zz) % P
    x3 = (m * m - 2 * s) % P
    return x3, (m * (s - x3) - 8 * yy * yy) % P, 2 * y * z % P


def _add(one, other):
    """`other` is affine: z is 1."""
    x1, y1, z1 = one
    if not z1:
        return other[0], other[1], 1
    zz = z1 * z1 % P
    h = (other[0] * zz - x1) % P
    r = (other[1] * zz * z1 - y1) % P
    if not h:
        return (0, 1, 0) if r else _double(one)
    hh = h * h % P
    hhh = h * hh % P
    v = x1 * hh % P
    x3 = (r * r - hhh - 2 * v) % P
    return x3, (r * (v - x3) - y1 * hhh) % P, z1 * h % P


def _affine(point):
    inverse = pow(point[2], P - 2, P)
    square = inverse * inverse % P
    return point[0] * square % P, point[1] * square * inverse % P


def times(factor, point, other=0, second=None):
    """factor × point + other × second, affine; None for infinity."""
    added = [None, point, second, None]
    if second:
        both = _add((point[0], point[1], 1), second)
        added[3] = _affine(both) if both[2] else None
    sum_ = (0, 1, 0)
    for bit in range(255, -1, -1):
        sum_ = _double(sum_)
        term = added[(factor >> bit & 1) | (other >> bit & 1) << 1]
        if term:
            sum_ = _add(sum_, term)
        if bit % PAUSE == 0:
            yield
    return _affine(sum_) if sum_[2] else None


def point_of(key):
    """The point of 65 bytes; raises ValueError unless it is on the curve."""
    if len(key) != 65 or key[0] != 4:
        raise ValueError("point")
    x, y = int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big")
    if x >= P or y >= P or (y * y - x * x * x + 3 * x - B) % P:
        raise ValueError("point")
    return x, y


def bytes_of(point):
    return b"\x04" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def number(random):
    """A secret factor from `random` (n → bytes)."""
    while True:
        found = int.from_bytes(random(32), "big")
        if 0 < found < N:
            return found


def sign(secret, digest, random):
    """(r, s); the nonce is drawn from the key, what is signed and chance together."""
    e = int.from_bytes(digest, "big")
    own = secret.to_bytes(32, "big")
    while True:
        k = number(lambda n: hashlib.sha256(own + digest + random(n)).digest())
        point = yield from times(k, G)
        r = point[0] % N
        s = pow(k, N - 2, N) * (e + r * secret) % N
        if r and s:
            return r, s


def verify(key, digest, signature):
    """Whether a signature in DER is one of that digest under the key (65 bytes)."""
    _, at, end = item(signature)
    r, s = [int.from_bytes(signature[a:b], "big") for _, _, a, b in inside(signature, at, end)]
    if not (0 < r < N and 0 < s < N):
        return False
    w = pow(s, N - 2, N)
    e = int.from_bytes(digest, "big")
    point = yield from times(e * w % N, G, r * w % N, point_of(key))
    return point is not None and point[0] % N == r
