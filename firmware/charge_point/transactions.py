"""Transactions: begun, checked and ended in the journal first, then in the world, then told.

Starting is in `blocks/admission.py`, checkpoints and ending in `blocks/ending.py`; what was running
when power went is found by `blocks/recovery.py`.
"""


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
    """Those that run."""

    def __init__(self, station):
        self._station = station
        self.checks = {}  # tx → number of its CHECK record

    def stop(self, connector, reason, tag=""):
        """End it, wherever it is; the relay opens before anything is told."""
        station, tx = self._station, connector.transaction
        if tx is None:
            return
        connector.transaction = None
        station.control.act(connector)
        station.block("ending").stopped(station, connector, tx, reason, tag)
