"""What stations do when they are asked: a table an action, (station, payload) → reply, deed."""

from collections.abc import Awaitable, Callable
from types import MappingProxyType
from typing import Any

Deed = Callable[[], Awaitable[None]] | None
Obedience = Callable[[Any, Any], tuple[dict[str, Any], Deed]]

KEPT_IN_TURN = ("Accepted", "Accepted", "Accepted", "Rejected", "RebootRequired")


def _status(word: str) -> dict[str, Any]:
    return {"status": word}


def _start(station: Any, evse: int | None, token: str, remote: int | None) -> tuple[bool, Deed]:
    free = [o for o in station.outlets if not o.busy and evse in {None, o.number}]
    if not free or not station.world.open_for_business:
        return False, None
    outlet = free[0]
    outlet.busy = True

    async def begin() -> None:
        await outlet.charge(token, remote)

    return True, begin


def _stop(station: Any, reference: str) -> bool:
    for outlet in station.outlets:
        if outlet.transaction is not None and outlet.transaction.reference == reference:
            return bool(outlet.interrupt("Remote"))
    return False


def _restart(station: Any) -> Deed:
    async def restart() -> None:
        forgets = station.traits.forgets and station.chance.happens(0.5) and station.world.stormy
        for outlet in station.outlets:
            if outlet.transaction is not None and not forgets and not station.traits.resumes:
                outlet.interrupt("Reboot")
        if forgets:
            station.forget()
        await station.lose_power(station.chance.uniform(5, 40), told=True)

    return restart


def _take_secret(station: Any, secret: bytes) -> tuple[str, Deed]:
    word = station.chance.choice(KEPT_IN_TURN)
    station.history.secrets.append(secret)
    if word == "RebootRequired":
        station.next_secret = secret
    if word != "Accepted":
        return word, None
    station.secret, station.next_secret = secret, None

    async def come_again() -> None:
        station.hang_up()

    return word, come_again if station.chance.happens(0.5) else None


# OCPP 1.6


def _remote_start_16(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    taken, deed = _start(station, asked.get("connectorId"), asked["idTag"], None)
    return _status("Accepted" if taken else "Rejected"), deed


def _remote_stop_16(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    return _status("Accepted" if _stop(station, str(asked["transactionId"])) else "Rejected"), None


def _reset(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    return _status("Accepted"), _restart(station)


def _configure_16(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    if asked["key"] == "AuthorizationKey":
        word, deed = _take_secret(station, bytes.fromhex(asked["value"]))
        return _status(word), deed
    station.history.orders.append(asked["value"])
    station.history.settings[asked["key"]] = asked["value"]
    return _status("Accepted"), None


def _configuration_16(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    listed = [
        {"key": key, "readonly": False, "value": value}
        for key, value in station.history.settings.items()
    ]
    return {"configurationKey": listed}, None


def _data(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    station.history.orders.append(asked["data"])
    return _status("Accepted"), None


def _trigger(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    async def beat() -> None:
        await station.ask("Heartbeat", {})

    if asked["requestedMessage"] != "Heartbeat":
        return _status("NotImplemented"), None
    return _status("Accepted"), beat


# OCPP 2.x


def _remote_start_2(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    station.history.orders.append(f"remote-{asked['remoteStartId']}")
    taken, deed = _start(
        station, asked.get("evseId"), asked["idToken"]["idToken"], asked["remoteStartId"]
    )
    return _status("Accepted" if taken else "Rejected"), deed


def _remote_stop_2(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    return _status("Accepted" if _stop(station, asked["transactionId"]) else "Rejected"), None


def _set_variables(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    results, deed = [], None
    for item in asked["setVariableData"]:
        word = "Accepted"
        if item["variable"]["name"] == "BasicAuthPassword":
            word, deed = _take_secret(station, item["attributeValue"].encode())
        else:
            station.history.orders.append(item["attributeValue"])
            station.history.settings[item["variable"]["name"]] = item["attributeValue"]
        results.append(
            {
                "component": item["component"],
                "variable": item["variable"],
                "attributeStatus": word,
            }
        )
    return {"setVariableResult": results}, deed


def _transaction_status(station: Any, asked: Any) -> tuple[dict[str, Any], Deed]:
    return {"messagesInQueue": bool(station.queue)}, None


SIXTEEN: dict[str, Obedience] = {
    "RemoteStartTransaction": _remote_start_16,
    "RemoteStopTransaction": _remote_stop_16,
    "Reset": _reset,
    "ChangeConfiguration": _configure_16,
    "GetConfiguration": _configuration_16,
    "DataTransfer": _data,
    "TriggerMessage": _trigger,
}
TWO: dict[str, Obedience] = {
    "RequestStartTransaction": _remote_start_2,
    "RequestStopTransaction": _remote_stop_2,
    "Reset": _reset,
    "SetVariables": _set_variables,
    "DataTransfer": _data,
    "TriggerMessage": _trigger,
    "GetTransactionStatus": _transaction_status,
}
OBEYS = MappingProxyType({"ocpp1.6": SIXTEEN, "ocpp2.0.1": TWO, "ocpp2.1": TWO})
