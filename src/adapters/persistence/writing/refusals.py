"""Why a row did not pass, in the domain's words."""

from collections.abc import Iterable

from adapters.persistence.errors import REFERRED, UNIQUE, RefusedByDatabase
from adapters.persistence.mapping.row import Written
from adapters.persistence.writing import links
from adapters.persistence.writing.sheet import Sheet
from adapters.persistence.writing.sheets import REMOVALS
from adapters.persistence.writing.unit import Unit
from domain.errors import AlreadyExists, DomainError, NotFound, StaleState, StillReferenced


def refusal(sheet: Sheet, row: Written, *, key_exists: bool) -> DomainError:
    """For a row that a deciding sheet did not return."""
    if sheet is links.TAKEN:
        return NotFound("station", row[1])
    # A tenant's id is its name: a second one with that name is no concurrent change.
    if sheet.inserts and (not key_exists or sheet.name == "tenant"):
        return AlreadyExists(sheet.name, sheet.value(row, sheet.label))
    return StaleState(sheet.name, row[sheet.key[-1]])


def translated(error: Exception, unit: Unit) -> Exception:
    """For an error of the database that one unit alone has caused."""
    constraint = getattr(error, "constraint_name", None)
    if constraint is not None:
        said = sentence(constraint, unit)
        if said is not None:
            return said
    # The database's own message may quote a value: only the kind of fault is told.
    return RefusedByDatabase(f"The database cannot keep a value: {type(error).__name__}.")


def sentence(constraint: str, unit: Unit) -> DomainError | None:
    """What a violated constraint means.

    The keys are looked up in the unit: under row-level security the database does not tell them.
    """
    if constraint in UNIQUE:
        kind = UNIQUE[constraint]
        return AlreadyExists(
            kind, _first(s.value(r, s.label) for s, r in unit.writes if s.name == kind)
        )
    table = next((table for table in REFERRED if constraint.endswith(f"_{table}")), None)
    if table is None:
        return None
    kind = REFERRED[table]
    removed = _first(s.value(r, "id") for s, r in unit.writes if s in REMOVALS and s.name == kind)
    if removed:
        user = constraint.removeprefix("fk_").removesuffix(f"_{table}")
        return StillReferenced(kind, removed, user)
    return NotFound(kind, _first(s.value(r, f"{kind}_id") for s, r in unit.writes))


def _first(found: Iterable[object]) -> object:
    """The first that is something."""
    return next(filter(None, found), "")
