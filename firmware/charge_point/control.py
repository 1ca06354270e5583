"""The loop that the relay hangs on: pilot in, relay out, forty times a second.

The guard watches it from outside: a thread of its own that opens every relay when this loop has
not been heard of for 80 ms, or when the pilot shows no car.
"""

import asyncio

from .connector import GIVE_UP

EVERY = 25  # ms
WELDED_AFTER = 1000  # ms that a relay may differ from its order


class Control:
    """Sees the pilots, moves the connectors, sets the relays."""

    def __init__(self, station):
        self._station = station
        self._differs = [None] * len(station.connectors)

    async def run(self):
        station = self._station
        try:
            while True:
                station.guard.beat()
                station.supervisor.beat("control")
                for connector in station.connectors:
                    self.round(connector)
                await asyncio.sleep_ms(EVERY)
        finally:
            self.off()

    def off(self):
        """Every relay open, whatever else is the matter."""
        for relay in self._station.hal.relays:
            relay.set(False)

    def round(self, connector):
        station = self._station
        pilot = station.hal.pilots[connector.number - 1].state()
        if connector.see(pilot):
            self._cable(connector)
        self._pending(connector)
        self._reservation(connector)
        connector.limit = station.limit(connector)
        connector.settle()
        self.act(connector)
        self._verify(connector)

    def act(self, connector):
        """Make the world as the connector says."""
        at = connector.number - 1
        closes = connector.closes()
        if not closes:
            self._station.hal.relays[at].set(False)
        self._station.hal.pilots[at].offer(connector.offers())
        if closes:
            self._station.guard.watch(at)
            self._station.hal.relays[at].set(True)

    def _cable(self, connector):
        station = self._station
        station.limits_changed()
        if connector.plugged or not connector.transaction:
            return
        if station.config["StopTransactionOnEVSideDisconnect"]:
            station.transactions.stop(connector, "EVDisconnected")

    def _pending(self, connector):
        """Somebody is admitted: he starts with the cable, or not in time."""
        station = self._station
        if not connector.pending:
            return
        if connector.plugged and station.registered() and station.clock.may_start():
            station.block("admission").begin(station, connector)
        elif station.clock.ticks() >= connector.pending[1]:
            connector.pending = None
            connector.on(GIVE_UP)

    def _reservation(self, connector):
        reserved = connector.reservation
        if reserved and reserved[3] <= self._station.clock.now():
            self._station.reserve(connector, None)

    def _verify(self, connector):
        """A relay that does not do as told is a fault that no software can mend."""
        at = connector.number - 1
        told, is_closed = self._station.hal.relays[at].told, self._station.hal.relays[at].closed()
        if is_closed is None or is_closed == told:
            self._differs[at] = None
            if told:
                connector.fault("PowerSwitchFailure", False)
            return
        now = self._station.clock.ticks()
        if self._differs[at] is None:
            self._differs[at] = now
        elif now - self._differs[at] >= WELDED_AFTER:
            connector.fault("PowerSwitchFailure")
