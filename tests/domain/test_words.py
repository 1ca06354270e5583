"""Names, keys, sites and operators: what can be written down, and what cannot."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import VOLTA, a_key, a_location, a_tenant, at

from domain import errors
from domain.access import Scope
from domain.errors import (
    AlreadyExists,
    DomainError,
    Fenced,
    Invalid,
    NotFound,
    NotPossibleNow,
    StaleState,
    StillReferenced,
)
from domain.identity import station_identity, tenant_id
from domain.location import Address, Coordinates
from domain.tenant import TenantPolicy

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-"


@given(text=st.text(LETTERS, min_size=1, max_size=36))
def test_a_tenant_is_named_by_a_slug(text):
    if text.startswith("-") or text.endswith("-"):
        with pytest.raises(Invalid):
            tenant_id(text)
    else:
        assert tenant_id(text) == text


@pytest.mark.parametrize("text", ["", "Volta", "volta gmbh", "x" * 37, "vöolta", "volta\n", "a/b"])
def test_anything_else_names_no_tenant(text):
    with pytest.raises(Invalid):
        tenant_id(text)


@pytest.mark.parametrize("text", ["MARKET-1", "x", "x" * 48, "Straße 7", "a/b", "ladesäule#2"])
def test_a_station_calls_itself_almost_anything(text):
    assert station_identity(text) == text


@pytest.mark.parametrize("text", ["", "x" * 49, "a:b", "a\x00b", "a\nb", "a\x7f"])
def test_but_no_colon_and_nothing_that_does_not_print(text):
    with pytest.raises(Invalid):
        station_identity(text)


def test_a_location_has_a_name_and_a_time_zone():
    assert str(a_location(time_zone="Europe/Berlin").zone) == "Europe/Berlin"
    for nonsense in ({"name": ""}, {"time_zone": "Mars/Olympus"}):
        with pytest.raises(Invalid):
            a_location(**nonsense)


def test_coordinates_are_on_earth():
    Coordinates(Decimal(-90), Decimal(180))
    for latitude, longitude in ((91, 0), (0, 181), (-91, 0), (0, -181)):
        with pytest.raises(Invalid):
            Coordinates(Decimal(latitude), Decimal(longitude))


def test_a_country_is_two_capital_letters_or_nothing():
    assert Address(country="DE").country == "DE"
    assert Address().country == ""
    for nonsense in ("de", "DEU", "D"):
        with pytest.raises(Invalid):
            Address(country=nonsense)


def test_a_policy_has_its_bounds():
    with pytest.raises(Invalid):
        TenantPolicy(heartbeat_interval=timedelta(seconds=9))
    with pytest.raises(Invalid):
        TenantPolicy(heartbeat_interval=timedelta(days=2))
    with pytest.raises(Invalid):
        TenantPolicy(silent_after=timedelta(seconds=59))
    with pytest.raises(Invalid):
        a_tenant(name="")
    assert TenantPolicy().auto_provision is False


def test_a_key_opens_until_it_expires_or_is_revoked():
    key = a_key(expires_at=at(10))
    assert [key.valid_at(at(m)) for m in (0, 9, 10)] == [True, True, False]
    key.revoke(at(5))
    assert not key.valid_at(at(0))
    with pytest.raises(NotPossibleNow):
        key.revoke(at(6))
    assert key.revoked_at == at(5)


def test_a_key_may_do_something_and_a_tenants_key_never_everything():
    with pytest.raises(Invalid):
        a_key(scopes=frozenset())
    with pytest.raises(Invalid):
        a_key(VOLTA, scopes=frozenset({Scope.PLATFORM}))
    assert a_key(None, scopes=frozenset({Scope.PLATFORM})).tenant is None
    with pytest.raises(Invalid):
        a_key(name="")


SENTENCES = [
    (NotFound("station", "X"), "There is no station 'X'."),
    (AlreadyExists("token", "X"), "There is already a token 'X'."),
    (Invalid("name", "use 1 to 100 characters"), "name: use 1 to 100 characters"),
    (StaleState("station", "X"), "The station X was changed by somebody else meanwhile."),
    (Fenced("X"), "Station X has a newer connection."),
    (StillReferenced("location", "X", "stations"), "The location 'X' is still used by stations."),
]


@pytest.mark.parametrize(("error", "sentence"), SENTENCES)
def test_an_error_is_a_sentence(error, sentence):
    assert str(error) == sentence
    assert isinstance(error, DomainError)


def test_every_error_is_in_one_tree():
    classes = [thing for thing in vars(errors).values() if isinstance(thing, type)]
    assert all(issubclass(each, DomainError) for each in classes)
