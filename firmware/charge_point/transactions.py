"""Transactions: begun, checked and ended in the journal first, then in the world, then told.

What was running when power went is found by `blocks/recovery.py`.
"""


from . import records
from .connector import START
from .journal import Full


class Transaction:
    """One that runs.

    Attributes:
        number: of its START record.
        id: the server's number, None until it has answered.
        allowed: whether energy may flow.
        most_wh: after which it ends (MaxEnergyOnInvalidId), None for no limit.
        samples: (stamp, context, pairs) for StopTransaction.
    """

    def __init__(self, number, tag, parent, stamp, wh, ticks):
        self.number, self.tag, self.parent = number, tag, parent
        self.begun, self.begun_wh = stamp, wh
        self.id = None
        self.allowed = True
        self.most_wh = None
        self.samples = []
        self.sampled = self.checked = ticks
        self.checked_wh = wh


class Transactions:
    """Begins and ends them."""

    def __init__(self, station):
        self._station = station
        self.checks = {}  # tx → number of its CHECK record

    def start(self, connector, tag, parent=None, reservation=None):
        """Begin one; returns whether it could."""
        station = self._station
        stamp, wh = station.clock.stamp(), station.metering.wh(connector)
        data = records.pack(
            records.START, 0, connector.number, stamp[1], stamp[0], wh,
            -1 if reservation is None else reservation, 0, tag)
        try:
            number = station.journal.put(records.START, data)
        except Full:
            station.log("journal full, not started")
            return False
        connector.transaction = Transaction(
            number, tag, parent, stamp, wh, station.clock.ticks())
        connector.pending = connector.reservation = None
        connector.on(START)
        station.journaled(records.START, number)
        station.outbox.wake()
        return True

    def stop(self, connector, reason, tag=""):
        """End it, wherever it is; the relay opens before anything is told."""
        station, tx = self._station, connector.transaction
        if tx is None:
            return
        connector.transaction = None
        station.control.act(connector)
        station.block("ending").stopped(station, connector, tx, reason, tag)

    def check(self, connector):
        """Keep how far it has come: the last reading, should power go."""
        station, tx = self._station, connector.transaction
        older = self.checks.get(tx.number)
        at, boot = station.clock.stamp()
        self.checks[tx.number] = station.journal.put(records.CHECK, records.pack(
            records.CHECK, tx.number, connector.number, boot, at, station.metering.wh(connector)))
        if older is not None:
            station.journal.done(older)

    def running(self, transaction_id):
        """The connector on which that transaction runs, or None."""
        for connector in self._station.connectors:
            if connector.transaction and connector.transaction.id == transaction_id:
                return connector
        return None
