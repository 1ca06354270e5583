"""Meter values: read every second, kept by interval and by the clock; integers only.

The ESP32 computes in float32, which cannot count Wh beyond 16,777,216: so quantities are whole
numbers of a small unit (Wh, W, mA, dV, mHz), and become decimal text at the very end.
"""

import asyncio

from . import records

CONTEXTS = (
    "Sample.Periodic", "Sample.Clock", "Trigger", "Transaction.Begin", "Transaction.End",
)
PERIODIC, ALIGNED, TRIGGERED, BEGIN, END = range(5)

# code = place in this table: (measurand, phase, unit, decimals, key of the meter's reading)
ROWS = (
    ("Energy.Active.Import.Register", None, "Wh", 0, "wh"),
    ("Power.Active.Import", None, "W", 0, "w"),
    ("Current.Import", "L1", "A", 3, "ma1"),
    ("Current.Import", "L2", "A", 3, "ma2"),
    ("Current.Import", "L3", "A", 3, "ma3"),
    ("Voltage", "L1-N", "V", 1, "dv1"),
    ("Voltage", "L2-N", "V", 1, "dv2"),
    ("Voltage", "L3-N", "V", 1, "dv3"),
    ("Current.Offered", None, "A", 3, "offered"),
    ("Power.Offered", None, "W", 0, "offered_w"),
    ("Frequency", None, None, 3, "mhz"),
    ("Temperature", None, "Celsius", 1, "dc"),
    ("SoC", None, "Percent", 0, "soc"),
)
EVERY = 1000  # ms between readings
MISSING_AFTER = 10  # readings in a row
CHECK_EVERY = 60000  # ms between checkpoints of a transaction
CHECK_ENERGY = 100  # Wh, which makes one earlier
STOP_SAMPLES = 12  # kept for StopTransaction; beyond it every second one is let go
SAVED = "meter"


def decimal(value, places):
    """16500, 3 → `16.500`."""
    if not places:
        return str(value)
    sign, value = ("-", -value) if value < 0 else ("", value)
    unit = 10 ** places
    return "%s%d.%0*d" % (sign, value // unit, places, value % unit)


def sampled(pairs, context):
    """(code, value) pairs as OCPP's sampledValue."""
    found = []
    for code, value in pairs:
        measurand, phase, unit, places, _ = ROWS[code]
        sample = {"value": decimal(value, places), "measurand": measurand}
        if CONTEXTS[context] != "Sample.Periodic":
            sample["context"] = CONTEXTS[context]
        if phase:
            sample["phase"] = phase
        if unit:
            sample["unit"] = unit
        found.append(sample)
    return found


class Register:
    """A register that never goes back: counts over a rollover or a new meter.

    Attributes:
        wh: energy so far.
    """

    def __init__(self, base, last, modulus):
        self._base, self._last, self._modulus = base, last, modulus
        self.wh = base + last

    def read(self, raw):
        """Take in a reading; returns whether the base has moved and is to be kept."""
        moved = raw < self._last
        if moved:
            rolled = self._modulus and self._last > self._modulus - self._modulus // 10
            self._base += self._modulus if rolled else self._last - raw
        self._last = raw
        self.wh = self._base + raw
        return moved

    def kept(self):
        return [self._base, self._last]


class Metering:
    """Reads the meters and keeps what configuration asks for."""

    def __init__(self, station):
        self._station = station
        kept = station.files.load(SAVED, {})
        self.registers = []
        self.latest = []
        self._missed = []
        for number, meter in enumerate(station.hal.meters, 1):
            base, last = kept.get(str(number), [0, 0])
            self.registers.append(Register(base, last, meter.modulus))
            self.latest.append(None)
            self._missed.append(0)
        self._aligned = None

    async def run(self):
        station = self._station
        while True:
            station.supervisor.beat("metering")
            for at in range(len(self.registers)):
                await self._poll(at)
            for connector in station.connectors:
                if connector.transaction:
                    self._sample(connector)
            self._align()
            station.clock.save_now_and_then()
            await station.hal.pause(EVERY)

    def wh(self, connector):
        return self.registers[connector.number - 1].wh

    def known(self, connector):
        """Whether the meter answers."""
        return self.latest[connector.number - 1] is not None

    def pairs(self, connector, measurands):
        """(code, value) of what is asked for and known."""
        reading = self.latest[connector.number - 1]
        if reading is None:
            return []
        found = []
        for code, row in enumerate(ROWS):
            if row[0] in measurands:
                value = self._value(connector, reading, row[4])
                if value is not None:
                    found.append((code, value))
        return found

    def _value(self, connector, reading, key):
        if key == "wh":
            return self.wh(connector)
        if key == "offered":
            return connector.offers()
        if key == "offered_w":
            return connector.offers() * self._station.phases * 230 // 1000
        return reading.get(key)

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
        if self.registers[at].read(reading["wh"]):
            station.log("meter went back", at + 1, reading["wh"])
            self.save()

    def save(self):
        kept = {str(n): r.kept() for n, r in enumerate(self.registers, 1)}
        self._station.files.save(SAVED, kept)

    def _sample(self, connector):
        station, tx = self._station, connector.transaction
        now, wh = station.clock.ticks(), self.wh(connector)
        late = now - tx.checked
        if late >= CHECK_EVERY or (wh - tx.checked_wh >= CHECK_ENERGY and late >= EVERY * 5):
            tx.checked, tx.checked_wh = now, wh
            station.transactions.check(connector)
        if tx.most_wh is not None and wh - tx.begun_wh >= tx.most_wh:
            station.transactions.stop(connector, "DeAuthorized")
            return
        interval = station.config["MeterValueSampleInterval"] * 1000
        if interval and now - tx.sampled >= interval:
            tx.sampled = now
            self.keep(connector, PERIODIC, "MeterValuesSampledData")
            self._for_stop(connector, PERIODIC, "StopTxnSampledData")

    def _align(self):
        station = self._station
        interval = station.config["ClockAlignedDataInterval"]
        if not interval or not station.clock.synced:
            self._aligned = None
            return
        period = station.clock.now() // interval
        if self._aligned is not None and period > self._aligned:
            for connector in station.connectors:
                self.keep(connector, ALIGNED, "MeterValuesAlignedData")
                if connector.transaction:
                    self._for_stop(connector, ALIGNED, "StopTxnAlignedData")
        self._aligned = period

    def keep(self, connector, context, key):
        """Put values into the journal, from where they go to the server in their turn."""
        pairs = self.pairs(connector, self._station.config.items(key))
        tx = connector.transaction
        if pairs:
            self._station.keep(records.VALUES, records.values(
                tx.number if tx else 0, connector.number, self._station.clock.stamp(), context,
                pairs))

    def _for_stop(self, connector, context, key):
        pairs = self.pairs(connector, self._station.config.items(key))
        if pairs:
            samples = connector.transaction.samples
            samples.append((self._station.clock.stamp(), context, pairs))
            if len(samples) > STOP_SAMPLES:
                del samples[1::2]
