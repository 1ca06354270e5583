"""Boot, heartbeat and status: what the server knows of us without asking."""

import asyncio

from .iso import iso
from .rpc import CallError, Offline, Silence


class Registration:
    """Whether the server has accepted us; told once after each reboot, and when asked.

    Attributes:
        status: None until the first answer, then Accepted, Pending or Rejected.
    """

    def __init__(self, station):
        self.station = station
        self.status = None
        self.next = 0  # ticks before which nothing is sent

    async def run(self):
        """Boots until accepted, then a Heartbeat where nothing else was said for an interval."""
        station = self.station
        while True:
            if not station.rpc.online:
                await asyncio.sleep_ms(100)
            elif self.status != "Accepted":
                if station.clock.ticks() >= self.next:
                    await station.block("boot").boot(station)
                await asyncio.sleep_ms(100)
            else:
                every = station.config["HeartbeatInterval"] * 1000
                if every and station.clock.ticks() - station.rpc.last >= every:
                    await station.block("boot").heartbeat(station)
                await asyncio.sleep_ms(250)


class Status:
    """Tells each connector's status when it has changed and stayed so for a while."""

    def __init__(self, station):
        self._station = station
        self._told = {}  # connector → (status, error)
        self._seen = {}  # connector → [(status, error), since in ticks, time]
        self.unknown = True

    def forget(self):
        """After a boot the server is told all."""
        self._told.clear()

    async def run(self):
        station = self._station
        while True:
            await asyncio.sleep_ms(50)
            self.look()
            if not station.may_tell():
                continue
            for number in sorted(self._seen):
                now, since, at = self._seen[number]
                told = self._told.get(number)
                if now == told:
                    continue
                stays = 0 if told is None else station.config["MinimumStatusDuration"] * 1000
                if station.clock.ticks() - since >= stays and not self._begins(number):
                    await self.tell(number)

    def _begins(self, number):
        """Whether its transaction is yet to be told: before that, no server knows what charges.

        A start that is refused holds nothing up, nor does one hold up a fault.
        """
        station = self._station
        one = station.connectors[number - 1]
        tx = number and not one.faults and not station.outbox.attempts and one.transaction
        return tx and station.journal.find(tx.number) is not None

    def look(self):
        """Take in how things are."""
        station = self._station
        seen = [(0, (station.status, "NoError"))]
        for connector in station.connectors:
            seen.append((connector.number, (connector.status, connector.error)))
        for number, now in seen:
            before = self._seen.get(number)
            if before is None or before[0] != now:
                self._seen[number] = (now, station.clock.ticks(), station.clock.now())

    async def tell(self, number):
        """Send it now, whatever was told before."""
        self.look()
        now, _, at = self._seen[number]
        try:
            await self._station.rpc.call(
                "StatusNotification",
                {
                    "connectorId": number,
                    "errorCode": now[1],
                    "status": now[0],
                    "timestamp": iso(at),
                },
            )
            self._told[number] = now
        except (Offline, Silence):
            pass
        except CallError:
            self._told[number] = now
