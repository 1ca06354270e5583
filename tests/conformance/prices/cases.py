"""Cases in a tree of folders.

- `tariff.json` beside any `cdr*.json`: the totals that the CDR states are expected.
- `tariff.json`, `cdr.json` and `expected.json`: what `expected.json` says is expected.

Any file `tariff*.json` counts; a CDR may also hold its tariffs itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adapters.ocpi.reading import parsed


@dataclass(frozen=True, slots=True)
class Case:
    """One session, and what it should cost."""

    name: str
    cdr: Mapping[str, Any]
    tariffs: tuple[Mapping[str, Any], ...]
    expected: Mapping[str, Any] | None = None
    """None: what the CDR says."""
    zone: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    """Readings that differ from ours."""
    unknown: tuple[str, ...] = ()
    """Keys of `expected.json` that nobody knows."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A case whose files cannot be read."""

    name: str
    why: str


_ABOUT = frozenset({"description", "name", "note", "notes", "comment", "source", "title", "id"})
_ZONES = ("time_zone", "timezone", "zone")
_OPTIONS = ("interpretation", "options", "readings")


def cases(root: Path) -> Iterator[Case | Broken]:
    """All cases under `root`, in the order of their paths."""
    folders = sorted({path.parent for path in root.rglob("cdr*.json")})
    for folder in folders:
        name = folder.relative_to(root).as_posix()
        try:
            tariffs = tuple(
                tariff
                for path in sorted(folder.glob("tariff*.json"))
                for tariff in _several(_read(path))
            )
        except (ValueError, TypeError) as fault:
            yield Broken(name, f"a tariff is no JSON: {fault}")
            continue
        for path in sorted(folder.glob("cdr*.json")):
            yield _case(f"{name}/{path.name}", path, folder / "expected.json", tariffs)


def _case(
    name: str, path: Path, expectation: Path, tariffs: tuple[Mapping[str, Any], ...]
) -> Case | Broken:
    try:
        cdr = _several(_read(path))[0]
        if path.name != "cdr.json" or not expectation.exists():
            return Case(name, cdr, tariffs)
        told = _read(expectation)
        expected = told.get("expected", told)
        around = {"expected", *_ZONES, *_OPTIONS, *_ABOUT}
        return Case(
            name,
            cdr,
            tariffs,
            {key: value for key, value in expected.items() if key not in around},
            next((str(told[key]) for key in _ZONES if told.get(key)), None),
            next((told[key] for key in _OPTIONS if isinstance(told.get(key), dict)), {}),
            tuple(sorted(told.keys() - around)) if "expected" in told else (),
        )
    except (ValueError, TypeError, AttributeError, LookupError) as fault:
        return Broken(name, f"cannot be read: {fault}")


def _read(path: Path) -> Any:
    return parsed(path.read_text(encoding="utf-8-sig"))


def _several(document: Any) -> list[Any]:
    """One object, a list of them, or either in an envelope."""
    if isinstance(document, dict) and "data" in document and "status_code" in document:
        document = document["data"]
    return document if isinstance(document, list) else [document]
