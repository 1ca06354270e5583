"""An outlet with its meter, its plug and the transaction on it."""

import asyncio
import random
from typing import Protocol

from .clock import StationClock
from .sayings import (
    Cause,
    ChargingStateChanged,
    OutletState,
    Reading,
    Transaction,
    TransactionEnded,
    TransactionMetered,
    TransactionSaying,
    TransactionStarted,
)
from .vehicle import Vehicle

NOTHING_FLOWS = frozenset(OutletState) - {OutletState.CHARGING}


class Home(Protocol):
    """What an outlet needs of its station."""

    clock: StationClock
    chance: random.Random
    acceleration: float
    reading_seconds: float

    @property
    def online(self) -> bool:
        """Whether the CSMS hears the station now."""

    def new_id(self) -> str:
        """Return an id that was never used."""

    def began(self, transaction: Transaction) -> None:
        """Note a new transaction."""

    def record(self, saying: TransactionSaying) -> None:
        """Queue a transaction message."""

    def show(self, outlet: "Outlet") -> None:
        """Tell the outlet's state."""

    def freed(self) -> None:
        """Hear that a transaction has ended."""


class Outlet:
    """Where a vehicle plugs in. Number 1 is the first."""

    def __init__(self, number: int, home: Home) -> None:
        self.number = number
        self.state = OutletState.AVAILABLE
        self.operative = True
        self.transaction: Transaction | None = None
        self.vehicle: Vehicle | None = None
        self.reserved = False
        self._home = home
        self._register_wh = float(home.chance.randrange(10_000, 5_000_000))
        self._read_at = asyncio.get_running_loop().time()
        self._over = asyncio.Event()

    @property
    def is_free(self) -> bool:
        """Whether a driver may come."""
        return self.operative and not self.reserved and self.vehicle is None

    def plug_in(self, vehicle: Vehicle | None = None) -> None:
        """Connect a vehicle."""
        self.vehicle = vehicle or Vehicle.any(self._home.chance)
        self._turn(OutletState.PLUGGED_IN)

    def unplug(self) -> None:
        """Disconnect the vehicle; a running transaction ends by it."""
        self.end(Cause.EV_LEFT)
        self.vehicle = None
        self._turn(OutletState.AVAILABLE if self.operative else OutletState.UNAVAILABLE)

    def open(self, *, operative: bool) -> None:
        """Put the outlet in or out of service; with a transaction on it, when that ends."""
        self.operative = operative
        if self.transaction is None:
            self._turn(OutletState.AVAILABLE if operative else OutletState.UNAVAILABLE)

    def begin(self, id_token: str, by: Cause, remote_start_id: int | None = None) -> Transaction:
        """Begin a transaction and let energy flow."""
        started = Transaction(
            key=self._home.new_id(),
            outlet=self.number,
            id_token=id_token,
            begun_by=by,
            start=self.read(),
            remote_start_id=remote_start_id,
        )
        self.transaction = started
        self._over.clear()
        self._home.began(started)
        offline = not self._home.online
        self._home.record(
            TransactionStarted(started, started.take_seq_no(), started.start.at, offline)
        )
        self._flow(OutletState.CHARGING)
        return started

    def end(self, cause: Cause, id_token: str | None = None) -> None:
        """End the running transaction, if there is one."""
        ending = self.transaction
        if ending is None:
            return
        last = self.read()
        ending.ended, self.transaction = True, None
        offline = not self._home.online
        self._home.record(
            TransactionEnded(ending, ending.take_seq_no(), last.at, offline, last, cause, id_token)
        )
        self._turn(OutletState.FINISHING if self.operative else OutletState.UNAVAILABLE)
        self._over.set()
        self._home.freed()

    async def ended(self) -> None:
        """Wait until the transaction that was last begun is over."""
        await self._over.wait()

    async def metering(self, transaction: Transaction) -> None:
        """Record a reading at every interval, and what the vehicle does, to the end."""
        while True:
            await asyncio.sleep(self._home.reading_seconds or 1)
            if transaction.ended:
                return
            if self._home.reading_seconds:
                self.meter(Cause.PERIODIC)
            if self.vehicle and self.vehicle.is_full and self.state is OutletState.CHARGING:
                self._flow(OutletState.SUSPENDED_BY_EV)

    def meter(self, cause: Cause) -> None:
        """Record a reading of the running transaction."""
        running = self.transaction
        if running is not None:
            now, offline = self.read(), not self._home.online
            self._home.record(
                TransactionMetered(running, running.take_seq_no(), now.at, offline, now, cause)
            )

    def read(self) -> Reading:
        """Read the meter; the register only ever rises."""
        now = asyncio.get_running_loop().time()
        passed, self._read_at = now - self._read_at, now
        flowing = self.vehicle if self.state not in NOTHING_FLOWS else None
        if flowing is not None:
            self._register_wh += flowing.charge(passed * self._home.acceleration)
        return Reading(
            at=self._home.clock.now(),
            energy_wh=int(self._register_wh),
            power_w=flowing.power_w() if flowing else 0,
            soc_percent=int(self.vehicle.level * 100) if self.vehicle else 0,
        )

    def _flow(self, state: OutletState) -> None:
        running = self.transaction
        if running is not None:
            self.read()
            running.state = state
            self._turn(state)
            offline, now = not self._home.online, self._home.clock.now()
            self._home.record(
                ChargingStateChanged(running, running.take_seq_no(), now, offline, state)
            )

    def _turn(self, state: OutletState) -> None:
        if state is not self.state:
            self.state = state
            self._home.show(self)
