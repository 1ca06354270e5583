"""Stations introduce themselves, connect, tell their state and list their settings."""

from datetime import timedelta

import pytest
from tests.application.office import Office, said, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import OHM, VOLTA, at

from application.provisioning.boot_station import (
    RETRY_INTERVAL,
    BootStation,
    BootStationHandler,
)
from application.provisioning.connect_station import (
    ConnectStationHandler,
    DisconnectStation,
    DisconnectStationHandler,
)
from application.provisioning.learn_settings import LearnSettings, LearnSettingsHandler
from application.provisioning.receive_report import ReceiveReportPage, ReceiveReportPageHandler
from application.provisioning.report_status import ReportStatus, ReportStatusHandler
from domain.errors import Fenced
from domain.moments import StationTime
from domain.session import Phase
from domain.station import (
    Available,
    Faulted,
    Hardware,
    Occupied,
    Registration,
    ReportPage,
    Setting,
    SettingKey,
    Stage,
    StationDisconnected,
)
from domain.tenant import TenantPolicy

DUO = Hardware("Volta", "Duo 22")

# Boots.


@rule(BootStationHandler, "The operator's registration decides")
@rule(BootStationHandler, "What it was told is kept")
@pytest.mark.parametrize("registration", list(Registration))
@asynchronous
async def test_a_station_is_told_what_the_operator_decided_and_that_is_kept(registration):
    office = await Office().open()
    station = await office.station(registration=registration)
    answer = await office.run(BootStation(station.id, DUO))
    kept = await office.stores().stations.get(station.id)
    assert answer.registration is kept.admitted is registration
    assert kept.in_service is (registration is Registration.ACCEPTED)


@rule(BootStationHandler, "Accepted, it is given its heartbeat interval")
@asynchronous
async def test_a_stations_own_heartbeat_interval_goes_before_the_tenants():
    office = await Office(TenantPolicy(heartbeat_interval=timedelta(minutes=7))).open()
    station = await office.station()
    told = await office.run(BootStation(station.id, DUO))
    stores = office.stores()
    station = await stores.stations.get(station.id)
    station.heartbeat_interval = timedelta(minutes=2)
    stores.stations.save(station)
    await stores.work.commit()
    told_then = await office.run(BootStation(station.id, DUO))
    assert (told.interval, told_then.interval) == (timedelta(minutes=7), timedelta(minutes=2))


@rule(BootStationHandler, "Not accepted, it is given the time to wait")
@pytest.mark.parametrize("registration", [Registration.PENDING, Registration.REJECTED])
@asynchronous
async def test_a_station_that_is_not_accepted_is_told_when_to_try_again(registration):
    office = await Office().open()
    station = await office.station(registration=registration)
    assert (await office.run(BootStation(station.id, DUO))).interval == RETRY_INTERVAL


@rule(BootStationHandler, "Its open sessions stay open")
@asynchronous
async def test_a_boot_ends_no_session():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    await office.run(BootStation(station.id, DUO))
    assert (await office.session(station)).open


# Connections.


@rule(ConnectStationHandler, "The newest connection wins")
@rule(ConnectStationHandler, "The one before may write no more")
@asynchronous
async def test_the_newest_connection_wins_and_the_one_before_may_write_no_more():
    office = await Office().open()
    station = await office.station()
    older = await office.connected(station, "node-1")
    newer = await office.connected(station, "node-2")
    assert newer.fence > older.fence
    assert await office.stores().links.find(station.id) == newer
    with pytest.raises(Fenced):
        await office.run_linked(BootStation(station.id, DUO), older)
    assert await office.run_linked(BootStation(station.id, DUO), newer)


@rule(DisconnectStationHandler, "The end of an older connection")
@asynchronous
async def test_the_end_of_an_older_connection_does_not_unregister_a_newer_one():
    office = await Office().open()
    station = await office.station()
    older, newer = await office.connected(station), await office.connected(station)
    assert not await office.run(DisconnectStation(VOLTA, older))
    assert await office.stores().links.find(station.id) == newer
    assert await office.run(DisconnectStation(VOLTA, newer, "1000"))
    assert await office.stores().links.find(station.id) is None
    assert [event.why for event in await office.events(StationDisconnected)] == ["1000"]


# Status.


@rule(ReportStatusHandler, "The newest word by the station's own time stands")
@asynchronous
async def test_late_news_does_not_turn_the_picture_back():
    office = await Office().open()
    station = await office.station()
    await office.run(ReportStatus(station.id, 1, 1, Occupied(), said(30)))
    await office.run(ReportStatus(station.id, 1, 1, Available(), said(10)))
    kept = await office.stores().stations.get(station.id)
    assert kept.connector(1, 1).status == Occupied()


