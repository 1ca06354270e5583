"""New credentials and profiles until they have connected, and the way back (A01, A02, A05, M05).

What was before is in the file `trial`: profile, key (whether `key_old` holds it), own (the slot of a
new certificate), root (the name of a root that was replaced). Of every four attempts the last
is made with what was before; if that one connects, the change is undone.
"""

from charge_point.blocks import store

FILE = "trial"
TRIES = 3


def begin(station, **before):
    """Call before the change; what an earlier change has found counts as before."""
    kept = station.files.load(FILE, {})
    for name in before:
        if name not in kept:
            kept[name] = before[name]
    station.files.save(FILE, kept)
    station.jobs["tries"] = 0


def way(station):
    """(profile, key, slot not to be used, whether that is the way back) for the next attempt."""
    before = station.files.load(FILE, {})
    tries = station.jobs.get("tries", 0)
    station.jobs["tries"] = tries + 1
    back = tries % (TRIES + 1) == TRIES and bool([each for each in before if each != "root"])
    profile = station.config["SecurityProfile"]
    if not back:
        return profile, station.hal.secrets.get("key"), None, back
    key = station.hal.secrets.get("key_old" if "key" in before else "key")
    return before.get("profile", profile), key, before.get("own"), back


def connected(station, back):
    """Whichever way has led there: the other one is given up."""
    station.jobs["tries"] = 0
    station.jobs.pop("told", None)
    before = station.files.load(FILE, {})
    if not before:
        return
    secrets = station.hal.secrets
    if back:
        if "profile" in before:
            settings = station.block("settings")
            settings.keep(station.config, "SecurityProfile", str(before["profile"]))
        if "key" in before:
            secrets.set("key", secrets.get("key_old") or b"")
        if "own" in before:
            store.remove(station.files, "own-%s.der" % before["own"])
    root = before.get("root")
    if root and root == "root-%s.der" % station.jobs.get("root"):
        station.files.save(FILE, {"root": root})  # still in use (M05.FR.13)
    else:
        if root:
            store.remove(station.files, root)
        station.files.remove(FILE)
    secrets.set("key_old", b"")
    if back:
        _changed(station, "undone: " + ", ".join(sorted(before)))


def change(station, name, text):
    """The status of a change of SecurityProfile or AuthorizationKey, and what follows it."""
    if name == "SecurityProfile":
        return raise_profile(station, text)
    settings, secrets = station.block("settings"), station.hal.secrets
    if not 32 <= len(text) <= 40:
        return "Rejected", None
    try:
        key = settings.key_of(text)
    except ValueError:
        return "Rejected", None
    in_use = station.config["SecurityProfile"] in (1, 2)
    if in_use:
        if "key" not in station.files.load(FILE, {}):
            secrets.set("key_old", secrets.get("key") or b"")
        begin(station, key=True)
    secrets.set("key", key)
    _changed(station, name)
    return "Accepted", in_use


def raise_profile(station, text):
    """A05: only upwards, and only where what it needs is there."""
    before = station.config["SecurityProfile"]
    try:
        wanted = int(text)
    except ValueError:
        return "Rejected", None
    if not before < wanted <= 3:
        return "Rejected", None
    if wanted < 3 and not station.hal.secrets.get("key"):
        return "Rejected", None
    if wanted > 1 and not store.valid(station.files, store.ROOT, station.clock):
        return "Rejected", None
    if wanted == 3 and store.own(station.files, station.clock) is None:
        return "Rejected", None
    begin(station, profile=before)
    station.block("settings").keep(station.config, "SecurityProfile", text)
    _changed(station, "SecurityProfile %d" % wanted)
    return "Accepted", True


def _changed(station, what):
    station.log("security", what)
    station.block("security").note(station, "ReconfigurationOfSecurityParameters", what)
