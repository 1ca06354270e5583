"""What follows for payments from what happened: a table, event → the commands that it causes."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from application.payment.follow_session import ChargeSession, LinkPayment, StopUnpaidSession
from application.payment.own_token import BlockOwnToken, ForgetOwnToken
from application.payment.start_session import IN_VAIN, ReleaseUnstarted, StartPaidSession
from application.payment.write_receipt import WriteReceipt
from domain.aggregate import DomainEvent
from domain.cdr import CdrIssued
from domain.instruction import OrderChanged, OrderState, RemoteStart
from domain.payment import (
    PaymentAuthorized,
    PaymentCaptured,
    PaymentEnded,
    PaymentFellShort,
    PaymentRefunded,
)
from domain.session import SessionEnded, SessionStarted


def _on_start(event: SessionStarted) -> tuple[Any, ...]:
    return (LinkPayment(event.session),) if event.token else ()


def _on_order(event: OrderChanged) -> tuple[Any, ...]:
    if event.instruction != RemoteStart.__name__ or event.state not in IN_VAIN:
        return ()
    return (ReleaseUnstarted(event.order, OrderState(event.state)),)


def _on_end(event: PaymentEnded) -> tuple[Any, ...]:
    return (StopUnpaidSession(event.payment), ForgetOwnToken(event.payment))


PAYMENT_REACTIONS: Mapping[type[DomainEvent], Callable[[Any], tuple[Any, ...]]] = MappingProxyType(
    {
        SessionStarted: _on_start,
        SessionEnded: lambda event: (BlockOwnToken(event.session),),
        CdrIssued: lambda event: (ChargeSession(event.session),),
        OrderChanged: _on_order,
        PaymentAuthorized: lambda event: (StartPaidSession(event.payment),),
        PaymentCaptured: lambda event: (
            ForgetOwnToken(event.payment),
            WriteReceipt(event.payment),
        ),
        PaymentFellShort: lambda event: (WriteReceipt(event.payment),),
        PaymentRefunded: lambda event: (WriteReceipt(event.payment),),
        PaymentEnded: _on_end,
    }
)
