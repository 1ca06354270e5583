"""ChangeAvailability (OCPP 1.6, 5.2): outlives a reboot; waits for the end of a transaction."""


def change(station, payload, _):
    number, operative = payload["connectorId"], payload["type"] == "Operative"
    if number > len(station.connectors):
        return {"status": "Rejected"}
    meant = station.connectors if number == 0 else [station.connectors[number - 1]]
    later = False
    for connector in meant:
        if connector.transaction and not operative:
            connector.disable_next = later = True
        else:
            connector.operative, connector.disable_next = operative, False
    if number == 0:
        station.operative = operative
    station.remember()
    return {"status": "Scheduled" if later else "Accepted"}
