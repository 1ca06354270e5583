"""Who may speak before the station has been accepted.

BootNotification always; in Pending also what we asked for ourselves; the rest after acceptance
(OCPP 2.x B02.FR.02, B02.FR.09, B03.FR.07; 1.6 JSON errata 3.10 recommends the same).
"""

from enum import Enum

BOOT = "BootNotification"
NOTHING: frozenset[str] = frozenset()
"""One for all stations: Python makes each empty set anew."""


class Standing(Enum):
    """Where the station's registration stands; values as the BootNotification answer has them."""

    UNKNOWN = "Unknown"
    ACCEPTED = "Accepted"
    PENDING = "Pending"
    REJECTED = "Rejected"


class Gate:
    """Lets a call through or not; ``open_always`` serves stations that never wait.

    ``early`` actions pass as long as no boot has been answered at all.
    """

    __slots__ = ("_early", "_open_always", "_permitted", "_standing")

    def __init__(
        self,
        standing: Standing,
        *,
        early: frozenset[str] = NOTHING,
        open_always: bool = False,
    ) -> None:
        self._standing = standing
        self._early = early
        self._open_always = open_always
        self._permitted = NOTHING

    @property
    def standing(self) -> Standing:
        """The registration as last answered."""
        return self._standing

    def waive(self, *, open_always: bool) -> None:
        """Let everything pass from now on, or no longer."""
        self._open_always = open_always

    def register(self, standing: Standing) -> None:
        """Take a new answer to BootNotification; earlier permissions end with it."""
        self._standing = standing
        self._permitted = NOTHING

    def permit(self, actions: tuple[str, ...]) -> None:
        """Let these through in Pending."""
        self._permitted |= frozenset(actions)

    def lets(self, action: str) -> bool:
        """Whether a call of this action may pass now."""
        return (
            self._standing is Standing.ACCEPTED
            or action == BOOT
            or (self._standing is Standing.PENDING and action in self._permitted)
            or (self._standing is Standing.UNKNOWN and action in self._early)
            or self._open_always
        )
