"""Which tariff holds where and when."""

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import VOLTA, a_session, a_tariff, at, new_id

from domain.errors import NotFound, StaleState, StillReferenced
from domain.tariff import Target, TariffAssignment


async def assign(scope, station, tariff):
    """Make it the station's own, or with None leave the station to the default."""
    known = await scope.tariffs.find_assignment(station)
    if tariff is None:
        if known is not None:
            scope.tariffs.remove_assignment(known)
        return
    own = TariffAssignment(
        id=station, tenant=VOLTA, tariff=tariff, target=Target(station=station),
        version=known.version if known else 0,
    )  # fmt: skip
    scope.tariffs.save_assignment(own)


@promise
async def test_without_a_tariff_none_applies(world: World):
    station = await world.station()
    await world.keep(a_tariff("not the default"))
    assert await world.volta().tariffs.applicable(station.id, 1, at(0)) is None


@promise
async def test_the_default_holds_where_no_other_was_assigned(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    default, special = a_tariff("Day", is_default=True), a_tariff("Harbour")
    await world.keep(default, special)
    scope = world.volta()
    await assign(scope, other.id, special.id)
    assert (await scope.tariffs.applicable(other.id, None, at(0))).name == "Harbour"
    await scope.work.commit()
    tariffs = world.volta().tariffs
    assert (await tariffs.applicable(station.id, 1, at(0))).name == "Day"
    assert (await tariffs.applicable(other.id, 1, at(0))).name == "Harbour"


@promise
async def test_an_assignment_can_be_changed_and_taken_back(world: World):
    station = await world.station()
    default, first, second = a_tariff("Day", is_default=True), a_tariff("1st"), a_tariff("2nd")
    await world.keep(default, first, second)
    scope = world.volta()
    for tariff, name in ((first.id, "1st"), (second.id, "2nd"), (None, "Day"), (None, "Day")):
        await assign(scope, station.id, tariff)
        await scope.work.commit()
        assert (await world.volta().tariffs.applicable(station.id, 1, at(0))).name == name


@promise
async def test_a_tariff_applies_only_while_it_holds(world: World):
    station = await world.station()
    default = a_tariff("Day", is_default=True, valid_from=at(-100), valid_until=at(100))
    own = a_tariff("Own", valid_from=at(10), valid_until=at(20))
    await world.keep(default, own)
    scope = world.volta()
    await assign(scope, station.id, own.id)
    await scope.work.commit()
    tariffs = world.volta().tariffs
    expected = {-101: None, -100: "Day", 9: "Day", 10: "Own", 19: "Own", 20: "Day", 100: None}
    for minute, name in expected.items():
        found = await tariffs.applicable(station.id, 1, at(minute))
        assert (found.name if found else None) == name


@promise
async def test_of_several_defaults_the_one_that_began_last_holds(world: World):
    station = await world.station()
    await world.keep(
        a_tariff("always", is_default=True),
        a_tariff("since nine", is_default=True, valid_from=at(60)),
        a_tariff("since ten", is_default=True, valid_from=at(120)),
    )
    tariffs = world.volta().tariffs
    assert (await tariffs.applicable(station.id, 1, at(0))).name == "always"
    assert (await tariffs.applicable(station.id, 1, at(60))).name == "since nine"
    assert (await tariffs.applicable(station.id, 1, at(180))).name == "since ten"


@promise
async def test_a_tariff_is_found_and_got(world: World):
    tariff = a_tariff()
    await world.keep(tariff)
    assert (await world.volta().tariffs.find(tariff.id)).name == tariff.name
    assert (await world.volta().tariffs.get(tariff.id)).name == tariff.name
    assert await world.volta().tariffs.find(new_id()) is None
    with pytest.raises(NotFound):
        await world.volta().tariffs.get(new_id())


@promise
async def test_a_changed_tariff_is_got_at_once_by_everyone(world: World):
    tariff = a_tariff()
    await world.keep(tariff)
    reader, writer = world.volta(), world.volta()
    assert (await reader.tariffs.get(tariff.id)).name == "Day"
    edited = await writer.tariffs.get(tariff.id)
    edited.name = "Night"
    writer.tariffs.save(edited)
    await writer.work.commit()
    assert (await reader.tariffs.get(tariff.id)).name == "Night"


@promise
async def test_a_tariff_that_priced_a_session_stays(world: World):
    station, tariff = await world.station(), a_tariff()
    await world.keep(tariff)
    await world.keep(a_session(station, tariff=tariff.id))
    scope = world.volta()
    scope.tariffs.remove(await scope.tariffs.get(tariff.id))
    with pytest.raises(StillReferenced):
        await scope.work.commit()
    assert (await world.volta().tariffs.get(tariff.id)).name == tariff.name


@promise
async def test_a_tariff_that_is_only_assigned_can_go(world: World):
    station, default, own = await world.station(), a_tariff("Day", is_default=True), a_tariff("Own")
    await world.keep(default, own)
    scope = world.volta()
    await assign(scope, station.id, own.id)
    await scope.work.commit()
    scope.tariffs.remove(await scope.tariffs.get(own.id))
    await scope.work.commit()
    assert await world.volta().tariffs.find(own.id) is None
    assert (await world.volta().tariffs.applicable(station.id, 1, at(0))).name == "Day"


@promise
async def test_only_what_is_there_can_be_assigned(world: World):
    station, tariff = await world.station(), a_tariff()
    await world.keep(tariff)
    for where, which in ((station.id, new_id()), (new_id(), tariff.id)):
        scope = world.volta()
        await assign(scope, where, which)
        with pytest.raises(NotFound):
            await scope.work.commit()


@promise
async def test_the_most_specific_assignment_decides(world: World):
    station, other = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    names = ("Network", "Station", "EVSE", "Staff")
    lists = {name: a_tariff(name) for name in names}
    await world.keep(*lists.values())
    targets = {
        "Network": Target(), "Station": Target(station=station.id),
        "EVSE": Target(station=station.id, evse=2), "Staff": Target(group="staff"),
    }  # fmt: skip
    scope = world.volta()
    for name, target in targets.items():
        scope.tariffs.save_assignment(
            TariffAssignment(
                id=new_id(), tenant=VOLTA, tariff=lists[name].id, target=target,
                valid_until=at(100),
            )
        )  # fmt: skip
    await scope.work.commit()
    tariffs = world.volta().tariffs
    visits = (
        (other.id, 2, None, "Network"), (station.id, 1, None, "Station"),
        (station.id, 2, None, "EVSE"), (station.id, 2, "STAFF", "Staff"),
    )  # fmt: skip
    for where, evse, group, expected in visits:
        found = await tariffs.applicable(where, evse, at(0), group=group)
        assert found.name == expected
    assert await tariffs.applicable(station.id, 2, at(100), group="staff") is None


@promise
async def test_an_assignment_is_changed_by_who_saw_it_last(world: World):
    tariff = a_tariff()
    await world.keep(tariff)
    first = TariffAssignment(id=new_id(), tenant=VOLTA, tariff=tariff.id)
    scope = world.volta()
    scope.tariffs.save_assignment(first)
    await scope.work.commit()
    one, two = world.volta(), world.volta()
    seen, also = [await each.tariffs.get_assignment(first.id) for each in (one, two)]
    one.tariffs.save_assignment(seen)
    await one.work.commit()
    two.tariffs.remove_assignment(also)
    with pytest.raises(StaleState):
        await two.work.commit()


@promise
async def test_editions_are_told_in_their_order(world: World):
    first = a_tariff("Day")
    second = a_tariff("Day 2")
    second.series, second.edition = first.id, 2
    await world.keep(second, first, a_tariff("Night"))
    assert [t.name for t in await world.volta().tariffs.editions(first.id)] == ["Day", "Day 2"]
    station = await world.station()
    scope = world.volta()
    await assign(scope, station.id, first.id)
    await scope.work.commit()
    assert (await world.volta().tariffs.applicable(station.id, 1, at(0))).name == "Day 2"
