"""Tenants, and the keys of programs."""

from dataclasses import replace

import pytest
from tests.application.office import Office
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import OHM, VOLTA, at

from application.access.keys import (
    PREFIX_LENGTH,
    CheckKey,
    CheckKeyHandler,
    CreateKey,
    CreateKeyHandler,
    RevokeKey,
    RevokeKeyHandler,
)
from application.access.tenants import (
    CreateTenant,
    CreateTenantHandler,
    EditTenant,
    EditTenantHandler,
)
from application.access.tolerances import ChooseTolerances, ChooseTolerancesHandler
from domain.access import Scope
from domain.errors import AlreadyExists, NotFound, Outdated
from domain.station import Profile, Quirk

READ = frozenset({Scope.READ})


@rule(CreateKeyHandler, "It is shown once")
@asynchronous
async def test_of_a_key_only_hash_and_first_characters_are_kept():
    office = await Office().open()
    key, text = await office.run_for_platform(CreateKey(VOLTA, "reporting", READ))
    kept = await office.storage.platform().keys.get(key.id)
    assert kept.prefix == text[:PREFIX_LENGTH]
    assert text[PREFIX_LENGTH:] not in repr(kept)
    assert text.encode() not in kept.digest


@rule(CheckKeyHandler, "Unknown, wrong, expired and revoked are one answer.")
@asynchronous
async def test_a_key_that_does_not_open_says_not_why():
    office = await Office().open()
    _, right = await office.run_for_platform(CreateKey(VOLTA, "reporting", READ))
    _, short = await office.run_for_platform(CreateKey(VOLTA, "today", READ, expires_at=at(60)))
    gone, revoked = await office.run_for_platform(CreateKey(VOLTA, "lost", READ))
    await office.run_for_platform(RevokeKey(gone.id, VOLTA))
    office.later(61)
    found = await office.run_for_platform(CheckKey(right))
    assert found.name == "reporting"
    for shown in ("ocsms_unheard-of", right[:-1] + "x", short, revoked):
        assert await office.run_for_platform(CheckKey(shown)) is None


@rule(RevokeKeyHandler, "A tenant reaches its own keys only.")
@asynchronous
async def test_a_tenant_cannot_revoke_the_key_of_another():
    office = await Office().open()
    key, text = await office.run_for_platform(CreateKey(VOLTA, "reporting", READ))
    for stranger in (OHM, None):
        with pytest.raises(NotFound):
            await office.run_for_platform(RevokeKey(key.id, stranger))
    assert await office.run_for_platform(CheckKey(text)) is not None


@rule(CreateTenantHandler, "Its name in URLs is unique")
@asynchronous
async def test_two_tenants_cannot_have_one_name_in_urls():
    office = await Office().open()
    await office.run_for_platform(CreateTenant("ampere", "Ampère"))
    with pytest.raises(AlreadyExists):
        await office.run_for_platform(CreateTenant("ampere", "Another Ampère"))
    kept = await office.storage.platform().tenants.get(VOLTA)
    await office.run_for_platform(_edit(kept, name="Renamed"))
    assert (await office.storage.platform().tenants.get(VOLTA)).id == VOLTA


@rule(EditTenantHandler, "A change based on an older version is refused.")
@asynchronous
async def test_who_saw_an_older_version_of_a_tenant_must_look_again():
    office = await Office().open()
    seen = await office.storage.platform().tenants.get(VOLTA)
    await office.run_for_platform(_edit(seen, name="First", version=seen.version))
    with pytest.raises(Outdated):
        await office.run_for_platform(_edit(seen, name="Second", version=seen.version))


@rule(EditTenantHandler, "An inactive tenant's stations and keys are turned away")
@asynchronous
async def test_an_inactive_tenant_keeps_what_it_has():
    office = await Office().open()
    station = await office.station()
    seen = await office.storage.platform().tenants.get(VOLTA)
    await office.run_for_platform(_edit(seen, active=False))
    # The door and the API turn them away; the mark that they go by is here.
    assert not (await office.storage.platform().tenants.get(VOLTA)).active
    assert await office.stores().stations.find(station.id) is not None


def _edit(tenant, **changes):
    return EditTenant(
        **{
            "id": tenant.id,
            "name": tenant.name,
            "currency": "EUR",
            "policy": tenant.policy,
            **changes,
        }
    )


OURS = (Profile("kerb posts", frozenset({Quirk.LONG_TEXTS}), "Volta*"),)


@rule(ChooseTolerancesHandler, "They hold from a station's next connection on")
@asynchronous
async def test_tolerances_are_chosen_and_the_rest_of_the_tenant_stays():
    office = await Office().open()
    seen = await office.storage.platform().tenants.get(VOLTA)
    await office.run_for_platform(ChooseTolerances(VOLTA, OURS, seen.version))
    after = await office.storage.platform().tenants.get(VOLTA)
    assert after.policy == replace(seen.policy, tolerances=OURS)
    assert (after.name, after.active) == (seen.name, seen.active)


@rule(ChooseTolerancesHandler, "A change based on an older version is refused.")
@asynchronous
async def test_tolerances_that_somebody_else_has_chosen_are_not_overwritten():
    office = await Office().open()
    seen = await office.storage.platform().tenants.get(VOLTA)
    await office.run_for_platform(ChooseTolerances(VOLTA, OURS, seen.version))
    with pytest.raises(Outdated):
        await office.run_for_platform(ChooseTolerances(VOLTA, (), seen.version))
