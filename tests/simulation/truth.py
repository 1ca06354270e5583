"""What truly happened at a station: the history that the checker holds the server to."""

from dataclasses import dataclass, field
from typing import Any

from tests.simulation.clocks import Told


@dataclass(slots=True)
class Meter:
    """An energy register that only rises, and shows as many digits as it has."""

    total: int
    modulus: int = 10**9

    @property
    def shown(self) -> int:
        """The register as it is read, in Wh."""
        return self.total % self.modulus


@dataclass(slots=True)
class Word:
    """One report of a transaction: its number in 2.x, and how far it got."""

    sequence: int | None
    delivered: bool = False
    acknowledged: bool = False


@dataclass(slots=True, eq=False)
class Transaction:
    """One charge."""

    evse: int
    token: str
    begin: Told
    begin_wh: int
    """Total, not as shown: the energy is a plain difference."""
    reference: str | None = None
    """The station's own name for it, or in 1.6 the number that it was given."""
    remote: int | None = None
    end: Told | None = None
    end_wh: int | None = None
    reason: str = ""
    state: str = "EVConnected"
    """Charging state in the words of 2.x."""
    told_state: str = "EVConnected"
    readings: list[tuple[Told, int]] = field(default_factory=list)
    """When and which register; those that stand in messages which were acknowledged in the end."""
    words: list[Word] = field(default_factory=list)
    begun: bool = False
    """Whether the start was acknowledged."""
    forgotten: bool = False
    """The station lost its memory: what was not acknowledged will never be told."""
    judged: str = ""
    """What the answer to the start said of the token."""

    @property
    def energy(self) -> int:
        """Delivered in truth, in Wh."""
        assert self.end_wh is not None
        return self.end_wh - self.begin_wh


@dataclass(slots=True)
class History:
    """All that one station did and was told."""

    transactions: list[Transaction] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """1.6 transaction numbers, by answer, one entry a transaction."""
    orphans: list[str] = field(default_factory=list)
    """Acknowledged stops of transactions that nobody knows, by their time."""
    security: list[str] = field(default_factory=list)
    """Acknowledged security events, by their info."""
    orders: list[str] = field(default_factory=list)
    """Marks of the orders received: each at most once."""
    secrets: list[bytes] = field(default_factory=list)
    """All that it ever was given."""
    odd: list[str] = field(default_factory=list)
    """What the server did wrong before its eyes."""
    settings: dict[str, Any] = field(default_factory=dict)
