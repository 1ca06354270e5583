"""How a start and a stop are told, and what their answers mean (OCPP 1.6, 4.8 and 4.10)."""

from charge_point import records
from charge_point.metering import END
from charge_point.rpc import CallError


def find(outbox):
    """What the journal knows of numbers that the server gave."""
    journal = outbox.station.journal
    for number in journal.live(records.OPEN):
        found = records.unpack(records.OPEN, journal.read(number)[1])
        if found[0] in outbox.opens:  # told twice, cut between the two
            journal.done(number)
        else:
            outbox.ids[found[0]], outbox.opens[found[0]] = found[6], number
            journal.done(found[0])  # its START, should the cut have come before
    outbox.station.block("dating").forget_clocks(outbox)


def asked(outbox, number, kind, data):
    """The call that tells a record."""
    return (_start if kind == records.START else _stop)(outbox, number, data)


def answered(outbox, number, kind, data, reply):
    """What a reply means; raises CallError where it is none."""
    (_started if kind == records.START else _stopped)(outbox, number, data, reply)


def _start(outbox, number, data):
    _, connector, boot, at, wh, reservation, _, tag = records.unpack(records.START, data)
    payload = {
        "connectorId": connector,
        "idTag": tag,
        "meterStart": wh,
        "timestamp": outbox.at(boot, at),
    }
    if reservation != -1:
        payload["reservationId"] = reservation
    return outbox.station.rpc.call("StartTransaction", payload, "Sta%d-%x" % (number, at))


def _started(outbox, number, data, reply):
    info, transaction = reply.get("idTagInfo"), reply.get("transactionId")
    if not isinstance(transaction, int) or not isinstance(info, dict):
        raise CallError("FormationViolation", "StartTransaction")
    opened(outbox, number, data, transaction)
    verdict(outbox.station, number, info, transaction)
    learn(outbox.station, records.unpack(records.START, data)[7], info)


def opened(outbox, number, data, transaction):
    """The server's number is kept before the start is forgotten."""
    journal = outbox.station.journal
    _, connector, boot, at, wh, reservation, _, tag = records.unpack(records.START, data)
    outbox.ids[number] = transaction
    outbox.opens[number] = journal.put(
        records.OPEN,
        records.pack(records.OPEN, number, connector, boot, at, wh, reservation, transaction, tag),
    )
    journal.done(number)


def verdict(station, number, info, transaction):
    """What the server thinks of a start that runs."""
    for connector in station.connectors:
        tx = connector.transaction
        if tx and tx.number == number:
            tx.id = transaction
            tx.parent = info.get("parentIdTag", tx.parent)
            if info.get("status") != "Accepted":
                _disallow(station, connector, tx)


def _disallow(station, connector, tx):
    if not station.config["StopTransactionOnInvalidId"]:
        tx.allowed = False
    elif station.config["MaxEnergyOnInvalidId"]:
        tx.most_wh = station.config["MaxEnergyOnInvalidId"]
    else:
        station.transactions.stop(connector, "DeAuthorized")


def _stop(outbox, number, data):
    tx, _, boot, at, wh, reason, tag = records.unpack(records.STOP, data)
    reason = records.REASONS[reason]
    payload = {
        "transactionId": outbox.ids.get(tx, -1),
        "meterStop": wh,
        "timestamp": outbox.at(boot, at),
    }
    if reason != "Local":
        payload["reason"] = reason
    if tag:
        payload["idTag"] = tag
    values = _data_of(outbox, tx, wh, boot, at)
    if values:
        payload["transactionData"] = values
    return outbox.station.rpc.call("StopTransaction", payload, "Sto%d-%x" % (tx, at))


def _stopped(outbox, number, data, reply):
    told(outbox, number, data)
    tag = records.unpack(records.STOP, data)[6]
    if tag and isinstance(reply.get("idTagInfo"), dict):
        learn(outbox.station, tag, reply["idTagInfo"])


def _data_of(outbox, tx, wh, boot, at):
    station, values = outbox.station, []
    journal = station.journal
    for number in journal.live(records.DATA):
        found = station.block("values").taken(journal.read(number)[1])
        if found[0] == tx:
            values.append(
                {
                    "timestamp": outbox.at(found[2], found[3]),
                    "sampledValue": station.block("values").sampled(found[5], found[4]),
                }
            )
    if values:
        values.append(
            {
                "timestamp": outbox.at(boot, at),
                "sampledValue": station.block("values").sampled([(0, wh)], END),
            }
        )
    return values


def told(outbox, number, data):
    """A stop is answered: it is forgotten first, then what led to it."""
    journal = outbox.station.journal
    journal.done(number)
    tx = records.tx_of(data)
    for other in journal.live(records.DATA):
        if records.tx_of(journal.read(other)[1]) == tx:
            journal.done(other)
    journal.done(outbox.opens.pop(tx, 0))
    outbox.ids.pop(tx, None)


def _give_up(outbox, number):
    """As often refused as configured: the next in line must not wait for ever."""
    kind, data = outbox.station.journal.read(number) or (0, None)
    if kind == records.START:
        opened(outbox, number, data, -1)
    elif kind == records.STOP:
        told(outbox, number, data)
    else:
        outbox.station.journal.done(number)


def learn(station, tag, info):
    if station.config["AuthorizationCacheEnabled"]:
        station.block("authorization").learn(station, tag, info)


def refused(outbox, number, error):
    """Milliseconds until it is tried again: longer and longer, and as often as configured."""
    station = outbox.station
    outbox.attempts += 1
    most = station.config["TransactionMessageAttempts"]
    station.log("refused", number, error.args[0], outbox.attempts)
    # Whoever does not know a security event has heard it all the same.
    found = station.journal.read(number)
    if found is None or found[0] == records.EVENT or (most and outbox.attempts >= most):
        outbox.attempts = 0
        _give_up(outbox, number)
        return 0
    return station.config["TransactionMessageRetryInterval"] * outbox.attempts * 1000
