"""A station's password is changed through the station itself, in any version.

Whatever is lost on the way, what the station may hold opens the door: a new secret is withdrawn
only when the station has certainly not taken it (A01.FR.03, A01.FR.04; white paper A01).
"""

from collections.abc import Callable, Generator
from types import MappingProxyType
from typing import Any

from adapters.ocpp.dialect import (
    Ask,
    NoAnswer,
    Run,
    Speaker,
    StationRefusal,
    UnreadableAnswer,
)
from application.security.rotate_secret import ConcludeSecret, ProposeSecret, Reception

RECEPTIONS = MappingProxyType({"Accepted": Reception.TAKEN, "RebootRequired": Reception.UNKNOWN})
"""The status of an answer → what became of the secret; any other is a refusal. After RebootRequired
the station shows the old secret until it has booted, then the new one."""

IN_DOUBT = frozenset({"InternalError", "GenericError", ""})
"""Errors after which the secret may have been stored all the same."""


def rotated(
    speaker: Speaker, secret: bytes, ask: Ask, status_of: Callable[[Any], str]
) -> Generator[Ask | Run, Any, str]:
    """Send the secret with `ask`; the status of the answer.

    Raises:
        StationRefusal, NoAnswer: as the dialog was told, with the secret's fate noted.
    """
    station = speaker.caller.station
    yield Run(ProposeSecret(station, secret))
    try:
        reply = yield ask
    except StationRefusal as refusal:
        doubtful = isinstance(refusal, UnreadableAnswer) or refusal.code in IN_DOUBT
        fate = Reception.UNKNOWN if doubtful else Reception.REFUSED
        yield Run(ConcludeSecret(station, fate))
        raise
    except NoAnswer:
        yield Run(ConcludeSecret(station, Reception.UNKNOWN))
        raise
    status = status_of(reply)
    yield Run(ConcludeSecret(station, RECEPTIONS.get(status, Reception.REFUSED)))
    return status
