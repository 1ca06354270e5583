"""ClearCache, GetLocalListVersion and SendLocalList (OCPP 1.6, 5.4, 5.10, 5.15)."""

import os

from charge_point.blocks.authorization import CACHE, LIST, STATUSES, entries
from charge_point.iso import seconds


def clear_cache(station, _payload, _):
    station.files.save(CACHE, [])
    return {"status": "Accepted" if station.config["AuthorizationCacheEnabled"] else "Rejected"}


def list_version(station, _payload, _):
    if not station.config["LocalAuthListEnabled"]:
        return {"listVersion": -1}
    return {"listVersion": version(station.files.path(LIST))}


def update_list(station, payload, _):
    """Written beside the old list, which stays until the new one is whole."""
    if not station.config["LocalAuthListEnabled"]:
        return {"status": "NotSupported"}
    given, full = payload.get("localAuthorizationList", []), payload["updateType"] == "Full"
    path, number = station.files.path(LIST), payload["listVersion"]
    if number <= 0 or len(given) > station.config["SendLocalListMaxLength"]:
        return {"status": "Failed"}
    if not full and number <= version(path):
        return {"status": "VersionMismatch"}
    try:
        count = _write(path, number, given, full)
    except (KeyError, TypeError, ValueError, AttributeError):
        count = None
    if count is None or count > station.config["LocalAuthListMaxLength"]:
        os.remove(path + ".new")
        return {"status": "Failed"}
    os.rename(path + ".new", path)
    return {"status": "Accepted"}


def _write(path, number, given, full):
    """The new list; returns how many tags it has. `given` is used up: it takes much room."""
    told, count = set(), 0
    with open(path + ".new", "w") as file:
        file.write("%d\n" % number)
        while given:
            entry = given.pop()
            line, tag = _line(entry, full), entry["idTag"].lower()
            if tag in told:
                raise ValueError(tag)
            told.add(tag)
            if line:
                file.write(line)
                count += 1
        for old in () if full else entries(path):
            if old[0].lower() not in told:
                file.write("%s\t%d\t%d\t%s\n" % (old[0], STATUSES.index(old[1]), old[2], old[3]))
                count += 1
    return count


def _line(entry, full):
    """Of the file; None removes the tag."""
    tag, info = entry["idTag"], entry.get("idTagInfo")
    if not 0 < len(tag) <= 20 or "\t" in tag or "\n" in tag:
        raise ValueError(tag)
    if info is None:
        if full:
            raise ValueError(tag)
        return None
    expiry = seconds(info["expiryDate"]) if info.get("expiryDate") else 0
    return "%s\t%d\t%d\t%s\n" % (
        tag,
        STATUSES.index(info["status"]),
        expiry,
        info.get("parentIdTag", "")[:20],
    )


def version(path):
    """Of the list: 0 where there is none."""
    try:
        with open(path) as file:
            return int(file.readline())
    except (OSError, ValueError):
        return 0
