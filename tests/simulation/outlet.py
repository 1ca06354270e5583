"""An outlet of a simulated station: what truly happens there, whoever is told of it."""

import asyncio
from datetime import timedelta
from typing import Any

from tests.simulation.clocks import DAY, Told
from tests.simulation.truth import Meter, Transaction, Word

TOKENS = {"GOOD": 8, "ALSO-GOOD": 4, "BLOCKED": 1, "STRANGER": 1, "NOBODY": 1}
"""How often each is shown. A STRANGER is the other tenant's customer."""

REFUSED = frozenset({"Blocked", "Unknown", "Invalid", "Expired"})


class Outlet:
    """One EVSE with one connector and its meter."""

    def __init__(self, station: Any, number: int, meter: Meter) -> None:
        self.station, self.number, self.meter = station, number, meter
        self.chance = station.chance
        self.status = "Available"
        self.status_at: Told = station.clock.read()
        self.status_told = False
        self.transaction: Transaction | None = None
        self.busy = False
        self._sequence = -1
        self._sleeper: asyncio.Future[str] | None = None
        self._dark: asyncio.Future[None] | None = None

    # The life of an outlet.

    async def live(self) -> None:
        """Drivers come and go, until the world says that no more come."""
        world = self.station.world
        while True:
            await asyncio.sleep(self.chance.lasting(world.size.between_charges))
            if not world.open_for_business:
                return
            if self.station.powered and not self.busy:
                tokens = tuple(TOKENS)
                token = self.chance.choices(tokens, tuple(TOKENS.values()))[0]
                await self.charge(token)

    async def charge(self, token: str, remote: int | None = None) -> None:
        """Somebody charges."""
        self.busy = True
        try:
            await self._charge(token, remote)
        finally:
            self.busy = False
            self.transaction = None

    async def _charge(self, token: str, remote: int | None) -> None:
        station = self.station
        if await self._rest(self.chance.uniform(2, 20)) == "power":
            return
        station.show(self, "Preparing")
        if self.chance.happens(0.15) and station.accepted:
            station.aside(station.ask(*station.tongue.authorize(token)))
        if await self._rest(self.chance.uniform(3, 40)) == "power":
            await self._lit()
            station.show(self, "Available")
            return
        tx = self._begin(token, remote)
        reason = await self._deliver_energy(tx)
        if reason == "forgotten":
            await self._lit()
        else:
            await self._end(tx, reason)
            if await self._rest(self.chance.uniform(3, 300)) == "power":
                await self._lit()
        station.show(self, "Available")

    def _begin(self, token: str, remote: int | None) -> Transaction:
        station, tongue = self.station, self.station.tongue
        tx = Transaction(self.number, token, station.clock.read(), self.meter.total, remote=remote)
        if tongue.self_named:
            tx.reference = f"tx-{station.lives}-{len(station.history.transactions)}"
        station.history.transactions.append(tx)
        self.transaction = tx
        how, word = self._how(tx, first=True)
        message = tongue.start(tx, self.meter.shown, **how)

        def started(answer: dict[str, Any]) -> None:
            tx.begun = True
            tx.judged = tongue.judgement(answer)
            if not tongue.self_named:
                tx.reference = str(answer["transactionId"])
                station.history.numbers.append(answer["transactionId"])
            if tx.judged in REFUSED and self.transaction is tx:
                self.interrupt("DeAuthorized")

        station.tell(lambda: message, started, word, tx)
        return tx

    async def _deliver_energy(self, tx: Transaction) -> str:
        """Charge until something ends it; why."""
        station, chance = self.station, self.chance
        await self._rest(chance.uniform(2, 5))
        station.show(self, "Charging")
        tx.state = "Charging"
        for _ in range(chance.choice((0, 1, 2, 3, 5))):
            began = station.loop.time()
            why = await self._rest(chance.uniform(120, 900))
            if tx.state == "Charging":
                self.meter.total += int(station.traits.power * (station.loop.time() - began) / 3600)
            if why == "power":
                if not station.traits.resumes or self.transaction is None:
                    return "PowerLoss" if self.transaction is not None else "forgotten"
                await self._lit()
                if self.transaction is None:
                    return "forgotten"
                continue
            if why:
                return why
            if station.world.stormy and not station.traits.truthful and chance.happens(0.05):
                station.clock.jump(chance.choice((-DAY, DAY, timedelta(hours=-1))))
            tx.state = chance.choices(("Charging", "SuspendedEV"), (3, 1))[0]
            if tx.state != self.status:
                station.show(self, tx.state)
            self._read(tx)
        return chance.choice(("Local", "EVDisconnected"))

    def _read(self, tx: Transaction) -> None:
        station = self.station
        told, shown = station.clock.read(), self.meter.shown
        tx.readings.append((told, shown))
        tx.told_state = tx.state
        how, word = self._how(tx)
        if station.tongue.self_named:
            message = station.tongue.reading(tx, told, shown, **how)
            station.tell(lambda: message, _nothing, word, tx)
        else:
            station.tell(
                lambda: station.tongue.reading(tx, told, shown, **how) if tx.reference else None,
                _nothing, word, tx,
            )  # fmt: skip

    async def _end(self, tx: Transaction, reason: str) -> None:
        station = self.station
        tx.end, tx.end_wh, tx.reason = station.clock.read(), self.meter.total, reason
        if reason == "PowerLoss":
            await self._lit()  # noted when it went dark, told when it is back
            if self.transaction is None:
                return
        how, word = self._how(tx)
        shown = tx.end_wh % self.meter.modulus
        if station.tongue.self_named:
            message = station.tongue.stop(tx, shown, **how)
            station.tell(lambda: message, _nothing, word, tx)
        else:
            station.tell(
                lambda: station.tongue.stop(tx, shown) if tx.reference else None,
                _nothing, word, tx,
            )  # fmt: skip
        self.transaction = None
        station.show(self, "Finishing")

    def _how(self, tx: Transaction, *, first: bool = False) -> tuple[dict[str, Any], Word]:
        station = self.station
        numbered = station.tongue.self_named
        if first and not station.traits.counts_on:
            self._sequence = -1
        self._sequence += 1
        word = Word(self._sequence if numbered else None)
        tx.words.append(word)
        how = {
            "kilo": station.traits.kilo,
            "offline": station.end is None,
            "sequence": word.sequence,
        }
        return how, word

    # What disturbs it.

    def interrupt(self, why: str) -> bool:
        """Wake the outlet from what it waits for; whether it slept."""
        if self._sleeper is not None and not self._sleeper.done():
            self._sleeper.set_result(why)
            return True
        return False

    def power_lost(self) -> None:
        """It goes dark."""
        self._dark = self.station.loop.create_future()
        self.interrupt("power")

    def power_returned(self) -> None:
        """Light again."""
        if self._dark is not None:
            self._dark.set_result(None)
            self._dark = None
        self.status_told = False

    def forget(self) -> None:
        """It no longer knows that it was charging."""
        if self.transaction is not None:
            self.transaction.forgotten = True
            self.transaction = None

    async def _lit(self) -> None:
        if self._dark is not None:
            await asyncio.shield(self._dark)

    async def _rest(self, seconds: float) -> str:
        """Nothing for so long; or why it was shorter."""
        loop = self.station.loop
        sleeper = self._sleeper = loop.create_future()
        timer = loop.call_later(seconds, _wake, sleeper)
        try:
            why: str = await sleeper
        finally:
            timer.cancel()
        return why


def _wake(sleeper: asyncio.Future[str]) -> None:
    if not sleeper.done():
        sleeper.set_result("")


def _nothing(answer: dict[str, Any]) -> None:
    """It was only to be told."""
