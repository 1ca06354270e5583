"""A station's own idea of the time, which need not be the true one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

# Smaller differences are the network's: following them would set the clock back within a session.
TOLERANCE = timedelta(seconds=2)
UNSET = datetime(1970, 1, 1, tzinfo=UTC)


class StationClock:
    """The wall clock seen through an offset.

    Args:
        wall: The true time, in UTC; injected so that tests decide.
        offset: How far the station is wrong; positive is fast.
        follows_csms: Whether `currentTime` of the boot and heartbeat answers sets the clock.
    """

    __slots__ = ("_follows", "_offset", "_wall")

    def __init__(
        self,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        offset: timedelta = timedelta(),
        *,
        follows_csms: bool = True,
    ) -> None:
        self._wall = wall
        self._offset = offset
        self._follows = follows_csms

    @classmethod
    def never_set(
        cls,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        follows_csms: bool = False,
    ) -> "StationClock":
        """Return the clock of a station that lost its battery: it counts from 1970."""
        return cls(wall, UNSET - wall(), follows_csms=follows_csms)

    def now(self) -> datetime:
        """Return the station's time, in UTC."""
        return self._wall() + self._offset

    def told(self, current_time: datetime) -> None:
        """Hear the CSMS's time; a clock that follows is set when it is off by seconds."""
        if self._follows and abs(current_time - self.now()) > TOLERANCE:
            self._offset = current_time - self._wall()


def rfc3339(at: datetime) -> str:
    """Write a time as OCPP does: UTC, milliseconds, `Z`."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
