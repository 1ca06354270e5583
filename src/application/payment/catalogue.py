"""The use cases of payments: command → handler."""

from types import MappingProxyType
from typing import Any

from application.payment.carry_out import CarryOut, CarryOutHandler
from application.payment.change_payment import (
    CancelPayment,
    CancelPaymentHandler,
    RefundPayment,
    RefundPaymentHandler,
    RetryPayment,
    RetryPaymentHandler,
)
from application.payment.follow_session import (
    ChargeSession,
    ChargeSessionHandler,
    LinkPayment,
    LinkPaymentHandler,
    StopUnpaidSession,
    StopUnpaidSessionHandler,
)
from application.payment.hear_notice import HearNotice, HearNoticeHandler
from application.payment.keep_method import (
    OfferMethod,
    OfferMethodHandler,
    RemoveMethod,
    RemoveMethodHandler,
)
from application.payment.own_token import (
    BlockOwnToken,
    BlockOwnTokenHandler,
    ForgetOwnToken,
    ForgetOwnTokenHandler,
)
from application.payment.request_payment import RequestPayment, RequestPaymentHandler
from application.payment.set_terms import SetPaymentTerms, SetPaymentTermsHandler
from application.payment.start_session import (
    ReleaseUnstarted,
    ReleaseUnstartedHandler,
    StartPaidSession,
    StartPaidSessionHandler,
)
from application.payment.write_receipt import WriteReceipt, WriteReceiptHandler

PAYMENTS: MappingProxyType[type[Any], type[Any]] = MappingProxyType(
    {
        BlockOwnToken: BlockOwnTokenHandler,
        CancelPayment: CancelPaymentHandler,
        CarryOut: CarryOutHandler,
        ChargeSession: ChargeSessionHandler,
        ForgetOwnToken: ForgetOwnTokenHandler,
        HearNotice: HearNoticeHandler,
        LinkPayment: LinkPaymentHandler,
        OfferMethod: OfferMethodHandler,
        RefundPayment: RefundPaymentHandler,
        ReleaseUnstarted: ReleaseUnstartedHandler,
        RemoveMethod: RemoveMethodHandler,
        RequestPayment: RequestPaymentHandler,
        RetryPayment: RetryPaymentHandler,
        SetPaymentTerms: SetPaymentTermsHandler,
        StartPaidSession: StartPaidSessionHandler,
        StopUnpaidSession: StopUnpaidSessionHandler,
        WriteReceipt: WriteReceiptHandler,
    }
)
"""Run in a tenant's scope."""
