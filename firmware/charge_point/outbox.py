"""What the journal holds for the server, told in order, each until it is answered.

Message ids are made of the transaction's identity: never of a counter in memory, which begins
anew after a reboot and makes the server take a new message for an old one.
"""

import asyncio

from . import metering, records
from .iso import iso
from .rpc import CallError, Offline, Silence


class Outbox:
    """Sends START, VALUES and STOP records, oldest first."""

    def __init__(self, station):
        self._station = station
        self._awake = asyncio.Event()
        self._ids = {}  # tx → the server's number
        self._opens = {}  # tx → number of its OPEN record
        self._shifts = {}  # boot → (seconds that its clock was behind, number of the record)
        self.attempts = 0
        self._find()

    def _find(self):
        journal = self._station.journal
        for number in journal.live(records.OPEN, records.CLOCK):
            kind, data = journal.read(number)
            if kind == records.CLOCK:
                boot, behind = records.clocked(data)
                self._shifts[boot] = (behind, number)
            else:
                found = records.begun(data)
                if found[0] in self._opens:
                    journal.done(number)
                    continue
                self._ids[found[0]], self._opens[found[0]] = found[6], number

    def wake(self):
        self._awake.set()

    @property
    def waiting(self):
        return len(self._station.journal.live(*records.SENDABLE))

    def clock_was_behind(self, boot, seconds):
        """Times kept since this boot are to be put right by that much."""
        if boot not in self._shifts and self._station.journal.first(range(16)):
            number = self._station.journal.put(records.CLOCK, records.clock(boot, seconds))
            self._shifts[boot] = (seconds, number)

    async def run(self):
        station = self._station
        while True:
            number = station.journal.first(records.SENDABLE) if station.may_tell() else None
            if number is None:
                if station.may_tell():
                    self._forget_shifts()
                self._awake.clear()
                try:
                    await asyncio.wait_for(self._awake.wait(), 5)
                except asyncio.TimeoutError:
                    pass
                continue
            try:
                await self._tell(number)
                self.attempts = 0
            except Offline:
                await asyncio.sleep_ms(200)
            except Silence:
                station.log("no answer to", number)
                if station.rpc.silent >= 2:
                    station.link.drop()
            except CallError as error:
                await self._refused(number, error)

    async def _refused(self, number, error):
        station = self._station
        self.attempts += 1
        most = station.config["TransactionMessageAttempts"]
        station.log("refused", number, error.args[0], self.attempts)
        if most and self.attempts >= most:
            self.attempts = 0
            self._give_up(number)
            return
        wait = station.config["TransactionMessageRetryInterval"] * self.attempts
        await station.hal.pause(wait * 1000)

    def _give_up(self, number):
        """As often refused as configured: the next in line must not wait for ever."""
        journal = self._station.journal
        kind, data = journal.read(number)
        if kind == records.START:
            self._opened(number, data, -1)
        else:
            self._done(number, kind, data)

    async def _tell(self, number):
        found = self._station.journal.read(number)
        if found is None:  # an unreadable slot: nothing can be told of it
            self._station.journal.done(number)
            return
        kind, data = found
        if kind == records.START:
            await self._start(number, data)
        elif kind == records.STOP:
            await self._stop(number, data)
        else:
            await self._values(number, data)

    async def _start(self, number, data):
        station = self._station
        _, connector, boot, at, wh, reservation, _, tag = records.begun(data)
        payload = {
            "connectorId": connector, "idTag": tag, "meterStart": wh, "timestamp": self._at(boot, at)}
        if reservation != -1:
            payload["reservationId"] = reservation
        reply = await station.rpc.call("StartTransaction", payload, "Sta%d-%x" % (number, at))
        info, transaction = reply.get("idTagInfo", {}), reply.get("transactionId")
        if not isinstance(transaction, int) or not isinstance(info, dict):
            raise CallError("FormationViolation", "StartTransaction")
        self._opened(number, data, transaction)
        self._learn(tag, info)
        station.transactions.verdict(number, info, transaction)

    def _opened(self, number, data, transaction):
        journal = self._station.journal
        _, connector, boot, at, wh, reservation, _, tag = records.begun(data)
        self._ids[number] = transaction
        self._opens[number] = journal.put(records.OPEN, records.begin(
            number, connector, (at, boot), wh, tag, reservation, transaction))
        journal.done(number)

    async def _stop(self, number, data):
        station = self._station
        tx, _, boot, at, wh, reason, tag = records.stopped(data)
        payload = {
            "transactionId": self._ids.get(tx, -1), "meterStop": wh, "timestamp": self._at(boot, at)}
        if reason != "Local":
            payload["reason"] = reason
        if tag:
            payload["idTag"] = tag
        values = self._data_of(tx, wh, boot, at)
        if values:
            payload["transactionData"] = values
        reply = await station.rpc.call("StopTransaction", payload, "Sto%d-%x" % (tx, at))
        if tag and isinstance(reply.get("idTagInfo"), dict):
            self._learn(tag, reply["idTagInfo"])
        self._done(number, records.STOP, data)

    def _learn(self, tag, info):
        if self._station.config["AuthorizationCacheEnabled"]:
            self._station.block("authorization").learn(self._station, tag, info)

    def _data_of(self, tx, wh, boot, at):
        journal, values = self._station.journal, []
        for number in journal.live(records.DATA):
            found = records.valued(journal.read(number)[1])
            if found[0] == tx:
                values.append({
                    "timestamp": self._at(found[2], found[3]),
                    "sampledValue": metering.sampled(found[5], found[4])})
        if values:
            values.append({
                "timestamp": self._at(boot, at),
                "sampledValue": metering.sampled([(0, wh)], metering.END)})
        return values

    async def _values(self, number, data):
        tx, connector, boot, at, context, pairs = records.valued(data)
        transaction = self._ids.get(tx)
        if tx and (transaction is None or transaction < 0):
            self._station.journal.done(number)  # of a transaction that nobody knows
            return
        payload = {"connectorId": connector, "meterValue": [
            {"timestamp": self._at(boot, at), "sampledValue": metering.sampled(pairs, context)}]}
        if tx:
            payload["transactionId"] = transaction
        await self._station.rpc.call("MeterValues", payload, "Val%d-%x" % (number, at))
        self._done(number, records.VALUES, data)

    def _done(self, number, kind, data):
        """Forget what has been answered; the stop last told goes before what led to it."""
        journal = self._station.journal
        journal.done(number)
        if kind == records.STOP:
            tx = records.tx_of(data)
            for other in journal.live(records.DATA):
                if records.tx_of(journal.read(other)[1]) == tx:
                    journal.done(other)
            journal.done(self._opens.pop(tx, 0))
            self._ids.pop(tx, None)

    def _at(self, boot, at):
        if boot:
            shift = self._shifts.get(boot)
            at += shift[0] if shift else 0
        return iso(at)

    def _forget_shifts(self):
        """Once nothing waits, times of earlier boots are nobody's any more."""
        if self._shifts and not self._opens:
            for boot in list(self._shifts):
                if boot != self._station.clock.boot:
                    self._station.journal.done(self._shifts.pop(boot)[1])
