"""ReserveNow and CancelReservation (OCPP 1.6, 5.13 and 5.1)."""

from charge_point.connector import AVAILABLE, FAULTED, RESERVED, UNAVAILABLE
from charge_point.iso import seconds


def reserve(station, payload, _):
    number = payload["connectorId"]
    wanted = [
        payload["reservationId"],
        payload["idTag"],
        payload.get("parentIdTag"),
        seconds(payload["expiryDate"]),
    ]
    if number > len(station.connectors) or wanted[3] <= station.clock.now():
        return {"status": "Rejected"}
    if number == 0:
        return {"status": _anywhere(station, wanted)}
    connector = station.connectors[number - 1]
    status = _verdict(station, connector, wanted)
    if status == "Accepted":
        _forget(station, wanted[0])
        connector.reservation = wanted
        station.remember()
    return {"status": status}


def _verdict(station, connector, wanted):
    """A reservation replaces the one of the same id (OCPP 1.6, 5.13)."""
    if connector.status == FAULTED:
        return "Faulted"
    if not station.operative or connector.status == UNAVAILABLE:
        return "Unavailable"
    if connector.state == RESERVED and connector.reservation[0] == wanted[0]:
        return "Accepted"
    return "Accepted" if connector.state == AVAILABLE else "Occupied"


def _anywhere(station, wanted):
    told = [_verdict(station, connector, wanted) for connector in station.connectors]
    if "Accepted" in told:
        _forget(station, wanted[0])
        station.reservation = wanted
        station.remember()
        return "Accepted"
    for status in ("Occupied", "Unavailable"):
        if status in told:
            return status
    return "Faulted"


def cancel(station, payload, _):
    if not _forget(station, payload["reservationId"]):
        return {"status": "Rejected"}
    station.remember()
    return {"status": "Accepted"}


def _forget(station, wanted):
    found = False
    if station.reservation and station.reservation[0] == wanted:
        station.reservation, found = None, True
    for connector in station.connectors:
        if connector.reservation and connector.reservation[0] == wanted:
            connector.reservation, found = None, True
    return found
