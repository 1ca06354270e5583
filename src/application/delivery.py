"""Bus messages inside one process: who gets which, and what happens to who does not read.

Every bus adapter carries messages between processes in its own way and ends here.
"""

import asyncio
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

from application.ports.bus import MAX_MESSAGE_BYTES, MessageTooLong

Message = tuple[str, str]
MISSED: Message = ("", "")
"""Something may have been missed: look for yourself."""

UNREAD_LIMIT = 1_000
"""Messages kept for a listener that does not read."""

UNSENT_LIMIT = 10_000
"""Messages kept while the way to the other processes is interrupted."""


def checked(topic: str, message: str) -> Message:
    """The message as it may travel.

    Raises:
        MessageTooLong: topic and message together exceed `MAX_MESSAGE_BYTES`.
        ValueError: the topic is empty or a pattern, or the text cannot be stored (NUL, surrogate).
    """
    size = len(topic.encode()) + len(message.encode())
    if size > MAX_MESSAGE_BYTES:
        raise MessageTooLong(size)
    if not topic or topic.endswith("*"):
        raise ValueError(f"{topic!r} is not a topic to publish on.")
    if "\0" in topic or "\0" in message:
        raise ValueError("A bus message is text without NUL.")
    return topic, message


class Mailbox(AsyncIterator[Message]):
    """What one listener has not read yet; bounded, and honest about what was dropped."""

    def __init__(self, limit: int = UNREAD_LIMIT) -> None:
        self._unread: deque[Message] = deque()
        self._limit = limit
        self._filled = asyncio.Event()

    def put(self, message: Message) -> None:
        """Keep `message`; of too many, drop the oldest and say so."""
        if message == MISSED and self._unread and self._unread[-1] == MISSED:
            return
        self._unread.append(message)
        if len(self._unread) > self._limit:
            while len(self._unread) >= self._limit:
                self._unread.popleft()
            self._unread.appendleft(MISSED)
        self._filled.set()

    async def __anext__(self) -> Message:
        """The oldest unread message, as soon as there is one."""
        while not self._unread:
            self._filled.clear()
            await self._filled.wait()
        return self._unread.popleft()


class Mailboxes:
    """The listeners of this process, by what they listen to (`topic` or `prefix*`)."""

    def __init__(self) -> None:
        self._boxes: dict[str, list[Mailbox]] = {}
        self._prefixes: set[str] = set()

    @contextmanager
    def open(self, *topics: str) -> Iterator[Mailbox]:
        """A mailbox for `topics`, for as long as the context lasts."""
        box, keys = Mailbox(), uncovered(topics)
        for key in keys:
            self._boxes.setdefault(key, []).append(box)
            if key.endswith("*"):
                self._prefixes.add(key)
        try:
            yield box
        finally:
            for key in keys:
                self._boxes[key].remove(box)
                if not self._boxes[key]:
                    del self._boxes[key]
                    self._prefixes.discard(key)

    @property
    def keys(self) -> frozenset[str]:
        """Everything that anybody here listens to."""
        return frozenset(self._boxes)

    def deliver(self, message: Message) -> None:
        """Put `message` into every box that listens to its topic, once."""
        if message == MISSED:
            self.missed()
            return
        topic = message[0]
        self.deliver_to(topic, message)
        for key in self._prefixes:
            if topic.startswith(key[:-1]):
                self.deliver_to(key, message)

    def deliver_to(self, key: str, message: Message) -> None:
        """Put `message` into the boxes that listen to exactly `key`."""
        for box in self._boxes.get(key, ()):
            box.put(message)

    def missed(self) -> None:
        """Tell every listener that something may have been missed."""
        for boxes in self._boxes.values():
            for box in boxes:
                box.put(MISSED)


class Unsent:
    """Published messages on their way out: whatever waits leaves together."""

    def __init__(self, limit: int = UNSENT_LIMIT) -> None:
        self._waiting: deque[Message] = deque()
        self._limit = limit
        self._filled = asyncio.Event()
        self._finished = False

    def put(self, message: Message) -> None:
        """Queue `message`; of too many, drop all and leave word that some were."""
        if len(self._waiting) >= self._limit:
            self.lost()
        self._waiting.append(message)
        self._filled.set()

    def lost(self) -> None:
        """What left may not have arrived, or waited too long: everybody should look."""
        self._waiting.clear()
        self._waiting.append(MISSED)
        self._filled.set()

    def finish(self) -> None:
        """Nothing more will be published: `take` what is left, then nothing."""
        self._finished = True
        self._filled.set()

    async def take(self) -> list[Message]:
        """All that waits, as soon as something does; nothing after the end."""
        while not self._waiting and not self._finished:
            self._filled.clear()
            await self._filled.wait()
        taken = list(self._waiting)
        self._waiting.clear()
        return taken


def uncovered(topics: tuple[str, ...]) -> tuple[str, ...]:
    """`topics` without those that another one's prefix covers: each message matches one key."""
    prefixes = {topic[:-1] for topic in topics if topic.endswith("*")}
    covers: dict[str, bool] = defaultdict(bool)
    for topic in topics:
        stem = topic.removesuffix("*")
        covers[topic] = any(
            stem.startswith(prefix) and topic != f"{prefix}*" for prefix in prefixes
        )
    return tuple(topic for topic in covers if not covers[topic])
