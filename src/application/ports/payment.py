"""Stores of payments, for the tenant of the scope, and the way to whoever moves the money."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from domain.errors import NotPossibleNow
from domain.identity import OrderId, SessionId, TenantId
from domain.payment import (
    Errand,
    MethodId,
    Payment,
    PaymentId,
    PaymentTerms,
    Standing,
    StoredMethod,
)
from domain.quantities import Money

MOST_NOTICE_BYTES = 256 * 1024
"""Of what a provider tells at once."""


class Payments(Protocol):
    """The tenant's payments."""

    async def find(self, payment: PaymentId) -> Payment | None:
        """That payment, or None."""
        ...

    async def get(self, payment: PaymentId) -> Payment:
        """That payment; raises NotFound."""
        ...

    async def find_by_token(self, uid: str) -> Payment | None:
        """The payment that this token was made for, or None."""
        ...

    async def find_by_session(self, session: SessionId) -> Payment | None:
        """The session's payment, or None."""
        ...

    async def find_by_order(self, order: OrderId) -> Payment | None:
        """The payment that the order was given for, or None."""
        ...

    def save(self, payment: Payment) -> None:
        """Write it, and its events, with the next commit; AlreadyExists if the session has one."""
        ...


class StoredMethods(Protocol):
    """Methods of payment that drivers have left with the provider."""

    async def find(self, method: MethodId) -> StoredMethod | None:
        """That method, or None."""
        ...

    async def get(self, method: MethodId) -> StoredMethod:
        """That method; raises NotFound."""
        ...

    async def find_by_token(self, uid: str) -> StoredMethod | None:
        """The method that is kept for sessions of that token, or None; the latest of several."""
        ...

    def save(self, method: StoredMethod) -> None:
        """Write it, and its events, with the next commit."""
        ...


class Terms(Protocol):
    """How the tenant lets drivers pay."""

    async def find(self) -> PaymentTerms | None:
        """The tenant's terms, or None where nobody has said any."""
        ...

    def save(self, terms: PaymentTerms) -> None:
        """Write them with the next commit."""
        ...


class ProviderNotices(Protocol):
    """Which notices of the provider were heard, so that each is heard once."""

    async def heard(self, notice: str) -> bool:
        """Whether the notice of that name was."""
        ...

    def add(self, notice: str, at: datetime) -> None:
        """Note it with the next commit, which is refused if it was heard meanwhile."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One errand, and all that the provider must know of its payment."""

    errand: Errand
    key: str
    """The same for each attempt at one thing: it is done once."""
    repeated: bool
    """Whether it may have been done already, without a word of it reaching us."""
    payment: PaymentId
    tenant: TenantId
    amount: Money
    seen: Standing
    agree_until: datetime
    customer: str | None = None
    method: str | None = None
    description: str = ""
    statement: str = ""
    return_url: str = ""
    task: int = 0
    """The task's number: a refund is found again by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptMethod:
    """What a driver has entered on the provider's page, in the provider's names."""

    customer: str
    reference: str
    instrument: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    """The provider's page on which a driver leaves a method of payment."""

    checkout: str
    url: str = field(repr=False)
    customer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a provider tells of its own accord: which thing to look at. All else is asked for."""

    name: str
    """The provider's name of the notice."""
    kind: str
    payment: PaymentId | None = None
    method: MethodId | None = None


class ProviderUnavailable(ConnectionError):
    """The provider did not answer, or asks for patience. It may have acted all the same."""


class ProviderBroke(ProviderUnavailable):
    """The provider answered that something broke in it. Nobody knows what it has done."""


class ProviderRefused(NotPossibleNow):
    """The provider will not do it, for good; the message says why, in words for people."""


class NoticeNotTrusted(ValueError):
    """A notice is not signed by the provider, or too old, or cannot be read."""


class PaymentProvider(Protocol):
    """A tenant's account with whoever moves the money. Card data never comes near it."""

    async def carry_out(self, ask: Ask) -> Standing:
        """Do the errand, once however often it is asked, and tell how things stand then.

        Raises:
            ProviderUnavailable: ask again, with the same key.
            ProviderBroke: ask again, with another key; what it has done is looked for first.
            ProviderRefused: it will not be done.
        """
        ...

    async def offer_method(self, method: MethodId, label: str, return_url: str) -> MethodPage:
        """A page on which a driver leaves a method of payment; raises as `carry_out`."""
        ...

    async def read_method(self, checkout: str) -> KeptMethod | None:
        """What was entered on that page, or None so far; raises as `carry_out`."""
        ...

    async def forget_method(self, reference: str) -> None:
        """Let go of a kept method; raises as `carry_out`."""
        ...

    def read_notice(self, content: bytes, signature: str) -> Notice:
        """What the provider tells.

        Raises:
            NoticeNotTrusted: it is not the provider's, or too old.
        """
        ...


class PaymentProviders(Protocol):
    """The accounts of all tenants."""

    def of(self, tenant: TenantId) -> PaymentProvider | None:
        """The tenant's, or None where it has none."""
        ...


class NoProviders(PaymentProviders):
    """Nobody can pay: where no account is set up."""

    def of(self, tenant: TenantId) -> PaymentProvider | None:  # noqa: ARG002 - nobody has an account
        """None for everybody."""
        return None
