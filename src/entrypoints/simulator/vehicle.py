"""An electric vehicle, as far as an outlet sees it: it takes power until it is full."""

import random
from dataclasses import dataclass

TAPERS_AT = 0.8
FULL = 1.0
SLOWEST = 0.1  # share of the full power that flows just before the battery is full
MODELS = (
    (40_000, 7_400),
    (58_000, 11_000),
    (77_000, 11_000),
    (82_000, 22_000),
    (95_000, 50_000),
    (100_000, 150_000),
)


@dataclass(slots=True)
class Vehicle:
    """A battery with a charger.

    Attributes:
        capacity_wh: Size of the battery.
        max_power_w: What the charger takes at most.
        level: State of charge, 0 to 1.
    """

    capacity_wh: int
    max_power_w: int
    level: float

    @classmethod
    def any(cls, chance: random.Random) -> "Vehicle":
        """Return one of the usual vehicles, in need of energy."""
        capacity, power = chance.choice(MODELS)
        return cls(capacity, power, chance.uniform(0.1, 0.6))

    @property
    def is_full(self) -> bool:
        """Whether it takes nothing more."""
        return self.level >= FULL

    def power_w(self) -> int:
        """Return the power that it takes now, in W: full, and less and less above 80 %."""
        if self.is_full:
            return 0
        above = max(0.0, self.level - TAPERS_AT) / (FULL - TAPERS_AT)
        return round(self.max_power_w * max(SLOWEST, 1 - above))

    def charge(self, seconds: float) -> float:
        """Take power for a while; return the energy, in Wh."""
        wanted = self.power_w() * seconds / 3600
        taken = min(wanted, self.capacity_wh * max(0.0, FULL - self.level))
        self.level = min(FULL, self.level + taken / self.capacity_wh)
        return taken
