"""Why a row did not pass, in the domain's words."""

from adapters.persistence.errors import RefusedByDatabase, sentence
from adapters.persistence.mapping.row import Written
from adapters.persistence.writing import links
from adapters.persistence.writing.sheet import Sheet
from adapters.persistence.writing.sheets import REMOVALS
from adapters.persistence.writing.unit import Unit
from domain.errors import AlreadyExists, DomainError, NotFound, StaleState


def refusal(sheet: Sheet, row: Written, *, key_exists: bool) -> DomainError:
    """For a row that a deciding sheet did not return."""
    if sheet is links.TAKEN:
        return NotFound("station", row[1])
    if sheet.label < 0 or key_exists:
        return StaleState(sheet.name, row[sheet.key[-1]])
    return AlreadyExists(sheet.name, row[sheet.label])


def translated(error: Exception, unit: Unit) -> Exception:
    """For an error of the database that one unit alone has caused."""
    constraint = getattr(error, "constraint_name", None)
    if constraint is not None:
        removed = frozenset(sheet.name for sheet, _ in unit.writes if sheet in REMOVALS)
        said = sentence(constraint, _subject(error), removed)
        if said is not None:
            return said
    # The database's own message may quote a value: only the kind of fault is told.
    return RefusedByDatabase(f"The database cannot keep a value: {type(error).__name__}.")


def _subject(error: Exception) -> str:
    """The key's last part: `Key (tenant_id, id)=(volta, 17) …`."""
    detail = getattr(error, "detail", None) or ""
    inside = detail.partition("=(")[2].partition(")")[0]
    return str(inside.rpartition(", ")[2])
