"""What is wrong with settings as a whole: sentences; none for those that a board may run on."""

from hal import pins

from . import fields

# reader → the pins that it must have
READERS = {
    "rc522": ("sck", "mosi", "miso", "cs"),
    "pn532": ("tx", "rx"),
    "wiegand": ("d0", "d1"),
    "none": (),
}
CONNECTOR = ("relay", "pilot_pwm", "pilot_adc")


def board(settings):
    """The pin map of the settings: that of the board, with the pins that differ."""
    name = settings.get("board", "doit_devkitc")
    known = __import__("boards." + name, None, None, ["BOARD"]).BOARD
    found = {}
    for part in known:
        found[part] = dict(known[part]) if isinstance(known[part], dict) else known[part]
    found["connectors"] = [dict(places) for places in known["connectors"]]
    for place, pin in settings.get("pins", {}).items():
        where, _, use = place.partition(".")
        if where.isdigit():
            while len(found["connectors"]) < min(int(where), 9):
                found["connectors"].append({})
            places = found["connectors"][min(int(where), 9) - 1]
        else:
            places = found.setdefault(where, {})
        if pin is None:
            places.pop(use, None)
        else:
            places[use] = pin
    kind = settings.get("reader", "rc522")
    wanted = READERS.get(kind, ()) + ("rst",)
    for use in list(found.get("reader", {})):
        if use not in wanted or kind == "none":
            found["reader"].pop(use)
    if settings.get("meter") == "pulse":
        found.pop("rs485", None)
    return found


def faults(settings, secrets, roots=(), now=0):
    """Sentences.

    Args:
        settings: as they are kept, by name.
        secrets: name → whether there is one, or the draft's; see `names`.
        roots: (begin, end) of each root certificate.
        now: seconds since 1970, or what it is at least.
    """
    said = []
    for words in fields.rows():
        if words[fields.DEFAULT] == "!" and settings.get(words[fields.NAME]) in (None, ""):
            said.append("%s: must be given" % words[fields.NAME])
    try:
        said += _machine(settings, board(settings))
    except ImportError:
        said.append("board: there is no pin map '%s'" % settings.get("board"))
    said += _security(settings, secrets, roots, now)
    return said


def _machine(settings, found):
    said = ["pins: " + sentence for sentence in pins.faults(found)]
    for number, places in enumerate(found["connectors"], 1):
        needs = CONNECTOR + (("pulse",) if settings.get("meter") == "pulse" else ())
        for use in needs:
            if use not in places:
                said.append("pins: connector %d has no %s" % (number, use))
        for use in places:
            if use not in pins.USES and use not in OPTIONS:
                said.append("pins: connector %d: nothing is called %s" % (number, use))
    if settings.get("meter") != "pulse":
        for use in ("tx", "rx"):
            if use not in found.get("rs485", {}):
                said.append("pins: rs485 has no %s" % use)
        count = len(settings.get("meter_units", "1").split())
        if count != len(found["connectors"]):
            said.append("meter_units: %d for %d connectors" % (count, len(found["connectors"])))
    if settings.get("meter") == "custom" and not settings.get("meter_map"):
        said.append("meter_map: must be given for the meter custom")
    kind = settings.get("reader", "rc522")
    for use in READERS[kind]:
        if use not in found.get("reader", {}):
            said.append("pins: reader %s has no %s" % (kind, use))
    return said


OPTIONS = (
    "max_current",
    "relay_on",
    "contact_closed",
    "pilot_zero",
    "pilot_gain",
)


def _security(settings, secrets, roots, now):
    said = []
    profile = settings.get("security_profile", 1 if secrets("key") else 0)
    url = settings.get("url", "")
    secure = settings.get("secure_url", url if url[:6] == "wss://" else "")
    if profile in (1, 2) and not secrets("key"):
        said.append("key: security profile %d needs one" % profile)
    if profile < 2 and url[:6] == "wss://":
        said.append("security_profile: %d knows no wss://; it is 2 or 3" % profile)
    if profile >= 2:
        if not secure:
            said.append("secure_url: security profile %d needs a wss:// address" % profile)
        if not roots:
            said.append("certificate: security profile %d needs a root" % profile)
        elif not [1 for begin, end in roots if end >= now]:
            said.append("certificate: every root has expired")
    if profile == 3 and not secrets("own"):
        said.append(
            "security_profile: 3 needs a certificate of our own; begin with 2, and let the "
            "server sign one"
        )
    return said
