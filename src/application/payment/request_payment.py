"""Somebody stands before an EVSE and wants to pay for a charge."""

from base64 import b32encode
from dataclasses import dataclass

from application.payment.holding import Holding
from application.ports.payment import PaymentProviders, Payments, StoredMethods, Terms
from application.ports.provisioning import Links, Stations
from application.ports.work import UnitOfWork
from application.ports.world import Clock, Ids, Randomness
from domain.errors import Invalid, NotFound, NotPossibleNow
from domain.identity import StationId, TenantId
from domain.payment import (
    MethodId,
    MethodState,
    Payment,
    PaymentId,
    PaymentTerms,
    StoredMethod,
    holds_card_number,
)
from domain.quantities import Money
from domain.station import Station

OWN_TOKEN = "AH"  # noqa: S105 - the beginning of a uid, not a password
"""How tokens made for a payment begin. With 16 more they fit into an idTag of OCPP 1.6."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPayment:
    """Pay for a charge at that EVSE: on the provider's page, or with a kept method."""

    tenant: TenantId
    station: StationId
    evse: int
    amount: Money | None = None
    method: MethodId | None = None
    reference: str = ""
    ordered_by: str = ""


@dataclass(frozen=True, slots=True)
class RequestPaymentHandler:
    """Begin a payment for a charge.

    - The amount held is the one asked for, or the one that the tenant's terms and the tariff come
      to; never more than the tenant allows.
    - Nothing is held for a station that is away, or an outlet that it does not have.
    - Card data has no place here: the driver enters it on the provider's page, or left it there.
    - What looks like a card number is refused and never kept.
    - The charge begins by itself once the amount is held, with a token made for this payment.
    - While the provider cannot be reached the payment waits, and is begun when it can.
    """

    stations: Stations
    links: Links
    payments: Payments
    methods: StoredMethods
    terms: Terms
    providers: PaymentProviders
    holding: Holding
    ids: Ids
    clock: Clock
    randomness: Randomness
    work: UnitOfWork

    async def __call__(self, command: RequestPayment) -> Payment:
        if holds_card_number(command.reference):
            raise Invalid("reference", "looks like a card number; those are never taken here")
        station = await self.stations.get(command.station)
        _require_evse(station, command.evse)
        method = await self._method(command.method) if command.method else None
        terms = await terms_of(self.terms, self.providers, command.tenant)
        if await self.links.find(station.id) is None:
            raise NotPossibleNow("The station is not connected.")
        hold = (
            terms.allowed(command.amount)
            if command.amount is not None
            else await self.holding(terms, station.id, command.evse)
        )
        now = self.clock.now()
        payment = Payment.request(
            payment=PaymentId(self.ids.new()),
            tenant=command.tenant,
            station=station.id,
            evse=command.evse,
            token=OWN_TOKEN + b32encode(self.randomness.secret(10)).decode(),
            hold=hold,
            at=now,
            expires_at=now + terms.agree_within,
            method=method.id if method else None,
            ordered_by=command.ordered_by,
            reference=command.reference,
        )
        self.payments.save(payment)
        await self.work.commit()
        return payment

    async def _method(self, wanted: MethodId) -> StoredMethod:
        method = await self.methods.get(wanted)
        if method.state is not MethodState.KEPT:
            raise NotPossibleNow(f"The method of payment is {method.state}.")
        return method


async def terms_of(terms: Terms, providers: PaymentProviders, tenant: TenantId) -> PaymentTerms:
    """The tenant's terms; raises NotPossibleNow where nobody can pay."""
    if providers.of(tenant) is None:
        raise NotPossibleNow("The tenant has no account with a payment provider.")
    known = await terms.find()
    if known is None:
        raise NotPossibleNow("The tenant has not said yet how drivers pay.")
    return known


def _require_evse(station: Station, number: int) -> None:
    # A station that has not reported its outlets yet may have any.
    if station.evses and all(evse.number != number for evse in station.evses):
        raise NotFound("EVSE", number)
