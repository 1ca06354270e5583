"""The end of a transaction, in the journal; the relay is open already."""

from charge_point import records
from charge_point.connector import STOP
from charge_point.journal import Full


def stopped(station, connector, tx, reason, tag):
    """It has ended on a connector."""
    for stamp, context, pairs in tx.samples:
        station.block("values").put(
            station, records.DATA, tx.number, connector, stamp, context, pairs
        )
    end(
        station,
        tx.number,
        connector.number,
        station.clock.stamp(),
        max(station.metering.wh(connector), tx.begun_wh),
        reason,
        tag,
    )
    connector.on(STOP)
    if connector.disable_next:
        connector.disable_next = connector.operative = False
    if station.profiles_exist():  # TxProfiles end with their transaction
        station.block("smart_charging").over(station, connector)


def end(station, tx, connector, stamp, wh, reason, tag):
    """The STOP record first; what it makes superfluous goes after it."""
    stop = station.journal.put(
        records.STOP,
        records.pack(
            records.STOP, tx, connector, stamp[1], stamp[0], wh, records.REASONS.index(reason), tag
        ),
    )
    station.journaled(records.STOP, stop)
    check = station.transactions.checks.pop(tx, None)
    if check is not None:
        station.journal.done(check)
    station.outbox.wake()


def check(station, connector):
    """Keep how far it has come: the last reading, should power go."""
    checks, tx = station.transactions.checks, connector.transaction
    older = checks.get(tx.number)
    at, boot = station.clock.stamp()
    try:
        checks[tx.number] = station.journal.put(
            records.CHECK,
            records.pack(
                records.CHECK, tx.number, connector.number, boot, at, station.metering.wh(connector)
            ),
        )
    except Full:
        return
    if older is not None:
        station.journal.done(older)
