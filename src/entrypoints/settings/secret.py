"""A value that never prints itself."""

from hmac import compare_digest
from typing import Any, NoReturn, final


@final
class Secret:
    """A password, key or address with a password in it.

    Whatever prints, logs or formats it gets `***`; only `reveal()` gives the value, so a search for
    that word finds every place where a secret is used. It refuses to be pickled. It is not a
    dataclass: `asdict` would open it.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself, for the one call that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format("***", spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return compare_digest(self._value.encode(), other._value.encode())

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __copy__(self) -> "Secret":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Secret":
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret does not travel: pass the settings, not the value")
