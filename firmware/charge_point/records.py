"""What the journal keeps of a transaction, in bytes. Energy in Wh, times in seconds since 1970.

`tx` is the number of the START record: known before any server has answered, never used again.
`boot` other than 0 says that the time is only sure after a CLOCK record of that boot.
"""

import struct

START, STOP, OPEN, CHECK, VALUES, DATA, CLOCK, EVENT = 1, 2, 3, 4, 5, 6, 7, 8
SENDABLE = (START, STOP, VALUES, EVENT)
DROPPABLE = VALUES  # the oldest go first when there is no more room

REASONS = (
    "Local",
    "Remote",
    "EVDisconnected",
    "PowerLoss",
    "Reboot",
    "SoftReset",
    "HardReset",
    "EmergencyStop",
    "UnlockCommand",
    "DeAuthorized",
    "Other",
)

FORMS = {
    START: "<IBHIIii20s",  # tx, connector, boot, time, Wh, reservation (-1), transactionId, tag
    OPEN: "<IBHIIii20s",
    STOP: "<IBHIIB20s",  # tx, connector, boot, time, Wh, reason, tag
    CHECK: "<IBHII",  # tx, connector, boot, time, Wh
    VALUES: "<IBHIB",  # tx, connector, boot, time, context; then a PAIR each: code, value
    DATA: "<IBHIB",
    CLOCK: "<Hi",  # boot, seconds that its clock was behind
}
PAIR = "<Bi"
PAIRS = 19


def pack(kind, *fields):
    """Fields of a record as bytes; texts too, reasons as their place in REASONS."""
    return struct.pack(
        FORMS[kind], *[field.encode() if isinstance(field, str) else field for field in fields]
    )


def unpack(kind, data):
    """The fields; a tag is text again."""
    form = FORMS[kind]
    fields = struct.unpack(form, data)
    return fields[:-1] + (fields[-1].rstrip(b"\0").decode(),) if form[-1] == "s" else fields


def tx_of(data):
    """The transaction that a record of any kind but CLOCK belongs to."""
    return struct.unpack("<I", data)[0]


def boot_of(kind, data):
    """The boot by whose clock a record of any kind but CLOCK was dated, 0 where that was sure."""
    return struct.unpack_from("<H", data, 1 if kind == EVENT else 5)[0]
