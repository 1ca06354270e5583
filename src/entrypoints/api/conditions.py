"""Headers that say under which conditions a request shall be done (RFC 9110, 7240)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import Outdated
from entrypoints.api.problems import Fault, wrong

LONGEST_WAIT = 60
"""Seconds that an answer may be waited for."""

_TAGS = re.compile(r'\s*(W/)?"([^"]*)"\s*(?:,|$)')
_VERSION = re.compile(r"v([0-9]{1,18})")
_WAIT = re.compile(r"(?:^|,)\s*wait\s*=\s*([0-9]{1,9})\s*(?:[,;]|$)", re.IGNORECASE)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True, slots=True)
class Conditions:
    """Of one request."""

    if_match: frozenset[int] | None = None
    """Versions that the caller has seen; None for any."""
    if_none_match: frozenset[str] = frozenset()
    wait: int = 0
    """Seconds to wait for the station's answer."""
    idempotency_key: str | None = None

    def expected(self, kind: str, name: object, present: int) -> int | None:
        """The version a change must be based on, or None for any.

        Raises:
            Outdated: `present` is none of those seen.
        """
        if self.if_match is None:
            return None
        if present not in self.if_match:
            raise Outdated(kind, name)
        return present


def read_conditions(headers: Mapping[str, str]) -> Conditions:
    """From the request's headers; raises Problem with every header that cannot be read."""
    faults: list[Fault] = []
    match = headers.get("if-match")
    key = headers.get("idempotency-key")
    versions = None if match is None or match.strip() == "*" else _versions(match)
    if key is not None and not _KEY.fullmatch(key):
        why = "Expected 1 to 255 visible ASCII characters"
        faults.append(Fault(detail=why, header="Idempotency-Key"))
    if faults:
        raise wrong("wrong-parameters", faults)
    wait = _WAIT.search(headers.get("prefer", ""))
    return Conditions(
        if_match=versions,
        if_none_match=frozenset(tag for _, tag in _TAGS.findall(headers.get("if-none-match", ""))),
        wait=min(int(wait[1]), LONGEST_WAIT) if wait else 0,
        idempotency_key=key,
    )


def _versions(text: str) -> frozenset[int]:
    """The versions of strong tags; a tag that is none of ours matches nothing."""
    found = [_VERSION.fullmatch(tag) for weak, tag in _TAGS.findall(text) if not weak]
    return frozenset(int(match[1]) for match in found if match)


def tag(version: int) -> str:
    """The ETag of a version."""
    return f'"v{version}"'
