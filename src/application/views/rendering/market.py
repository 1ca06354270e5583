"""Prices of markets as they are shown."""

from application.views.amounts import plain
from application.views.market import PointView, QuotationView
from domain.tariff.market import Quotation


def quotation_view(quotation: Quotation) -> QuotationView:
    """As shown."""
    return QuotationView(
        id=quotation.id,
        series=quotation.series,
        currency=quotation.currency.code,
        start=quotation.start,
        end=quotation.end,
        known_at=quotation.known_at,
        points=tuple(PointView(p.start, p.end, plain(p.price)) for p in quotation.points),
    )
