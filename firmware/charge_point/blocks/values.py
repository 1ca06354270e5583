"""Meter values: from a reading to what the journal keeps, and from there to OCPP's text."""

import struct

from charge_point import records

CONTEXTS = (
    "Sample.Periodic",
    "Sample.Clock",
    "Trigger",
    "Transaction.Begin",
    "Transaction.End",
)

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
STOP_SAMPLES = 12  # kept for StopTransaction; beyond it every second one is let go


def decimal(value, places):
    """16500, 3 → `16.500`."""
    if not places:
        return str(value)
    sign, value = ("-", -value) if value < 0 else ("", value)
    unit = 10**places
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


def sample(station, connector, context, kind):
    """Keep what configuration asks for: to be told in its turn, and with the stop."""
    keep(station, connector, context, "MeterValues%sData" % kind)
    tx = connector.transaction
    found = tx and pairs(station, connector, station.config["StopTxn%sData" % kind])
    if found:
        tx.samples.append((station.clock.stamp(), context, found))
        if len(tx.samples) > STOP_SAMPLES:
            tx.samples[:] = [each for at, each in enumerate(tx.samples) if at % 2 == 0]


def keep(station, connector, context, key="MeterValuesSampledData"):
    """Put values into the journal, from where they go to the server."""
    found, tx = pairs(station, connector, station.config[key]), connector.transaction
    if found:
        put(
            station,
            records.VALUES,
            tx.number if tx else 0,
            connector,
            station.clock.stamp(),
            context,
            found,
        )


def put(station, kind, tx, connector, stamp, context, found):
    """A record of values."""
    data = records.pack(kind, tx, connector.number, stamp[1], stamp[0], context)
    for pair in found[: records.PAIRS]:
        data += struct.pack(records.PAIR, *pair)
    station.keep(kind, data)


def taken(data):
    """(tx, connector, boot, time, context, [(code, value)])."""
    head = struct.calcsize(records.FORMS[records.VALUES])
    found = [struct.unpack(records.PAIR, data[at : at + 5]) for at in range(head, len(data), 5)]
    return records.unpack(records.VALUES, data[:head]) + (found,)


def pairs(station, connector, measurands):
    """(code, value) of what is asked for and known."""
    reading = station.metering.latest[connector.number - 1]
    if reading is None:
        return []
    found, measurands = [], measurands.split(",")
    for code, row in enumerate(ROWS):
        if row[0] in measurands:
            value = _value(station, connector, reading, row[4])
            if value is not None:
                found.append((code, value))
    return found


def _value(station, connector, reading, key):
    if key == "wh":
        return station.metering.wh(connector)
    if key == "offered":
        return connector.offers()
    if key == "offered_w":
        return connector.offers() * station.phases * 230 // 1000
    return reading.get(key)


def asked(outbox, number, _, data):
    """MeterValues of a record; None where its transaction is one that nobody knows."""
    tx, connector, boot, at, context, found = taken(data)
    transaction = outbox.ids.get(tx, -1)
    if tx and transaction < 0:
        return None
    payload = {
        "connectorId": connector,
        "meterValue": [{"timestamp": outbox.at(boot, at), "sampledValue": sampled(found, context)}],
    }
    if tx:
        payload["transactionId"] = transaction
    return outbox.station.rpc.call("MeterValues", payload, "Val%d-%x" % (number, at))
