# ruff: noqa: D102 - the ports say what each method means.
"""Payments of one tenant, and what they are paid with."""

from dataclasses import dataclass
from datetime import datetime

from adapters.persistence.reading import Reader
from adapters.persistence.stores.shelf import Shelf
from adapters.persistence.stores.work import Work
from adapters.persistence.writing.sheets import HEARD_NOTICE
from application.ports.payment import Payments, ProviderNotices, StoredMethods, Terms
from domain.identity import OrderId, SessionId, TenantId
from domain.payment import MethodId, MethodState, Payment, PaymentId, PaymentTerms, StoredMethod
from domain.token import folded


@dataclass(frozen=True, slots=True)
class PostgresPayments(Payments):
    """By id, by token, by session and by order."""

    shelf: Shelf[Payment]
    tenant: TenantId

    async def find(self, payment: PaymentId) -> Payment | None:
        return await self.shelf.find((self.tenant, payment), "t.id = $2", payment)

    async def get(self, payment: PaymentId) -> Payment:
        return self.shelf.found(await self.find(payment), payment)

    async def find_by_token(self, uid: str) -> Payment | None:
        wanted = folded(uid)
        return await self.shelf.find_by(
            lambda p: p.own_token and folded(p.token) == wanted, "t.own_token = $2", wanted
        )

    async def find_by_session(self, session: SessionId) -> Payment | None:
        return await self.shelf.find_by(
            lambda p: p.session == session, "t.session_id = $2", session
        )

    async def find_by_order(self, order: OrderId) -> Payment | None:
        return await self.shelf.find_by(lambda p: p.order == order, "t.order_id = $2", order)

    def save(self, payment: Payment) -> None:
        self.shelf.save(payment)


@dataclass(frozen=True, slots=True)
class PostgresStoredMethods(StoredMethods):
    """By id and by token."""

    shelf: Shelf[StoredMethod]
    tenant: TenantId

    async def find(self, method: MethodId) -> StoredMethod | None:
        return await self.shelf.find((self.tenant, method), "t.id = $2", method)

    async def get(self, method: MethodId) -> StoredMethod:
        return self.shelf.found(await self.find(method), method)

    async def find_by_token(self, uid: str) -> StoredMethod | None:
        wanted = folded(uid)
        kept = await self.shelf.select(
            lambda m: m.state is MethodState.KEPT and folded(m.token) == wanted,
            "t.folded = $2 AND t.state = 'kept'",
            wanted,
        )
        return max(kept, key=lambda m: (m.created_at, m.id), default=None)

    def save(self, method: StoredMethod) -> None:
        self.shelf.save(method)


@dataclass(frozen=True, slots=True)
class PostgresTerms(Terms):
    """One of each tenant."""

    shelf: Shelf[PaymentTerms]
    tenant: TenantId

    async def find(self) -> PaymentTerms | None:
        return await self.shelf.find(self.tenant, "true")

    def save(self, terms: PaymentTerms) -> None:
        self.shelf.save(terms)


@dataclass(frozen=True, slots=True)
class PostgresProviderNotices(ProviderNotices):
    """By the provider's name; the table's key decides."""

    work: Work
    reader: Reader
    tenant: TenantId

    async def heard(self, notice: str) -> bool:
        if self.work.on_its_way(self._claim(notice)) is not None:
            return True
        found = "SELECT 1 FROM provider_notices WHERE tenant_id = $1 AND name = $2"
        return bool(await self.reader.rows(found, notice))

    def add(self, notice: str, at: datetime) -> None:
        self.work.put(self._claim(notice), [(HEARD_NOTICE, (self.tenant, notice, at))], at)

    def _claim(self, notice: str) -> tuple[str, str, str]:
        return ("notice", self.tenant, notice)
