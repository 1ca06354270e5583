"""An office where drivers pay: Volta has an account with Stripe, and a worker that is told when."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from tests.application.office import TX, Office, end, start
from tests.builders import EIGHT, VOLTA
from tests.payments import euros
from tests.stripe_server import StripeServer
from tests.stripe_server.server import SECRET_KEY, WEBHOOK_SECRET

from adapters.stripe import StripeAccount, StripeAccounts
from application.payment.hear_notice import HearNotice
from application.payment.keep_method import OfferMethod
from application.payment.request_payment import RequestPayment
from application.payment.set_terms import SetPaymentTerms
from domain.identity import SessionId
from domain.instruction import Order, OrderState, Outcome, RemoteStart, Verdict
from domain.payment import Payment, StoredMethod
from domain.session import ChargingSession
from domain.station import Station
from domain.token import IdToken
from entrypoints.wiring.handlers import Desks, World
from entrypoints.worker.collector import Collector
from entrypoints.worker.relay import Relay

TERMS = SetPaymentTerms(
    tenant=VOLTA,
    hold=euros("50.00"),
    most=euros("120.00"),
    agree_within=timedelta(minutes=30),
    return_url="https://volta.example/thanks",
)
MANY_ROUNDS = 50


class Shop(Office):
    """Volta's; `works` lets the worker do all that is due now."""

    stripe: StripeServer
    accounts: StripeAccounts
    carry: Station

    def paid_by(self, stripe: StripeServer, accounts: StripeAccounts) -> None:
        self.stripe, self.accounts = stripe, accounts
        here = self.desks_world
        self.desks = Desks(World(**{**here, "payments": accounts}))

    @property
    def desks_world(self) -> dict[str, Any]:
        return {
            "clock": self.clock,
            "ids": self.ids,
            "randomness": self.chance,
            "secrets": self.secrets,
            "bus": self.bus,
        }

    async def works(self) -> None:
        """All that follows, and all that is due: until nothing is left for now."""
        relay = Relay(self.storage.outbox, self._desk_of, self.clock, self.bus)
        collector = Collector(self.storage, self._desk_of, self.clock, self.bus)
        for _ in range(MANY_ROUNDS):
            if not await relay.round() + await collector.round():
                return
        raise AssertionError("It never comes to rest.")

    def _desk_of(self, tenant: Any) -> Any:
        return self.desks.tenant(self.storage.scope(tenant))

    # What drivers do.

    async def asks(self, station: Station, **more: Any) -> Payment:
        """Somebody scans the code at the station's first outlet."""
        return await self.run(
            RequestPayment(**{"tenant": VOLTA, "station": station.id, "evse": 1, **more})
        )

    async def agrees(self, payment: Payment) -> Payment:
        """He enters his card on Stripe's page, and Stripe tells."""
        page = (await self.now(payment)).seen.checkout
        intent = self.stripe.books.pay(page)
        await self.tells("payment_intent.amount_capturable_updated", intent)
        await self.works()
        return await self.now(payment)

    async def tells(self, kind: str, thing: dict, name: str | None = None) -> bool:
        content = self.stripe.event(kind, thing, name)
        notice = self.accounts.of(VOLTA).read_notice(content, self.stripe.sign(content))
        return await self.run(HearNotice(VOLTA, notice))

    async def leaves_card(self, token: IdToken) -> StoredMethod:
        method, page = await self.run(OfferMethod(VOLTA, token.id))
        self.stripe.books.leave_card(page.checkout)
        await self.tells("checkout.session.completed", self.stripe.books.sessions[page.checkout])
        return await self.stores().methods.get(method.id)

    # What stations do.

    async def start_order(self, station: Station) -> Order:
        orders = self.storage.database.tables.orders.rows.values()
        return next(o for o in orders if isinstance(o.instruction, RemoteStart))

    async def obeys(self, station: Station) -> None:
        """It takes the order to start."""
        await self.answers(station, Verdict.ACCEPTED)

    async def answers(self, station: Station, verdict: Verdict) -> None:
        order = (await self.start_order(station)).snapshot()
        stores = self.stores()
        if order.state is OrderState.QUEUED:
            order.send(self.clock.now())
        order.answer(Outcome(verdict), self.clock.now())
        stores.orders.save(order)
        await stores.work.commit()
        await self.works()

    async def charges(
        self, station: Station, wh: int, *, token: str | None = None, reference: str = TX
    ) -> ChargingSession:
        """A session of half an hour, from its start to its record."""
        session = await self.begins(station, token=token, reference=reference)
        return await self.ends(station, session, wh, reference=reference)

    async def begins(
        self, station: Station, *, token: str | None = None, reference: str = TX
    ) -> ChargingSession:
        minute = self.minute
        shown: dict[str, Any] = {"token": token or "DEADBEEF", "sequence": 0}
        if token is None:
            asked = (await self.start_order(station)).instruction
            assert isinstance(asked, RemoteStart)
            shown |= {"token": asked.token, "remote_start": asked.number}
        await self.hears(station, start(minute, **shown), reference=reference)
        await self.works()
        return await self.session(station, reference)

    async def ends(
        self, station: Station, session: ChargingSession, wh: int, *, reference: str = TX
    ) -> ChargingSession:
        self.later(30)
        await self.hears(
            station, end(self.minute, register=1_000 + wh, sequence=1), reference=reference
        )
        await self.works()
        return await self.session(station, reference)

    @property
    def minute(self) -> float:
        return (self.clock.now() - EIGHT).total_seconds() / 60

    # What there is.

    async def now(self, payment: Payment) -> Payment:
        return await self.stores().payments.get(payment.id)

    async def payment_of(self, session: SessionId) -> Payment | None:
        return await self.stores().payments.find_by_session(session)


@asynccontextmanager
async def open_shop(*, terms: bool = True) -> AsyncIterator[Shop]:
    """With a tariff of half a euro a kWh, no taxes."""
    async with StripeServer(now=EIGHT.timestamp()) as stripe:
        account = StripeAccount(SECRET_KEY, WEBHOOK_SECRET)
        accounts = StripeAccounts({VOLTA: account}, stripe.address)
        shop = Shop()
        shop.paid_by(stripe, accounts)
        await shop.open()
        await shop.tariff()
        if terms:
            await shop.run(TERMS)
        try:
            yield shop
        finally:
            await accounts.close()
