"""What drivers see at stations of what their charge costs."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.application.office import Office, end, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.charging.hear_report import HearReportHandler
from application.charging.settle_session import SettleSession
from application.provisioning.learn_settings import LearnSettings
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from application.tariff.show_cost import (
    Display,
    ShowFinalCost,
    ShowFinalCostHandler,
    ShowRunningCosts,
    ShowRunningCostsHandler,
    ShowSessionPrice,
    ShowSessionPriceHandler,
)
from domain.cost_display import CostDisplay, CostMode
from domain.errors import Invalid
from domain.instruction import ShowCost, ShowPrice
from domain.station import Registration, Setting, SettingKey
from domain.tariff import AltText, FullPrices
from domain.tenant import DEFAULT_POLICY

MINUTE = timedelta(minutes=1)
RUNNING = CostDisplay(CostMode.RUNNING, MINUTE)
SCREEN_16 = SettingKey("CustomDisplayCostAndPrice")
SCREEN_2 = SettingKey("Available", "TariffCostCtrlr", variable_instance="Cost")


async def an_office(display=RUNNING, key=SCREEN_2, told="true", own=None):
    """A station on the line, with a screen; a kWh costs 0.50."""
    office = await Office(replace(DEFAULT_POLICY, cost_display=display)).open()
    station = await office.station_on_line()
    await office.run(LearnSettings(station.id, (Setting(key, told),)))
    if own is not None:
        scope = office.stores()
        known = await scope.stations.get(station.id)
        known.cost_display = own
        scope.stations.save(known)
        await scope.work.commit()
    await office.tariff("0.5")
    return office, station


async def shown(office: Office, station) -> list[object]:
    """What was ordered of the station's screen; the newest last."""
    orders = office.storage.database.tables.orders.rows.values()
    return [o.instruction for o in orders if isinstance(o.instruction, ShowCost | ShowPrice)]


async def rounds(office: Office) -> int:
    return await office.run(ShowRunningCosts())


@rule(ShowRunningCostsHandler, "Each session in the rhythm that is set")
@asynchronous
async def test_the_cost_so_far_is_told_again_when_it_has_changed():
    office, station = await an_office()
    office.later(1)
    await office.hears(station, start(), update(1, shows=3_000))
    assert await rounds(office) == 1
    assert await rounds(office) == 0  # the minute is not over
    office.later(1)
    assert await rounds(office) == 0  # it costs what it cost
    await office.hears(station, update(2, shows=4_000))
    office.later(1)
    assert await rounds(office) == 1
    first, second = await shown(office, station)
    assert (first.amount, second.amount) == (Decimal("1.00"), Decimal("1.50"))
    assert (second.register_wh, second.at) == (Decimal(4_000), at(3))
    assert second.prices.per_kwh == Decimal("0.50")


@rule(ShowRunningCostsHandler, "Each session in the rhythm that is set")
@asynchronous
async def test_a_small_change_is_not_told():
    office, station = await an_office(CostDisplay(CostMode.RUNNING, MINUTE, Decimal("0.50")))
    office.later(1)
    await office.hears(station, start(), update(1, shows=2_000))
    assert await rounds(office) == 1
    for minute, register, told in ((2, 2_900, 0), (3, 3_000, 1)):
        office.later(1)
        await office.hears(station, update(minute, shows=register))
        assert await rounds(office) == told


@rule(ShowRunningCostsHandler, "Only stations that are set to it")
@rule(Display, "The station's own choice goes before")
@pytest.mark.parametrize(
    ("general", "own", "told"),
    [(RUNNING, None, 1), (RUNNING, CostDisplay(), 0), (CostDisplay(), RUNNING, 1),
     (CostDisplay(CostMode.OFF), None, 0), (CostDisplay(), None, 0)],
)  # fmt: skip
@asynchronous
async def test_the_operator_chooses_and_a_station_may_differ(general, own, told):
    office, station = await an_office(general, own=own)
    await office.hears(station, start(), update(0, shows=3_000))
    assert await rounds(office) == told


@rule(Display, "A station that has not said that it can show costs")
@asynchronous
async def test_a_station_without_a_screen_is_told_nothing():
    for key, told in ((SCREEN_2, "false"), (SCREEN_16, ""), (SettingKey("Other"), "true")):
        office, station = await an_office(key=key, told=told)
        await office.hears(station, start(), update(0, shows=3_000), end(5, register=9_000))
        session = await office.session(station)
        assert await rounds(office) == 0
        await office.run(SettleSession(session.id))
        await office.run(ShowFinalCost(session.id))
        await office.run(ShowSessionPrice(session.id))
        assert await shown(office, station) == []


@rule(ShowRunningCostsHandler, "A session that cannot be priced is told nothing")
@asynchronous
async def test_no_driver_is_shown_a_guess():
    office, station = await an_office()
    tables = office.storage.database.tables
    await office.hears(station, start(), update(0, shows=3_000))
    ((key, tariff),) = tables.tariffs.rows.items()
    tables.tariffs.rows[key] = replace(tariff, elements=())
    assert await rounds(office) == 0
    assert await shown(office, station) == []


