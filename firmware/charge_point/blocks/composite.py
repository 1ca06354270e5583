"""What all charging profiles together come to, as the server asks for it (OCPP 1.6, 5.7)."""

from charge_point.blocks.smart_charging import FILE, VOLTS, at
from charge_point.iso import iso


def composite(station, payload, _):
    number, unit = payload["connectorId"], payload.get("chargingRateUnit", "A")
    if number > len(station.connectors):
        return {"status": "Rejected"}
    now, profiles, periods, offset = station.clock.now(), station.files.load(FILE, []), [], 0
    connector = station.connectors[number - 1] if number else None
    while offset < payload["duration"] and len(periods) < 24:
        ma, holds = at(station, profiles, connector, now + offset)
        limit = ma / 1000 if unit == "A" else ma * VOLTS * station.phases // 1000
        if not periods or periods[-1]["limit"] != limit:
            periods.append({"startPeriod": offset, "limit": limit})
        offset += holds
    schedule = {
        "duration": payload["duration"],
        "chargingRateUnit": unit,
        "startSchedule": iso(now),
        "chargingSchedulePeriod": periods,
    }
    return {
        "status": "Accepted",
        "connectorId": number,
        "scheduleStart": iso(now),
        "chargingSchedule": schedule,
    }
