"""The frames log: the newest frames of all stations, and how many older ones it let go."""

from collections import deque
from dataclasses import dataclass, field

from application.ports.stores import FrameRecord, FramesLog


@dataclass(slots=True)
class MemoryFramesLog(FramesLog):
    """Keeps `room` frames."""

    room: int = 10_000
    frames: deque[FrameRecord] = field(default_factory=deque)
    dropped: int = 0

    def record(self, frame: FrameRecord) -> None:
        """The oldest gives way."""
        if len(self.frames) >= self.room:
            self.frames.popleft()
            self.dropped += 1
        self.frames.append(frame)