@rule(ShowRunningCostsHandler, "A cost that could not be sent before the next one")
@asynchronous
async def test_an_old_cost_does_not_wait_for_the_station():
    office, station = await an_office()
    await office.hears(station, start(), update(0, shows=3_000))
    await rounds(office)
    (order,) = office.storage.database.tables.orders.rows.values()
    assert order.expires_at - order.ordered_at == MINUTE


@rule(ShowRunningCostsHandler, "At most two hundred sessions at a time")
@asynchronous
async def test_many_sessions_are_told_in_several_rounds():
    office, station = await an_office()
    await office.connected(station)
    for number in range(201):
        await office.hears(station, start(0, evse=number + 1), reference=f"tx-{number}")
    assert [await rounds(office) for _ in range(2)] == [100, 0]  # no more may wait for one station
    assert len(office.storage.database.tables.shown_costs.rows) == 201


@asynchronous
async def test_a_station_that_takes_no_orders_disturbs_nobody():
    office, station = await an_office()
    await office.hears(station, start(), update(0, shows=3_000))
    scope = office.stores()
    known = await scope.stations.get(station.id)
    known.admitted = Registration.REJECTED
    scope.stations.save(known)
    await scope.work.commit()
    assert await rounds(office) == 0


@rule(ShowFinalCostHandler, "2.x stations learn it in the answer")
@rule(ShowFinalCostHandler, "Once a session")
@asynchronous
async def test_a_1_6_station_is_told_the_total():
    for key, told in ((SCREEN_16, 1), (SCREEN_2, 0)):
        office, station = await an_office(CostDisplay(), key=key)
        office.later(60)
        await office.hears(station, start(), end(60, register=21_000))
        session = await office.session(station)
        await office.run(SettleSession(session.id))
        for _ in range(2):
            await office.run(ShowFinalCost(session.id))
        finals = await shown(office, station)
        assert len(finals) == told
        if told:
            assert (finals[0].amount, finals[0].final) == (Decimal("10.00"), True)
            assert finals[0].text == "10.00 EUR, 20.00 kWh"


@rule(ShowFinalCostHandler, "Not long after the end")
@asynchronous
async def test_a_driver_who_has_left_reads_no_total():
    office, station = await an_office(CostDisplay(), key=SCREEN_16)
    await office.hears(station, start(), end(5, register=21_000))
    session = await office.session(station)
    await office.run(SettleSession(session.id))
    office.later(16)
    await office.run(ShowFinalCost(session.id))
    assert await shown(office, station) == []


@rule(ShowSessionPriceHandler, "Only stations that are told by DataTransfer")
@asynchronous
async def test_prices_are_shown_at_the_start_and_to_nobody_later():
    office, station = await an_office(CostDisplay(), key=SCREEN_16)
    await office.hears(station, start())
    session = await office.session(station)
    await office.run(ShowSessionPrice(session.id))
    assert await shown(office, station) == [ShowPrice("DEADBEEF", "0.50 EUR/kWh")]
    office.later(11)
    await office.run(ShowSessionPrice(session.id))
    assert len(await shown(office, station)) == 1


@rule(ShowSessionPriceHandler, "In the words of the tariff")
@rule(ShowSessionPriceHandler, "A tariff that cannot be said in few words")
@asynchronous
async def test_prices_are_told_in_the_drivers_language():
    words = (AltText("en", "Half a euro"), AltText("de", "Ein halber Euro"))
    for language, texts, told in (
        ("de-AT", words, "Ein halber Euro"), ("fr", words, "Half a euro"), (None, (), None),
    ):  # fmt: skip
        office, station = await an_office(CostDisplay(), key=SCREEN_16)
        await office.token("DEADBEEF", language=language)
        ((_, simple),) = office.storage.database.tables.tariffs.rows.items()
        prices = FullPrices(
            elements=(*simple.elements, *simple.elements), alt_texts=texts
        )  # fmt: skip
        full = TariffParticulars(
            name="Full", currency="EUR", prices=prices, is_default=True, valid_from=at(-1)
        )
        await office.run(CreateTariff(VOLTA, full))
        await office.hears(station, start())
        await office.run(ShowSessionPrice((await office.session(station)).id))
        assert [each.text for each in await shown(office, station)] == ([told] if told else [])


@rule(HearReportHandler, "No cost is told where the operator has turned that off")
@asynchronous
async def test_the_total_in_the_answer_follows_the_choice_too():
    for general, own, cost in (
        (CostDisplay(), None, Decimal("10.00")), (CostDisplay(CostMode.OFF), None, None),
        (CostDisplay(), CostDisplay(CostMode.OFF), None),
        (CostDisplay(CostMode.OFF), RUNNING, Decimal("10.00")),
    ):  # fmt: skip
        office, station = await an_office(general, own=own)
        told = await office.hears(station, start(), end(5, register=21_000))
        assert (told.cost.amount if told.cost else None) == cost


@pytest.mark.parametrize(
    "nonsense",
    [{"interval": timedelta(seconds=9)}, {"interval": timedelta(hours=2)},
     {"least_change": Decimal(-1)}, {"least_change": Decimal("NaN")}],
)  # fmt: skip
def test_nonsense_is_no_choice(nonsense):
    with pytest.raises(Invalid):
        CostDisplay(**nonsense)
