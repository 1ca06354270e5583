"""A value that never prints itself."""

from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A password, key or address with a password in it.

    Whatever prints, logs or formats it gets `***`; only `reveal()` gives the value, so a search for
    that word finds every place where a secret is used. It refuses to be pickled.
    """

    _value: str

    def reveal(self) -> str:
        """The value itself, for the one call that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format("***", spec)

    def __reduce__(self) -> NoReturn:
        raise TypeError("A secret does not travel: pass the settings, not the value")
