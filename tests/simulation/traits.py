"""What kind of station it is: drawn once for each, from the odd habits of real ones."""

from dataclasses import dataclass
from datetime import timedelta

from tests.simulation.chance import Chance
from tests.simulation.clocks import DAY, FORMS
from tests.simulation.tongues import TONGUES, Tongue

CLOCKS: dict[str, timedelta | None] = {
    "right": timedelta(0),
    "a day ahead": DAY,
    "a day behind": -DAY,
    "never set": None,
}


@dataclass(frozen=True, slots=True)
class Traits:
    """The habits of one station."""

    tongue: Tongue
    outlets: int
    clock: str
    form: str
    sets_clock: bool
    """Whether it takes the time from the answer to its boot."""
    window: int
    """Queued messages that it sends without waiting for the answers."""
    same_id: bool
    """Whether a message is sent again with the id it had."""
    shuffles: bool
    """Whether it tells what is queued in no order: 2.x numbers its reports."""
    flushes_statuses: bool
    """Whether statuses of the time offline are told afterwards."""
    early_statuses: bool
    """Whether it tells statuses before its boot was answered."""
    boots_always: bool
    resumes: bool
    """Whether transactions survive a loss of power."""
    counts_on: bool
    """Whether seqNo goes on over transactions."""
    kilo: bool
    modulus: int
    small_hex: bool
    """Whether a 1.6 key is shown as its hexadecimal text."""
    obeys_slowly: float
    """Probability that it answers an order too late or never."""
    forgets: bool
    """Whether a reset may cost it its memory."""
    power: int
    """In W."""

    @property
    def truthful(self) -> bool:
        """Whether its times can be taken as they are."""
        return self.clock == "right"

    @property
    def orderly(self) -> bool:
        """Whether the order of its transactions is known: by their times, or by their arrival.

        Where it is not, a start told late may close a session that runs, until its own end comes.
        """
        return self.truthful or not (self.shuffles or self.window > 1)


def drawn(chance: Chance) -> Traits:
    """A station as it comes."""
    tongue = chance.choice(TONGUES)
    clock = chance.choices(tuple(CLOCKS), (7, 1, 1, 1.5))[0]
    truthful = clock == "right"
    return Traits(
        tongue=tongue,
        outlets=chance.choice((1, 1, 2)),
        clock=clock,
        form=chance.choice(tuple(FORMS)),
        sets_clock=chance.happens(0.3),
        window=chance.choice((1, 1, 3)),
        same_id=chance.happens(0.5),
        shuffles=tongue.self_named and chance.happens(0.35),
        flushes_statuses=truthful and chance.happens(0.4),
        early_statuses=chance.happens(0.3),
        boots_always=chance.happens(0.3),
        resumes=chance.happens(0.5),
        counts_on=chance.happens(0.2),
        kilo=chance.happens(0.4),
        modulus=10**6 if truthful and chance.happens(0.4) else 10**9,
        small_hex=chance.happens(0.3),
        obeys_slowly=0.1 if chance.happens(0.3) else 0.0,
        forgets=chance.happens(0.3),
        power=chance.choice((3_700, 11_000, 22_000)),
    )
