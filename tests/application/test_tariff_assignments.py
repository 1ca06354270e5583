"""Where, when and for whom price lists hold."""

import pytest
from tests.application.office import Office, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.provisioning.edit_location import CreateLocation, LocationParticulars
from application.tariff.assign_tariff import (
    CreateAssignment,
    CreateAssignmentHandler,
    EditAssignment,
    EditAssignmentHandler,
    RemoveAssignment,
    RemoveAssignmentHandler,
)
from application.tariff.edit_tariff import ReviseTariff
from domain.errors import Invalid, NotFound, Outdated
from domain.tariff import Target, TariffAssignmentChanged


async def own(office, name, **target):
    """A price list of that name, assigned to that target."""
    tariff = await office.tariff(name=name, is_default=False)
    chosen = {key: target.pop(key) for key in ("valid_from", "valid_until") if key in target}
    return await office.run(CreateAssignment(VOLTA, tariff.id, Target(**target), **chosen))


async def price_list(office, station, reference, **said):
    """The name of the list that a session starts under."""
    minute = said.pop("minute", 0)
    await office.hears(station, start(minute, **said), reference=reference)
    session = await office.session(station, reference)
    found = await office.stores().tariffs.find(session.tariff)
    return found.name


@rule(CreateAssignmentHandler, "The most specific assignment wins")
@asynchronous
async def test_the_most_specific_assignment_wins():
    office = await Office().open()
    place = await office.run(CreateLocation(VOLTA, LocationParticulars(name="Market")))
    station = await office.station(location=place.id)
    await office.token("STAFF-1", group="staff")
    await office.token("DEADBEEF")
    steps = (
        ("Network", {}), ("Market", {"location": place.id}), ("Station", {"station": station.id}),
    )  # fmt: skip
    for number, (name, target) in enumerate(steps):
        await own(office, name, **target)
        assert await price_list(office, station, f"tx-{number}", minute=number) == name
    await own(office, "Staff", group="staff")
    staff = await price_list(office, station, "tx-8", minute=8, token="STAFF-1")
    assert staff == "Staff"
    assert await price_list(office, station, "tx-9", minute=9) == "Station"


@rule(CreateAssignmentHandler, "A list that does not hold at the time is passed over.")
@asynchronous
async def test_what_does_not_hold_at_the_time_is_passed_over():
    office = await Office().open()
    station = await office.station()
    await office.tariff(name="Day")
    await own(office, "Fair", station=station.id, valid_from=at(10), valid_until=at(20))
    for minute, name in ((9, "Day"), (10, "Fair"), (20, "Day")):
        assert await price_list(office, station, f"tx-{minute}", minute=minute) == name


@rule(CreateAssignmentHandler, "It is the list that is assigned")
@asynchronous
async def test_the_newest_edition_takes_over():
    office = await Office().open()
    station = await office.station()
    made = await own(office, "Own", station=station.id)
    second = await office.run(ReviseTariff(made.tariff, publish=True))
    await office.hears(station, start())
    assert (await office.session(station)).tariff == second.id


@rule(CreateAssignmentHandler, "Sessions that run keep the tariff they started with.")
@rule(RemoveAssignmentHandler, "Sessions that run keep the tariff they started with.")
@asynchronous
async def test_running_sessions_keep_their_prices():
    office = await Office().open()
    station, default = await office.station(), await office.tariff()
    await office.hears(station, start())
    made = await own(office, "Own", station=station.id)
    assert (await office.session(station)).tariff == default.id
    await office.hears(station, start(1), reference="tx-2")
    await office.run(RemoveAssignment(made.id))
    assert (await office.session(station, "tx-2")).tariff == made.tariff
    assert await price_list(office, station, "tx-3", minute=2) == "Day"


@rule(CreateAssignmentHandler, "An EVSE must be one that the station has.")
@asynchronous
async def test_an_evse_must_be_there():
    office = await Office().open()
    station = await office.station()
    with pytest.raises(Invalid, match="none of that number"):
        await own(office, "Own", station=station.id, evse=99)


@rule(EditAssignmentHandler, "The target stays")
@asynchronous
async def test_another_list_for_the_same_target():
    office = await Office().open()
    station, other = await office.station(), await office.tariff(name="Other", is_default=False)
    made = await own(office, "Own", station=station.id)
    changed = await office.run(EditAssignment(made.id, other.id, version=made.version))
    assert changed.target == made.target
    assert await price_list(office, station, "tx-1") == "Other"


@rule(EditAssignmentHandler, "Not by somebody who saw an older version.")
@rule(RemoveAssignmentHandler, "Not by somebody who saw an older version.")
@asynchronous
async def test_of_two_who_assign_the_second_must_look_again():
    office = await Office().open()
    made = await own(office, "Own")
    with pytest.raises(Outdated):
        await office.run(EditAssignment(made.id, made.tariff, version=made.version + 1))
    with pytest.raises(Outdated):
        await office.run(RemoveAssignment(made.id, made.version + 1))
    await office.run(RemoveAssignment(made.id, made.version))
    with pytest.raises(NotFound):
        await office.run(RemoveAssignment(made.id))
    told = await office.events(TariffAssignmentChanged)
    assert [event.change for event in told] == ["created", "removed"]


@pytest.mark.parametrize(
    "nonsense",
    [{"evse": 1}, {"location": "a", "station": "b"}, {"group": "a", "partner": "b"}],
)
def test_a_target_is_one_place_and_one_audience(nonsense):
    with pytest.raises(Invalid):
        Target(**nonsense)
