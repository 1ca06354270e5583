"""What a tariff's author is told, and where."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.domain.tariff.small import (
    a_list,
    at,
    charging,
    component,
    element,
    energy,
    fee,
    parking,
    stay,
)

from domain.errors import NotPossibleNow
from domain.quantities import Currency
from domain.tariff import (
    Allowance,
    AltText,
    Dimension,
    Discount,
    Element,
    GroupPrices,
    NotPriceable,
    PriceLimit,
    Severity,
    TariffState,
    TaxIncluded,
    Terms,
    lint,
    price,
)

BOTH = (energy("1"), charging("1"))


def found(tariff, severity=None):
    """Codes and places."""
    return [
        (finding.code, finding.path)
        for finding in lint(tariff)
        if severity is None or finding.severity is severity
    ]


def test_a_plain_tariff_has_no_findings():
    assert found(a_list(fee("1"), energy("0.5", step=1), parking("6", step=1))) == []


FIRST = "elements[0].price_components[0]"


@pytest.mark.parametrize(
    ("elements", "finding"),
    [
        ([], ("no_elements", "elements")),
        ([Element(())], ("no_components", "elements[0].price_components")),
        ([energy("-0.01")], ("bad_price", f"{FIRST}.price")),
        ([energy("NaN")], ("bad_price", f"{FIRST}.price")),
        ([energy("Infinity")], ("bad_price", f"{FIRST}.price")),
        ([energy("1", "-1")], ("bad_vat", f"{FIRST}.vat")),
        ([energy("1", "NaN")], ("bad_vat", f"{FIRST}.vat")),
        ([energy("1", step=-1)], ("bad_step", f"{FIRST}.step_size")),
        ([energy("1"), energy("-1")], ("bad_price", "elements[1].price_components[0].price")),
    ],
)
def test_what_cannot_be_charged_is_a_fault(elements, finding):
    tariff = a_list(*elements)
    assert finding in found(tariff, Severity.FAULT)
    with pytest.raises(NotPriceable) as refusal:
        price(tariff, stay("10:00", "charging 1 kWh", "11:00"))
    assert finding in [(f.code, f.path) for f in refusal.value.findings]
    assert finding[1] in str(refusal.value)
    assert refusal.value.name == tariff.name


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"min_price": PriceLimit(Decimal(-1))}, ("bad_limit", "min_price.excl_vat")),
        ({"max_price": PriceLimit(None, Decimal("NaN"))}, ("bad_limit", "max_price.incl_vat")),
        (
            {"min_price": PriceLimit(Decimal(3)), "max_price": PriceLimit(Decimal(2))},
            ("min_above_max", "min_price.excl_vat"),
        ),
        (
            {
                "min_price": PriceLimit(Decimal(1), Decimal(3)),
                "max_price": PriceLimit(Decimal(1), Decimal(2)),
            },
            ("min_above_max", "min_price.incl_vat"),
        ),
        ({"terms": Terms(idle_cap=Decimal(-1))}, ("bad_idle_cap", "terms.idle_cap")),
        ({"terms": Terms(idle_grace=timedelta(-1))}, ("bad_idle_grace", "terms.idle_grace")),
        (
            {"terms": Terms(allowances=(Allowance(Dimension.ENERGY, Decimal(-1)),))},
            ("bad_allowance", "terms.allowances[0].amount"),
        ),
        (
            {"terms": Terms(allowances=(Allowance(Dimension.FLAT, Decimal(1)),))},
            ("flat_allowance", "terms.allowances[0].dimension"),
        ),
        (
            {"terms": Terms(discounts=(Discount("x", Decimal("100.1")),))},
            ("bad_discount", "terms.discounts[0].percent"),
        ),
        (
            {"terms": Terms(discounts=(Discount("x", Decimal("-0.1")),))},
            ("bad_discount", "terms.discounts[0].percent"),
        ),
        (
            {"terms": Terms(groups=(GroupPrices("staff", ()),))},
            ("no_elements", "terms.groups[0].elements"),
        ),
    ],
)
def test_what_limits_and_terms_cannot_be_is_a_fault(changes, finding):
    assert found(a_list(*BOTH, **changes), Severity.FAULT) == [finding]


def test_limits_at_the_border_are_none():
    equal = PriceLimit(Decimal(0), Decimal(0))
    terms = Terms(
        idle_cap=Decimal(0),
        allowances=(Allowance(Dimension.TIME, Decimal(0)),),
        discounts=(Discount("a", Decimal(0)), Discount("b", Decimal(100))),
    )
    tariff = a_list(*BOTH, terms=terms)
    tariff.min_price = tariff.max_price = equal
    assert found(tariff, Severity.FAULT) == []
    assert found(a_list(energy("0", "0")), Severity.FAULT) == []


def test_all_faults_are_told_at_once_and_before_the_doubts():
    tariff = a_list(energy("-1", "-1"), energy("1", start_time="10:00", end_time="10:00"))
    tariff.currency = Currency("XYZ")
    severities = [finding.severity for finding in lint(tariff)]
    assert severities == sorted(severities, reverse=True)
    assert len(found(tariff, Severity.FAULT)) == 2


PLACE = "elements[1].price_components[0]"


@pytest.mark.parametrize(
    ("elements", "finding"),
    [
        ([energy("1"), energy("2", days="SUNDAY")], ("shadowed", PLACE)),
        (
            [energy("1", end_time="12:00"), energy("1", start_time="08:00", end_time="12:00")],
            ("shadowed", PLACE),
        ),
        ([energy("1", max_kwh=10), energy("2", max_kwh=5)], ("shadowed", PLACE)),
        ([charging("1", reservation="RESERVATION")] * 2, ("shadowed", PLACE)),
        (
            [energy("1"), charging("2", min_kwh=10, max_kwh=10)],
            ("never_holds", PLACE),
        ),
        ([energy("1"), charging("2", max_power=0)], ("never_holds", PLACE)),
        (
            [energy("1"), charging("1", start_date="2026-02-01", end_date="2026-01-01")],
            ("never_holds", PLACE),
        ),
        ([charging("1"), energy("1", min_kwh=5)], ("gap", "elements")),
        ([charging("1"), energy("1", days="MONDAY")], ("gap", "elements")),
        ([charging("1", start_time="00:00", end_time="12:00")], ("gap", "elements")),
        (
            [element(component("ENERGY", "1"), component("ENERGY", "2"))],
            ("doubled", "elements[0].price_components[1].type"),
        ),
        ([energy("1", step=0)], ("step_zero", f"{FIRST}.step_size")),
        ([energy("1", step=500)], ("step_size", f"{FIRST}.step_size")),
        (
            [energy("1", start_time="09:00", end_time="09:00")],
            ("start_is_end", "elements[0].restrictions.end_time"),
        ),
        (
            [energy("1", min_kwh=5, max_kwh=5)],
            ("empty_range", "elements[0].restrictions.max_kwh"),
        ),
        (
            [energy("1", start_date="2026-01-02", end_date="2026-01-02")],
            ("empty_range", "elements[0].restrictions.end_date"),
        ),
        ([energy("1", max_current=0)], ("max_zero", "elements[0].restrictions.max_current")),
        ([energy("1", max_duration=0)], ("max_zero", "elements[0].restrictions.max_duration")),
        ([energy("1", reservation="RESERVATION")], ("reservation", f"{FIRST}.type")),
        ([parking("1")], ("parking_alone", "elements")),
        ([energy("1"), fee("1", None)], ("vat_missing", f"{PLACE}.vat")),
        ([energy("1", "101")], ("vat_high", f"{FIRST}.vat")),
    ],
)
def test_what_is_doubtful_is_told_with_its_place(elements, finding):
    assert finding in found(a_list(*elements))


@pytest.mark.parametrize(
    ("elements", "code"),
    [
        ([energy("1", end_time="17:00"), energy("2", start_time="17:00")], "gap"),
        ([energy("1", max_kwh=10), energy("2", min_kwh=10)], "gap"),
        ([energy("1", days="SUNDAY"), energy("2")], "shadowed"),
        ([energy("1", max_kwh=5), energy("2", max_kwh=10), energy("3")], "shadowed"),
        ([charging("1", reservation="RESERVATION_EXPIRES"),
          charging("1", reservation="RESERVATION"), energy("1")], "shadowed"),
        ([fee("1", days="SUNDAY"), energy("1")], "gap"),
        ([parking("1"), charging("1")], "parking_alone"),
        ([parking("1"), energy("1")], "parking_alone"),
        ([energy("1"), fee("0", None)], "vat_missing"),
        ([energy("1", None), fee("1", None)], "vat_missing"),
        ([energy("1", step=1)], "step_size"),
        ([fee("1"), energy("1", step=1)], "step_zero"),
        ([energy("1", min_kwh=5, max_kwh=6)], "empty_range"),
        ([energy("1", "100")], "vat_high"),
    ],
)  # fmt: skip
def test_what_is_as_it_should_be_is_not_told(elements, code):
    assert code not in [finding for finding, _ in found(a_list(*elements))]


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"currency": Currency("XYZ")}, ("unknown_currency", "currency")),
        ({"tax_included": TaxIncluded.YES}, ("vat_and_included", f"{FIRST}.vat")),
        (
            {"max_price": PriceLimit(Decimal(3), Decimal(2))},
            ("limit_taxes", "max_price.incl_vat"),
        ),
        ({"max_price": PriceLimit()}, ("limit_empty", "max_price")),
        (
            {"valid_from": at("10:00"), "valid_until": at("10:00")},
            ("never_valid", "end_date_time"),
        ),
        (
            {"alt_texts": (AltText("en", "fair"), AltText("en", "Only 0.49 per kWh"))},
            ("alt_text", "tariff_alt_text[1].text"),
        ),
        ({"alt_texts": (AltText("de", "2 € je Stunde"),)}, ("alt_text", "tariff_alt_text[0].text")),
    ],
)
def test_what_surrounds_the_elements_is_judged_too(changes, finding):
    assert finding in found(a_list(energy("1", step=1), **changes))
    assert found(a_list(energy("1", step=1))) == []


def test_of_more_circumstances_than_can_be_tried_nothing_is_said():
    many = [
        energy("1", start_time=f"{h:02}:00", end_time=f"{h + 1:02}:00", min_kwh=h, max_power=h + 1,
               min_duration=h * 60, max_current=h + 1)
        for h in range(23)
    ]  # fmt: skip
    assert found(a_list(*many, charging("1"), charging("2")))[0] == (
        "shadowed", "elements[24].price_components[0]",
    )  # fmt: skip


# Editions.


def test_a_tariff_with_faults_is_never_published():
    draft = a_list(energy("-1"), state=TariffState.DRAFT)
    with pytest.raises(NotPriceable):
        draft.publish(lint(draft))
    assert draft.state is TariffState.DRAFT


def test_doubts_do_not_forbid_it():
    draft = a_list(parking("1"), state=TariffState.DRAFT)
    assert lint(draft)
    assert not draft.holds_at(at("10:00"))
    draft.publish(lint(draft))
    assert (draft.state, draft.fixed) == (TariffState.PUBLISHED, True)
    assert draft.holds_at(at("10:00"))


def test_what_is_withdrawn_starts_no_session_and_may_come_back():
    tariff = a_list(energy("1"))
    tariff.withdraw()
    assert (tariff.holds_at(at("10:00")), tariff.fixed) == (False, True)
    with pytest.raises(NotPossibleNow, match="withdrawn"):
        tariff.withdraw()
    tariff.publish(())
    assert tariff.holds_at(at("10:00"))
    with pytest.raises(NotPossibleNow, match="published"):
        tariff.publish(())


def test_a_draft_is_not_withdrawn():
    draft = a_list(energy("1"), state=TariffState.DRAFT)
    assert not draft.fixed
    with pytest.raises(NotPossibleNow):
        draft.withdraw()


def test_the_next_edition_is_another_tariff():
    first = replace(a_list(energy("1")), version=7)
    second = first.revised("second")
    third = second.revised("third")
    assert (second.id, second.series, second.edition) == ("second", first.id, 2)
    assert (third.id, third.series, third.edition) == ("third", first.id, 3)
    assert (second.state, second.version) == (TariffState.DRAFT, 0)
    assert (first.state, first.edition, first.version) == (TariffState.PUBLISHED, 1, 7)
    assert second.elements == first.elements
