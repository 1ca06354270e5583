"""Named places at which a test may let the process, or the database, die."""

from typing import Protocol

AFTER_RECEIVE = "after_receive"
"""A unit of work has been handed in; nothing of it has left the process."""
BEFORE_COMMIT = "before_commit"
"""All statements of a batch have run; COMMIT has not been sent."""
AFTER_COMMIT_BEFORE_ANSWER = "after_commit_before_answer"
"""The batch is durable; nobody has been told."""

POINTS = (AFTER_RECEIVE, BEFORE_COMMIT, AFTER_COMMIT_BEFORE_ANSWER)


class FaultPoints(Protocol):
    """Told whenever a point is reached."""

    def reach(self, point: str) -> None:
        """May end the process, or raise ConnectionError as if the line broke; or just return."""
        ...


class NoFaults(FaultPoints):
    """Nothing happens."""

    def reach(self, point: str) -> None:
        """Return."""
