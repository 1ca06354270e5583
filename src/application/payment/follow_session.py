"""A session that somebody pays for: it begins, its record is written, it is credited."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from application.payment.holding import Holding
from application.ports.charging import Cdrs, ChargingSessions
from application.ports.payment import PaymentProviders, Payments, StoredMethods, Terms
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids
from application.remote_control.order import OrderInstruction, OrderInstructionHandler
from domain.cdr import Cdr, sum_of
from domain.errors import Invalid
from domain.identity import SessionId
from domain.instruction import RemoteStop
from domain.payment import Payment, PaymentId, PaymentState
from domain.quantities import Money
from domain.session import ChargingSession

HOLD_WITHIN = timedelta(hours=1)
"""So long a kept method is asked for a hold; what a session costs is owed all the same."""


@dataclass(frozen=True, slots=True)
class LinkPayment:
    """A session has begun."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class LinkPaymentHandler:
    """Find out who pays for a session that has begun.

    - One that was paid for on site is known by the token that was made for its payment.
    - For a token with a kept method a payment is begun, and its amount held; once a session.
    - All others are not paid for here.
    """

    sessions: ChargingSessions
    payments: Payments
    methods: StoredMethods
    terms: Terms
    providers: PaymentProviders
    holding: Holding
    ids: Ids
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: LinkPayment) -> Payment | None:
        session = await self.sessions.get(command.session)
        if session.token is None:
            return None
        payment = await self.payments.find_by_token(session.token)
        if payment is None:
            payment = await self._kept(session)
        elif payment.session is None:
            payment.belongs_to(session.id)
            self.payments.save(payment)
        await self.work.commit()
        return payment

    async def _kept(self, session: ChargingSession) -> Payment | None:
        if self.providers.of(session.tenant) is None:
            return None
        method = await self.methods.find_by_token(session.token or "")
        if method is None:
            return None
        terms = await self.terms.find()
        if terms is None or await self.payments.find_by_session(session.id) is not None:
            return None
        hold = await self.holding(
            terms, session.station, session.evse, group=session.group, fixed=session.tariff
        )
        now = self.clock.now()
        payment = Payment.request(
            payment=PaymentId(self.ids.new()),
            tenant=session.tenant,
            station=session.station,
            evse=session.evse,
            token=session.token or "",
            own_token=False,
            hold=hold,
            at=now,
            expires_at=now + HOLD_WITHIN,
            method=method.id,
            session=session.id,
            ordered_by="kept method",
        )
        self.payments.save(payment)
        return payment


@dataclass(frozen=True, slots=True)
class ChargeSession:
    """A record of that session was written: a charge, or a credit."""

    session: SessionId


@dataclass(frozen=True, slots=True)
class ChargeSessionHandler:
    """Charge what the records of a session say, all of them together.

    - Once, however often it is asked for, and in whatever order the records are told.
    - More than is held is charged as far as it goes; the rest is on record as owed.
    - A credit gives back what was charged too much; before the charge it lowers it.
    - A session without a price is charged nothing by guess: the payment waits for its price.
    """

    sessions: ChargingSessions
    payments: Payments
    cdrs: Cdrs
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ChargeSession) -> Payment | None:
        payment = await self.payments.find_by_session(command.session)
        if payment is None:
            payment = await self._by_token(command.session)
        if payment is None:
            return None
        due = _net(await self.cdrs.of_session(command.session))
        if due is None:
            return None
        payment.settle(due, self.clock.now())
        self.payments.save(payment)
        await self.work.commit()
        return payment

    async def _by_token(self, wanted: SessionId) -> Payment | None:
        """Its start may have been told after its end."""
        session = await self.sessions.get(wanted)
        found = await self.payments.find_by_token(session.token) if session.token else None
        if found is None or found.session not in {None, wanted}:
            return None
        found.belongs_to(wanted)
        return found


def _net(records: tuple[Cdr, ...]) -> Money | None:
    """What the session costs by all its records; None while a price is missing."""
    if not records or any(record.bill is None for record in records):
        return None
    (currency, *others) = {record.bill.currency for record in records if record.bill}
    if others:
        raise Invalid("currency", "the session's records are in several currencies")
    return Money(max(sum_of(records), Decimal(0)), currency)


@dataclass(frozen=True, slots=True)
class StopUnpaidSession:
    """A payment came to nothing; perhaps a session runs on it."""

    payment: PaymentId


@dataclass(frozen=True, slots=True)
class StopUnpaidSessionHandler:
    """Stop a running session whose kept method was declined.

    - A provider that cannot be reached stops no session: the driver is not to blame.
    """

    payments: Payments
    sessions: ChargingSessions
    order: OrderInstructionHandler

    async def __call__(self, command: StopUnpaidSession) -> None:
        payment = await self.payments.get(command.payment)
        if payment.state is not PaymentState.DECLINED or payment.session is None:
            return
        session = await self.sessions.get(payment.session)
        if not session.open:
            return
        await self.order(
            OrderInstruction(
                payment.tenant, session.station, RemoteStop(session.reference), "payment"
            )
        )
