"""What holds for any tariff and any session."""

import os
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.domain.tariff.any import QUARTER, any_session, any_tariff
from tests.domain.tariff.by_hand import by_hand

from domain.quantities import Energy
from domain.tariff import (
    Bill,
    Consumption,
    Dimension,
    Heading,
    Interpretation,
    PricePlan,
    Tariff,
    explain,
    price,
    split,
)
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


@dataclass(slots=True)
class World:
    """Any tariff and any session, and what it costs."""

    rnd: Random
    tariff: Tariff
    session: Consumption
    bill: Bill


def world(seed):
    rnd = Random(seed)
    tariff, session = any_tariff(rnd), any_session(rnd)
    return World(rnd, tariff, session, price(tariff, session))


@MANY
@given(seed=SEEDS)
def test_the_laws_of_prices_hold(seed):
    """All of them in one world: to make it takes longer than to look at it."""
    it = world(seed)
    for law in LAWS:
        law(it)


def parts_add_up_to_the_total_exactly(it):
    parts = [*it.bill.lines, *it.bill.adjustments]
    before, after = it.bill.exact.before_taxes, it.bill.exact.after_taxes
    assert before == sum([p.before_taxes for p in parts])
    assert after is None or after == sum([p.after_taxes for p in parts])


def nothing_is_negative(it):
    """A credit is another record, and not a price."""
    assert all(line.billed >= 0 <= line.before_taxes for line in it.bill.lines)
    assert it.bill.exact.before_taxes >= 0
    assert (it.bill.exact.after_taxes or 0) >= 0
    assert it.bill.total.amount >= 0


def splitting_a_period_changes_nothing(it):
    session = it.session
    place = it.rnd.randrange(len(session.periods))
    whole = session.periods[place]
    quarters = (whole.end - whole.start) // QUARTER
    if quarters == 1:
        return
    first = it.rnd.randint(1, quarters - 1)
    cut = whole.start + first * QUARTER
    volume = "reserved" if whole.reserved else "charging" if whole.charging else "parking"
    energy = whole.energy.wh * first / quarters
    one = replace(whole, end=cut, energy=Energy(energy), **{volume: cut - whole.start})
    rest = Energy(whole.energy.wh - energy)
    other = replace(whole, start=cut, energy=rest, **{volume: whole.end - cut})
    periods = (*session.periods[:place], one, other, *session.periods[place + 1 :])
    after = price(it.tariff, session.with_periods(periods))
    assert (it.bill.lines, it.bill.exact) == (after.lines, after.exact)


def more_energy_never_costs_less(it):
    # Where more is cheaper, by a tier, a power or the price of the last step, that is the
    # tariff's wish.
    session = it.session
    place = it.rnd.randrange(len(session.periods))
    period = session.periods[place]
    if period.reserved:
        return
    plan = PricePlan(replace(it.tariff, elements=tuple(map(_without_tiers, it.tariff.elements))))
    more = replace(period, energy=Energy(period.energy.wh + it.rnd.randrange(1, 5_000)))
    periods = (*session.periods[:place], more, *session.periods[place + 1 :])
    before, after = plan.price(session), plan.price(session.with_periods(periods))
    assert after.exact.before_taxes >= before.exact.before_taxes
    taxes = before.exact.after_taxes, after.exact.after_taxes
    assert None in taxes or taxes[1] >= taxes[0]


def _without_tiers(element):
    limits = replace(
        element.restrictions, min_kwh=None, max_kwh=None, min_power=None, max_power=None
    )
    components = tuple(replace(component, step_size=0) for component in element.components)
    return replace(element, components=components, restrictions=limits)


def the_order_of_equal_elements_does_not_matter(it):
    """Of one that stands there twice, and of one whose components stand apart, in any order."""
    elements = it.tariff.elements
    place = it.rnd.randrange(len(elements))
    one = elements[place]
    apart = [replace(one, components=(component,)) for component in one.components]
    it.rnd.shuffle(apart)
    changed = (*elements[:place], *apart, one, *elements[place + 1 :])
    assert price(replace(it.tariff, elements=changed), it.session).exact == it.bill.exact


LAWS = (
    parts_add_up_to_the_total_exactly,
    nothing_is_negative,
    splitting_a_period_changes_nothing,
    more_energy_never_costs_less,
    the_order_of_equal_elements_does_not_matter,
)


@settings(MANY, max_examples=EXAMPLES // 10)
@given(seed=SEEDS)
def test_the_headings_and_the_limits_add_up_to_the_total(seed):
    it = world(seed)
    for reading in (Interpretation(), Interpretation(missing_vat=MissingVat.FACE_VALUE)):
        bill = price(it.tariff, it.session, reading)
        headings = sum((bill.under(h).before_taxes for h in Heading), Fraction(0))
        limits = sum((a.before_taxes for a in bill.adjustments), Fraction(0))
        assert headings + limits == bill.exact.before_taxes


@settings(MANY, max_examples=EXAMPLES // 5)
@given(seed=SEEDS)
def test_it_costs_what_it_costs_by_hand(seed):
    it = world(seed)
    bill = it.bill
    # The moment at which a tier of energy is reached is known to the microsecond.
    for ours, theirs in zip(
        (bill.exact.before_taxes, bill.exact.after_taxes),
        by_hand(it.tariff, it.session),
        strict=True,
    ):
        assert (ours is None) == (theirs is None)
        assert ours is None or abs(ours - theirs) < Fraction(1, 10**6)


@settings(MANY, max_examples=EXAMPLES // 10)
@given(seed=SEEDS)
def test_a_record_split_where_prices_change_costs_the_same_and_hides_no_change(seed):
    it = world(seed)
    plan, session = PricePlan(it.tariff), it.session
    parted = split([plan], session)
    after = plan.price(parted)
    assert it.bill.exact == after.exact
    assert "period_spans_price_change" not in {w.code for w in after.warnings}
    assert parted.energy == session.energy
    assert (parted.periods[0].start, parted.periods[-1].end) == (session.start, session.end)


@settings(MANY, max_examples=EXAMPLES // 20)
@given(seed=SEEDS)
def test_an_explanation_has_all_that_was_used(seed):
    it = world(seed)
    told = explain(it.tariff, it.session)
    shares = [share for segment in told.segments for share in segment.shares]
    energy = sum(share.quantity for share in shares if share.dimension is Dimension.ENERGY)
    assert energy == it.session.energy.wh
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
    it = world(seed)
    assert price(it.tariff, it.session) == it.bill
