# ruff: noqa: D102 - the ports say what each method means.
"""Payments of one tenant, and what they are paid with."""

from dataclasses import dataclass
from datetime import datetime

from adapters.memory.payment_tables import HeardNotice
from adapters.memory.shelf import Shelf
from application.ports.payment import Payments, ProviderNotices, StoredMethods, Terms
from domain.identity import OrderId, SessionId, TenantId
from domain.payment import MethodId, MethodState, Payment, PaymentId, PaymentTerms, StoredMethod
from domain.token import folded


@dataclass(frozen=True, slots=True)
class MemoryPayments(Payments):
    """By id, by token, by session and by order."""

    shelf: Shelf[Payment]

    async def find(self, payment: PaymentId) -> Payment | None:
        return self.shelf.find(payment)

    async def get(self, payment: PaymentId) -> Payment:
        return self.shelf.get(payment)

    async def find_by_token(self, uid: str) -> Payment | None:
        return self.shelf.find_by("own token", folded(uid))

    async def find_by_session(self, session: SessionId) -> Payment | None:
        return self.shelf.find_by("session", session)

    async def find_by_order(self, order: OrderId) -> Payment | None:
        return next(self.shelf.select("order", order), None)

    def save(self, payment: Payment) -> None:
        self.shelf.save(payment)


@dataclass(frozen=True, slots=True)
class MemoryStoredMethods(StoredMethods):
    """By id and by token."""

    shelf: Shelf[StoredMethod]

    async def find(self, method: MethodId) -> StoredMethod | None:
        return self.shelf.find(method)

    async def get(self, method: MethodId) -> StoredMethod:
        return self.shelf.get(method)

    async def find_by_token(self, uid: str) -> StoredMethod | None:
        kept = (m for m in self.shelf.select("token", folded(uid)) if m.state is MethodState.KEPT)
        return max(kept, key=lambda m: (m.created_at, m.id), default=None)

    def save(self, method: StoredMethod) -> None:
        self.shelf.save(method)


@dataclass(frozen=True, slots=True)
class MemoryTerms(Terms):
    """One of each tenant."""

    shelf: Shelf[PaymentTerms]

    async def find(self) -> PaymentTerms | None:
        return self.shelf.find()

    def save(self, terms: PaymentTerms) -> None:
        self.shelf.save(terms)


@dataclass(frozen=True, slots=True)
class MemoryProviderNotices(ProviderNotices):
    """By the provider's name."""

    tenant: TenantId
    shelf: Shelf[HeardNotice]

    async def heard(self, notice: str) -> bool:
        return self.shelf.find(notice) is not None

    def add(self, notice: str, at: datetime) -> None:
        self.shelf.save(HeardNotice(self.tenant, notice, at))
