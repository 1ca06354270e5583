"""What sessions cost or would cost, and why."""

from dataclasses import replace
from datetime import time, timedelta
from decimal import Decimal

import pytest
from tests.application.office import Office, end, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.tariff.consumed import Consumed
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from application.tariff.explain_price import (
    ExplainPrice,
    ExplainPriceHandler,
    ExplainSession,
    ExplainSessionHandler,
    LintTariff,
    LintTariffHandler,
)
from domain.errors import NotPossibleNow
from domain.quantities import Energy
from domain.tariff import (
    Dimension,
    Element,
    FullPrices,
    NotPriceable,
    PriceComponent,
    Restrictions,
    TypicalSession,
)

HALF = PriceComponent(Dimension.ENERGY, Decimal("0.5"))
FULL = PriceComponent(Dimension.ENERGY, Decimal(1))
DAY = TariffParticulars(name="Day", currency="EUR", per_kwh=Decimal("0.5"), is_default=True)
BY_THE_HOUR = TariffParticulars(
    name="By the hour", currency="EUR", is_default=True,
    prices=FullPrices(elements=(
        Element((HALF,), Restrictions(start_time=time(8), end_time=time(9))), Element((FULL,)),
    )),
)  # fmt: skip
BROKEN = replace(BY_THE_HOUR, prices=FullPrices(elements=()))


@rule(ExplainPriceHandler, "Under any tariff")
@asynchronous
async def test_a_typical_session_under_a_draft():
    office = await Office().open()
    office.later(180)  # what stations tell is no word from the future
    draft = await office.run(CreateTariff(VOLTA, DAY, publish=False))
    typical = TypicalSession(
        start=at(0), energy=Energy(Decimal(10_000)), charging=timedelta(hours=1)
    )
    for under in (draft.id, DAY):
        told = await office.run(ExplainPrice(VOLTA, typical, under))
        assert told.bill.total.amount == 5
    assert (await office.stores().tariffs.get(draft.id)).version == draft.version


@rule(ExplainPriceHandler, "A session that was charged here")
@rule(Consumed, "The meter's readings are looked at only where")
@asynchronous
async def test_a_past_session_under_another_tariff():
    office = await Office().open()
    office.later(180)  # what stations tell is no word from the future
    station = await office.station()
    await office.tariff("0.5")
    await office.hears(station, start(), update(60, shows=6_000), end(120, register=11_000))
    session = await office.session(station)
    told = await office.run(ExplainPrice(VOLTA, session.id, BY_THE_HOUR))
    # Ten kWh in two hours from eight on: five at the half price, five at the full one.
    assert told.bill.total.amount == Decimal("7.50")
    assert "5 kWh at 0.5 per kWh" in told.text


@rule(ExplainPriceHandler, "A tariff that cannot be priced")
@asynchronous
async def test_a_tariff_that_cannot_be_priced_says_why():
    office = await Office().open()
    office.later(180)  # what stations tell is no word from the future
    typical = TypicalSession(start=at(0), energy=Energy(Decimal(0)), charging=timedelta())
    with pytest.raises(NotPriceable, match="elements"):
        await office.run(ExplainPrice(VOLTA, typical, BROKEN))


@rule(ExplainSessionHandler, "By the edition of the tariff")
@rule(Consumed, "Times are those of the place")
@asynchronous
async def test_the_cost_so_far_follows_the_clock_of_the_place():
    office = await Office().open()
    office.later(180)  # what stations tell is no word from the future
    station = await office.station()
    await office.run(CreateTariff(VOLTA, BY_THE_HOUR))
    await office.hears(station, start(), end(60, register=3_000))
    session = await office.session(station)
    told = await office.run(ExplainSession(session.id))
    assert told.bill.total.amount == Decimal("1.00")
    assert told.consumption.zone == "UTC"


@rule(ExplainSessionHandler, "A session without a tariff")
@asynchronous
async def test_a_session_without_a_tariff_has_no_price():
    office = await Office().open()
    office.later(180)  # what stations tell is no word from the future
    station = await office.station()
    await office.hears(station, start())
    with pytest.raises(NotPossibleNow, match="No tariff held"):
        await office.run(ExplainSession((await office.session(station)).id))


@rule(LintTariffHandler, "With a fault it cannot be published")
@asynchronous
async def test_findings_are_told_of_drafts_and_of_tariffs():
    office = await Office().open()
    office.later(180)  # what stations tell is no word from the future
    draft = await office.run(CreateTariff(VOLTA, BROKEN, publish=False))
    for asked in (draft.id, BROKEN):
        found = await office.run(LintTariff(VOLTA, asked))
        assert found[0].code == "no_elements"


@asynchronous
async def test_the_cost_that_a_station_is_told_at_the_end_is_the_engines():
    office = await Office().open()
    office.later(180)  # what stations tell is no word from the future
    station = await office.station()
    await office.run(CreateTariff(VOLTA, BY_THE_HOUR))
    told = await office.hears(
        station, start(), update(60, shows=6_000), end(120, register=11_000)
    )  # fmt: skip
    assert told.cost.amount == Decimal("7.50")
