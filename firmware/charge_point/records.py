"""What the journal keeps of a transaction, in bytes. Energy in Wh, times in seconds since 1970.

`tx` is the number of the START record: known before any server has answered, never used again.
`boot` other than 0 says that the time is only sure after a CLOCK record of that boot.
"""

import struct

START, STOP, OPEN, CHECK, VALUES, DATA, CLOCK = 1, 2, 3, 4, 5, 6, 7
SENDABLE = (START, STOP, VALUES)
DROPPABLE = VALUES  # the oldest go first when there is no more room

REASONS = (
    "Local", "Remote", "EVDisconnected", "PowerLoss", "Reboot", "SoftReset", "HardReset",
    "EmergencyStop", "UnlockCommand", "DeAuthorized", "Other",
)
NO_TAG = b""

_BEGIN = "<IBHIIii20s"  # tx, connector, boot, time, Wh, reservation, transactionId, tag
_STOP = "<IBHIIB20s"  # tx, connector, boot, time, Wh, reason, tag
_CHECK = "<IBHII"  # tx, connector, boot, time, Wh
_VALUES = "<IBHIB"  # tx, connector, boot, time, context; then (code, value) pairs
_PAIR = "<Bi"
PAIRS = 19


def begin(tx, connector, stamp, wh, tag, reservation=-1, transaction=0):
    at, boot = stamp
    return struct.pack(_BEGIN, tx, connector, boot, at, wh, reservation, transaction, tag.encode())


def begun(data):
    """(tx, connector, boot, time, Wh, reservation, transactionId, tag)."""
    found = struct.unpack(_BEGIN, data)
    return found[:7] + (_text(found[7]),)


def stop(tx, connector, stamp, wh, reason, tag=""):
    at, boot = stamp
    return struct.pack(_STOP, tx, connector, boot, at, wh, REASONS.index(reason), tag.encode())


def stopped(data):
    """(tx, connector, boot, time, Wh, reason, tag)."""
    found = struct.unpack(_STOP, data)
    return found[:5] + (REASONS[found[5]], _text(found[6]))


def check(tx, connector, stamp, wh):
    return struct.pack(_CHECK, tx, connector, stamp[1], stamp[0], wh)


def checked(data):
    """(tx, connector, boot, time, Wh)."""
    return struct.unpack(_CHECK, data)


def values(tx, connector, stamp, context, pairs):
    head = struct.pack(_VALUES, tx, connector, stamp[1], stamp[0], context)
    return head + b"".join([struct.pack(_PAIR, *pair) for pair in pairs[:PAIRS]])


def valued(data):
    """(tx, connector, boot, time, context, [(code, value)])."""
    head = struct.calcsize(_VALUES)
    pairs = [struct.unpack(_PAIR, data[at:at + 5]) for at in range(head, len(data), 5)]
    return struct.unpack(_VALUES, data[:head]) + (pairs,)


def clock(boot, behind):
    return struct.pack("<Hi", boot, behind)


def clocked(data):
    return struct.unpack("<Hi", data)


def tx_of(data):
    """The transaction that a record of any kind but CLOCK belongs to."""
    return struct.unpack("<I", data[:4])[0]


def _text(raw):
    return raw.rstrip(b"\0").decode()
