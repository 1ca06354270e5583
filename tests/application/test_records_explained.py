"""Why records say what they say, and why somebody else's say something else."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.application.office import Office, end, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at, new_id

from application.billing.credit_cdr import CreditCdr
from application.billing.explain_cdr import (
    CompareCdr,
    CompareCdrHandler,
    ExplainCdr,
    ExplainCdrHandler,
    RecordExplainer,
)
from application.charging.settle_session import SettleSession
from application.tariff.edit_tariff import CreateTariff, ReviseTariff, TariffParticulars
from application.views.rendering import comparison_view, record_cost_view
from domain.cdr import Step, used_by
from domain.errors import Invalid, NotPossibleNow
from domain.quantities import Energy
from domain.tariff import (
    Dimension,
    Element,
    FullPrices,
    PriceComponent,
    PriceLimit,
    Restrictions,
)

VAT = Decimal(19)
MORNING = Restrictions(start_time=time(8), end_time=time(9))
PRICES = FullPrices(
    elements=(
        Element((PriceComponent(Dimension.ENERGY, Decimal("0.30"), VAT),), MORNING),
        Element(
            (
                PriceComponent(Dimension.ENERGY, Decimal("0.60"), VAT, 500),
                PriceComponent(Dimension.FLAT, Decimal("0.35"), Decimal(7)),
            )
        ),
    ),
    max_price=PriceLimit(Decimal("5.55")),
)
BY_THE_HOUR = TariffParticulars(name="By the hour", currency="EUR", is_default=True, prices=PRICES)


async def an_office(prices: TariffParticulars = BY_THE_HOUR):
    """With a record of 5.2 kWh before nine and 4.9 after it."""
    office = await Office().open()
    tariff = await office.run(CreateTariff(VOLTA, prices))
    station = await office.station()
    office.later(180)
    story = (start(), update(60, shows=6_200), end(120, register=11_100))
    await office.hears(station, *story)
    session = await office.session(station)
    return office, tariff, await office.run(SettleSession(session.id))


def reckoned_again(view) -> tuple[Decimal, Decimal]:
    """A bill by what is shown of it alone, as an auditor does it with pencil and paper."""
    units = {"session": 1, "kWh": 1000, "h": 3600}
    before = after = Fraction(0)
    for line in view.lines:
        used = sum(
            share.quantity
            for segment in view.segments
            for share in segment.shares
            if (share.element, share.component) == (line.element, line.component)
        )
        if line.unit != "session":
            assert used == line.consumed
        net = Fraction(line.billed) / units[line.unit] * Fraction(Decimal(line.price))
        assert abs(net - Fraction(line.before_taxes)) <= Fraction(1, 20_000)
        before += net
        after += net * (1 + Fraction(Decimal(line.vat or 0)) / 100)
    before += sum(Fraction(change.before_taxes) for change in view.adjustments)
    after += sum(Fraction(change.after_taxes or 0) for change in view.adjustments)
    assert abs(before - Fraction(view.exact_before_taxes)) < Fraction(1, 2_000)
    cent = Decimal("0.01")
    assert (view.rounding.scope, view.rounding.mode, view.rounding.unit) == (
        "total", "half-up", None,
    )  # fmt: skip
    return tuple(
        (Decimal(exact.numerator) / exact.denominator).quantize(cent) for exact in (before, after)
    )


@rule(ExplainCdrHandler, "Segments, components, quantities, steps")
@rule(ExplainCdrHandler, "It says whether it was reckoned again")
@asynchronous
async def test_an_auditor_reckons_the_bill_again_from_what_is_shown():
    office, _, cdr = await an_office()
    told = record_cost_view(await office.run(ExplainCdr(cdr.id)))
    assert told.reproduced
    # In steps of 0.5 kWh it is 10.5: 5.2 at 0.30, the rest at 0.60, and the fee: 5.09.
    assert Decimal(told.before_taxes.amount) == cdr.bill.before_taxes.amount
    net, gross = reckoned_again(told.explanation)
    assert (str(net), str(gross)) == (told.before_taxes.amount, told.total.amount)
    assert "in steps of 500 Wh" in told.text
    assert "Priced by edition 1 of 'By the hour'" in told.text


@asynchronous
async def test_a_limit_is_told_as_a_line_of_its_own():
    dear = replace(BY_THE_HOUR, prices=replace(PRICES, max_price=PriceLimit(Decimal(2))))
    office, _, cdr = await an_office(dear)
    told = record_cost_view(await office.run(ExplainCdr(cdr.id)))
    assert told.before_taxes.amount == "2.00"
    assert [change.cause for change in told.explanation.adjustments] == ["maximum"]
    assert reckoned_again(told.explanation)[0] == 2


@rule(ExplainCdrHandler, "By what stands in the record alone")
@asynchronous
async def test_what_is_edited_or_told_later_explains_no_earlier_record():
    office, tariff, cdr = await an_office()
    before = (await office.run(ExplainCdr(cdr.id))).text
    dearer = replace(BY_THE_HOUR, prices=replace(PRICES, elements=PRICES.elements[:1]))
    await office.run(ReviseTariff(tariff.id, dearer, publish=True))
    session = await office.stores().sessions.get(cdr.session)
    session.group = "staff"
    scope = office.stores()
    scope.sessions.save(session)
    await scope.work.commit()
    assert (await office.run(ExplainCdr(cdr.id))).text == before


@rule(ExplainCdrHandler, "A credit is explained by the record")
@asynchronous
async def test_a_credit_is_explained_by_what_it_takes_back():
    office, _, cdr = await an_office()
    credit = await office.run(CreditCdr(cdr.id, "the cable was broken"))
    told = record_cost_view(await office.run(ExplainCdr(credit.id)))
    assert told.credits == cdr.id
    assert Decimal(told.total.amount) == -cdr.bill.total.amount
    assert "the cable was broken" in told.text
    assert told.reproduced


@rule(RecordExplainer, "A record without a price is not explained.")
@asynchronous
async def test_a_record_without_a_price_is_not_explained():
    office, _, cdr = await an_office()
    table = office.storage.database.tables.cdrs.rows
    for key, kept in list(table.items()):
        if kept.id == cdr.id:
            table[key] = replace(kept, bill=None)
    with pytest.raises(NotPossibleNow):
        await office.run(ExplainCdr(cdr.id))


@asynchronous
async def test_a_record_of_before_copies_were_kept_is_explained_by_its_tariff():
    office, _, cdr = await an_office()
    table = office.storage.database.tables.cdrs.rows
    for key, kept in list(table.items()):
        if kept.id == cdr.id:
            table[key] = replace(kept, particulars=replace(kept.particulars, basis=None))
    told = record_cost_view(await office.run(ExplainCdr(cdr.id)))
    assert told.tariff is None
    assert told.reproduced


def told_by(cdr, **more) -> CompareCdr:
    """Somebody's record that says the same as ours, or `more`."""
    bill = cdr.bill
    stated = {"total": (bill.before_taxes.amount, bill.total.amount)}
    tariff = cdr.particulars.basis.tariff.tariff(VOLTA)
    given = {"used": used_by(cdr), "tariffs": (tariff,), "stated": stated, "record": cdr.id}
    return CompareCdr(**{**given, **more})


