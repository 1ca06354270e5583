"""What may go wrong with a request."""

from enum import StrEnum


class Fault(StrEnum):
    """Told for the requests to come, one after another."""

    DOWN = "down"
    """The connection is closed before anything was read."""
    LOST = "lost"
    """It acts, remembers its answer, and the answer never arrives."""
    BROKE = "broke"
    """It answers 500 without having acted, and under the same key always will."""
    BROKE_AFTER = "broke_after"
    """It acts, and answers 500 all the same."""
    BUSY = "busy"
    """429: too many requests. Not remembered."""
    DECLINED = "declined"
    """402: the card is declined."""
    SLOW = "slow"
    """It acts, and takes longer than anybody waits."""
    IN_FLIGHT = "in_flight"
    """409: another request with the key is at work."""
