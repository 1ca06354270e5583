"""SequenceNumbers: which of a transaction's numbered reports have been heard."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class SequenceNumbers:
    """A set of numbers as sorted, disjoint, inclusive ranges: small even after 10,000 reports."""

    ranges: tuple[tuple[int, int], ...] = ()

    def __contains__(self, number: int) -> bool:
        return any(low <= number <= high for low, high in reversed(self.ranges))

    def add(self, number: int) -> Self:
        """With `number` in it."""
        if self.ranges and self.ranges[-1][1] + 1 == number:  # the usual case: the next one
            low, _ = self.ranges[-1]
            return type(self)((*self.ranges[:-1], (low, number)))
        if number in self:
            return self
        merged: list[tuple[int, int]] = []
        for low, high in sorted((*self.ranges, (number, number))):
            if merged and low <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
            else:
                merged.append((low, high))
        return type(self)(tuple(merged))

    def without_gap(self, first: int, last: int) -> bool:
        """Whether every number from `first` to `last` is there."""
        return any(low <= first and last <= high for low, high in self.ranges)

    def missing(self, first: int, last: int) -> tuple[tuple[int, int], ...]:
        """The gaps from `first` to `last`, as inclusive ranges."""
        gaps, expected = [], first
        for low, high in self.ranges:
            if low > expected and expected <= last:
                gaps.append((expected, min(low - 1, last)))
            expected = max(expected, high + 1)
        return (*gaps, (expected, last)) if expected <= last else tuple(gaps)

    @property
    def newest(self) -> int | None:
        """The highest number, or None."""
        return self.ranges[-1][1] if self.ranges else None


NOTHING_HEARD = SequenceNumbers()
