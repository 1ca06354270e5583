"""What an operator accepts of a kind of stations shows at each of them."""

import pytest
from tests.builders import OHM, VOLTA
from tests.entrypoints.api.world import House, two_tenants

from application.provisioning.boot_station import BootStation
from application.views import provisioning
from application.views.paging import Slice
from domain.station import Hardware

OWN = {"name": "our posts", "vendor": "Kerb*", "accepts": ["odd_words", "long_texts"]}


@pytest.mark.parametrize("kind", ["memory", "postgres"])
def test_what_a_tenant_accepts_of_its_own_kind_of_stations_shows_at_them_alone(house_on, kind):
    async def story(house: House):
        for each, tenant in zip(await two_tenants(house), (VOLTA, OHM), strict=True):
            await house.desk(tenant).run(BootStation(each.station.id, Hardware("KERB Ltd", "P")))
        async with await house.admin() as client:
            path = f"/api/v1/tenants/{VOLTA}"
            seen = await client.get(path)
            draft = {name: seen.json()[name] for name in ("name", "currency", "policy", "active")}
            draft["policy"]["tolerances"] = [OWN]
            changed = await client.put(path, json=draft)
        assert changed.status_code == 200, changed.text
        assert changed.json()["policy"]["tolerances"] == [
            {**OWN, "model": "*", "firmware": "*", "accepts": ["long_texts", "odd_words"]}
        ]
        shown = {
            tenant: [s.accepted_faults for s in await house.views.tenant(tenant).stations.many(ids)]
            for tenant, ids in [(VOLTA, await _ids(house, VOLTA)), (OHM, await _ids(house, OHM))]
        }
        assert shown == {VOLTA: [("long_texts", "odd_words")], OHM: [()]}

    house_on(kind, story)


async def _ids(house: House, tenant):
    wanted = Slice(9, None, "identity")
    page = await house.views.tenant(tenant).stations.page(wanted, provisioning.StationFilter())
    return [station.id for station in page.items]
