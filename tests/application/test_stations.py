"""Stations and sites as operators keep them."""

from dataclasses import replace

import pytest
from tests.application.office import SECRET, Office, end, said, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import OHM, VOLTA

from application.charging.settle_session import SettleSession
from application.provisioning.boot_station import BootStation
from application.provisioning.edit_location import (
    CreateLocation,
    EditLocation,
    EditLocationHandler,
    LocationParticulars,
    RemoveLocation,
    RemoveLocationHandler,
)
from application.provisioning.edit_station import (
    EditStation,
    EditStationHandler,
    RemoveStation,
    RemoveStationHandler,
)
from application.provisioning.register_station import (
    MeetStation,
    MeetStationHandler,
    RegisterStation,
    RegisterStationHandler,
)
from application.provisioning.report_status import ReportStatus
from application.security.admit_station import AdmitStation
from domain.errors import AlreadyExists, NotFound, NotPossibleNow, Outdated, StillReferenced
from domain.station import (
    Connector,
    Evse,
    Hardware,
    Occupied,
    Quirk,
    Registration,
    SecurityProfile,
    Unreported,
)
from domain.tenant import TenantPolicy

DUO = Hardware("Volta", "Duo 22")
MARKET = LocationParticulars(name="Market square")


@rule(RegisterStationHandler, "Its identity is unique among the tenant's stations")
@asynchronous
async def test_an_identity_is_taken_for_one_tenant_and_free_for_another():
    office = await Office().open()
    await office.station("MARKET-1")
    with pytest.raises(AlreadyExists):
        await office.station("MARKET-1")
    assert await office.run(RegisterStation(OHM, "MARKET-1"), OHM)


@rule(RegisterStationHandler, "Only the hash of its secret is kept.")
@asynchronous
async def test_the_secret_of_a_station_is_nowhere_to_be_read():
    office = await Office().open()
    station = await office.station()
    known = await office.stores().credentials.find(station.id)
    assert SECRET not in known.current.digest + known.current.salt
    assert SECRET.decode() not in repr(RegisterStation(VOLTA, "MARKET-2", secret=SECRET))
    assert known.open_to(office.secrets.challenge(SECRET))


@rule(MeetStationHandler, "Off unless the tenant switched it on")
@asynchronous
async def test_a_stranger_is_not_met_where_the_tenant_does_not_want_it():
    office = await Office().open()
    assert await office.run(_meet()) is None
    assert office.storage.database.tables.stations.rows == {}


@rule(MeetStationHandler, "It is kept pending until an operator accepts it")
@asynchronous
async def test_a_newcomer_is_pending_and_known_by_the_secret_it_showed_first():
    office = await Office(TenantPolicy(auto_provision=True)).open()
    station = await office.run(_meet())
    assert station.registration is Registration.PENDING
    knock = AdmitStation(station.identity, SecurityProfile.BASIC, (SECRET,))
    assert (await office.run(knock)).id == station.id
    assert await office.run(replace(knock, secrets=(b"another secret...",))) is None


@rule(MeetStationHandler, "Who comes under the name of a known station")
@asynchronous
async def test_a_wrong_secret_in_the_name_of_a_known_station_makes_no_newcomer():
    office = await Office(TenantPolicy(auto_provision=True)).open()
    await office.run(_meet())
    assert await office.run(replace(_meet(), secret=b"another secret...")) is None
    assert len(office.storage.database.tables.stations.rows) == 1


def _meet():
    return MeetStation(VOLTA, "NEW-1", SECRET, SecurityProfile.BASIC)


@rule(EditStationHandler, "A change based on an older version is refused.")
@asynchronous
async def test_who_saw_an_older_version_of_a_station_must_look_again():
    office = await Office().open()
    station = await office.station()
    await office.run(_edit(station, name="First", version=station.version))
    with pytest.raises(Outdated):
        await office.run(_edit(station, name="Second", version=station.version))


@rule(EditStationHandler, "The reported statuses of its connectors stay.")
@asynchronous
async def test_a_new_description_of_the_outlets_leaves_their_statuses():
    office = await Office().open()
    station = await office.station()
    await office.run(ReportStatus(station.id, 1, 1, Occupied(), said()))
    outlets = tuple(Evse(n, (Connector(1, plug="IEC_62196_T2"),)) for n in (1, 2))
    edited = await office.run(_edit(station, evses=outlets))
    assert edited.connector(1, 1).status == Occupied()
    assert edited.connector(1, 1).plug == "IEC_62196_T2"
    assert edited.connector(2, 1).status == Unreported()


