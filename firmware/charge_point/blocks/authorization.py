"""Who may charge: the local list before the cache before the server; without it, offline rules.

The list is a file with a line a tag (`TAG status expiry parent`, tabs between), read line by line:
500 tags cost no memory. The cache is a small file.
"""

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
    entry, cache = (
        [tag, status, expiry, info.get("parentIdTag") or ""],
        station.files.load(CACHE, []),
    )
    if entry in cache:
        return
    cache = [each for each in cache if each[0].lower() != tag.lower()]
    station.files.save(CACHE, (cache + [entry])[-CACHED:])


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
