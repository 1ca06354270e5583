"""Other spellings of words and times that can mean one thing only."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from adapters.ocpp.places import Place

OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {"hz": "Hertz", "c": "Celsius", "°c": "Celsius", "%": "Percent", "none": "NoError"}
)
"""What stations say (in any letter case) → the word that is meant, where it is one of the list."""

ANY_OTHER: Mapping[str, str] = MappingProxyType({"errorCode": "OtherError", "reason": "Other"})
"""Fields in which an unknown word means: something else than the rest of the list."""

OF_A_SAMPLE = frozenset({"measurand", "unit", "context", "location", "phase", "format"})
"""What a value is of. Without it the value would be taken for another one: it goes as a whole."""

_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[T ](?P<hour>\d\d):(?P<minute>\d\d)(?P<second>:\d\d(?:[.,]\d+)?)?"
    r" ?(?P<zone>[Zz]|UTC|GMT|[+-]\d\d(?::?\d\d)?)?"
)


def odd_word(place: Place) -> bool:
    """Put the word that is meant, or leave out the sample that nobody knows."""
    said = place.value
    if not isinstance(said, str) or not place.words:
        return False
    meant = _meant(said, place.words) or _meant(ANY_OTHER.get(place.key, ""), place.words)
    if meant is not None:
        return place.put(meant)
    return place.key in OF_A_SAMPLE and place.within is not None and place.within.drop_item()


def odd_time(place: Place) -> bool:
    """Put the time in the spelling of RFC 3339; one without a zone stays without."""
    said = _TIME.fullmatch(str(place.value).strip())
    if said is None:
        return False
    second = (said["second"] or ":00").replace(",", ".")
    return place.put(
        f"{said['day']}T{said['hour']}:{said['minute']}{second}{_zone(said['zone'] or '')}"
    )


def unprintable_removed(text: str) -> str:
    """Without control characters and the blanks around it."""
    return "".join(c for c in text if c.isprintable()).strip()


def _meant(said: str, words: tuple[str, ...]) -> str | None:
    plain = _plain(said)
    plain = _plain(OTHER_NAMES.get(plain, plain))
    return next((word for word in words if plain and _plain(word) == plain), None)


def _plain(word: str) -> str:
    return "".join(c for c in word.casefold() if not c.isspace() and c not in "_-")


def _zone(said: str) -> str:
    if said.upper() in {"Z", "UTC", "GMT"}:
        return "Z"
    digits = said[1:].replace(":", "")
    return f"{said[0]}{digits[:2]}:{digits[2:] or '00'}" if said else ""
