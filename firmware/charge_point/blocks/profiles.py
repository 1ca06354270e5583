"""Charging profiles as the server sends and clears them (OCPP 1.6, 5.5, 5.16)."""

from charge_point.blocks.smart_charging import (
    CONNECTOR,
    DEFAULT,
    FILE,
    ID,
    KIND,
    KINDS,
    MAX,
    NEVER,
    PERIODS,
    PURPOSE,
    RECURRENCY,
    STACK,
    START,
    TRANSACTION,
    TX,
    UNITS,
)
from charge_point.iso import seconds
from charge_point.rpc import CallError

PURPOSES = ("ChargePointMaxProfile", "TxDefaultProfile", "TxProfile")
EVERY = {"Daily": 86400, "Weekly": 604800}


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
    wanted = (
        (ID, payload.get("id")),
        (CONNECTOR, payload.get("connectorId")),
        (STACK, payload.get("stackLevel")),
        (PURPOSE, _place(PURPOSES, payload.get("chargingProfilePurpose"))),
    )
    if payload.get("id") is not None:
        wanted = wanted[:1]
    kept = [
        each
        for each in before
        if any([value is not None and each[at] != value for at, value in wanted])
    ]
    if len(kept) == len(before):
        return {"status": "Unknown"}
    _save(station, kept)
    return {"status": "Accepted"}


def good(station, profile):
    """Whether a profile of a remote start could be installed."""
    return fits(station, flat(profile, 1))


def keep(station, connector, profile):
    """Install that of a remote start, now that its transaction runs."""
    _install(station, flat(profile, connector.number))


def flat(given, connector):
    """A profile as it is kept; raises CallError where it is none."""
    try:
        schedule = given["chargingSchedule"]
        profile = [
            connector,
            given["chargingProfileId"],
            given["stackLevel"],
            PURPOSES.index(given["chargingProfilePurpose"]),
            KINDS.index(given["chargingProfileKind"]),
            EVERY[given["recurrencyKind"]] if "recurrencyKind" in given else 0,
            _time(given.get("validFrom"), 0),
            _time(given.get("validTo"), NEVER),
            _time(schedule.get("startSchedule"), 0),
            schedule.get("duration", NEVER),
            UNITS.index(schedule["chargingRateUnit"]),
            given.get("transactionId", -1),
        ]
        for period in schedule["chargingSchedulePeriod"]:
            profile.extend(
                (
                    period["startPeriod"],
                    int(period["limit"] * 10 + 0.5),
                    period.get("numberPhases", 3),
                )
            )
    except KeyError as error:
        missing = error.args[0] not in EVERY and "Kind" not in str(error.args[0])
        raise CallError(
            "OccurenceConstraintViolation" if missing else "PropertyConstraintViolation",
            str(error.args[0]),
        )
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
    kept = [
        each
        for each in station.files.load(FILE, [])
        if each[ID] != profile[ID] and (each[CONNECTOR], each[PURPOSE], each[STACK]) != key
    ]
    if len(kept) >= station.config["MaxChargingProfilesInstalled"]:
        return False
    _save(station, kept + [profile])
    return True


def _save(station, profiles):
    station.files.save(FILE, profiles)
    station.limits_changed()


def _time(text, default):
    return seconds(text) if text is not None else default


def _place(names, name):
    return names.index(name) if name is not None else None
