"""Remote start and stop, reset, unlock (OCPP 1.6, 5.11, 5.12, 5.14, 5.18)."""

import asyncio

DELIVER_WITHIN = 30  # seconds that a soft reset waits for what is to be told


def start(station, payload, _):
    tag, profile = payload["idTag"], payload.get("chargingProfile")
    if profile is not None and not _fits(station, profile):
        return {"status": "Rejected"}
    admission = station.block("admission")
    free = admission.free_for(station, tag, None, payload.get("connectorId"))
    if free is None or free.pending:
        return {"status": "Rejected"}

    async def begin():
        parent = None
        if station.config["AuthorizeRemoteTxRequests"]:
            status, parent = await station.block("authorization").ask(station, tag)
            if status != "Accepted":
                return
        again = station.block("admission")
        if again.usable(station, free, tag, parent):
            again.admit(station, free, tag, parent, profile)

    return {"status": "Accepted"}, begin


def _fits(station, profile):
    if profile.get("chargingProfilePurpose") != "TxProfile" or "transactionId" in profile:
        return False
    return station.block("profiles").good(station, profile)


def stop(station, payload, _):
    for connector in station.connectors:
        if connector.transaction and connector.transaction.id == payload["transactionId"]:
            return {"status": "Accepted"}, _ending(station, connector)
    return {"status": "Rejected"}


def _ending(station, connector):
    async def end():
        station.transactions.stop(connector, "Remote")

    return end


def reset(station, payload, _):
    kind = payload["type"]

    async def again():
        for connector in station.connectors:
            station.transactions.stop(connector, kind + "Reset")
        if kind == "Soft":
            for _ in range(DELIVER_WITHIN * 10):
                if not station.outbox.waiting or not station.rpc.online:
                    break
                await asyncio.sleep_ms(100)
        # The answer is to arrive before the connection goes.
        await station.link.close(1001)
        await asyncio.sleep_ms(300)
        station.restart(kind + "Reset")

    return {"status": "Accepted"}, again


def unlock(station, payload, _):
    number = payload["connectorId"]
    if number > len(station.connectors):
        return {"status": "NotSupported"}
    opened = station.hal.unlock(number - 1)
    if opened is None:
        return {"status": "NotSupported"}
    connector = station.connectors[number - 1]

    async def end():
        station.transactions.stop(connector, "UnlockCommand")

    return {"status": "Unlocked" if opened else "UnlockFailed"}, end
