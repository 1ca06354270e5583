"""Records explained and compared, as they are shown."""

from fractions import Fraction

from application.views.amounts import amount, plain
from application.views.records import (
    ComparedPeriodView,
    ComparedQuantityView,
    ComparisonStepView,
    ComparisonView,
    DifferenceView,
    PriceCopyView,
    RecordCostView,
    VolumesView,
)
from application.views.rendering.prices import shown, terms_shown
from application.views.rendering.tariff import explanation_view
from domain.cdr import Comparison, ExplainedRecord, PriceCopy
from domain.cdr.comparing import ComparedPeriod, ComparedQuantity, Volumes
from domain.quantities import Money
from domain.tariff import Difference
from domain.tariff.comparison import rounded


def record_cost_view(it: ExplainedRecord) -> RecordCostView:
    """As shown."""
    record, bill = it.record, it.bill
    basis = record.particulars.basis
    sign = -1 if record.is_credit else 1
    before, total = bill.before_taxes, bill.total
    return RecordCostView(
        cdr=record.id,
        session=record.session,
        revision=record.revision,
        credits=record.credits,
        tariff=_copy(basis.tariff) if basis else None,
        groups=tuple(sorted(basis.groups)) if basis else (),
        memberships=tuple(sorted(basis.memberships)) if basis else (),
        before_taxes=amount(Money(sign * before.amount, before.currency)),
        total=amount(Money(sign * total.amount, total.currency)),
        explanation=explanation_view(it.explanation) if it.explanation else None,
        reproduced=it.reproduced,
        text=it.text,
    )


def comparison_view(it: Comparison, remarks: tuple[str, ...] = ()) -> ComparisonView:
    """As shown."""
    return ComparisonView(
        agrees=not it.differences,
        differences=tuple(map(_difference, it.differences)),
        quantities=tuple(map(_quantity, it.quantities)),
        periods=tuple(map(_period, it.periods)),
        explanation=explanation_view(it.explanation),
        record=it.ours.record.id if it.ours else None,
        from_ours=tuple(map(_difference, it.from_ours)),
        causes=tuple(
            ComparisonStepView(cause=step, amount=_exact(part))
            for step, part in (it.steps or {}).items()
        ),
        remarks=remarks,
        text=it.text,
    )


def _copy(of: PriceCopy) -> PriceCopyView:
    prices = of.prices
    return PriceCopyView(
        id=of.id,
        series=of.series,
        edition=of.edition,
        name=of.name,
        currency=of.currency.code,
        elements=shown(prices.elements),
        min_price=shown(prices.min_price),
        max_price=shown(prices.max_price),
        tax_included=prices.tax_included,
        alt_texts=shown(prices.alt_texts),
        terms=terms_shown(prices.terms),
        valid_from=of.valid_from,
        valid_until=of.valid_until,
    )


def _difference(of: Difference) -> DifferenceView:
    return DifferenceView(
        heading=of.heading,
        taxed=of.taxed,
        theirs=plain(of.theirs),
        ours=None if of.ours is None else _exact(of.ours),
        by=None if of.by is None else _exact(of.by),
    )


def _quantity(of: ComparedQuantity) -> ComparedQuantityView:
    return ComparedQuantityView(
        name=of.name,
        stated=None if of.stated is None else _exact(of.stated),
        periods=_exact(of.periods),
        ours=None if of.ours is None else _exact(of.ours),
    )


def _period(of: ComparedPeriod) -> ComparedPeriodView:
    return ComparedPeriodView(
        number=of.number,
        begin=of.begin,
        end=of.end,
        theirs=_volumes(of.theirs),
        ours=_volumes(of.ours) if of.ours else None,
        differs=of.differs,
    )


def _volumes(of: Volumes) -> VolumesView:
    return VolumesView(
        energy_wh=_exact(of.energy),
        charging_seconds=_exact(of.charging),
        parking_seconds=_exact(of.parking),
        reserved_seconds=_exact(of.reserved),
        cost=_exact(of.cost),
    )


def _exact(exact: Fraction) -> str:
    return plain(rounded(exact))
