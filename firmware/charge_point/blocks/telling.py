"""How a start and a stop are told, and what their answers mean (OCPP 1.6, 4.8 and 4.10)."""

from array import array

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
    forget_clocks(outbox)


async def start(outbox, number, data):
    station = outbox.station
    _, connector, boot, at, wh, reservation, _, tag = records.unpack(records.START, data)
    payload = {
        "connectorId": connector,
        "idTag": tag,
        "meterStart": wh,
        "timestamp": outbox.at(boot, at),
    }
    if reservation != -1:
        payload["reservationId"] = reservation
    reply = await station.rpc.call("StartTransaction", payload, "Sta%d-%x" % (number, at))
    info, transaction = reply.get("idTagInfo"), reply.get("transactionId")
    if not isinstance(transaction, int) or not isinstance(info, dict):
        raise CallError("FormationViolation", "StartTransaction")
    opened(outbox, number, data, transaction)
    verdict(station, number, info, transaction)
    learn(station, tag, info)


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


async def stop(outbox, number, data):
    station = outbox.station
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
    reply = await station.rpc.call("StopTransaction", payload, "Sto%d-%x" % (tx, at))
    told(outbox, number, data)
    if tag and isinstance(reply.get("idTagInfo"), dict):
        learn(station, tag, reply["idTagInfo"])


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
    kind, data = outbox.station.journal.read(number)
    if kind == records.START:
        opened(outbox, number, data, -1)
    elif kind == records.STOP:
        told(outbox, number, data)
    else:
        outbox.station.journal.done(number)


def learn(station, tag, info):
    if station.config["AuthorizationCacheEnabled"]:
        station.block("authorization").learn(station, tag, info)


async def refused(outbox, number, error):
    """Tried again after longer and longer waits, and as often as configured."""
    station = outbox.station
    outbox.attempts += 1
    most = station.config["TransactionMessageAttempts"]
    station.log("refused", number, error.args[0], outbox.attempts)
    if most and outbox.attempts >= most:
        outbox.attempts = 0
        _give_up(outbox, number)
        return
    await station.hal.pause(
        station.config["TransactionMessageRetryInterval"] * outbox.attempts * 1000
    )


def clock_was_behind(outbox, boot, seconds):
    """Times kept since this boot are to be put right by that much."""
    journal = outbox.station.journal
    if has(dated(journal), boot):
        journal.put(records.CLOCK, records.pack(records.CLOCK, boot, seconds))


def forget_clocks(outbox):
    """Of earlier boots, once no record is dated by them: power may come and go a thousand times."""
    journal = outbox.station.journal
    clocks = journal.live(records.CLOCK)
    boots = dated(journal) if clocks else ()
    for number in clocks:
        boot = records.unpack(records.CLOCK, journal.read(number)[1])[0]
        if boot != outbox.station.clock.boot and not has(boots, boot):
            journal.done(number)


def dated(journal):
    """The boots by whose clocks live records are dated."""
    boots = array("H")
    for kind in (records.START, records.STOP, records.OPEN, records.CHECK, records.VALUES,
                 records.DATA, records.EVENT):  # fmt: skip
        for number in journal.live(kind):
            boot = records.boot_of(kind, journal.read(number)[1])
            if boot and not has(boots, boot):
                boots.append(boot)
    return boots


def has(numbers, wanted):
    """Arrays know no `in`; a set of some hundred would take 8 KB."""
    for number in numbers:
        if number == wanted:
            return True
    return False
