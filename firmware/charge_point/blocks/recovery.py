"""After a reboot: brings to an end, or goes on with, what was running when power went.

PowerLossAction says which: Stop ends a transaction with its last checkpoint; Resume goes on with
it if the cable is still in (and ends it, EVDisconnected, if not).
"""

from array import array

from charge_point import records
from charge_point.transactions import Transaction


def recover(station):
    """Begin where the journal ends; the journal may have been cut between any two records."""
    _restore(station)
    journal, checks = station.journal, {}
    ended = array("I", journal.stopped)
    for number in journal.live(records.STOP):
        ended.append(records.tx_of(journal.read(number)[1]))
    begun = {}  # tx → (kind, fields) of what has not ended; an OPEN counts before its START
    for number in journal.live(records.START, records.OPEN):
        kind, data = journal.read(number)
        found = records.unpack(kind, data)
        tx = found[0] if kind == records.OPEN else number
        if tx in journal.stopped and kind == records.OPEN:
            journal.done(number)  # told already; its OPEN record outlived it
        elif not has(ended, tx) and (kind == records.OPEN or tx not in begun):
            begun[tx] = (kind, found)
    for number in journal.live(records.CHECK):
        found = records.unpack(records.CHECK, journal.read(number)[1])
        if found[0] in checks:
            journal.done(checks[found[0]][0])
        checks[found[0]] = (number, found)
    for tx in list(checks):
        if tx not in begun:
            journal.done(checks.pop(tx)[0])
    for tx in sorted(begun):
        _go_on(station, tx, begun[tx][0], begun[tx][1], checks.get(tx))
    journal.stopped.clear()


def has(numbers, wanted):
    """Arrays know no `in`; a set of 250 would take 8 KB."""
    for number in numbers:
        if number == wanted:
            return True
    return False


def _go_on(station, tx, kind, found, check):
    _, number, boot, at, wh, _, transaction_id, tag = found
    last = (at, boot, wh)
    if check:
        station.transactions.checks[tx] = check[0]
        last = (check[1][3], check[1][2], check[1][4])
    if station.config["PowerLossAction"] != "Resume" or number > len(station.connectors):
        station.block("ending").end(
            station, tx, number, last[:2], max(last[2], wh), "PowerLoss", ""
        )
        return
    running = Transaction(tx, tag, None, (at, boot), wh, station.clock.ticks())
    running.id = transaction_id if kind == records.OPEN else None
    running.checked_wh = last[2]
    connector = station.connectors[number - 1]
    connector.transaction = running
    connector.plugged = True  # until the pilot says otherwise
    connector.state = "SuspendedEV"


# Availability and reservations outlive a reboot too.

KEPT = "connectors"


def remember(station):
    """Write them down."""
    station.files.save(
        KEPT,
        {
            "operative": [station.operative]
            + [
                (c.operative or c in station.jobs.get("closed", ())) and not c.disable_next
                for c in station.connectors
            ],
            "reserved": [station.reservation] + [c.reservation for c in station.connectors],
        },
    )


def _restore(station):
    kept = station.files.load(KEPT, {})
    operative, reserved = kept.get("operative", []), kept.get("reserved", [])
    if operative:
        station.operative, station.reservation = operative[0], reserved[0]
    for connector, usable, held in zip(station.connectors, operative[1:], reserved[1:]):
        connector.operative, connector.reservation = usable, held
