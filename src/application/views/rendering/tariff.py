"""Tariffs, their assignments and explanations as they are shown."""

from decimal import Decimal
from fractions import Fraction

from application.views.amounts import amount, plain
from application.views.rendering.prices import shown, terms_shown
from application.views.tariff import (
    ExplainedAdjustment,
    ExplainedLine,
    ExplainedPart,
    ExplainedShare,
    ExplanationView,
    FindingView,
    TariffAssignmentView,
    TariffView,
    WarningView,
)
from domain.tariff import BillLine, Explanation, Finding, SimplePrices, Tariff, TariffAssignment
from domain.tariff.comparison import rounded
from domain.tariff.explanation import ExplainedSegment, Share


def tariff_view(tariff: Tariff) -> TariffView:
    """As shown."""
    simple = SimplePrices.of(tariff)
    return TariffView(
        id=tariff.id,
        name=tariff.name,
        currency=tariff.currency.code,
        state=tariff.state,
        series=tariff.series or tariff.id,
        edition=tariff.edition,
        flat=plain(simple.flat) if simple else None,
        per_kwh=plain(simple.per_kwh) if simple else None,
        per_hour=plain(simple.per_hour) if simple else None,
        idle_per_hour=plain(simple.idle_per_hour) if simple else None,
        idle_grace_seconds=int(simple.idle_grace.total_seconds()) if simple else None,
        tax_percent=plain(simple.tax_percent) if simple else None,
        elements=shown(tariff.elements),
        min_price=shown(tariff.min_price),
        max_price=shown(tariff.max_price),
        tax_included=tariff.tax_included,
        kind=tariff.kind,
        alt_texts=shown(tariff.alt_texts),
        alt_url=tariff.alt_url,
        terms=terms_shown(tariff.terms),
        is_default=tariff.is_default,
        valid_from=tariff.valid_from,
        valid_until=tariff.valid_until,
        version=tariff.version,
    )


def assignment_view(assignment: TariffAssignment) -> TariffAssignmentView:
    """As shown."""
    target = assignment.target
    return TariffAssignmentView(
        id=assignment.id,
        tariff=assignment.tariff,
        location=target.location,
        station=target.station,
        evse=target.evse,
        group=target.group,
        partner=target.partner,
        valid_from=assignment.valid_from,
        valid_until=assignment.valid_until,
        version=assignment.version,
    )


def finding_view(finding: Finding) -> FindingView:
    """As shown."""
    return FindingView(finding.code, finding.severity.name.lower(), finding.path, finding.message)


def explanation_view(explanation: Explanation) -> ExplanationView:
    """As shown."""
    bill = explanation.bill
    return ExplanationView(
        tariffs=explanation.tariffs,
        time_zone=explanation.consumption.zone,
        segments=tuple(map(_segment, explanation.segments)),
        lines=tuple(map(_line, bill.lines)),
        adjustments=tuple(
            ExplainedAdjustment(
                change.cause, change.name, _exact(change.before_taxes), _told(change.after_taxes)
            )
            for change in bill.adjustments
        ),
        exact_before_taxes=_exact(bill.exact.before_taxes),
        exact_after_taxes=_told(bill.exact.after_taxes),
        rounding=shown(bill.rounding),
        before_taxes=amount(bill.before_taxes),
        total=amount(bill.total),
        warnings=tuple(WarningView(w.code, w.period, w.detail) for w in bill.warnings),
        readings=bill.readings,
        text=explanation.text,
    )


def _segment(segment: ExplainedSegment) -> ExplainedPart:
    return ExplainedPart(segment.start, segment.end, tuple(map(_share, segment.shares)))


def _share(share: Share) -> ExplainedShare:
    return ExplainedShare(
        share.dimension,
        share.quantity,
        None if share.price is None else plain(share.price),
        None if share.vat is None else plain(share.vat),
        share.tariff,
        share.element,
        share.component,
        share.reservation,
    )


def _line(line: BillLine) -> ExplainedLine:
    return ExplainedLine(
        dimension=line.dimension,
        reservation=line.reservation,
        consumed=line.consumed,
        billed=line.billed,
        step_size=line.step_size,
        unit=line.unit,
        price=plain(line.price),
        vat=None if line.vat is None else plain(line.vat),
        before_taxes=_exact(line.before_taxes),
        after_taxes=_told(line.after_taxes),
        element=line.element,
        component=line.component,
        tariff=line.tariff,
        tax_included=line.tax_included,
    )


def _told(exact: Fraction | None) -> str | None:
    return None if exact is None else _exact(exact)


def _exact(exact: Fraction) -> str:
    return plain(Decimal(rounded(exact)))
