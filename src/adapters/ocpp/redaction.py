"""Frames as they may be kept: secrets blanked, all else as it was said."""

import re

SECRET_NAMES = ("AuthorizationKey", "BasicAuthPassword", "KeyCode")
BLANK = "***"

_VALUE = re.compile(r'("(?:value|attributeValue|idToken)"\s*:\s*)"(?:[^"\\]|\\.)*"')


def redacted(text: str) -> str:
    """`text` with every value blanked where it speaks of a secret.

    A frame that names one may hold others' values beside it; all are blanked, for a reader who
    wants them can ask the station, while a secret that leaked cannot be taken back.
    """
    if any(name in text for name in SECRET_NAMES):
        return _VALUE.sub(rf'\1"{BLANK}"', text)
    return text