@rule(CompareCdrHandler, "Nothing is kept or changed.")
@asynchronous
async def test_a_record_that_says_the_same_as_ours_does_not_differ():
    office, _, cdr = await an_office()
    kept = len(await office.events())
    found = comparison_view(await office.run(told_by(cdr)))
    assert found.agrees
    assert (found.differences, found.from_ours) == ((), ())
    assert not any(period.differs for period in found.periods)
    assert len(await office.events()) == kept


@rule(CompareCdrHandler, "Their periods are priced by their own tariff")
@asynchronous
async def test_a_total_that_does_not_follow_from_its_periods_is_told():
    office, _, cdr = await an_office()
    wrong = {"total": (Decimal("9.99"), None), "energy": (Decimal("4.74"), None)}
    found = comparison_view(await office.run(told_by(cdr, stated=wrong, record=None)))
    assert not found.agrees
    assert [(d.heading, d.theirs) for d in found.differences] == [("total", "9.99")]
    assert found.record is None
    assert "theirs 9.99" in found.text


@rule(CompareCdrHandler, "With a record of ours, the difference")
@asynchronous
async def test_a_difference_is_taken_apart_into_reckoning_prices_and_use():
    office, _, cdr = await an_office()
    ours = cdr.bill.exact.before_taxes
    tariff = cdr.particulars.basis.tariff.tariff(VOLTA)
    tariff.elements = (Element((PriceComponent(Dimension.ENERGY, Decimal("0.40"), VAT),)),)
    tariff.max_price = None
    used = used_by(cdr)
    first, *rest = used.periods
    more = replace(first, energy=Energy(first.energy.wh + 1_000))
    theirs = used.with_periods([more, *rest])
    stated = {"total": (Decimal("4.50"), None)}
    found = await office.run(told_by(cdr, used=theirs, tariffs=(tariff,), stated=stated))
    # 11.1 kWh at 0.40 are 4.44, and they say 4.50; at our prices one kWh more is 0.30 more.
    assert found.steps[Step.RECKONING] == Fraction(6, 100)
    assert found.steps[Step.USE] == Fraction(3, 10)
    assert sum(found.steps.values()) == Fraction(450, 100) - ours
    shown = comparison_view(found)
    assert [period.differs for period in shown.periods] == [True, True]
    (one, *_) = shown.periods
    assert (one.theirs.energy_wh, one.ours.energy_wh) == ("6200.0000", "5200.0000")
    assert "their prices are not ours" in shown.text
    assert "total_energy: theirs 11.1000 kWh, ours 10.1000 kWh" in shown.text


@asynchronous
async def test_their_totals_of_energy_and_time_are_held_to_their_periods():
    office, _, cdr = await an_office()
    volumes = {"total_energy": Fraction(12), "total_time": Fraction(2)}
    found = comparison_view(await office.run(told_by(cdr, volumes=volumes)))
    assert "total_energy is 12.0000 kWh, their periods come to 10.1000 kWh" in found.text
    assert "total_time" not in found.text


@rule(CompareCdrHandler, "A session of more than a year is refused.")
@asynchronous
async def test_a_record_of_ages_is_refused():
    office, _, cdr = await an_office()
    used = used_by(cdr)
    for odd in (
        replace(used, end=used.start + timedelta(days=400)),
        replace(used, start=at(0).replace(year=1950)),
    ):
        with pytest.raises(Invalid):
            await office.run(told_by(cdr, used=odd))


@asynchronous
async def test_records_in_two_currencies_are_not_compared():
    office, _, cdr = await an_office()
    francs = replace(BY_THE_HOUR, currency="CHF").drafted(new_id(), VOLTA)
    with pytest.raises(Invalid):
        await office.run(told_by(cdr, tariffs=(francs,)))
