"""What is kept comes back as it was: every field of every aggregate, whatever its value."""

from dataclasses import replace

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.adapters.stores.world import Installation, World, within
from tests.builders import EIGHT, VOLTA, a_location, a_session, a_station, a_tariff, new_id
from tests.strategies import any_of

from domain.access import ApiKey
from domain.aggregate import Aggregate
from domain.cdr import Cdr
from domain.instruction import Order
from domain.location import Location
from domain.session import ChargingSession, UnmatchedReport
from domain.station import InventoryReport, Setting, Station, StationCredentials
from domain.tariff import Tariff
from domain.tenant import Tenant
from domain.token import IdToken

many = settings(
    max_examples=20,
    phases=(Phase.generate,),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HERE = {"tenant": VOLTA}
IDS = st.builds(new_id)
NEW = IDS.map(str)
"""A name that no other example has: they may share one database."""


def as_kept(aggregate: Aggregate) -> Aggregate:
    """A copy as its first save leaves it."""
    twin = aggregate.snapshot()
    twin.version = 1
    return twin


@many
@given(wanted=any_of(Station, **HERE, id=IDS, identity=NEW, location=st.none() | IDS))
def test_a_station(installation: Installation, wanted: Station):
    async def holds(world: World):
        if wanted.location is not None:
            await world.keep(a_location(id=wanted.location))
        wanted.evses = tuple({evse.number: evse for evse in wanted.evses}.values())
        wanted.evses = tuple(
            replace(e, connectors=tuple({c.number: c for c in e.connectors}.values()))
            for e in sorted(wanted.evses, key=lambda e: e.number)
        )
        wanted.evses = tuple(
            replace(e, connectors=tuple(sorted(e.connectors, key=lambda c: c.number)))
            for e in wanted.evses
        )
        await world.keep(wanted)
        assert await world.volta().stations.get(wanted.id) == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(ChargingSession, **HERE, id=IDS, station=IDS, tariff=st.none() | IDS))
def test_a_session(installation: Installation, wanted: ChargingSession):
    async def holds(world: World):
        await world.keep(a_station(str(new_id()), id=wanted.station))
        if wanted.tariff is not None:
            await world.keep(a_tariff(id=wanted.tariff))
        await world.keep(wanted)
        assert await world.volta().sessions.get(wanted.id) == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(StationCredentials, **HERE, station=IDS))
def test_credentials(installation: Installation, wanted: StationCredentials):
    async def holds(world: World):
        await world.keep(a_station(str(new_id()), id=wanted.station))
        await world.keep(wanted)
        assert await world.volta().credentials.find(wanted.station) == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(InventoryReport, **HERE, station=IDS))
def test_a_report_of_settings(installation: Installation, wanted: InventoryReport):
    async def holds(world: World):
        await world.keep(a_station(str(new_id()), id=wanted.station))
        scope = world.volta()
        scope.inventories.save_report(wanted)
        await scope.work.commit()
        found = await world.volta().inventories.find_report(wanted.station, wanted.request)
        assert found == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=st.lists(any_of(Setting), max_size=4, unique_by=lambda setting: setting.key))
def test_settings(installation: Installation, wanted: list[Setting]):
    async def holds(world: World):
        station, scope = await world.station(str(new_id())), world.volta()
        scope.inventories.put_settings(station.id, tuple(wanted), EIGHT, whole=True)
        await scope.work.commit()
        assert set(await world.volta().inventories.settings(station.id)) == set(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(IdToken, **HERE, id=IDS, uid=NEW))
def test_a_token(installation: Installation, wanted: IdToken):
    async def holds(world: World):
        await world.keep(wanted)
        assert await world.volta().tokens.get(wanted.id) == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(Location, **HERE, id=IDS))
def test_a_location(installation: Installation, wanted: Location):
    async def holds(world: World):
        await world.keep(wanted)
        assert await world.volta().locations.get(wanted.id) == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(Tariff, **HERE, id=IDS))
def test_a_tariff(installation: Installation, wanted: Tariff):
    async def holds(world: World):
        await world.keep(wanted)
        assert await world.volta().tariffs.get(wanted.id) == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(Order, **HERE, id=IDS, station=IDS))
def test_an_order(installation: Installation, wanted: Order):
    async def holds(world: World):
        await world.keep(a_station(str(new_id()), id=wanted.station))
        await world.keep(wanted)
        assert await world.volta().orders.get(wanted.id) == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(Cdr, **HERE, id=IDS, station=IDS, session=IDS))
def test_a_record(installation: Installation, wanted: Cdr):
    async def holds(world: World):
        await world.keep(a_station(str(new_id()), id=wanted.station))
        await world.keep(a_session(wanted.station, id=wanted.session))
        scope = world.volta()
        scope.cdrs.add(wanted)
        assert await scope.cdrs.of_session(wanted.session) == (wanted,)
        await scope.work.commit()
        assert await world.volta().cdrs.of_session(wanted.session) == (wanted,)

    within(installation, holds)


@many
@given(wanted=any_of(UnmatchedReport, **HERE, id=IDS, station=IDS))
def test_an_unmatched_report(installation: Installation, wanted: UnmatchedReport):
    async def holds(world: World):
        await world.keep(a_station(str(new_id()), id=wanted.station))
        scope = world.volta()
        scope.unmatched.add(wanted)
        await scope.work.commit()
        assert wanted in await world.records.unmatched(VOLTA)

    within(installation, holds)


@many
@given(wanted=any_of(Tenant, id=NEW))
def test_a_tenant(installation: Installation, wanted: Tenant):
    async def holds(world: World):
        platform = world.storage.platform()
        platform.tenants.save(wanted)
        await platform.work.commit()
        assert await world.storage.platform().tenants.get(wanted.id) == as_kept(wanted)

    within(installation, holds)


@many
@given(wanted=any_of(ApiKey, tenant=st.sampled_from([None, VOLTA]), id=IDS, prefix=NEW))
def test_a_key(installation: Installation, wanted: ApiKey):
    async def holds(world: World):
        platform = world.storage.platform()
        platform.keys.save(wanted)
        await platform.work.commit()
        assert await world.storage.platform().keys.get(wanted.id) == as_kept(wanted)

    within(installation, holds)
