"""Payments, stored methods and terms."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.identity import OrderId, SessionId, StationId, TenantId
from domain.payment import (
    MethodId,
    MethodState,
    Payment,
    PaymentId,
    PaymentState,
    PaymentTerms,
    Standing,
    StoredMethod,
    Task,
    TypicalCharge,
)
from domain.quantities import Currency, Money
from domain.token import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentContent:
    """What no list asks for; amounts are in the payment's currency."""

    evse: int | None
    token: str
    hold: Decimal
    expires_at: datetime
    due: Decimal | None
    authorized: Decimal
    goodwill: Decimal
    owed: Money
    """The shortfall, in the currency it is owed in."""
    seen: Standing
    ended_because: str
    tasks: tuple[Task, ...]
    last_task: int
    ordered_by: str
    reference: str


def to_row(payment: Payment, version: int) -> Written:
    """In the order of the table `payments`."""
    content = PaymentContent(
        evse=payment.evse,
        token=payment.token,
        hold=payment.hold.amount,
        expires_at=payment.expires_at,
        due=payment.due.amount if payment.due is not None else None,
        authorized=payment.authorized.amount,
        goodwill=payment.goodwill.amount,
        owed=payment.shortfall,
        seen=payment.seen,
        ended_because=payment.ended_because,
        tasks=payment.tasks,
        last_task=payment.last_task,
        ordered_by=payment.ordered_by,
        reference=payment.reference,
    )
    return (
        payment.tenant,
        payment.id,
        version,
        payment.station,
        payment.session,
        payment.order,
        payment.method,
        folded(payment.token) if payment.own_token else None,
        payment.state,
        payment.created_at,
        payment.overdue_at,
        bool(payment.tasks),
        payment.currency.code,
        str(payment.captured.amount),
        str(payment.refunded.amount),
        str(payment.shortfall.amount),
        to_json(content),
    )


def from_row(row: Read) -> Payment:
    """The payment of a row."""
    content: PaymentContent = from_json(row["content"], PaymentContent)
    currency = Currency(row["currency"])

    def money(amount: Decimal) -> Money:
        return Money(amount, currency)

    return Payment(
        id=PaymentId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        station=StationId(row["station_id"]),
        evse=content.evse,
        token=content.token,
        own_token=row["own_token"] is not None,
        method=MethodId(row["method_id"]) if row["method_id"] else None,
        hold=money(content.hold),
        state=PaymentState(row["state"]),
        created_at=row["created_at"],
        expires_at=content.expires_at,
        due=money(content.due) if content.due is not None else None,
        authorized=money(content.authorized),
        captured=money(row["captured"]),
        refunded=money(row["refunded"]),
        goodwill=money(content.goodwill),
        shortfall=content.owed,
        session=SessionId(row["session_id"]) if row["session_id"] else None,
        order=OrderId(row["order_id"]) if row["order_id"] else None,
        seen=content.seen,
        ended_because=content.ended_because,
        tasks=content.tasks,
        last_task=content.last_task,
        ordered_by=content.ordered_by,
        reference=content.reference,
    )


def method_to_row(method: StoredMethod, version: int) -> Written:
    """In the order of the table `stored_methods`."""
    return (
        method.tenant,
        method.id,
        version,
        folded(method.token),
        method.token,
        method.state,
        method.created_at,
        method.customer,
        method.reference,
        method.checkout,
        method.instrument,
    )


def method_from_row(row: Read) -> StoredMethod:
    """The method of a row."""
    return StoredMethod(
        id=MethodId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        token=row["token"],
        created_at=row["created_at"],
        state=MethodState(row["state"]),
        customer=row["customer"],
        reference=row["reference"],
        checkout=row["checkout"],
        instrument=row["instrument"],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsContent:
    """All that the terms say."""

    hold: Money
    most: Money
    agree_within: timedelta
    return_url: str
    statement: str = ""
    typical: TypicalCharge | None = None
    receipts: bool = True


def terms_to_row(terms: PaymentTerms, version: int) -> Written:
    """In the order of the table `payment_terms`."""
    content = TermsContent(
        hold=terms.hold,
        most=terms.most,
        agree_within=terms.agree_within,
        return_url=terms.return_url,
        statement=terms.statement,
        typical=terms.typical,
        receipts=terms.receipts,
    )
    return terms.tenant, version, to_json(content)


def terms_from_row(row: Read) -> PaymentTerms:
    """The terms of a row."""
    content: TermsContent = from_json(row["content"], TermsContent)
    terms = PaymentTerms(
        tenant=TenantId(row["tenant_id"]),
        hold=content.hold,
        most=content.most,
        agree_within=content.agree_within,
        return_url=content.return_url,
        statement=content.statement,
        typical=content.typical,
        receipts=content.receipts,
    )
    terms.version = row["version"]
    return terms
