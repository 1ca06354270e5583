"""Seeded chance: each part of a world has its own stream, so that one does not disturb another."""

from random import Random


class Chance(Random):
    """A stream of its own for `name`, the same for the same seed."""

    def __new__(cls, *_):
        return super().__new__(cls, 0)

    def __init__(self, seed: int, name: str) -> None:
        super().__init__(f"{seed}/{name}")

    def happens(self, probability: float) -> bool:
        """Whether something of that probability happens now."""
        return self.random() < probability

    def lasting(self, mean: float) -> float:
        """Seconds until something that happens every `mean` seconds."""
        return self.expovariate(1 / mean)
