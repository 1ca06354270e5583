"""DataTransfer (OCPP 1.6, 4.3): what does not fit is an answer, never an error."""

VENDOR = "open-csms"


def received(station, payload, _):
    if payload["vendorId"].lower() not in (VENDOR, station.settings.get("vendor", VENDOR).lower()):
        return {"status": "UnknownVendorId"}
    answer = ANSWERS.get(payload.get("messageId"))
    if answer is None:
        return {"status": "UnknownMessageId"}
    return {"status": "Accepted", "data": answer(station)}


def _log(station):
    return "\n".join(station.log.lines()[-8:])


ANSWERS = {"log": _log, "waiting": lambda station: str(station.outbox.waiting)}
