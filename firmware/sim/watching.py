"""What `state` tells of a simulated charge point."""


def state(station):
    return {
        "online": station.rpc.online,
        "registration": station.registration.status,
        "waiting": station.outbox.waiting,
        "now": station.clock.now(),
        "attempts": station.link.attempts,
        "status": station.status,
        "trips": station.guard.trips,
        "connectors": [_connector(station, each) for each in station.connectors],
    }


def _connector(station, one):
    outlet, tx = station.hal.outlets[one.number - 1], one.transaction
    return {
        "status": one.status,
        "error": one.error,
        "wh": station.metering.wh(one),
        "limit": one.limit,
        "plugged": one.plugged,
        "offered": outlet.offered,
        "relay": outlet.shut,
        "transaction": tx and {"id": tx.id, "tag": tx.tag, "number": tx.number},
    }
