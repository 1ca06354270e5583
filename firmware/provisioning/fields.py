"""Fields of the configuration: rows of settings.txt, and what a text must be like to be a value.

A wrong text raises ValueError with a sentence that names the field.
"""

from drivers import maps

FILE = (__file__.rpartition("/")[0] or ".") + "/settings.txt"
BOARDS = ("doit_devkitc",)
SECRET = ("hex", "word")
NAME, KIND, LEAST, MOST, DEFAULT, WHAT = range(6)


def rows():
    """Each row's six words; the last is a sentence."""
    with open(FILE) as file:
        for line in file:
            if line[0] not in "#\n":
                yield line.strip().split(None, 5)


def row(name):
    for words in rows():
        if words[NAME] == name:
            return words
    raise ValueError("there is no setting '%s'" % name)


def choices(words):
    if words[LEAST] == "@boards":
        return BOARDS
    if words[LEAST] == "@meters":
        return tuple(maps.names()) + ("pulse", "custom")
    return tuple(words[LEAST].split("|"))


def value(words, text):
    """What a text means, as it is kept."""
    text = text.strip()
    for letter in text:
        if ord(letter) < 32:
            raise ValueError("%s: no control characters" % words[NAME])
    found = KINDS[words[KIND]](words, text)
    return found


def _text(words, text):
    if not int(words[LEAST]) <= len(text) <= int(words[MOST]):
        raise ValueError(
            "%s: must have %s to %s characters" % (words[NAME], words[LEAST], words[MOST])
        )
    return text


def _url(words, text):
    scheme, _, rest = _text(words, text).partition("://")
    secure = words[NAME] == "secure_url"
    if scheme != "wss" and (secure or scheme != "ws"):
        raise ValueError(
            "%s: must begin with %swss://" % (words[NAME], "" if secure else "ws:// or ")
        )
    host, _, port = rest.partition("/")[0].partition(":")
    if not host or " " in text or "@" in host or (port and not port.isdigit()):
        raise ValueError("%s: names no host, or no port that is a number" % words[NAME])
    if port and not 0 < int(port) < 65536:
        raise ValueError("%s: there is no port %s" % (words[NAME], port))
    return text


def _int(words, text):
    found = maps.number(text, int(words[LEAST]), int(words[MOST]))
    if found is None:
        raise ValueError(
            "%s: must be a number from %s to %s" % (words[NAME], words[LEAST], words[MOST])
        )
    return found


def _hex(words, text):
    for letter in text:
        if letter not in "0123456789abcdefABCDEF":
            raise ValueError("%s: must be hex digits" % words[NAME])
    if len(text) % 2:
        raise ValueError("%s: must be an even number of digits" % words[NAME])
    return _text(words, text)


def _choice(words, text):
    if text not in choices(words):
        raise ValueError("%s: must be one of %s" % (words[NAME], ", ".join(choices(words))))
    return int(text) if text.isdigit() else text


def _flag(words, text):
    if text not in ("yes", "no"):
        raise ValueError("%s: must be yes or no" % words[NAME])
    return text == "yes"


def _pins(words, text):
    """{"1.relay": 23}, None for a pin that is taken away."""
    found = {}
    for item in text.split():
        place, _, pin = item.partition("=")
        where, _, use = place.partition(".")
        number = None if pin == "none" else maps.number(pin, 0, 99)
        if not use or (not where.isdigit() and where not in ("rs485", "reader")):
            raise ValueError("pins: '%s' is not like 1.relay=23 or reader.cs=21" % item)
        if number is None and pin != "none":
            raise ValueError("pins: '%s' names no pin" % item)
        found[place] = number
    return found


def _map(words, text):
    said = maps.faults(maps.rows("custom", text))
    if said:
        raise ValueError("meter_map: " + "; ".join(said))
    return text


def _units(words, text):
    for unit in text.split():
        _int(words, unit)
    if not text:
        raise ValueError("meter_units: there is none")
    return " ".join(text.split())


KINDS = {
    "text": _text,
    "url": _url,
    "int": _int,
    "hex": _hex,
    "word": _text,
    "choice": _choice,
    "flag": _flag,
    "pins": _pins,
    "map": _map,
    "units": _units,
}
