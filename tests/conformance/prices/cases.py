"""Cases in a tree of folders.

- `tariff.json` beside any `cdr*.json`: the totals that the CDR states are expected.
- `tariff.json`, `cdr.json` and `expected.json`: what `expected.json` says is expected. It is for
  `cdr.json`, or for the only CDR there is; `expected-2.json` stands for `cdr-2.json`.

Any file `tariff*.json` counts, those of the next folder above where a folder has none; a CDR may
also hold its tariffs itself. A file may hold several objects, and have OCPI's envelope around.
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


_ABOUT = frozenset(
    {"description", "name", "note", "notes", "comment", "source", "title", "id", "currency"}
)
_ZONES = ("time_zone", "timezone", "zone")
_OPTIONS = ("interpretation", "options", "readings")
_AROUND = frozenset({"expected", *_ZONES, *_OPTIONS, *_ABOUT})
_UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, OSError, RecursionError)


def cases(root: Path) -> Iterator[Case | Broken]:
    """All cases under `root`, in the order of their paths."""
    for folder in sorted({path.parent for path in root.rglob("cdr*.json")}):
        try:
            tariffs = tuple(_tariffs(folder, root))
        except _UNREADABLE as fault:
            yield Broken(folder.relative_to(root).as_posix(), f"a tariff is no JSON: {fault}")
            continue
        told = sorted(folder.glob("cdr*.json"))
        for path in told:
            expectation = folder / path.name.replace("cdr", "expected", 1)
            if len(told) == 1 and not expectation.exists():
                expectation = folder / "expected.json"
            yield from _cases(path.relative_to(root).as_posix(), path, expectation, tariffs)


def _tariffs(folder: Path, root: Path) -> Iterator[Mapping[str, Any]]:
    while not (paths := sorted(folder.glob("tariff*.json"))) and folder != root:
        folder = folder.parent
    for path in paths:
        yield from _several(_read(path), "tariff")


def _cases(
    name: str, path: Path, expectation: Path, tariffs: tuple[Mapping[str, Any], ...]
) -> Iterator[Case | Broken]:
    try:
        told = _read(expectation) if expectation.exists() else None
        cdrs = _several(_read(path), "cdr")
        if not cdrs:
            yield Broken(name, "there is no CDR in it")
        for number, cdr in enumerate(cdrs):
            one = name if len(cdrs) == 1 else f"{name}[{number}]"
            yield Case(one, cdr, tariffs) if told is None else _expecting(one, cdr, tariffs, told)
    except _UNREADABLE as fault:
        yield Broken(name, f"cannot be read: {fault}")


def _expecting(
    name: str, cdr: Mapping[str, Any], tariffs: tuple[Mapping[str, Any], ...], told: Any
) -> Case:
    inner = told.get("expected", told)
    said = {**inner, **{key: value for key, value in told.items() if value is not None}}
    return Case(
        name,
        cdr,
        tariffs,
        {key: value for key, value in inner.items() if key not in _AROUND},
        next((str(said[key]) for key in _ZONES if said.get(key)), None),
        next((said[key] for key in _OPTIONS if isinstance(said.get(key), dict)), {}),
        tuple(sorted(told.keys() - _AROUND)) if "expected" in told else (),
    )


def _read(path: Path) -> Any:
    return parsed(path.read_text(encoding="utf-8-sig"))


def _several(document: Any, name: str) -> list[Any]:
    """One object, a list of them, or either in an envelope."""
    if isinstance(document, dict):
        for envelope in ("data", name, f"{name}s") if "id" not in document else ():
            inner = document.get(envelope)
            if isinstance(inner, dict | list) and not _is_one(document, name):
                return _several(inner, name)
    return document if isinstance(document, list) else [document]


def _is_one(document: Mapping[str, Any], name: str) -> bool:
    """A CDR has a list `tariffs`, too."""
    own = {"tariff": "elements", "cdr": "charging_periods"}[name]
    return own in document or "start_date_time" in document
