"""Is a station's clock right? Judged by what it says live, with time for doubt.

| lag of a word behind ours | what is made of it |
|---|---|
| up to 2 minutes, either way | the clock is right |
| up to 5 minutes | nothing: neither an alarm nor the end of one |
| beyond, once | a suspicion: the word may have waited in a queue |
| beyond, and the same five minutes later | the clock is wrong: one alarm, until it is right again |

A queue that is worked off never lags by the same for so long; so a station that was away raises
no alarm, nor does one that says its first words before it has been told the time.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

LIMIT = timedelta(minutes=5)
RIGHT_WITHIN = timedelta(minutes=2)
STEADY_FOR = timedelta(minutes=5)
SAME = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ClockWatch:
    """What is known of a station's clock."""

    lag: timedelta | None = None
    """Our time less the station's, if it is suspicious."""
    since: datetime | None = None
    """When that lag was first seen, by our clock."""
    wrong: bool = False

    def see(self, said: datetime, received: datetime) -> Self:
        """After a word with its time, heard at `received`."""
        lag = received - said
        if abs(lag) <= RIGHT_WITHIN:
            return type(self)()
        if abs(lag) <= LIMIT:
            return replace(self, lag=None, since=None)
        if self.lag is None or self.since is None or abs(lag - self.lag) > SAME:
            return replace(self, lag=lag, since=received)
        if received - self.since >= STEADY_FOR:
            return replace(self, wrong=True)
        return self


UNWATCHED = ClockWatch()
