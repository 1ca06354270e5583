"""Payments as they are shown."""

from application.views.amounts import Amount
from application.views.amounts import amount as amount_of
from application.views.payment import PaymentMethodView, PaymentTaskView, PaymentView
from domain.payment import Payment, PaymentState, StoredMethod, Task


def payment_view(payment: Payment) -> PaymentView:
    """As shown."""
    open_ = payment.state is PaymentState.REQUESTED
    return PaymentView(
        id=payment.id,
        state=payment.state,
        station=payment.station,
        evse=payment.evse,
        method=payment.method,
        session=payment.session,
        command=payment.order,
        token=payment.token,
        reference=payment.reference,
        hold=amount_of(payment.hold),
        authorized=amount_of(payment.authorized),
        due=amount_of(payment.due) if payment.due is not None else None,
        captured=amount_of(payment.captured),
        refunded=amount_of(payment.refunded),
        shortfall=amount_of(payment.shortfall),
        checkout_url=payment.seen.url if open_ else None,
        instrument=payment.seen.instrument,
        provider_reference=payment.seen.reference,
        because=payment.ended_because,
        tasks=tuple(_task(task) for task in payment.tasks),
        created_at=payment.created_at,
        expires_at=payment.expires_at,
        ordered_by=payment.ordered_by,
        version=payment.version,
    )


def method_view(method: StoredMethod, url: str | None = None) -> PaymentMethodView:
    """As shown; what the provider calls it is nobody's business."""
    return PaymentMethodView(
        id=method.id,
        token=method.token,
        state=method.state,
        instrument=method.instrument,
        created_at=method.created_at,
        checkout_url=url,
    )


def _task(task: Task) -> PaymentTaskView:
    amount: Amount | None = amount_of(task.amount) if task.amount is not None else None
    return PaymentTaskView(
        errand=task.errand,
        amount=amount,
        attempts=task.attempts,
        due_at=task.due_at,
        trouble=task.trouble,
    )
