"""Prices."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.application.office import Office, end, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.charging.settle_session import SettleSession
from application.tariff.assign_tariff import AssignTariff, AssignTariffHandler
from application.tariff.edit_tariff import (
    CreateTariff,
    CreateTariffHandler,
    EditTariff,
    EditTariffHandler,
    RemoveTariff,
    RemoveTariffHandler,
    ReviseTariff,
    ReviseTariffHandler,
    TariffParticulars,
)
from application.tariff.publish_tariff import (
    PublishTariff,
    PublishTariffHandler,
    WithdrawTariff,
    WithdrawTariffHandler,
)
from domain.errors import NotFound, NotPossibleNow, Outdated, StillReferenced
from domain.tariff import (
    Element,
    FullPrices,
    NotPriceable,
    TariffChange,
    TariffChanged,
    TariffState,
)

DAY = TariffParticulars(name="Day", currency="EUR", per_kwh=Decimal("0.5"), is_default=True)


@rule(CreateTariffHandler, "One that is the default holds at every station that has no other.")
@asynchronous
async def test_the_default_holds_where_no_other_was_assigned():
    office = await Office().open()
    here, there = await office.station("HERE"), await office.station("THERE")
    default = await office.tariff()
    own = await office.tariff("0.3", name="Own", is_default=False)
    await office.run(AssignTariff(here.id, own.id))
    for station, tariff in ((here, own), (there, default)):
        await office.hears(station, start())
        assert (await office.session(station)).tariff == tariff.id


@rule(CreateTariffHandler, "It is a draft, or published at once")
@asynchronous
async def test_a_draft_prices_nothing_until_it_is_published():
    office = await Office().open()
    station = await office.station()
    draft = await office.run(CreateTariff(VOLTA, DAY, publish=False))
    await office.hears(station, start())
    assert (await office.session(station)).tariff is None
    await office.run(PublishTariff(draft.id))
    await office.hears(station, start(60), reference="tx-2")
    assert (await office.session(station, "tx-2")).tariff == draft.id


@rule(EditTariffHandler, "A change based on an older version is refused.")
@asynchronous
async def test_who_saw_an_older_version_of_a_tariff_must_look_again():
    office = await Office().open()
    tariff = await office.run(CreateTariff(VOLTA, DAY, publish=False))
    await office.run(EditTariff(tariff.id, DAY, tariff.version))
    with pytest.raises(Outdated):
        await office.run(EditTariff(tariff.id, DAY, tariff.version))
    with pytest.raises(Outdated):
        await office.run(PublishTariff(tariff.id, tariff.version))


@rule(EditTariffHandler, "Only a draft")
@rule(PublishTariffHandler, "From then on it never changes.")
@asynchronous
async def test_what_was_published_stays_as_it_is():
    office = await Office().open()
    tariff = await office.tariff("0.5")
    with pytest.raises(NotPossibleNow, match="make a new edition"):
        await office.run(EditTariff(tariff.id, replace(DAY, per_kwh=Decimal("0.6"))))


@rule(ReviseTariffHandler, "Once it is published, sessions start under it")
@asynchronous
async def test_new_prices_hold_for_new_sessions_and_neither_for_running_ones_nor_for_records():
    office = await Office().open()
    station, tariff = await office.station(), await office.tariff("0.5")
    await office.run(AssignTariff(station.id, tariff.id))
    await office.hears(station, start(), end(30, register=11_000))
    await office.run(SettleSession((await office.session(station)).id))
    await office.hears(station, start(31), reference="tx-2")
    dearer = replace(DAY, per_kwh=Decimal("0.6"))
    second = await office.run(ReviseTariff(tariff.id, dearer, publish=True))
    assert (second.series, second.edition, second.state) == (
        tariff.id, 2, TariffState.PUBLISHED,
    )  # fmt: skip
    await office.hears(station, end(60, register=11_000), reference="tx-2")
    await office.hears(station, start(61), end(90, register=11_000), reference="tx-3")
    for reference in ("tx-2", "tx-3"):
        await office.run(SettleSession((await office.session(station, reference)).id))
    bills = [record.bill.total.amount for record in office.storage.records(VOLTA)]
    assert bills == [5, 5, 6]


@rule(ReviseTariffHandler, "There is one draft at a time.")
@asynchronous
async def test_there_is_one_draft_of_a_next_edition():
    office = await Office().open()
    tariff = await office.tariff("0.5")
    second = await office.run(ReviseTariff(tariff.id))
    assert (second.elements, second.edition) == (tariff.elements, 2)
    with pytest.raises(NotPossibleNow, match="still a draft"):
        await office.run(ReviseTariff(tariff.id))


@rule(ReviseTariffHandler, "It follows on the newest edition, and has an identity of its own.")
@asynchronous
async def test_each_edition_follows_on_the_newest():
    office = await Office().open()
    first = await office.tariff("0.5")
    second = await office.run(ReviseTariff(first.id, publish=True))
    third = await office.run(ReviseTariff(first.id, publish=True))
    assert [t.edition for t in (first, second, third)] == [1, 2, 3]
    assert len({first.id, second.id, third.id}) == 3
    assert third.series == second.series == first.id


@rule(ReviseTariffHandler, "Not by somebody who saw an older version.")
@asynchronous
async def test_who_saw_an_older_version_makes_no_next_edition():
    office = await Office().open()
    tariff = await office.tariff("0.5")
    with pytest.raises(Outdated):
        await office.run(ReviseTariff(tariff.id, version=tariff.version + 1))


@rule(PublishTariffHandler, "One that cannot be priced is never published")
@asynchronous
async def test_a_tariff_that_cannot_be_priced_is_never_published():
    office = await Office().open()
    prices = FullPrices(elements=(Element(()), Element(())))
    nothing = replace(DAY, per_kwh=Decimal(0), prices=prices)
    draft = await office.run(CreateTariff(VOLTA, nothing, publish=False))
    with pytest.raises(NotPriceable) as refused:
        await office.run(PublishTariff(draft.id))
    assert [finding.path for finding in refused.value.findings] == [
        "elements[0].price_components", "elements[1].price_components",
    ]  # fmt: skip
    with pytest.raises(NotPriceable):
        await office.run(CreateTariff(VOLTA, nothing))
    assert (await office.stores().tariffs.get(draft.id)).state is TariffState.DRAFT


@rule(PublishTariffHandler, "It takes the place of earlier editions")
@asynchronous
async def test_a_later_edition_takes_the_earlier_ones_place_while_it_holds():
    office = await Office().open()
    station, first = await office.station(), await office.tariff("0.5")
    later = replace(DAY, valid_from=at(60), valid_until=at(120))
    draft = await office.run(ReviseTariff(first.id, later))
    await office.run(PublishTariff(draft.id))
    for minute, expected in ((0, first), (60, draft), (120, first)):
        reference = f"tx-{minute}"
        await office.hears(station, start(minute), reference=reference)
        assert (await office.session(station, reference)).tariff == expected.id


@rule(WithdrawTariffHandler, "Sessions that run keep it.")
@rule(WithdrawTariffHandler, "What it was assigned to falls back")
@asynchronous
async def test_no_session_starts_under_what_was_withdrawn_or_its_earlier_editions():
    office = await Office().open()
    station, default = await office.station(), await office.tariff("0.5")
    own = await office.tariff("0.3", name="Own", is_default=False)
    second = await office.run(ReviseTariff(own.id, publish=True))
    await office.run(AssignTariff(station.id, own.id))
    await office.hears(station, start())
    await office.run(WithdrawTariff(second.id))
    await office.hears(station, start(60), reference="tx-2")
    assert (await office.session(station)).tariff == second.id
    assert (await office.session(station, "tx-2")).tariff == default.id
    assert (await office.stores().tariffs.get(own.id)).state is TariffState.WITHDRAWN


@rule(WithdrawTariffHandler, "Not by somebody who saw an older version.")
@rule(PublishTariffHandler, "Not by somebody who saw an older version.")
@asynchronous
async def test_who_saw_an_older_version_neither_publishes_nor_withdraws():
    office = await Office().open()
    tariff = await office.tariff("0.5")
    with pytest.raises(Outdated):
        await office.run(WithdrawTariff(tariff.id, tariff.version + 1))
    with pytest.raises(Outdated):
        await office.run(PublishTariff(tariff.id, tariff.version + 1))


@asynchronous
async def test_who_changed_a_price_is_told():
    office = await Office().open()
    scope = office.storage.scope(VOLTA, "key of Ada")
    desk = office.desks.tenant(scope)
    tariff = await desk.run(CreateTariff(VOLTA, DAY))
    await desk.run(ReviseTariff(tariff.id, replace(DAY, per_kwh=Decimal("0.6"))))
    events = await office.events(TariffChanged)
    assert [(e.change, e.edition, e.by) for e in events] == [
        (TariffChange.CREATED, 1, "key of Ada"), (TariffChange.PUBLISHED, 1, "key of Ada"),
        (TariffChange.REVISED, 2, "key of Ada"),
    ]  # fmt: skip
    assert "elements" in events[2].what


@rule(RemoveTariffHandler, "Not the first while there are later ones.")
@asynchronous
async def test_the_first_edition_stays_while_there_are_later_ones():
    office = await Office().open()
    first = await office.tariff("0.5")
    second = await office.run(ReviseTariff(first.id))
    with pytest.raises(StillReferenced):
        await office.run(RemoveTariff(first.id))
    await office.run(RemoveTariff(second.id))
    await office.run(RemoveTariff((await office.stores().tariffs.get(first.id)).id))


@rule(RemoveTariffHandler, "Not one that a session was or is priced by.")
@asynchronous
async def test_a_tariff_that_priced_a_session_stays():
    office = await Office().open()
    station, used = await office.station(), await office.tariff()
    unused = await office.tariff(name="Night", is_default=False)
    await office.hears(station, start(), end(30))
    with pytest.raises(StillReferenced):
        await office.run(RemoveTariff(used.id))
    await office.run(RemoveTariff(unused.id))
    with pytest.raises(NotFound):
        await office.stores().tariffs.get(unused.id)


@rule(RemoveTariffHandler, "Not by somebody who saw an older version.")
@asynchronous
async def test_who_saw_an_older_version_of_a_tariff_does_not_take_it_away():
    office = await Office().open()
    tariff = await office.tariff()
    with pytest.raises(Outdated):
        await office.run(RemoveTariff(tariff.id, tariff.version + 1))
    assert await office.stores().tariffs.get(tariff.id)


@rule(AssignTariffHandler, "Not by somebody who saw the station in an older version.")
@asynchronous
async def test_of_two_who_assign_a_tariff_the_second_must_look_again():
    office = await Office().open()
    station, tariff = await office.station(), await office.tariff()
    await office.run(AssignTariff(station.id, tariff.id, station.version))
    with pytest.raises(Outdated):
        await office.run(AssignTariff(station.id, None, station.version))


@rule(AssignTariffHandler, "Sessions that run keep the tariff they started with.")
@asynchronous
async def test_a_running_session_keeps_its_tariff():
    office = await Office().open()
    station, default = await office.station(), await office.tariff()
    own = await office.tariff("0.3", name="Own", is_default=False)
    await office.hears(station, start())
    await office.run(AssignTariff(station.id, own.id))
    assert (await office.session(station)).tariff == default.id
    await office.run(AssignTariff(station.id, None))
    await office.hears(station, start(60), reference="tx-2")
    assert (await office.session(station, "tx-2")).tariff == default.id
