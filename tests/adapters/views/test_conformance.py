"""Which rules stations break: counted once for each time, whoever counts, and bounded."""

import pytest
from tests.builders import OHM, VOLTA, at, new_id
from tests.entrypoints.api.world import House

from application.provisioning.register_station import RegisterStation
from application.views.paging import Slice
from domain.identity import StationId
from domain.station import Breach, BreachKind
from domain.station.conformance import MOST_KINDS

ODD = BreachKind("odd_words", "MeterValues", "$.meterValue[].unit", True)
LONG = BreachKind("too_long", "Authorize", "$.idTag", False)


def breach(station, kind=ODD, times=1, first=0.0, last=0.0, example=""):
    return Breach(station.id, kind, times, at(first), at(last), example)


@pytest.fixture(params=["memory", "postgres"])
def promise(request, house_on):
    """Holds a story to be true on each kind of storage."""

    def hold(story):
        async def told(house: House):
            for tenant in (VOLTA, OHM):
                await house.open_tenant(tenant)
            await story(house)

        house_on(request.param, told)

    return hold


async def a_station(house, identity="MARKET-1"):
    return await house.desk().run(RegisterStation(VOLTA, identity))


async def note(house, *breaches, tenant=VOLTA):
    await house.storage.scope(tenant).conformance.note(breaches)


async def shown(house, station, tenant=VOLTA, limit=50, after=None):
    views = house.views.tenant(tenant).stations
    return await views.breaches(station.id, Slice(limit, after, "-times"))


def test_what_several_count_is_added_up(promise):
    async def story(house):
        station, other = await a_station(house), await a_station(house, "MARKET-2")
        await note(house, breach(station, times=2, first=5, last=6, example="Hz"), breach(other))
        await note(house, breach(station, times=3, first=1, last=2), breach(station, last=9))
        (view,) = (await shown(house, station)).items
        assert (view.rule, view.action, view.path, view.repaired) == ODD
        assert (view.times, view.example) == (6, "Hz")
        assert (view.first_seen, view.last_seen) == (at(0), at(9))
        assert (await shown(house, other)).items[0].times == 1

    promise(story)


def test_the_most_frequent_comes_first_page_by_page(promise):
    async def story(house):
        station = await a_station(house)
        kinds = [BreachKind("extra", "Heartbeat", f"$.{n}", n % 2 == 0) for n in range(5)]
        seen = [breach(station, kind, times=1 + n // 2) for n, kind in enumerate(kinds)]
        await note(house, *seen)
        first = await shown(house, station, limit=2)
        second = await shown(house, station, limit=2, after=first.next)
        third = await shown(house, station, limit=2, after=second.next)
        pages = [*first.items, *second.items, *third.items]
        assert [view.times for view in pages] == [3, 2, 2, 1, 1]
        assert len({view.path for view in pages}) == 5
        assert third.next is None

    promise(story)


def test_another_operators_station_is_neither_counted_nor_shown(promise):
    async def story(house):
        station = await a_station(house)
        await note(house, breach(station), tenant=OHM)
        assert (await shown(house, station)).items == ()
        await note(house, breach(station))
        assert (await shown(house, station, OHM)).items == ()

    promise(story)


def test_a_station_that_nobody_knows_stops_nothing(promise):
    async def story(house):
        station = await a_station(house)
        nobody = Breach(StationId(new_id()), LONG, 1, at(0), at(0))
        await note(house, nobody, breach(station, LONG))
        assert (await shown(house, station)).items[0].repaired is False

    promise(story)


def test_a_station_cannot_fill_the_store(promise):
    async def story(house):
        station = await a_station(house)
        for part in range(2):
            places = [f"$.{part}.{n}" for n in range(MOST_KINDS - 50)]
            kinds = [BreachKind("extra", "Heartbeat", place, False) for place in places]
            await note(house, *(breach(station, kind) for kind in kinds))
        kept = (await shown(house, station, limit=1000)).items
        assert len(kept) == MOST_KINDS
        again = BreachKind(kept[0].rule, kept[0].action, kept[0].path, kept[0].repaired)
        await note(house, breach(station, again))
        assert (await shown(house, station)).items[0].times == 2, "what is known counts on"

    promise(story)


def test_odd_characters_are_kept_as_far_as_they_can_be(promise):
    async def story(house):
        station = await a_station(house)
        odd = BreachKind("odd_words", "MeterValues", "$.\x00\ud800", True)
        await note(house, breach(station, odd, example="\x00Hz"))
        assert len((await shown(house, station)).items) == 1

    promise(story)
