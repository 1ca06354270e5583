"""Who may charge."""

import pytest
from tests.application.office import TX, Office, start
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA, at

from application.authorization.authorize import Authorize, AuthorizeHandler
from application.authorization.edit_token import (
    EditToken,
    EditTokenHandler,
    ImportTokens,
    ImportTokensHandler,
    IssueTokenHandler,
    TokenParticulars,
    WithdrawToken,
    WithdrawTokenHandler,
)
from application.authorization.judge import Judge
from domain.errors import AlreadyExists, Invalid, NotFound, Outdated
from domain.tenant import TenantPolicy
from domain.token import AuthorizationStatus as Status


@rule(AuthorizeHandler, "There is always an answer")
@pytest.mark.parametrize(
    ("token", "status"),
    [
        ({}, Status.ACCEPTED),
        ({"blocked": True}, Status.BLOCKED),
        ({"valid_until": at(-1)}, Status.EXPIRED),
        ({"valid_from": at(1)}, Status.NOT_YET_VALID),
        (None, Status.UNKNOWN),
    ],
)
@asynchronous
async def test_every_token_gets_its_answer(token, status):
    office = await Office().open()
    station = await office.station()
    if token is not None:
        await office.token(**token)
    assert (await office.run(Authorize(station.id, "DEADBEEF"))).status is status


@rule(AuthorizeHandler, "The group of the token goes with it")
@asynchronous
async def test_the_station_learns_the_group_of_a_token():
    office = await Office().open()
    station = await office.station()
    await office.token(group="Bakery")
    assert (await office.run(Authorize(station.id, "DEADBEEF"))).group == "Bakery"


@rule(AuthorizeHandler, "Asking changes nothing.")
@asynchronous
async def test_asking_for_a_token_changes_nothing():
    office = await Office().open()
    station, token = await office.station(), await office.token()
    before = await office.storage.outbox.newest()
    await office.run(Authorize(station.id, token.uid))
    assert await office.storage.outbox.newest() == before
    assert (await office.stores().tokens.get(token.id)).version == token.version


@rule(IssueTokenHandler, "Its uid is unique among the tenant's tokens")
@asynchronous
async def test_two_tokens_cannot_differ_in_letter_case_alone():
    office = await Office().open()
    await office.token("DeadBeef")
    with pytest.raises(AlreadyExists):
        await office.token("DEADBEEF")


@rule(EditTokenHandler, "A change based on an older version is refused.")
@asynchronous
async def test_who_saw_an_older_version_of_a_token_must_look_again():
    office = await Office().open()
    token = await office.token()
    seen = TokenParticulars(uid=token.uid)
    await office.run(EditToken(token.id, seen, token.version))
    with pytest.raises(Outdated):
        await office.run(EditToken(token.id, seen, token.version))


@rule(EditTokenHandler, "It counts at the next message that shows the token")
@asynchronous
async def test_a_blocked_token_is_refused_at_its_next_use_and_its_session_goes_on():
    office = await Office().open()
    station, token = await office.station(), await office.token()
    await office.hears(station, start())
    await office.run(EditToken(token.id, TokenParticulars(uid=token.uid, blocked=True)))
    assert (await office.run(Authorize(station.id, token.uid))).status is Status.BLOCKED
    assert (await office.session(station)).open


@rule(WithdrawTokenHandler, "It is unknown from then on")
@asynchronous
async def test_a_withdrawn_token_is_unknown_and_stays_on_its_sessions():
    office = await Office().open()
    station, token = await office.station(), await office.token()
    await office.hears(station, start())
    await office.run(WithdrawToken(token.id))
    assert (await office.run(Authorize(station.id, token.uid))).status is Status.UNKNOWN
    assert (await office.session(station)).token == token.uid


@rule(WithdrawTokenHandler, "Not by somebody who saw an older version.")
@asynchronous
async def test_who_saw_an_older_version_of_a_token_does_not_withdraw_it():
    office = await Office().open()
    token = await office.token()
    await office.run(EditToken(token.id, TokenParticulars(uid=token.uid, label="New")))
    with pytest.raises(Outdated):
        await office.run(WithdrawToken(token.id, token.version))
    assert await office.stores().tokens.find(token.uid)


@rule(ImportTokensHandler, "A known uid is changed, a new one is issued.")
@asynchronous
async def test_a_list_changes_known_tokens_and_issues_new_ones():
    office = await Office().open()
    token = await office.token("DEADBEEF")
    told = (TokenParticulars(uid="deadbeef", label="Anna"), TokenParticulars(uid="CAFE"))
    assert await office.run(ImportTokens(VOLTA, told)) == (1, 1)
    assert (await office.stores().tokens.get(token.id)).label == "Anna"
    assert await office.stores().tokens.find("CAFE") is not None


@rule(ImportTokensHandler, "All of them or none.")
@asynchronous
async def test_a_list_with_one_impossible_token_is_not_taken_in_at_all():
    office = await Office().open()
    told = (TokenParticulars(uid="CAFE"), TokenParticulars(uid=" "))
    with pytest.raises(Invalid):
        await office.run(ImportTokens(VOLTA, told))
    assert await office.stores().tokens.find("CAFE") is None


@rule(Judge, "Letter case does not matter.")
@asynchronous
async def test_a_token_is_known_in_any_letter_case():
    office = await Office().open()
    station = await office.station()
    await office.token("DeadBeef")
    assert (await office.run(Authorize(station.id, "dEADbEEF"))).granted


@rule(Judge, "An unknown token is refused, unless the tenant lets anyone charge.")
@pytest.mark.parametrize("anonymous", [False, True])
@asynchronous
async def test_who_lets_anyone_charge_refuses_nobody(anonymous):
    office = await Office(TenantPolicy(anonymous_charging=anonymous)).open()
    station = await office.station()
    assert (await office.run(Authorize(station.id, "STRANGER"))).granted is anonymous


@rule(Judge, "Its number of sessions is counted only when one starts")
@asynchronous
async def test_a_token_for_one_session_stays_good_where_it_charges():
    office = await Office().open()
    here, there = await office.station("HERE"), await office.station("THERE")
    await office.token(max_sessions=1)
    await office.hears(here, start())
    assert (await office.run(Authorize(here.id, "DEADBEEF"))).granted
    assert (await office.run(Authorize(there.id, "DEADBEEF"))).granted
    refused = await office.hears(there, start(1), reference="tx-2")
    assert refused.authorization.status is Status.CONCURRENT
    assert (await office.session(here, TX)).authorization is Status.ACCEPTED


@asynchronous
async def test_a_token_that_is_not_there_cannot_be_withdrawn():
    office = await Office().open()
    token = await office.token()
    await office.run(WithdrawToken(token.id))
    with pytest.raises(NotFound):
        await office.run(WithdrawToken(token.id))
