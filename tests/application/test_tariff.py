"""Prices."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.application.office import Office, end, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA

from application.charging.settle_session import SettleSession
from application.tariff.edit_tariff import (
    AssignTariff,
    AssignTariffHandler,
    CreateTariffHandler,
    EditTariff,
    EditTariffHandler,
    RemoveTariff,
    RemoveTariffHandler,
    TariffParticulars,
)
from domain.errors import NotFound, Outdated, StillReferenced

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


@rule(EditTariffHandler, "A change based on an older version is refused.")
@asynchronous
async def test_who_saw_an_older_version_of_a_tariff_must_look_again():
    office = await Office().open()
    tariff = await office.tariff()
    await office.run(EditTariff(tariff.id, DAY, tariff.version))
    with pytest.raises(Outdated):
        await office.run(EditTariff(tariff.id, DAY, tariff.version))


@rule(EditTariffHandler, "Records that were written keep their prices")
@asynchronous
async def test_new_prices_hold_for_running_sessions_and_not_for_written_records():
    office = await Office().open()
    station, tariff = await office.station(), await office.tariff("0.5")
    await office.hears(station, start(), end(30, register=11_000))
    await office.run(SettleSession((await office.session(station)).id))
    await office.hears(station, start(31), reference="tx-2")
    await office.run(EditTariff(tariff.id, replace(DAY, per_kwh=Decimal("0.6"))))
    await office.hears(station, end(60, register=11_000), reference="tx-2")
    await office.run(SettleSession((await office.session(station, "tx-2")).id))
    bills = [record.bill.total.amount for record in office.storage.records(VOLTA)]
    assert bills == [5, 6]


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
