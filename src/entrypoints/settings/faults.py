"""What is wrong with a configuration, all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong setting: its name, what is wrong, and what to do about it.

    A secret's value never appears in `problem`.
    """

    setting: str
    problem: str
    advice: str

    def __str__(self) -> str:
        return f"{self.setting}: {self.problem}\n    {self.advice}"


class ConfigurationError(Exception):
    """The settings do not allow a start; carries every fault found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        count = f"{len(self.faults)} settings are" if len(self.faults) > 1 else "1 setting is"
        super().__init__(
            "\n  ".join([f"{count} wrong, nothing was started:", *map(str, self.faults)])
        )
