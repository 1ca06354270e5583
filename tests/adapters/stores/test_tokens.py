"""Tokens: found in any letter case, counted over stations."""

import pytest
from tests.adapters.stores.world import World, promise
from tests.builders import OHM, a_session, a_token, ended, new_id

from domain.errors import AlreadyExists, NotFound


@promise
async def test_letter_case_does_not_matter(world: World):
    token = a_token("DeadBeef")
    await world.keep(token)
    for shown in ("DeadBeef", "DEADBEEF", "deadbeef", " deadbeef "):
        assert (await world.volta().tokens.find(shown)).id == token.id
    assert (await world.volta().tokens.get(token.id)).uid == "DeadBeef"
    assert await world.volta().tokens.find("deadbeef0") is None


@promise
async def test_a_uid_belongs_to_one_token_whatever_its_letter_case(world: World):
    await world.keep(a_token("DeadBeef"))
    scope = world.volta()
    scope.tokens.save(a_token("DEADBEEF"))
    with pytest.raises(AlreadyExists) as refusal:
        await scope.work.commit()
    assert refusal.value.kind == "token"


@promise
async def test_two_operators_may_issue_the_same_uid(world: World):
    ours, theirs = a_token("DEADBEEF"), a_token("DEADBEEF", OHM)
    await world.keep(ours, theirs)
    assert (await world.volta().tokens.find("deadbeef")).id == ours.id
    assert (await world.ohm().tokens.find("deadbeef")).id == theirs.id


@promise
async def test_a_token_can_be_changed_and_taken_away(world: World):
    token = a_token()
    await world.keep(token)
    scope = world.volta()
    known = await scope.tokens.get(token.id)
    known.blocked = True
    scope.tokens.save(known)
    assert (await scope.tokens.find("deadbeef")).blocked is True
    await scope.work.commit()
    assert (await world.volta().tokens.get(token.id)).blocked is True
    scope.tokens.remove(await scope.tokens.get(token.id))
    await scope.work.commit()
    with pytest.raises(NotFound):
        await world.volta().tokens.get(token.id)
    await world.keep(a_token("DEADBEEF"))


@promise
async def test_sessions_keep_the_uid_of_a_token_that_is_gone(world: World):
    station, token = await world.station(), a_token("DEADBEEF")
    session = a_session(station, token="DEADBEEF")
    await world.keep(token, session)
    scope = world.volta()
    scope.tokens.remove(await scope.tokens.get(token.id))
    await scope.work.commit()
    assert (await world.volta().sessions.get(session.id)).token == "DEADBEEF"


@promise
async def test_open_sessions_of_a_token_are_counted_at_the_other_stations(world: World):
    market, harbour = await world.station("MARKET-1"), await world.station("HARBOUR-1")
    theirs = await world.station("MARKET-1", OHM)
    over = a_session(market, "over", token="DEADBEEF")
    over.hear(ended(1))
    await world.keep(
        a_session(market, "1", token="DEADBEEF"),
        a_session(market, "2", token="deadbeef"),
        a_session(harbour, "3", token="DeadBeef"),
        a_session(market, "4", token="CAFE"),
        a_session(market, "5"),
        a_session(theirs, "6", token="DEADBEEF"),
        over,
    )
    tokens = world.volta().tokens
    assert await tokens.open_sessions("deadbeef", apart_from=market.id) == 1
    assert await tokens.open_sessions("deadbeef", apart_from=harbour.id) == 2
    assert await tokens.open_sessions("deadbeef", apart_from=new_id()) == 3
    assert await tokens.open_sessions("unknown", apart_from=market.id) == 0
