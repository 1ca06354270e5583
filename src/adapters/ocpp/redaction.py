"""Frames as they may be kept: secrets blanked, all else as it was said."""

import re

SECRET_SETTINGS = frozenset({"authorizationkey", "basicauthpassword"})
"""Configuration keys and variables whose value is the station's own password, in small letters."""

BLANK = "***"

_HINTS = ("password", "authorizationkey", "keycode", "\\u", "://")
"""Without one of these, in any letter case, a frame holds no secret that we know of."""

_MENTION = re.compile(r"(?i)authorizationkey|basicauthpassword|keycode")
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_TEXT = r'"(?:[^"\\]|\\.)*"'
_VALUE = re.compile(rf'("(?:value|attributeValue|idToken)"\s*:\s*){_TEXT}')
_PASSWORD = re.compile(rf'(?i)("\w*password"\s*:\s*){_TEXT}')
_IN_ADDRESS = re.compile(r'(://)[^\s"/@]*@')


def is_secret(setting: str) -> bool:
    """Whether a configuration key or variable holds a password; letter case does not matter."""
    return setting.casefold() in SECRET_SETTINGS


def speaks_of_secrets(text: str) -> bool:
    """Whether a frame names a setting or a token whose value is secret, however it is spelt."""
    return _MENTION.search(text) is not None or (
        "\\u" in text and _MENTION.search(_ESCAPE.sub(_character, text)) is not None
    )


def redacted(text: str) -> str:
    """`text` with every value blanked where it speaks of a secret.

    A frame that names one may hold others' values beside it; all are blanked, for a reader who
    wants them can ask the station, while a secret that leaked cannot be taken back. So are
    passwords of networks, and what stands before the @ of an address.
    """
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return text
    if "password" in lowered:
        text = _PASSWORD.sub(rf'\1"{BLANK}"', text)
    if "://" in text:
        text = _IN_ADDRESS.sub(rf"\1{BLANK}@", text)
    return _VALUE.sub(rf'\1"{BLANK}"', text) if speaks_of_secrets(text) else text


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))
