"""Numbers, dates and amounts as they are written in a language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from unicodedata import normalize
from zoneinfo import ZoneInfo

from domain.quantities import Currency

MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Hand:
    """How one language writes: thousands, decimals, days."""

    thousands: str
    point: str
    day: str

    def number(self, value: Decimal, digits: int) -> str:
        """With so many digits after the point."""
        plain = f"{value:,.{digits}f}"
        marks: dict[str, str | int | None] = {",": self.thousands, ".": self.point, "-": MINUS}
        return plain.translate(str.maketrans(marks))

    def shortest(self, value: Decimal, least: int = 0, most: int = 6) -> str:
        """With as many digits as it needs, within these."""
        needed = max(-int(value.normalize().as_tuple().exponent), least)
        return self.number(value, min(needed, most))

    def money(self, amount: Decimal, currency: Currency) -> str:
        """With its currency; the blank does not break."""
        return f"{self.number(amount, currency.minor_digits)}\u00a0{currency.code}"

    def date(self, day: date) -> str:
        """A day."""
        return day.strftime(self.day)

    def moment(self, at: datetime, zone: ZoneInfo) -> str:
        """A day and a time, in that zone."""
        local = at.astimezone(zone)
        return f"{self.date(local.date())}, {local:%H:%M}"


HANDS: Mapping[str, Hand] = MappingProxyType(
    {
        "en": Hand(thousands=",", point=".", day="%d %b %Y"),
        "de": Hand(thousands=".", point=",", day="%d.%m.%Y"),
    }
)


def hand_of(language: str) -> Hand:
    """That of a language; English for one that is not there."""
    return HANDS.get(language, HANDS["en"])


def duration(length: timedelta) -> str:
    """Hours and minutes: 3:11."""
    minutes = int(length.total_seconds() + 30) // 60
    return f"{minutes // 60}:{minutes % 60:02d}\u00a0h"


_LETTERS = ((0x20, 0x24F), (0x370, 0x3FF), (0x400, 0x4FF), (0x1E00, 0x1EFF), (0x2010, 0x2027))
_SIGNS = frozenset("\u20ac\u2122\u2212\u2116\u00a0")


def settable(text: str) -> str:
    """In letters that every font of ours has: others lose their marks, or become a question mark.

    Names in scripts without a font would otherwise make a document impossible.
    """
    return "".join(_settable(letter) for letter in text)


def _settable(letter: str) -> str:
    if letter in _SIGNS or any(low <= ord(letter) <= high for low, high in _LETTERS):
        return letter
    plain = "".join(c for c in normalize("NFKD", letter) if 0x20 <= ord(c) < 0x250)
    return plain or "?"
