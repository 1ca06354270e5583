"""Card numbers have no place here: what looks like one is refused and never kept or logged.

The rule: 13 to 19 digits, perhaps in groups, whose Luhn check digit fits (ISO/IEC 7812).
"""

import re

_RUN = re.compile(r"(?<![0-9])[0-9](?:[ .\-]?[0-9]){12,18}(?![0-9])")
_NOT_DIGITS = re.compile(r"[^0-9]")


def holds_card_number(text: str) -> bool:
    """Whether a part of `text` looks like the number of a payment card."""
    return any(_fits(_NOT_DIGITS.sub("", run[0])) for run in _RUN.finditer(text))


def _fits(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1
