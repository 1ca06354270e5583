"""What holds for any tariff and any session."""

import os
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.domain.tariff.any import QUARTER, any_session, any_tariff
from tests.domain.tariff.by_hand import by_hand

from domain.quantities import Energy
from domain.tariff import Dimension, Heading, Interpretation, PricePlan, Use, explain, price, split
from domain.tariff.interpretation import MissingVat

EXAMPLES = int(os.environ.get("TARIFF_EXAMPLES", "10000"))
MANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.generate,),  # a smaller seed makes no smaller world
)
SEEDS = st.integers(0, 2**64 - 1)


def world(seed):
    rnd = Random(seed)
    return rnd, any_tariff(rnd), any_session(rnd)


@MANY
@given(seed=SEEDS)
def test_the_parts_add_up_to_the_total_exactly_and_none_is_negative(seed):
    _, tariff, session = world(seed)
    bill = price(tariff, session)
    parts = [*bill.lines, *bill.adjustments]
    before, after = bill.exact.before_taxes, bill.exact.after_taxes
    assert before == sum([p.before_taxes for p in parts])
    assert after is None or after == sum([p.after_taxes for p in parts])
    assert all(line.billed >= 0 <= line.before_taxes for line in bill.lines)
    assert before >= 0
    assert after is None or after >= 0
    assert bill.total.amount >= 0


@settings(MANY, max_examples=EXAMPLES // 10)
@given(seed=SEEDS)
def test_the_headings_and_the_limits_add_up_to_the_total(seed):
    _, tariff, session = world(seed)
    for reading in (Interpretation(), Interpretation(missing_vat=MissingVat.FACE_VALUE)):
        bill = price(tariff, session, reading)
        headings = sum((bill.under(h).before_taxes for h in Heading), Fraction(0))
        limits = sum((a.before_taxes for a in bill.adjustments), Fraction(0))
        assert headings + limits == bill.exact.before_taxes


@MANY
@given(seed=SEEDS)
def test_splitting_a_period_changes_nothing(seed):
    rnd, tariff, session = world(seed)
    place = rnd.randrange(len(session.periods))
    whole = session.periods[place]
    quarters = (whole.end - whole.start) // QUARTER
    if quarters == 1:
        return
    first = rnd.randint(1, quarters - 1)
    cut = whole.start + first * QUARTER
    use = Use.RESERVATION if whole.reserved else Use.CHARGING if whole.charging else Use.PARKING
    energy = whole.energy.wh * first / quarters
    volume = {"charging": "charging", "parking": "parking", "reservation": "reserved"}[use]
    one = replace(whole, end=cut, energy=Energy(energy), **{volume: cut - whole.start})
    rest = Energy(whole.energy.wh - energy)
    other = replace(whole, start=cut, energy=rest, **{volume: whole.end - cut})
    periods = (*session.periods[:place], one, other, *session.periods[place + 1 :])
    before, after = price(tariff, session), price(tariff, session.with_periods(periods))
    assert (before.lines, before.exact) == (after.lines, after.exact)


@MANY
@given(seed=SEEDS)
def test_more_energy_never_costs_less(seed):
    rnd, tariff, session = world(seed)
    # Where more is cheaper, by a tier, a power or the price of the last step, that is the
    # tariff's wish.
    elements = tuple(map(_without_tiers, tariff.elements))
    tariff = replace(tariff, elements=elements)
    place = rnd.randrange(len(session.periods))
    period = session.periods[place]
    if period.reserved:
        return
    more = replace(period, energy=Energy(period.energy.wh + rnd.randrange(1, 5_000)))
    periods = (*session.periods[:place], more, *session.periods[place + 1 :])
    before, after = price(tariff, session), price(tariff, session.with_periods(periods))
    assert after.exact.before_taxes >= before.exact.before_taxes
    taxes = before.exact.after_taxes, after.exact.after_taxes
    assert None in taxes or taxes[1] >= taxes[0]


def _without_tiers(element):
    limits = replace(
        element.restrictions, min_kwh=None, max_kwh=None, min_power=None, max_power=None
    )
    components = tuple(replace(component, step_size=0) for component in element.components)
    return replace(element, components=components, restrictions=limits)


@MANY
@given(seed=SEEDS)
def test_the_order_of_equal_elements_does_not_matter(seed):
    rnd, tariff, session = world(seed)
    place = rnd.randrange(len(tariff.elements))
    one = tariff.elements[place]
    doubled = replace(tariff, elements=(*tariff.elements[: place + 1], *tariff.elements[place:]))
    assert price(doubled, session).exact == price(tariff, session).exact
    apart = [replace(one, components=(component,)) for component in one.components]
    rnd.shuffle(apart)
    elements = (*tariff.elements[:place], *apart, *tariff.elements[place + 1 :])
    assert price(replace(tariff, elements=elements), session).exact == price(tariff, session).exact


@settings(MANY, max_examples=EXAMPLES // 5)
@given(seed=SEEDS)
def test_it_costs_what_it_costs_by_hand(seed):
    _, tariff, session = world(seed)
    bill = price(tariff, session)
    # The moment at which a tier of energy is reached is known to the microsecond.
    for ours, theirs in zip(
        (bill.exact.before_taxes, bill.exact.after_taxes), by_hand(tariff, session), strict=True
    ):
        assert (ours is None) == (theirs is None)
        assert ours is None or abs(ours - theirs) < Fraction(1, 10**6)


@settings(MANY, max_examples=EXAMPLES // 10)
@given(seed=SEEDS)
def test_a_record_split_where_prices_change_costs_the_same_and_hides_no_change(seed):
    _, tariff, session = world(seed)
    plan = PricePlan(tariff)
    parted = split([plan], session)
    before, after = plan.price(session), plan.price(parted)
    assert before.exact == after.exact
    assert "period_spans_price_change" not in {w.code for w in after.warnings}
    assert parted.energy == session.energy
    assert (parted.periods[0].start, parted.periods[-1].end) == (session.start, session.end)


@settings(MANY, max_examples=EXAMPLES // 20)
@given(seed=SEEDS)
def test_an_explanation_has_all_that_was_used(seed):
    _, tariff, session = world(seed)
    told = explain(tariff, session)
    shares = [share for segment in told.segments for share in segment.shares]
    energy = sum(share.quantity for share in shares if share.dimension is Dimension.ENERGY)
    assert energy == session.energy.wh
    for line in told.bill.lines:
        if line.dimension is not Dimension.FLAT:
            counted = sum(
                s.quantity
                for s in shares
                if (s.dimension, s.element, s.component, s.reservation)
                == (line.dimension, line.element, line.component, line.reservation)
            )
            assert counted == line.consumed
    assert str(told.bill.total.amount) in told.text


@pytest.mark.parametrize("seed", range(20))
def test_the_same_is_always_the_same(seed):
    _, tariff, session = world(seed)
    assert price(tariff, session) == price(tariff, session)