@rule(EditStationHandler, "What was chosen to be accepted of its faults goes before what is known")
@pytest.mark.parametrize(
    ("chosen", "accepted"),
    [
        (None, {Quirk.LONG_TEXTS}),
        (frozenset(), set()),
        (frozenset({Quirk.EARLY_CALLS}), {Quirk.EARLY_CALLS}),
    ],
)
@asynchronous
async def test_an_operator_decides_which_faults_of_a_station_are_accepted(chosen, accepted):
    office = await Office().open()
    station = await office.station()
    await office.run(BootStation(station.id, Hardware("Schneider Electric", "EVlink")))
    edited = await office.run(
        EditStation(station.id, "", None, Registration.ACCEPTED, None, tolerance=chosen)
    )
    assert edited.accepted_faults() == accepted


@rule(EditStationHandler, "A new registration holds from the station's next boot on.")
@asynchronous
async def test_a_station_hears_of_its_new_registration_at_its_next_boot():
    office = await Office().open()
    station = await office.station()
    await office.run(BootStation(station.id, DUO))
    await office.run(_edit(station, registration=Registration.REJECTED))
    assert (await office.stores().stations.get(station.id)).in_service
    await office.run(BootStation(station.id, DUO))
    assert not (await office.stores().stations.get(station.id)).in_service


@asynchronous
async def test_a_station_cannot_stand_at_a_site_of_another_tenant():
    office = await Office().open()
    station = await office.station()
    elsewhere = await office.run(CreateLocation(OHM, MARKET), OHM)
    with pytest.raises(NotFound):
        await office.run(_edit(station, location=elsewhere.id))


@rule(RemoveStationHandler, "Not while a session is open on it.")
@rule(RemoveStationHandler, "Its sessions, readings and records stay.")
@asynchronous
async def test_a_station_is_removed_after_its_sessions_which_stay():
    office = await Office().open()
    await office.tariff()
    station = await office.station()
    await office.hears(station, start())
    with pytest.raises(NotPossibleNow):
        await office.run(RemoveStation(station.id))
    await office.hears(station, end(30, shows=6_000))
    session = await office.session(station)
    await office.run(SettleSession(session.id))
    await office.run(RemoveStation(station.id))
    assert await office.stores().stations.find(station.id) is None
    assert (await office.stores().sessions.get(session.id)).energy.kwh == 5
    assert len(office.storage.readings(VOLTA)) == 1
    assert len(office.storage.records(VOLTA)) == 1


@rule(EditLocationHandler, "A change based on an older version is refused.")
@asynchronous
async def test_who_saw_an_older_version_of_a_site_must_look_again():
    office = await Office().open()
    site = await office.run(CreateLocation(VOLTA, MARKET))
    await office.run(EditLocation(site.id, MARKET, site.version))
    with pytest.raises(Outdated):
        await office.run(EditLocation(site.id, MARKET, site.version))


@rule(RemoveLocationHandler, "Not while stations stand there.")
@asynchronous
async def test_a_site_goes_after_its_stations():
    office = await Office().open()
    site = await office.run(CreateLocation(VOLTA, MARKET))
    station = await office.station(location=site.id)
    with pytest.raises(StillReferenced):
        await office.run(RemoveLocation(site.id))
    await office.run(RemoveStation(station.id))
    await office.run(RemoveLocation(site.id))
    assert await office.stores().locations.find(site.id) is None


@rule(RemoveLocationHandler, "Not by somebody who saw an older version.")
@asynchronous
async def test_who_saw_an_older_version_of_a_site_does_not_take_it_away():
    office = await Office().open()
    site = await office.run(CreateLocation(VOLTA, MARKET))
    seen = site.version
    await office.run(EditLocation(site.id, replace(MARKET, name="Harbour")))
    with pytest.raises(Outdated):
        await office.run(RemoveLocation(site.id, seen))
    assert await office.stores().locations.find(site.id)


@rule(RemoveStationHandler, "Not by somebody who saw an older version.")
@asynchronous
async def test_who_is_overtaken_by_a_change_does_not_take_the_station_away():
    office = await Office().open()
    station = await office.station()
    await _overtaken(office, RemoveStation(station.id, station.version), _edit(station, name="New"))
    assert (await office.stores().stations.get(station.id)).name == "New"


async def _overtaken(office, slow, quick):
    """The quick command is committed after the slow one has looked, and before it is committed."""

    async def overtake(_attempt):
        office.storage.faults.before_commit = idle
        await office.run(quick)

    idle = office.storage.faults.before_commit
    office.storage.faults.before_commit = overtake
    with pytest.raises(Outdated):
        await office.run(slow)


def _edit(station, **changes):
    return EditStation(
        **{
            "station": station.id,
            "name": station.name,
            "location": None,
            "registration": station.registration,
            "heartbeat_interval": None,
            **changes,
        }
    )
