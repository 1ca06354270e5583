"""How a station proves who it is (OCPP 2.0.1 Part 2 A00; security white paper)."""

from dataclasses import dataclass
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

    def __repr__(self) -> str:
        return "SecretHash(***)"


class Challenge(Protocol):
    """A presented secret that can be compared with a hash, in constant time."""

    def matches(self, stored: SecretHash) -> bool:
        """Whether the secret is the one hashed."""
        ...


@dataclass(slots=True, kw_only=True)
class StationCredentials(Aggregate):
    """The station's secret, and its next one while a change is under way.

    From the moment a new secret is sent until the station has used one of the two, both open the
    door: neither a lost answer nor a crash locks the station out (A01.FR.03, A01.FR.04).
    """

    station: StationId
    tenant: TenantId
    current: SecretHash | None = None
    proposed: SecretHash | None = None
    required: SecurityProfile = SecurityProfile.BASIC
    """The lowest profile that is let in; rises with the highest one ever used."""

    def propose(self, secret: SecretHash) -> None:
        """Let in both the present and this secret, until one of them is settled.

        Raises:
            NotPossibleNow: another one was proposed and nobody knows whether the station took it;
                to forget it now could lock the station out.
        """
        if self.proposed is not None:
            raise NotPossibleNow("The last change of the secret has not been settled yet.")
        self.proposed = secret

    def settle(self) -> None:
        """The station took the proposed secret: the old one is dead. Twice is once."""
        if self.proposed is not None:
            self.current, self.proposed = self.proposed, None

    def withdraw(self) -> None:
        """The station refused the proposed secret: the present one stays."""
        self.proposed = None

    def replace(self, secret: SecretHash) -> None:
        """Set the secret outright, as an operator who configures the station by hand."""
        self.current, self.proposed = secret, None

    def open_to(self, challenge: Challenge) -> bool:
        """Whether a secret is right; using the proposed one settles it.

        Both hashes are always compared, so that the time tells nothing.
        """
        with_current = self.current is not None and challenge.matches(self.current)
        with_proposed = self.proposed is not None and challenge.matches(self.proposed)
        if with_proposed:
            self.settle()
        return with_current or with_proposed

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
