"""Meter values: read every second, kept by interval and by the clock; integers only.

The ESP32 computes in float32, which cannot count Wh beyond 16,777,216: so quantities are whole
numbers of a small unit (Wh, W, mA, dV, mHz), and become decimal text at the very end.
"""

PERIODIC, ALIGNED, TRIGGERED, BEGIN, END = range(5)  # contexts, in blocks/values.py
EVERY = 1000  # ms between readings
MISSING_AFTER = 10  # readings in a row
CHECK_EVERY = 60000  # ms between checkpoints of a transaction
CHECK_ENERGY = 100  # Wh, which makes one earlier
SAVED = "meter"


class Metering:
    """Reads the meters and keeps what configuration asks for."""

    def __init__(self, station):
        self._station = station
        count = len(station.hal.meters)
        # Registers never go back: [energy before the meter's own count, that count], in Wh.
        self.registers = station.files.load(SAVED, [[0, 0] for _ in range(count)])
        self.latest = [None] * count
        self._missed = [0] * count
        self._aligned = None

    async def run(self):
        station = self._station
        while True:
            station.supervisor.beat("metering")
            for at in range(len(self.latest)):
                await self._poll(at)
            for connector in station.connectors:
                if connector.transaction:
                    self._sample(connector)
            self._align()
            station.clock.save_now_and_then()
            await station.hal.pause(EVERY)

    def wh(self, connector):
        return sum(self.registers[connector.number - 1])

    def known(self, connector):
        """Whether the meter answers."""
        return self.latest[connector.number - 1] is not None

    async def _poll(self, at):
        station = self._station
        reading = await station.hal.meters[at].read()
        connector = station.connectors[at]
        if reading is None or reading.get("wh") is None:
            self._missed[at] += 1
            if self._missed[at] >= MISSING_AFTER:
                self.latest[at] = None
                connector.fault("PowerMeterFailure")
            return
        self._missed[at] = 0
        connector.fault("PowerMeterFailure", False)
        self.latest[at] = reading
        self._count(at, reading["wh"], station.hal.meters[at].modulus)

    def _count(self, at, raw, modulus):
        """A meter that goes back has rolled over, or is another one."""
        register = self.registers[at]
        base, last = register
        register[1] = raw
        if raw < last:
            rolled = modulus and last > modulus - modulus // 10
            register[0] = base + (modulus if rolled else last - raw)
            self._station.log("meter went back", at + 1, last, raw)
            self._station.files.save(SAVED, self.registers)

    def _sample(self, connector):
        station, tx = self._station, connector.transaction
        now, wh = station.clock.ticks(), self.wh(connector)
        late = now - tx.checked
        if late >= CHECK_EVERY or (wh - tx.checked_wh >= CHECK_ENERGY and late >= EVERY * 5):
            tx.checked, tx.checked_wh = now, wh
            station.block("ending").check(station, connector)
        if tx.most_wh is not None and wh - tx.begun_wh >= tx.most_wh:
            station.transactions.stop(connector, "DeAuthorized")
            return
        interval = station.config["MeterValueSampleInterval"] * 1000
        if interval and now - tx.sampled >= interval:
            tx.sampled = now
            station.block("values").sample(station, connector, PERIODIC, "Sampled")

    def _align(self):
        station = self._station
        interval = station.config["ClockAlignedDataInterval"]
        if not interval or not station.clock.synced:
            self._aligned = None
            return
        period = station.clock.now() // interval
        if self._aligned is not None and period > self._aligned:
            for connector in station.connectors:
                station.block("values").sample(station, connector, ALIGNED, "Aligned")
        self._aligned = period
