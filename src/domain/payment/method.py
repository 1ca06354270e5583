"""StoredMethod: a method of payment that a driver left with the provider, for a token of his."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.aggregate import Aggregate
from domain.errors import NotPossibleNow
from domain.identity import TenantId
from domain.payment.events import MethodKept
from domain.payment.identity import MethodId


class MethodState(StrEnum):
    """Where it stands."""

    OFFERED = "offered"
    """The driver has a page on which to enter it."""
    KEPT = "kept"
    REMOVED = "removed"


@dataclass(slots=True, kw_only=True)
class StoredMethod(Aggregate):
    """Only the provider knows what it is; here are its names for it, and the last four digits."""

    id: MethodId
    tenant: TenantId
    token: str
    """The token whose sessions are paid with it."""
    created_at: datetime
    state: MethodState = MethodState.OFFERED
    customer: str | None = None
    """What the provider calls the driver."""
    reference: str | None = None
    """What the provider calls the method."""
    checkout: str | None = None
    """What the provider calls its page."""
    instrument: str = ""

    def offer(self, checkout: str, customer: str | None) -> None:
        """The provider has a page for it."""
        self.checkout = checkout
        self.customer = customer or self.customer

    def keep(self, customer: str, reference: str, instrument: str, at: datetime) -> None:
        """The driver has entered it; told twice, it is kept once.

        Raises:
            NotPossibleNow: it was removed.
        """
        if self.state is MethodState.REMOVED:
            raise NotPossibleNow("The method was removed.")
        self.customer, self.reference, self.instrument = customer, reference, instrument
        if self.state is MethodState.OFFERED:
            self.state = MethodState.KEPT
            self.cause(MethodKept(tenant=self.tenant, at=at, method=self.id))

    def remove(self) -> None:
        """No session is paid with it from now on."""
        self.state = MethodState.REMOVED
