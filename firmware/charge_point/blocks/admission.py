"""Somebody holds a tag before the reader, or the server starts for him: who may charge where."""

from charge_point import records
from charge_point.connector import AUTHORIZE, FAULTED, GIVE_UP, START
from charge_point.journal import Full
from charge_point.transactions import Transaction


def same(one, other):
    """Tags are case-insensitive (OCPP 1.6, IdToken)."""
    return one.lower() == other.lower()


async def shown(station, tag):
    """A tag stops what runs on it; else, if it may, it starts."""
    for connector in station.connectors:
        tx = connector.transaction
        if tx and same(tx.tag, tag):
            station.transactions.stop(connector, "Local", tag)
            return
    status, parent = await station.block("authorization").ask(station, tag)
    station.log("tag", status)
    if status != "Accepted":
        return
    for connector in station.connectors:
        tx = connector.transaction
        if parent and tx and tx.parent and same(tx.parent, parent):
            station.transactions.stop(connector, "Local", tag)
            return
    free = free_for(station, tag, parent)
    if free:
        admit(station, free, tag, parent)


def free_for(station, tag, parent=None, number=None):
    """The connector that this tag may use, one that is plugged in before any other; or None."""
    best = None
    for connector in station.connectors:
        if number in (None, connector.number) and usable(station, connector, tag, parent):
            if best is None or (connector.plugged and not best.plugged):
                best = connector
    return best


def usable(station, connector, tag, parent=None):
    if connector.transaction or not connector.operative or not station.operative:
        return False
    if connector.status == FAULTED or not station.registered():
        return False
    if connector.pending and not same(connector.pending[0], tag):
        return False
    if connector.reservation:
        return holds(connector.reservation, tag, parent)
    return (
        not station.reservation
        or holds(station.reservation, tag, parent)
        or others_free(station, connector)
    )


def others_free(station, connector):
    """Whether a reservation of connector 0 finds another place."""
    return any(
        [
            each is not connector
            and not each.transaction
            and each.operative
            and not each.reservation
            and each.status != FAULTED
            for each in station.connectors
        ]
    )


def holds(reserved, tag, parent):
    """Whether a reservation is for that tag or its group."""
    return same(reserved[1], tag) or bool(parent and reserved[2] and same(reserved[2], parent))


def admit(station, connector, tag, parent=None, profile=None):
    """This tag may charge here: now, or as soon as the cable is in (see control.py)."""
    reserved = connector.reservation or station.reservation
    if reserved and not holds(reserved, tag, parent):
        reserved = None
    more = (parent, reserved[0] if reserved else None, profile)
    connector.on(AUTHORIZE)
    until = station.config["ConnectionTimeOut"] * 1000
    connector.pending = (tag, station.clock.ticks() + until, more)


def begin(station, connector):
    """Start; a connector without a meter, or a journal without room, lets nobody charge."""
    tag, _, (parent, reservation, profile) = connector.pending
    connector.pending = None
    if not station.metering.known(connector) or not _start(
        station, connector, tag, parent, reservation
    ):
        connector.on(GIVE_UP)
        return
    if reservation is not None:
        if station.reservation and station.reservation[0] == reservation:
            station.reservation = None
        connector.reservation = None
        station.remember()
    if profile:
        station.block("profiles").keep(station, connector, profile)


def _start(station, connector, tag, parent, reservation):
    """The START record first; returns whether there was room for it."""
    (at, boot), wh = station.clock.start(), station.metering.wh(connector)
    try:
        number = station.journal.put(
            records.START,
            records.pack(
                records.START,
                0,
                connector.number,
                boot,
                at,
                wh,
                -1 if reservation is None else reservation,
                0,
                tag,
            ),
        )
    except Full:
        station.log("journal full, not started")
        return False
    connector.transaction = Transaction(number, tag, parent, (at, boot), wh, station.clock.ticks())
    connector.on(START)
    station.journaled(records.START, number)
    station.outbox.wake()
    return True
