"""Charging profiles (OCPP 1.6, 3.13, 5.5, 5.7, 5.16): kept flat, and what they allow at a moment.

A profile is a list of integers, as `FIELDS` names them, then three for each period: start in
seconds, limit in tenths of A or W, phases. The limit of a connector is the least of: its
TxProfile, or else its TxDefaultProfile; the ChargePointMaxProfile; and what the board bears.
"""

from charge_point.iso import iso, seconds
from charge_point.rpc import CallError

(CONNECTOR, ID, STACK, PURPOSE, KIND, RECURRENCY, VALID_FROM, VALID_TO, START, DURATION, UNIT,
 TRANSACTION, PERIODS) = range(13)
MAX, DEFAULT, TX = range(3)
PURPOSES = ("ChargePointMaxProfile", "TxDefaultProfile", "TxProfile")
KINDS = ("Absolute", "Recurring", "Relative")
EVERY = {"Daily": 86400, "Weekly": 604800}
UNITS = ("A", "W")
NEVER = 4294967295
FILE = "profiles"
VOLTS = 230


# What the server asks.


def put(station, payload, _):
    number = payload["connectorId"]
    profile = flat(payload["csChargingProfiles"], number)
    if number > len(station.connectors) or not fits(station, profile):
        return {"status": "Rejected"}
    if profile[PURPOSE] == TX:
        tx = station.connectors[number - 1].transaction if number else None
        if tx is None or profile[TRANSACTION] not in (-1, tx.id):
            return {"status": "Rejected"}
    return {"status": "Accepted" if _install(station, profile) else "Rejected"}


def clear(station, payload, _):
    before = station.files.load(FILE, [])
    wanted = ((ID, payload.get("id")), (CONNECTOR, payload.get("connectorId")),
              (STACK, payload.get("stackLevel")),
              (PURPOSE, _place(PURPOSES, payload.get("chargingProfilePurpose"))))
    if payload.get("id") is not None:
        wanted = wanted[:1]
    kept = [each for each in before if any(
        [value is not None and each[at] != value for at, value in wanted])]
    if len(kept) == len(before):
        return {"status": "Unknown"}
    _save(station, kept)
    return {"status": "Accepted"}


def composite(station, payload, _):
    number, unit = payload["connectorId"], payload.get("chargingRateUnit", "A")
    if number > len(station.connectors):
        return {"status": "Rejected"}
    now, profiles, periods, at = station.clock.now(), station.files.load(FILE, []), [], 0
    connector = station.connectors[number - 1] if number else None
    while at < payload["duration"] and len(periods) < 24:
        ma, holds = _at(station, profiles, connector, now + at)
        limit = ma / 1000 if unit == "A" else ma * VOLTS * station.phases // 1000
        if not periods or periods[-1]["limit"] != limit:
            periods.append({"startPeriod": at, "limit": limit})
        at += holds
    schedule = {"duration": payload["duration"], "chargingRateUnit": unit,
                "startSchedule": iso(now), "chargingSchedulePeriod": periods}
    return {"status": "Accepted", "connectorId": number, "scheduleStart": iso(now),
            "chargingSchedule": schedule}


# What the station asks.


def limit(station, connector):
    """(mA, seconds for which that holds)."""
    if not station.profiles_exist():
        return _hardware(station, connector), 3600
    return _at(station, station.files.load(FILE, []), connector, station.clock.now())


def good(station, profile):
    """Whether a profile of a remote start could be installed."""
    return fits(station, flat(profile, 1))


def keep(station, connector, profile):
    """Install that of a remote start, now that its transaction runs."""
    _install(station, flat(profile, connector.number))


def over(station, connector):
    """TxProfiles end with their transaction."""
    before = station.files.load(FILE, [])
    kept = [each for each in before if each[PURPOSE] != TX or each[CONNECTOR] != connector.number]
    if len(kept) != len(before):
        _save(station, kept)


# How.


def flat(given, connector):
    """A profile as it is kept; raises CallError where it is none."""
    try:
        schedule = given["chargingSchedule"]
        profile = [
            connector, given["chargingProfileId"], given["stackLevel"],
            PURPOSES.index(given["chargingProfilePurpose"]),
            KINDS.index(given["chargingProfileKind"]),
            EVERY[given["recurrencyKind"]] if "recurrencyKind" in given else 0,
            _time(given.get("validFrom"), 0), _time(given.get("validTo"), NEVER),
            _time(schedule.get("startSchedule"), 0), schedule.get("duration", NEVER),
            UNITS.index(schedule["chargingRateUnit"]), given.get("transactionId", -1)]
        for period in schedule["chargingSchedulePeriod"]:
            profile.extend((period["startPeriod"], int(period["limit"] * 10 + 0.5),
                            period.get("numberPhases", 3)))
    except KeyError as error:
        missing = error.args[0] not in EVERY and "Kind" not in str(error.args[0])
        raise CallError("OccurenceConstraintViolation" if missing else
                        "PropertyConstraintViolation", str(error.args[0]))
    except (TypeError, AttributeError):
        raise CallError("TypeConstraintViolation", "chargingProfile")
    except ValueError:
        raise CallError("PropertyConstraintViolation", "chargingProfile")
    if any([not isinstance(each, int) or isinstance(each, bool) for each in profile]):
        raise CallError("TypeConstraintViolation", "chargingProfile")
    return profile


