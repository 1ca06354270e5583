"""The end of a transaction, in the journal; the relay is open already."""

from charge_point import records
from charge_point.connector import STOP


def stopped(station, connector, tx, reason, tag):
    """It has ended on a connector."""
    for stamp, context, pairs in tx.samples:
        station.block("values").put(
            station, records.DATA, tx.number, connector, stamp, context, pairs)
    end(station, tx.number, connector.number, station.clock.stamp(),
        max(station.metering.wh(connector), tx.begun_wh), reason, tag)
    connector.on(STOP)
    if connector.disable_next:
        connector.disable_next = connector.operative = False
    if station.profiles_exist():  # TxProfiles end with their transaction
        station.block("smart_charging").over(station, connector)


def end(station, tx, connector, stamp, wh, reason, tag):
    """The STOP record first; what it makes superfluous goes after it."""
    stop = station.journal.put(records.STOP, records.pack(
        records.STOP, tx, connector, stamp[1], stamp[0], wh, records.REASONS.index(reason), tag))
    station.journaled(records.STOP, stop)
    check = station.transactions.checks.pop(tx, None)
    if check is not None:
        station.journal.done(check)
    station.outbox.wake()
