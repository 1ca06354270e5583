"""Security events (white paper, A04 and section 8): all in the security log, critical ones told.

A critical event is journaled before anything else, and stays there until the server has answered.
"""

import os
import struct

from charge_point import records
from charge_point.iso import iso
from charge_point.journal import PAYLOAD, Full
from charge_point.rpc import CallError

CRITICAL = (
    "FirmwareUpdated",
    "SettingSystemTime",
    "StartupOfTheDevice",
    "ResetOrReboot",
    "SecurityLogWasCleared",
    "MemoryExhaustion",
    "TamperDetectionActivated",
)
"""In this order in the journal. Of the others the log is enough."""

MOST = 40  # that wait: the journal is for transactions first
FILE, OLD = "security.log", "security.old"
LONGEST = 4096  # bytes of the log; as many again are kept of what was before
_HEAD = "<BHI"  # event, boot, time; then text


def note(station, event, text=""):
    """It has happened."""
    text = "".join([c if " " <= c < "\x7f" else "?" for c in text])
    _write(station, "%s %s %s\n" % (iso(station.clock.now()), event, text))
    if event not in CRITICAL:
        return
    if station.journal.count((records.EVENT,)) >= MOST:
        station.log("event kept in the log only", event)
        return
    at, boot = station.clock.stamp()
    head = struct.pack(_HEAD, CRITICAL.index(event), boot, at)
    try:
        station.journal.put(records.EVENT, (head + text.encode()[: PAYLOAD - 7]))
    except Full:
        station.log("event kept in the log only", event)
        return
    station.outbox.wake()


def _write(station, line):
    """The log rolls: two files, the older one goes."""
    path = station.files.path(FILE)
    try:
        with open(path, "ab") as file:
            file.write(line.encode())
        if os.stat(path)[6] >= LONGEST:
            os.rename(path, station.files.path(OLD))
    except OSError as error:
        station.log("security log", error)


def asked(outbox, number, _, data):
    """The call that tells one of the journal."""
    code, boot, at = struct.unpack(_HEAD, data)
    told = {"type": CRITICAL[code], "timestamp": outbox.at(boot, at)}
    text = data[struct.calcsize(_HEAD) :]
    if text:
        told["techInfo"] = str(text, "utf-8")
    return outbox.station.rpc.call("SecurityEventNotification", told, "Sec%d-%x" % (number, at))
