"""How a station proves who it is (OCPP 2.0.1 Part 2 A00; security white paper)."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import IntEnum
from typing import Protocol

from domain.aggregate import Aggregate
from domain.errors import NotPossibleNow
from domain.identity import StationId, TenantId


class SecurityProfile(IntEnum):
    """How a connection is protected; a station that reached a higher one may not go back (A05)."""

    UNSECURED = 0
    BASIC = 1
    TLS = 2
    MUTUAL_TLS = 3


@dataclass(frozen=True, slots=True)
class SecretHash:
    """A salted keyed hash of a machine-made secret; says nothing of the secret itself."""

    salt: bytes
    digest: bytes
    proposed_at: datetime | None = field(default=None, compare=False)
    """When it was sent to the station, while it is in doubt."""

    def __repr__(self) -> str:
        return "SecretHash(***)"


NO_SECRET = SecretHash(salt=bytes(16), digest=bytes(32))
"""Compared with where there is none, so that the answer takes the same time; nothing matches it."""


class Challenge(Protocol):
    """A presented secret that can be compared with a hash, in constant time."""

    def matches(self, stored: SecretHash) -> bool:
        """Whether the secret is the one hashed."""
        ...


MOST_IN_DOUBT = 3
"""New secrets of which nobody knows whether the station took them. Each of them opens the door, and
each costs a comparison at every knock."""


@dataclass(slots=True, kw_only=True)
class StationCredentials(Aggregate):
    """The station's secret, and those that it may have taken since.

    From the moment a new secret is sent until the station has used or acknowledged one, all that
    it may hold open the door: neither a lost answer nor a crash locks the station out (A01.FR.03,
    A01.FR.04). What it holds shows at its next knock:

    - one of the new ones: it is the secret, and everything before it is dead;
    - the old one: a change may still be on its way, or wait for a reboot, and whoever stole the old
      one must not be able to kill the new one by using it. So the new ones stay good; the next
      change takes their place as soon as the station has taken it.

    A further change can be made at any time; it ends the doubt about those before it.
    """

    station: StationId
    tenant: TenantId
    current: SecretHash | None = None
    proposed: tuple[SecretHash, ...] = ()
    """Sent to the station, the oldest first, with no word of what became of them."""
    reaffirmed: bool = False
    """Whether the station has come in with the present secret since the newest was proposed."""
    required: SecurityProfile = SecurityProfile.BASIC
    """The lowest profile that is let in; rises with the highest one ever used."""

    def propose(self, secret: SecretHash, at: datetime | None = None) -> None:
        """Let in this secret besides those that the station may hold, until one is settled.

        `at`: when; it tells later which order has brought it.

        Raises:
            NotPossibleNow: too many are in doubt, and the station has not come in since: to forget
                one of them now could lock it out.
        """
        in_doubt = self.proposed
        if len(in_doubt) >= MOST_IN_DOUBT:
            if not self.reaffirmed:
                raise NotPossibleNow(
                    f"{MOST_IN_DOUBT} changes of the secret are in doubt; "
                    "the station must connect again before the next one."
                )
            in_doubt = in_doubt[1:]
        self.proposed = (*in_doubt, replace(secret, proposed_at=at))
        self.reaffirmed = False

    def settle(self) -> None:
        """The station took the newest secret: all older ones are dead. Twice is once."""
        if self.proposed:
            self._hold(self.proposed[-1])

    def withdraw(self) -> None:
        """The station refused the newest secret: what was good before it stays good."""
        self.proposed = self.proposed[:-1]

    def replace(self, secret: SecretHash) -> None:
        """Set the secret outright, as an operator who configures the station by hand."""
        self._hold(secret)

    def open_to(self, challenge: Challenge) -> bool:
        """Whether a secret is right; using a proposed one settles it.

        Every slot is compared, filled or not, so that the time tells nothing.
        """
        slots = (self.current, *self.proposed)
        empty = (NO_SECRET,) * (1 + MOST_IN_DOUBT - len(slots))
        matching = [
            stored
            for stored in (*slots, *empty)
            if challenge.matches(stored or NO_SECRET) and stored not in {None, NO_SECRET}
        ]
        if not matching:
            return False
        used = matching[-1]
        if used in self.proposed:
            # What was sent after it is still in doubt.
            later = self.proposed[self.proposed.index(used) + 1 :]
            self._hold(used, later)
        if self.proposed:
            self.reaffirmed = True
        return True

    def _hold(self, secret: SecretHash, in_doubt: tuple[SecretHash, ...] = ()) -> None:
        self.current, self.proposed, self.reaffirmed = secret, in_doubt, False

    def reach(self, profile: SecurityProfile) -> bool:
        """Note a connection over `profile`; whether the required one rose.

        Raises:
            NotPossibleNow: `profile` is lower than the required one (A05.FR.07).
        """
        if profile < self.required:
            raise NotPossibleNow(
                f"The station must use security profile {int(self.required)} or higher."
            )
        risen = profile > self.required
        self.required = max(self.required, profile)
        return risen
