"""One row of the settings table: a dataclass field that knows its environment variable."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from typing import Any

from entrypoints.settings.kinds import Kind

PREFIX = "OPEN_CSMS_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """All that is known of one setting.

    `default` is written as one would write it in the environment; empty means "not set", and the
    typed value is then None, or what `computed` returns.
    """

    name: str
    kind: Kind
    default: str
    does: str
    example: str
    unit: str
    secret: bool
    unset: str
    computed: Callable[[], Any] | None

    def value(self, given: str) -> Any:  # noqa: ANN401 - the type is the field's
        """The typed value of a text; raises Unfit."""
        return self.kind.parse(given) if given else self.absent()

    def absent(self) -> Any:  # noqa: ANN401 - the type is the field's
        """The typed value when nothing is said."""
        if self.default:
            return self.kind.parse(self.default)
        return self.computed() if self.computed else None


def setting(
    name: str,
    kind: Kind,
    default: str = "",
    *,
    does: str,
    example: str,
    unit: str = "",
    secret: bool = False,
    unset: str = "",
    computed: Callable[[], Any] | None = None,
) -> Any:  # noqa: ANN401 - like dataclasses.field: the annotation beside it is the type
    """Declare a field of a settings group together with its row.

    Args:
        name: without the prefix OPEN_CSMS_.
        kind: what it reads as, with its bounds.
        default: as it would be written; empty for none.
        does: a sentence for the documentation.
        example: a valid value that differs from the default.
        unit: of the typed value, where a number alone would be unclear.
        secret: whether it is hidden everywhere, and may come as NAME_FILE.
        unset: what its absence means, in words.
        computed: makes the value when nothing is said and there is no default.
    """
    row = Row(
        name=PREFIX + name,
        kind=kind,
        default=default,
        does=does,
        example=example,
        unit=unit,
        secret=secret,
        unset=unset,
        computed=computed,
    )
    return field(default_factory=row.absent, metadata={"row": row})


def group(kind: type[Any]) -> Any:  # noqa: ANN401 - like dataclasses.field
    """Declare a field that holds a whole group."""
    return field(default_factory=kind, metadata={"group": kind})


def rows(of: type[Any]) -> Iterator[Row]:
    """Every row of a group and of the groups in it, in the order of declaration."""
    if not is_dataclass(of):
        raise TypeError(f"{of.__name__} is no settings group")
    for each in fields(of):
        if "row" in each.metadata:
            yield each.metadata["row"]
        elif each.default_factory is not MISSING:
            yield from rows(each.metadata["group"])
