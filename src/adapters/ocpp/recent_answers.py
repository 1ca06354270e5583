"""A bounded memory of answers given, so that a repeated call gets the same answer again.

A message id may be used again for a retry (OCPP-J 1.6 errata 3.1, 2.0.1 errata 4.6, 2.1 Part 4),
but the id alone proves nothing: only the same id with the same content is a repeat.
"""

from msgspec import Struct

MOST_ANSWERS = 8  # a station has one call open and repeats that one; more only costs memory
KEPT_SECONDS = 300.0
LONGEST_ANSWER = 4096  # characters; longer ones are made again


class _Answer(Struct, frozen=True, gc=False):
    content: int
    action: str
    text: str
    given_at: float


class RecentAnswers:
    """The last few answers on one connection, by message id."""

    __slots__ = ("_answers",)

    def __init__(self) -> None:
        self._answers: dict[str, _Answer] = {}  # the oldest first

    def find(self, message_id: str, action: str, payload: bytes, now: float) -> str | None:
        """The answer given to the same call before, if it is still remembered."""
        answer = self._answers.get(message_id)
        if answer is None or now - answer.given_at > KEPT_SECONDS:
            return None
        return answer.text if answer.content == _content_of(action, payload) else None

    def action(self, message_id: str) -> str:
        """The action of the call that had this id; empty if it is not remembered."""
        answer = self._answers.get(message_id)
        return answer.action if answer else ""

    def keep(self, message_id: str, action: str, payload: bytes, text: str, now: float) -> None:
        """Remember an answer, and forget the oldest."""
        self._answers.pop(message_id, None)
        if len(text) <= LONGEST_ANSWER:
            content = _content_of(action, payload)
            self._answers[message_id] = _Answer(content, action, text, now)
        if len(self._answers) > MOST_ANSWERS:
            del self._answers[next(iter(self._answers))]


def _content_of(action: str, payload: bytes) -> int:
    """A fingerprint of a call; keyed per process, so that none can be made to collide."""
    return hash((action, payload))
