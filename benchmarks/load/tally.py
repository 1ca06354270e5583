"""Counting: everything over the whole run, latencies within the measured window only."""

from array import array
from collections import Counter, defaultdict
from datetime import UTC, datetime
from time import perf_counter, process_time, time

from entrypoints.simulator.latencies import Latencies


class Tally:
    """The books of one process. Latencies are kept raw until the end: 8 bytes a message."""

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self.errors: Counter[str] = Counter()
        self.sessions = 0
        self.window_sessions = 0
        self.measuring = False
        self._window: defaultdict[str, array] = defaultdict(lambda: array("d"))
        self._began = (0.0, 0.0)
        self.seconds = 0.0
        self.cpu_seconds = 0.0

    def begin(self) -> None:
        """Open the measured window."""
        self._began = (perf_counter(), process_time())
        self.measuring = True

    def end(self) -> None:
        """Close it."""
        self.measuring = False
        self.seconds = perf_counter() - self._began[0]
        self.cpu_seconds = process_time() - self._began[1]

    def answer(self, action: str, seconds: float) -> None:
        """Count an answer that came after so many seconds."""
        self.answered[action] += 1
        if self.measuring:
            self._window[action].append(seconds)

    def session(self) -> None:
        """Count a whole session."""
        self.sessions += 1
        self.window_sessions += self.measuring

    def as_data(self) -> dict:
        """Return everything as plain data, mergeable."""
        latencies = {}
        for action, raw in self._window.items():
            counted = Latencies()
            for seconds in raw:
                counted.add(seconds)
            latencies[action] = counted.as_data()
        return {
            "seconds": self.seconds,
            "cpu_seconds": self.cpu_seconds,
            "sessions": self.window_sessions,
            "sessions_in_all": self.sessions,
            "errors": dict(self.errors),
            "sent_in_all": dict(self.sent),
            "answered_in_all": dict(self.answered),
            "latencies": latencies,
        }


class Times:
    """The present as OCPP writes it, one formatted second at a time; always rising."""

    __slots__ = ("_last", "_prefix", "_second")

    def __init__(self) -> None:
        self._last = 0
        self._second = -1
        self._prefix = b""

    def next(self) -> bytes:
        """Return a time that is later than the one before by a millisecond at least."""
        self._last = max(int(time() * 1000), self._last + 1)
        second, millis = divmod(self._last, 1000)
        if second != self._second:
            self._second, self._prefix = second, _formatted(second)
        return b"%b.%03dZ" % (self._prefix, millis)


def _formatted(second: int) -> bytes:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%S").encode()
