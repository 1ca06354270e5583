"""Where stations are known to break the rules, and what is accepted from them.

Messages are held to their schema. A `Profile` names stations by what they say of themselves when
they boot, and the faults of theirs that are repaired instead of refused; whatever is repaired is
recorded as a conformance finding of the station. An operator may choose for one station himself:
no repair at all, for acceptance tests, or any that he wants.

A new profile needs public evidence (or a test stand); a new kind of repair needs a row in the
dialects' table of repairs and a vector that shows the fault (docs/adr/0010).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import TypeAlias


class Quirk(StrEnum):
    """A fault that is repaired where it is tolerated."""

    EXTRA_FIELDS = "extra_fields"
    """Fields that the message does not have are left out."""
    NULL_FIELDS = "null_fields"
    """`null` stands for a field that is absent."""
    LONG_TEXTS = "long_texts"
    """Texts that are too long are cut; of a token only what cannot be printed is taken away."""
    NUMBERS_FOR_TEXTS = "numbers_for_texts"
    """A number stands where a text must: it is taken as it was written."""
    TEXTS_FOR_NUMBERS = "texts_for_numbers"
    """A whole number is written as a text."""
    ODD_WORDS = "odd_words"
    """Words of a list in another spelling. An unknown error is another error, an unknown reason
    another reason; a sample of something unknown is left out."""
    SINGLE_FOR_LIST = "single_for_list"
    """One thing stands where a list of things must."""
    EMPTY_LISTS = "empty_lists"
    """A list without entries stands for a field that is absent."""
    ODD_TIMES = "odd_times"
    """A time in another spelling that can mean one moment only."""
    UNREADABLE_TIMES = "unreadable_times"
    """A record on which a bill hangs is taken although its time cannot be read; it is flagged."""
    EARLY_CALLS = "early_calls"
    """It speaks before it has been accepted."""


Tolerance: TypeAlias = frozenset[Quirk]

STRICT: Tolerance = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """Stations that share their faults. Patterns as in a shell, in any letter case."""

    name: str
    accepts: Tolerance
    vendor: str = "*"
    model: str = "*"
    firmware: str = "*"

    def fits(self, vendor: str, model: str, firmware: str | None) -> bool:
        """Whether a station that says this of itself is one of them."""
        told = ((vendor, self.vendor), (model, self.model), (firmware or "", self.firmware))
        return all(_like(value, pattern) for value, pattern in told)


KNOWN: tuple[Profile, ...] = (
    # Serial numbers of 26 and 33 characters, where 25 are allowed: the boot itself is refused.
    # mobilityhouse/ocpp #122, #273; lbbrhzn/ocpp #213, #1155, #1622 (firmware 3.4.0.x).
    Profile(
        "Schneider Electric EVlink Smart Wallbox",
        frozenset({Quirk.LONG_TEXTS}),
        vendor="Schneider Electric",
        model="EVlink*",
    ),
    # Meter values as JSON numbers, and the unit C; OpenEVSE/openevse_esp32_firmware #335, PR 726;
    # lbbrhzn/ocpp #210.
    Profile(
        "OpenEVSE",
        frozenset({Quirk.NUMBERS_FOR_TEXTS, Quirk.ODD_WORDS}),
        vendor="OpenEVSE*",
    ),
    # The unit Hz for Hertz, and a line's end behind a measurand; lbbrhzn/ocpp #1576.
    Profile("Charge Amps", frozenset({Quirk.ODD_WORDS}), vendor="Charge*Amps*"),
    # The error code "Error"; lbbrhzn/ocpp #1248.
    Profile("Legrand Green'Up", frozenset({Quirk.ODD_WORDS}), vendor="Legrand*"),
    # A single meter value where a list of them must stand; lbbrhzn/ocpp #1144. Its vendor is left
    # empty; evcc-io/evcc #32170, PR 19001.
    Profile(
        "Huawei AC charger",
        frozenset({Quirk.SINGLE_FOR_LIST}),
        vendor="",
        model="ACChargePoint",
    ),
    Profile("Huawei", frozenset({Quirk.SINGLE_FOR_LIST}), vendor="Huawei*"),
    # Two characters that cannot be printed behind a token of 20; lbbrhzn/ocpp #2030.
    Profile("Ocular LTE Plus", frozenset({Quirk.LONG_TEXTS}), vendor="Ocular*"),
    # The model's name is longer than 20 characters; lorenzodonini/ocpp-go #359.
    Profile("HICI", frozenset({Quirk.LONG_TEXTS}), vendor="HICI*"),
    # Zones of hours alone (+03); monta-app/ocpp-emulator #53.
    Profile("Monta emulator", frozenset({Quirk.ODD_TIMES}), vendor="Monta*"),
)
"""Charging stations whose faults are documented in public; the issues are the evidence. All that
fit a station hold for it."""


def known_faults(
    vendor: str, model: str, firmware: str | None, profiles: Iterable[Profile] = KNOWN
) -> Tolerance:
    """What is accepted from a station that says this of itself; nothing from an unknown one."""
    fitting = [p.accepts for p in profiles if p.fits(vendor, model, firmware)]
    # Nearly every station: one set for all of them.
    return STRICT.union(*fitting) if fitting else STRICT


def _like(value: str, pattern: str) -> bool:
    return fnmatchcase(value.strip().casefold(), pattern.casefold())
