"""From the environment to typed settings, or to a list of everything that is wrong."""

import difflib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from entrypoints.settings.faults import ConfigurationError, Fault
from entrypoints.settings.kinds import Unfit
from entrypoints.settings.row import PREFIX, Row, rows
from entrypoints.settings.rules import RULES
from entrypoints.settings.table import Settings

ROWS: dict[str, Row] = {row.name: row for row in rows(Settings)}
NAMES: frozenset[str] = frozenset(ROWS) | {
    f"{row.name}_FILE" for row in ROWS.values() if row.secret
}

# A secret is a line; a larger file is a mistake, such as a key store.
SECRET_FILE_LIMIT = 64 * 1024

Group = TypeVar("Group")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read the settings from `OPEN_CSMS_*`; an empty value counts as not set.

    Raises:
        ConfigurationError: with every fault at once: wrong values, unknown names, unreadable
            files, and settings that do not go together.
    """
    faults = _unknown_names(environ)
    given = {name: environ.get(name, "").strip() for name in NAMES}
    settings = _fill(Settings, {name: text for name, text in given.items() if text}, faults)
    set_names = {name.removesuffix("_FILE") if name not in ROWS else name
                 for name, text in given.items() if text}  # fmt: skip
    faulty = {fault.setting for fault in faults}
    for rule in RULES:
        # A rule about a setting that is already known to be wrong would only repeat it.
        faults += [each for each in rule(settings, set_names) if each.setting not in faulty]
    if faults:
        raise ConfigurationError(faults)
    return settings


def _unknown_names(environ: Mapping[str, str]) -> list[Fault]:
    faults = []
    for name in sorted(environ):
        if name in NAMES or not name.upper().startswith((PREFIX, "OPENCSMS_")):
            continue
        wanted = name.upper().replace("OPENCSMS_", PREFIX)
        near = difflib.get_close_matches(wanted, sorted(NAMES), n=1, cutoff=0.6)
        plain = wanted.removesuffix("_FILE")
        if plain in ROWS and wanted != plain:
            advice = f"Only secrets may come from a file; set {plain} itself."
        elif near:
            advice = f"Did you mean {near[0]}?"
        else:
            advice = "Take it out; docs/configuration.md lists every setting."
        faults.append(Fault(name, "is no setting of open-csms", advice))
    return faults


def _fill(group: type[Group], given: Mapping[str, str], faults: list[Fault]) -> Group:
    values: dict[str, Any] = {}
    for each in fields(group):  # type: ignore[arg-type]  # a dataclass
        if "group" in each.metadata:
            values[each.name] = _fill(each.metadata["group"], given, faults)
        else:
            values[each.name] = _value(each.metadata["row"], given, faults)
    return group(**values)


def _value(row: Row, given: Mapping[str, str], faults: list[Fault]) -> Any:  # noqa: ANN401 - of the row's kind
    try:
        text = _text(row, given, faults)
        return row.value(text)
    except Unfit as unfit:
        shown = "its value" if row.secret else repr(given[row.name])
        faults.append(Fault(row.name, f"{shown} does not fit", str(unfit)))
        return row.absent()


def _text(row: Row, given: Mapping[str, str], faults: list[Fault]) -> str:
    file_name = f"{row.name}_FILE"
    direct, file = given.get(row.name, ""), given.get(file_name, "") if row.secret else ""
    if direct and file:
        faults.append(Fault(row.name, f"is set together with {file_name}", "Keep one of the two."))
    return direct or (_content(file_name, Path(file), faults) if file else "")


def _content(name: str, file: Path, faults: list[Fault]) -> str:
    try:
        with file.open("rb") as opened:
            raw = opened.read(SECRET_FILE_LIMIT + 1)
        content = raw.decode().strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is not text"
        faults.append(
            Fault(name, f"{file} cannot be read ({reason})", "Name a file this user can read.")
        )
        return ""
    if not content or len(raw) > SECRET_FILE_LIMIT:
        size = "is empty" if not content else "is too large for a secret"
        faults.append(Fault(name, f"{file} {size}", "Put the secret alone into the file."))
        return ""
    return content