def fits(station, profile):
    """Whether we can do as it says."""
    starts = profile[PERIODS::3]
    if not starts or starts[0] or any([a >= b for a, b in zip(starts, starts[1:])]):
        return False
    if len(starts) > station.config["ChargingScheduleMaxPeriods"] or min(profile[PERIODS:]) < 0:
        return False
    if not 0 <= profile[STACK] <= station.config["ChargeProfileMaxStackLevel"]:
        return False
    if KINDS[profile[KIND]] == "Recurring" and not (profile[RECURRENCY] and profile[START]):
        return False
    if profile[PURPOSE] == MAX:
        return profile[CONNECTOR] == 0 and KINDS[profile[KIND]] != "Relative"
    return profile[PURPOSE] != TX or profile[CONNECTOR] > 0


def _install(station, profile):
    """In the place of what has its id, or its purpose and level on that connector (3.13.2)."""
    key = (profile[CONNECTOR], profile[PURPOSE], profile[STACK])
    kept = [each for each in station.files.load(FILE, []) if each[ID] != profile[ID]
            and (each[CONNECTOR], each[PURPOSE], each[STACK]) != key]
    if len(kept) >= station.config["MaxChargingProfilesInstalled"]:
        return False
    _save(station, kept + [profile])
    return True


def _save(station, profiles):
    station.files.save(FILE, profiles)
    station.limits_changed()


def _at(station, profiles, connector, now):
    """(mA, seconds): what holds at a moment, and for how long it surely does."""
    holds = 3600
    ma = _hardware(station, connector)
    sharing = len([c for c in station.connectors if c.transaction or c is connector])
    number, tx = (connector.number, connector.transaction) if connector else (0, None)
    begun = tx.begun[0] if tx else now
    wanted = [[(MAX, 0)]]
    if connector:
        wanted.append(([(TX, number)] if tx else []) + [(DEFAULT, number), (DEFAULT, 0)])
    for purposes in wanted:
        for purpose, place in purposes:
            best = None
            for profile in profiles:
                if profile[PURPOSE] != purpose or profile[CONNECTOR] != place:
                    continue
                found, until = _of(profile, now, begun, station.phases)
                holds = min(holds, until)
                if found is not None and (best is None or profile[STACK] > best[0]):
                    best = (profile[STACK], found)
            if best:
                allowed = best[1]
                if purpose == MAX and connector:
                    allowed //= sharing
                ma = min(ma, allowed)
                break
    return ma, max(1, holds)


def _of(profile, now, begun, phases):
    """(mA or None, seconds until that may change) of one profile."""
    if now < profile[VALID_FROM]:
        return None, profile[VALID_FROM] - now
    if now >= profile[VALID_TO]:
        return None, NEVER
    left = profile[VALID_TO] - now
    kind, start = KINDS[profile[KIND]], profile[START]
    if kind == "Relative" or not start:
        start = begun
    if now < start:
        return None, min(left, start - now)
    since, duration = now - start, profile[DURATION]
    if kind == "Recurring":
        since %= profile[RECURRENCY]
        left = min(left, profile[RECURRENCY] - since)
    if since >= duration:
        return None, left
    left = min(left, duration - since)
    at = PERIODS
    while at + 3 < len(profile) and profile[at + 3] <= since:
        at += 3
    if at + 3 < len(profile):
        left = min(left, profile[at + 3] - since)
    tenths = profile[at + 1]
    if UNITS[profile[UNIT]] == "A":
        return tenths * 100, left
    return tenths * 100 // (VOLTS * max(1, min(profile[at + 2], phases))), left


def _hardware(station, connector):
    """mA that the board bears, and the cable of a connector."""
    most = station.config["MaxCurrent"]
    if connector:
        most = min(most, station.hal.pilots[connector.number - 1].cable())
    return most * 1000


def _time(text, default):
    return seconds(text) if text is not None else default


def _place(names, name):
    return names.index(name) if name is not None else None
