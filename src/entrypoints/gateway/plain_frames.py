"""WebSocket frames of the plainest kind, read and written without the library's state machine.

Nearly every message of a station is one masked, unfragmented text frame that comes whole; ours are
such frames without a mask. For those the framing (RFC 6455 section 5.2) is a few bytes, while the
library's way through parser, events, queue and reader costs a tenth of what a message costs in all
(docs/adr/0011). Everything else stays with the library: handshake, fragments, compression, pings,
closing, and every frame that breaks a rule.
"""

try:
    from websockets.speedups import apply_mask
except ImportError:  # a machine without the library's compiled part
    from websockets.utils import apply_mask

_WHOLE_TEXT = 0x81
"""FIN, no extension bits, opcode text."""
_MASKED = 0x80
_TWO_BYTES, _EIGHT_BYTES = 126, 127
_SHORTEST = 6
"""Bytes of a masked frame without payload."""


def text_of(data: bytes) -> str | None:
    """The text, where `data` is exactly one whole masked text frame in UTF-8; else None."""
    if len(data) < _SHORTEST or data[0] != _WHOLE_TEXT or data[1] < _MASKED:
        return None
    length, begin = data[1] - _MASKED, _SHORTEST
    if length == _TWO_BYTES:
        length, begin = int.from_bytes(data[2:4], "big"), 8
    elif length == _EIGHT_BYTES:
        return None
    if len(data) != begin + length:
        return None
    try:
        return apply_mask(data[begin:], data[begin - 4 : begin]).decode()
    except UnicodeDecodeError:
        return None  # the library closes with 1007


def frame_of(text: str) -> bytes:
    """One whole text frame without a mask, as a server writes it."""
    payload = text.encode()
    length = len(payload)
    if length < _TWO_BYTES:
        return bytes((_WHOLE_TEXT, length)) + payload
    if length < 1 << 16:
        return b"\x81\x7e" + length.to_bytes(2, "big") + payload
    return b"\x81\x7f" + length.to_bytes(8, "big") + payload
