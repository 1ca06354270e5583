"""What happened, as a fingerprint: the same seed gives the same one. The last lines are kept."""

from collections import deque
from collections.abc import Callable
from hashlib import blake2b

KEPT = 400


class Trace:
    """Takes lines in the order of their happening."""

    def __init__(self, seconds: Callable[[], float], *, aloud: bool = False) -> None:
        self._seconds = seconds
        self._hash = blake2b(digest_size=12)
        self._aloud = aloud
        self.last: deque[str] = deque(maxlen=KEPT)
        self.count = 0

    def note(self, who: str, what: str) -> None:
        """One line more."""
        line = f"{self._seconds():12.3f} {who} {what}"
        self._hash.update(line.encode())
        self._hash.update(b"\n")
        self.last.append(line)
        self.count += 1
        if self._aloud:
            print(line)

    @property
    def fingerprint(self) -> str:
        """Of all lines so far."""
        return self._hash.hexdigest()
