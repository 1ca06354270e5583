"""Tenants and keys."""

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import EIGHT, VOLTA, a_key, a_tenant, new_id

from domain.errors import AlreadyExists, NotFound, StaleState


@promise
async def test_a_tenant_is_found_by_its_name_in_urls(world: World):
    tenants = world.storage.platform().tenants
    assert (await tenants.find(VOLTA)).name == "Volta"
    assert (await tenants.get(VOLTA)).id == VOLTA
    assert await tenants.find("nobody") is None
    with pytest.raises(NotFound, match="nobody"):
        await tenants.get("nobody")


@promise
async def test_a_name_in_urls_belongs_to_one_tenant(world: World):
    platform = world.storage.platform()
    platform.tenants.save(a_tenant(VOLTA, name="Another Volta"))
    with pytest.raises(AlreadyExists) as refusal:
        await platform.work.commit()
    assert (refusal.value.kind, refusal.value.name) == ("tenant", VOLTA)
    assert (await world.storage.platform().tenants.get(VOLTA)).name == "Volta"


@promise
async def test_two_changes_of_one_tenant_do_not_both_succeed(world: World):
    first, second = world.storage.platform(), world.storage.platform()
    for platform in (first, second):
        platform.tenants.save(await platform.tenants.get(VOLTA))
    await first.work.commit()
    with pytest.raises(StaleState):
        await second.work.commit()


@promise
async def test_a_key_is_found_by_its_beginning(world: World):
    platform, key, root = world.storage.platform(), a_key(), a_key(None, "ocsms_platformkey")
    platform.keys.save(key)
    platform.keys.save(root)
    await platform.work.commit()
    keys = world.storage.platform().keys
    assert (await keys.find_by_prefix(key.prefix)).id == key.id
    assert (await keys.find_by_prefix(root.prefix)).tenant is None
    assert await keys.find_by_prefix("ocsms_unknown") is None
    assert (await keys.get(key.id)).digest == key.digest
    with pytest.raises(NotFound):
        await keys.get(new_id())


@promise
async def test_a_revoked_key_stays_revoked(world: World):
    platform, key = world.storage.platform(), a_key()
    platform.keys.save(key)
    await platform.work.commit()
    known = await platform.keys.get(key.id)
    known.revoke(EIGHT)
    platform.keys.save(known)
    await platform.work.commit()
    assert (await world.storage.platform().keys.get(key.id)).revoked_at == EIGHT


@promise
async def test_a_beginning_belongs_to_one_key(world: World):
    platform = world.storage.platform()
    platform.keys.save(a_key())
    await platform.work.commit()
    platform.keys.save(a_key())
    with pytest.raises(AlreadyExists):
        await platform.work.commit()
