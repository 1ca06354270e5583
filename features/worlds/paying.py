"""Drivers who pay on the spot, or with a card they have left."""

from datetime import timedelta
from decimal import Decimal
from typing import cast

from application.billing.credit_cdr import CreditCdr
from application.payment.change_payment import RefundPayment
from application.payment.hear_notice import HearNotice
from application.payment.keep_method import OfferMethod
from application.payment.request_payment import RequestPayment
from application.payment.set_terms import SetPaymentTerms
from application.ports.payment import MethodPage
from application.views.paging import Slice
from application.views.payment import PaymentFilter, PaymentView
from domain.errors import DomainError
from domain.identity import OrderId, SessionId
from domain.payment import PaymentId, StoredMethod
from domain.quantities import Currency, Money
from features.world import Paying, PaymentSeen
from features.worlds.stage import Stage

EURO = Currency("EUR")


class Pays(Stage, Paying):
    """The verbs of `Paying`."""

    async def lets_drivers_pay(self, hold: Decimal) -> None:
        self.house.bank.customers.add(self.tenant)
        terms = SetPaymentTerms(
            tenant=self.tenant,
            hold=Money(hold, EURO),
            most=Money(hold * 4, EURO),
            agree_within=timedelta(minutes=30),
            return_url="https://stadtwerke.example/thanks",
        )
        await self.run(terms)

    async def driver_asks_to_pay(self, station: str, reference: str = "") -> str:
        known = await self.station(station)
        try:
            await self.run(
                RequestPayment(tenant=self.tenant, station=known.id, evse=1, reference=reference)
            )
        except DomainError as refusal:
            return str(refusal)
        return "accepted"

    async def driver_agrees(self, station: str) -> None:
        payment = await self._payment(station)
        notice = self.house.bank.agrees(PaymentId(payment.id))
        await self.run(HearNotice(self.tenant, notice))
        started = (await self._payment(station)).command
        if started is not None:
            self.operator.orders["start charging", station] = OrderId(started)
            await self.settle()

    async def leaves_card_for(self, card: str) -> None:
        token = await self.stores().tokens.find(card)
        assert token is not None, f"Nobody issued {card}."
        made = await self.run(OfferMethod(self.tenant, token.id))
        method, _ = cast(tuple[StoredMethod, MethodPage], made)
        await self.run(HearNotice(self.tenant, self.house.bank.leaves_card(method.id)))

    async def provider_is(self, state: str) -> None:
        bank = self.house.bank
        bank.away = state == "away"
        bank.loses_answers = state == "losing its answers"
        bank.declines = state == "declining cards"
        await self.settle()

    async def token_of_payment(self, station: str) -> str:
        return (await self._payment(station)).token

    async def gives_back(self, station: str, amount: Decimal) -> None:
        payment = await self._payment(station)
        await self.run(RefundPayment(PaymentId(payment.id), Money(amount, EURO)))

    async def credits_session(self, station: str) -> None:
        payment = await self._payment(station)
        assert payment.session is not None
        record = await self.stores().cdrs.find(SessionId(payment.session))
        assert record is not None
        await self.run(CreditCdr(record.id, "a mistake of ours"))

    async def payment_at(self, station: str) -> PaymentSeen:
        payment = await self._payment(station)
        standing = self.house.bank.standings.get(PaymentId(payment.id))
        at_bank = Decimal(0)
        if standing is not None and standing.captured is not None:
            given_back = standing.refunded.amount if standing.refunded else Decimal(0)
            at_bank = standing.captured.amount - given_back
        return PaymentSeen(
            state=payment.state.replace("_", " "),
            held=Decimal(payment.authorized.amount),
            paid=Decimal(payment.captured.amount),
            given_back=Decimal(payment.refunded.amount),
            owed=Decimal(payment.shortfall.amount),
            taken=at_bank,
            because=payment.because,
        )

    async def _payment(self, station: str) -> PaymentView:
        """The station's newest."""
        known = await self.station(station)
        chosen = PaymentFilter(station=known.id)
        page = await self.views().payments.page(Slice(1, None, "-created"), chosen)
        (newest,) = page.items
        return newest
