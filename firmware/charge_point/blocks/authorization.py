"""Who may charge: the local list before the cache before the server; without it, offline rules.

The list is a file with a line a tag (`TAG status expiry parent`, tabs between), read line by line:
500 tags cost no memory. The cache is a small file.
"""

import os

from charge_point.iso import seconds
from charge_point.rpc import CallError, Offline, Silence

ACCEPTED, EXPIRED, INVALID = "Accepted", "Expired", "Invalid"
STATUSES = (ACCEPTED, "Blocked", EXPIRED, INVALID, "ConcurrentTx")
CACHED = 24  # tags
CACHE, LIST = "cache", "locallist"


async def ask(station, tag):
    """(status, parent) of a tag that somebody shows."""
    known = known_of(station, tag)
    if known and station.config["LocalPreAuthorize"] and known[0] == ACCEPTED:
        return known
    if station.may_tell():
        try:
            reply = await station.rpc.call("Authorize", {"idTag": tag})
            info = reply.get("idTagInfo", {})
            learn(station, tag, info)
            return info.get("status", INVALID), info.get("parentIdTag")
        except (Offline, Silence):
            pass
        except CallError:
            return INVALID, None
    return offline(station, known)


def offline(station, known):
    """What holds while nobody can be asked (OCPP 1.6, 3.5)."""
    if known:
        return known if station.config["LocalAuthorizeOffline"] else (INVALID, None)
    return (ACCEPTED if station.config["AllowOfflineTxForUnknownId"] else INVALID), None


def known_of(station, tag):
    """(status, parent) as list or cache have it, or None; the list has precedence."""
    entry, tag = None, tag.lower()
    if station.config["LocalAuthListEnabled"]:
        for each in entries(station.files.path(LIST)):
            if each[0].lower() == tag:
                entry = each
    if entry is None and station.config["AuthorizationCacheEnabled"]:
        for each in station.files.load(CACHE, []):
            if each[0].lower() == tag:
                entry = each
    if entry is None:
        return None
    status = entry[1]
    if status == ACCEPTED and entry[2] and entry[2] <= station.clock.now():
        status = EXPIRED
    return status, entry[3] or None


def learn(station, tag, info):
    """What the server said of a tag, for later."""
    if not station.config["AuthorizationCacheEnabled"] or "status" not in info:
        return
    try:
        expiry = seconds(info["expiryDate"]) if info.get("expiryDate") else 0
    except (ValueError, TypeError):
        expiry = 0
    # Somebody else's transaction does not make a tag invalid here.
    status = ACCEPTED if info["status"] == "ConcurrentTx" else info["status"]
    entry, cache = [tag, status, expiry, info.get("parentIdTag") or ""], station.files.load(CACHE, [])
    if entry in cache:
        return
    cache = [each for each in cache if each[0].lower() != tag.lower()]
    station.files.save(CACHE, (cache + [entry])[-CACHED:])


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
        told = {entry["idTag"].lower(): _line(entry, full) for entry in given}
    except (KeyError, TypeError, ValueError, AttributeError):
        return {"status": "Failed"}
    if len(told) != len(given):
        return {"status": "Failed"}  # a tag twice
    count = 0
    with open(path + ".new", "w") as file:
        file.write("%d\n" % number)
        for old in [] if full else entries(path):
            if old[0].lower() not in told:
                file.write("%s\t%d\t%d\t%s\n" % (old[0], STATUSES.index(old[1]), old[2], old[3]))
                count += 1
        for line in told.values():
            if line:
                file.write(line)
                count += 1
    if count > station.config["LocalAuthListMaxLength"]:
        os.remove(path + ".new")
        return {"status": "Failed"}
    os.rename(path + ".new", path)
    return {"status": "Accepted"}


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
        tag, STATUSES.index(info["status"]), expiry, info.get("parentIdTag", "")[:20])


def entries(path):
    """(tag, status, expiry, parent) of a list's file, line by line; none where there is none."""
    try:
        file = open(path)
    except OSError:
        return
    try:
        file.readline()  # the version
        for line in file:
            tag, status, expiry, parent = line.rstrip("\n").split("\t")
            yield tag, STATUSES[int(status)], int(expiry), parent
    finally:
        file.close()


def version(path):
    """Of the list: 0 where there is none."""
    try:
        with open(path) as file:
            return int(file.readline())
    except (OSError, ValueError):
        return 0
