"""What goes wrong in serving stations, told so that the log stays readable.

A database that is away fails every message of every station: that is one line, and then a count
from time to time. A failure that nobody foresaw is told in full, once for each place it comes
from; the same again is counted.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

log = structlog.get_logger("gateway")

QUIET_FOR = 30.0
"""Seconds in which what was told already is only counted."""

FULL_AGAIN = 3600.0
"""Seconds after which a failure is told in full again: the log it stood in may be gone by then."""

MOST_KINDS = 500
"""Kinds of failures that are remembered; beyond, the one that was told longest ago goes first."""

AWAY = "away"

Kind = tuple[str, ...]


@dataclass(slots=True)
class _Tally:
    """Of one kind of trouble, since it was last told."""

    full_at: float
    told_at: float
    why: str
    times: int = 0
    whose: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Troubles:
    """Of one node; `now` in seconds, going one way."""

    now: Callable[[], float]
    _tallies: dict[Kind, _Tally] = field(default_factory=dict)

    def note(self, what: str, failure: BaseException, station: str = "", **about: Any) -> None:  # noqa: ANN401 - structlog's own
        """`what` failed for that station; the message itself is no part of it."""
        now, gone = self.now(), isinstance(failure, ConnectionError)
        kind = (AWAY,) if gone else (what, type(failure).__name__, _place(failure))
        tally = self._tallies.get(kind)
        if tally is None or (not gone and now - tally.full_at >= FULL_AGAIN):
            if tally is not None:
                self._sum_up(kind, tally, now)
            self._remember(kind, _Tally(now, now, _why(failure)))
            if gone:
                log.warning("a part that is needed does not answer", why=_why(failure), where=what)
            else:
                log.error(what, station=station, **about, exc_info=failure)
            return
        tally.times += 1
        tally.whose.add(station)
        if now - tally.told_at >= QUIET_FOR:
            self._sum_up(kind, tally, now)

    def sum_up(self) -> None:
        """Tell what was only counted so far; an outage that is over begins anew next time."""
        now = self.now()
        for kind, tally in list(self._tallies.items()):
            if tally.times:
                self._sum_up(kind, tally, now)
            elif kind == (AWAY,) and now - tally.told_at >= QUIET_FOR:
                del self._tallies[kind]

    def _remember(self, kind: Kind, tally: _Tally) -> None:
        self._tallies.pop(kind, None)
        while len(self._tallies) >= MOST_KINDS:
            oldest = next(iter(self._tallies))
            self._sum_up(oldest, self._tallies.pop(oldest), self.now())
        self._tallies[kind] = tally

    @staticmethod
    def _sum_up(kind: Kind, tally: _Tally, now: float) -> None:
        if tally.times:
            told = (
                "a part that is needed has not answered"
                if kind == (AWAY,)
                else "failed in the same way"
            )
            log.warning(
                told,
                what=kind[0],
                why=tally.why,
                times=tally.times,
                stations=len(tally.whose - {""}),
                seconds=round(now - tally.told_at),
            )
        tally.told_at, tally.times = now, 0
        tally.whose.clear()


def _why(failure: BaseException) -> str:
    return f"{type(failure).__name__}: {failure}" if str(failure) else type(failure).__name__


def _place(failure: BaseException) -> str:
    """Where it was raised."""
    last = failure.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    return f"{last.tb_frame.f_code.co_filename}:{last.tb_lineno}" if last is not None else ""
