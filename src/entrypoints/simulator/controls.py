"""What a CSMS may ask of a station, in no version's words."""

from enum import Enum, auto
from typing import Any, Protocol

from .settings import Outcome, Settings


class ResetManner(Enum):
    """How a station restarts."""

    AT_ONCE = auto()
    AFTER_STOPPING = auto()
    WHEN_IDLE = auto()


class Availability(Enum):
    """What became of the wish to open or close an outlet."""

    CHANGED = auto()
    AFTER_TRANSACTION = auto()
    NO_SUCH_OUTLET = auto()


class Unlocking(Enum):
    """What became of the wish to unlock a plug."""

    UNLOCKED = auto()
    CHARGING = auto()
    NO_SUCH_OUTLET = auto()


class Trigger(Enum):
    """A message that the CSMS may ask for.

    METER is a reading outside any transaction; METER_IN_TRANSACTION belongs to the one that runs,
    if one does.
    """

    BOOT = auto()
    HEARTBEAT = auto()
    STATUS = auto()
    METER = auto()
    METER_IN_TRANSACTION = auto()
    TRANSACTION = auto()
    FIRMWARE = auto()
    LOG = auto()
    DIAGNOSTICS = auto()


class Controls(Protocol):
    """The station's remote controls. What follows from an answer happens after it was sent."""

    @property
    def settings(self) -> Settings[Any]:
        """The settings, to be read."""

    def change_setting(self, name: Any, value: str) -> Outcome:  # noqa: ANN401 - text or a pair
        """Change a setting and live by it."""

    def start(self, outlet: int | None, id_token: str, remote_start_id: int | None) -> bool:
        """Start a transaction on the outlet, or on any free one; False if there is none."""

    def stop(self, transaction_id: str) -> bool:
        """Stop a running transaction; False if none has this id."""

    def reset(self, manner: ResetManner) -> bool:
        """Restart; False if that has to wait for the transactions to end."""

    def unlock(self, outlet: int, *, even_while_charging: bool) -> Unlocking:
        """Unlock the plug, ending its transaction if that is the custom."""

    def change_availability(self, outlet: int, *, operative: bool) -> Availability:
        """Open or close an outlet; 0 is the whole station."""

    def trigger(self, wanted: Trigger, outlet: int | None) -> bool:
        """Send the message after the answer; False if there is nothing to send it about."""

    def transaction_status(self, transaction_id: str | None) -> tuple[bool | None, bool]:
        """Tell whether the transaction runs (None: not asked) and whether messages wait."""

    def report(self, request_id: int, *, changeable_only: bool) -> None:
        """Send the device model in pages."""