@rule(ReportStatusHandler, "The session on the outlet follows its stage")
@asynchronous
async def test_a_session_follows_the_stage_of_its_outlet_and_survives_a_fault():
    office = await Office().open()
    station = await office.station()
    started = await office.starts(station, start())
    for minute, stage, phase in (
        (1, Stage.CHARGING, Phase.CHARGING),
        (2, Stage.SUSPENDED_BY_EV, Phase.SUSPENDED_BY_EV),
        (3, Stage.FINISHING, Phase.IDLE),
    ):
        await office.run(ReportStatus(station.id, 1, 1, Occupied(stage), said(minute)))
        assert (await office.session(station, str(started.number))).phase is phase
    await office.run(ReportStatus(station.id, 1, 1, Faulted("GroundFailure"), said(4)))
    assert (await office.session(station, str(started.number))).phase is Phase.IDLE


@rule(ReportStatusHandler, "A free outlet alone ends no session")
@asynchronous
async def test_a_free_outlet_alone_ends_no_session():
    office = await Office().open()
    station = await office.station()
    await office.hears(station, start())
    await office.run(ReportStatus(station.id, 1, 1, Available(), said(1)))
    assert (await office.session(station)).open


@rule(ReportStatusHandler, "A status sent live teaches how far an unset clock is off.")
@asynchronous
async def test_a_status_of_1970_teaches_how_far_the_clock_is_off():
    office = await Office().open()
    station = await office.station()
    unset = at(0).replace(year=1970)
    await office.run(ReportStatus(station.id, 1, 1, Available(), _written(unset)))
    office.later(60)
    await office.starts(station, start(said_at=_written(unset + timedelta(minutes=15))))
    (session,) = office.sessions()
    assert session.started.at == at(15)


@rule(ReportStatusHandler, "The newest word by the station's own time stands")
@rule(ReportStatusHandler, "A status sent live teaches how far an unset clock is off.")
@asynchronous
async def test_a_status_after_a_reboot_counts_though_an_unset_clock_began_anew():
    office = await Office().open()
    station = await office.station()
    unset = at(0).replace(year=1970)
    await office.run(ReportStatus(station.id, 1, 1, Occupied(), _written(unset)))
    office.later(60)
    await office.run(ReportStatus(station.id, 1, 1, Available(), _written(unset)))
    connector = (await office.stores().stations.get(station.id)).connector(1, 1)
    assert (connector.status, connector.reported.at) == (Available(), at(60))


def _written(instant):
    return StationTime(instant, instant.isoformat())


# Settings.


@rule(LearnSettingsHandler, "What it told replaces what was known")
@rule(LearnSettingsHandler, "Only an answer that lists all of them")
@asynchronous
async def test_only_a_whole_list_makes_settings_disappear():
    office = await Office().open()
    station = await office.station()
    await office.run(LearnSettings(station.id, (_set("A", "1"), _set("B", "1"))))
    await office.run(LearnSettings(station.id, (_set("B", "2"),)))
    assert await _settings(office, station) == {"A": "1", "B": "2"}
    await office.run(LearnSettings(station.id, (_set("B", "3"),), whole=True))
    assert await _settings(office, station) == {"B": "3"}


@rule(ReceiveReportPageHandler, "Pages may come in any order, and twice.")
@rule(ReceiveReportPageHandler, "Only the whole report replaces")
@asynchronous
async def test_a_report_replaces_the_settings_when_its_last_missing_page_comes():
    office = await Office().open()
    station = await office.station()
    await office.run(LearnSettings(station.id, (_set("Old", "1"),)))
    last = ReportPage(1, last=True, settings=(_set("B", "2"),))
    first = ReportPage(0, last=False, settings=(_set("A", "1"),))
    for page in (last, last):
        await office.run(ReceiveReportPage(VOLTA, station.id, 7, page))
        assert await _settings(office, station) == {"Old": "1"}
    for page in (first, first):
        await office.run(ReceiveReportPage(VOLTA, station.id, 7, page))
        assert await _settings(office, station) == {"A": "1", "B": "2"}


@rule(ReceiveReportPageHandler, "A report with a missing page")
@asynchronous
async def test_a_report_with_a_missing_page_changes_nothing():
    office = await Office().open()
    station = await office.station()
    for number in (0, 2):
        page = ReportPage(number, last=number == 2, settings=(_set(f"S{number}", "1"),))
        await office.run(ReceiveReportPage(VOLTA, station.id, 7, page))
    report = await office.stores().inventories.find_report(station.id, 7)
    assert not report.complete
    assert await _settings(office, station) == {}
    assert await office.stores(OHM).inventories.find_report(station.id, 7) is None


def _set(variable, value):
    return Setting(SettingKey(variable), value)


async def _settings(office, station):
    told = await office.stores().inventories.settings(station.id)
    return {setting.key.variable: setting.value for setting in told}
