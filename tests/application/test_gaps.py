"""What becomes of an ended session whose reports do not all come."""

import pytest
from tests.application.office import Office, end, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA

from application.charging import watch_gaps
from application.charging.accept_session import AcceptSession, AcceptSessionHandler
from application.charging.settle_session import SettleSession
from application.charging.watch_gaps import WatchGaps, WatchGapsHandler
from domain.errors import NotPossibleNow
from domain.session import Finding, Phase, SessionAccepted, SessionLeftIncomplete

DAY = 24 * 60


async def with_gap(office: Office, identity: str = "MARKET-1", reference: str = "tx-1"):
    station = await office.station(identity)
    await office.hears(
        station, start(0, sequence=0), end(60, register=21_000, sequence=2), reference=reference
    )
    return station


@rule(WatchGapsHandler, "A session that has a gap a day after its last word is marked for review")
@rule(WatchGapsHandler, "It is marked and told once")
@asynchronous
async def test_after_a_day_a_gap_is_to_be_reviewed_and_told_once():
    office = await Office().open()
    station = await with_gap(office)
    office.later(DAY)
    assert await office.run(WatchGaps()) == 0
    office.later(1)
    assert await office.run(WatchGaps()) == 1
    assert Finding.NEEDS_REVIEW in (await office.session(station)).findings
    office.later(DAY)
    assert await office.run(WatchGaps()) == 0
    assert [e.missing for e in await office.events(SessionLeftIncomplete)] == [((1, 1),)]


@rule(WatchGapsHandler, "Nothing is settled by guess; what its station tells after all counts")
@asynchronous
async def test_what_comes_after_all_completes_it_and_it_is_billed():
    office = await Office().open()
    await office.tariff()
    station = await with_gap(office)
    office.later(2 * DAY)
    await office.run(WatchGaps())
    session = await office.session(station)
    assert await office.run(SettleSession(session.id)) is None
    await office.hears(station, update(30, sequence=1, shows=11_000, offline=True))
    after = await office.session(station)
    assert not after.findings & {Finding.NEEDS_REVIEW, Finding.REPORTS_MISSING}
    assert await office.run(SettleSession(session.id)) is not None
    assert [cdr.station for cdr in office.storage.records(VOLTA)] == [station.id]


@rule(WatchGapsHandler, "Those that were looked at keep no later one waiting")
@asynchronous
async def test_more_sessions_than_are_looked_at_at_once_are_all_marked(monkeypatch):
    monkeypatch.setattr(watch_gaps, "MOST_AT_ONCE", 2)
    office = await Office().open()
    for number in range(5):
        await with_gap(office, f"MARKET-{number}", f"tx-{number}")
    office.later(DAY + 1)
    assert await office.run(WatchGaps()) == 5


@rule(AcceptSessionHandler, "A session that has ended and has a gap counts with what is known")
@rule(AcceptSessionHandler, "The reason, who gave it and what was missing stay in its events.")
@asynchronous
async def test_a_person_lets_a_session_with_a_gap_count_and_says_why():
    office = await Office().open()
    await office.tariff()
    station = await with_gap(office)
    session = await office.run(AcceptSession((await office.session(station)).id, "scrapped"))
    assert session.phase is Phase.SETTLED
    assert Finding.ACCEPTED_BY_HAND in session.findings
    assert Finding.NEEDS_REVIEW not in session.findings
    assert [cdr.station for cdr in office.storage.records(VOLTA)] == [station.id]
    [told] = await office.events(SessionAccepted)
    assert (told.reason, told.missing) == ("scrapped", ((1, 1),))


@rule(AcceptSessionHandler, "What its station tells after all leads to a credit and another record")
@asynchronous
async def test_what_comes_after_a_decision_by_hand_corrects_the_record():
    office = await Office().open()
    await office.tariff()
    station = await office.station("MARKET-1")
    await office.hears(station, start(0, sequence=0), end(60, sequence=2), reference="tx-1")
    session = await office.session(station)
    before = (await office.run(AcceptSession(session.id, "scrapped"))).energy
    first = await office.run(SettleSession(session.id))
    await office.hears(station, update(30, sequence=1, shows=11_000, offline=True))
    assert (await office.session(station)).energy != before
    second = await office.run(SettleSession(session.id))
    assert second.id != first.id


@rule(AcceptSessionHandler, "One that is marked for review is reviewed.")
@asynchronous
async def test_a_session_that_is_only_to_be_reviewed_is_reviewed():
    office = await Office().open()
    station = await office.station("MARKET-1")
    await office.hears(station, start(0), end(60, register=21_000), reference="tx-1")
    session = await office.session(station)
    session.mark(Finding.NEEDS_REVIEW)
    stores = office.storage.scope(VOLTA)
    stores.sessions.save(session)
    await stores.work.commit()
    after = await office.run(AcceptSession(session.id, "looked at"))
    assert not after.findings & {Finding.NEEDS_REVIEW, Finding.ACCEPTED_BY_HAND}


@rule(AcceptSessionHandler, "One that goes on, or about which nothing waits for a decision")
@asynchronous
async def test_what_goes_on_or_is_well_is_not_decided_by_hand():
    office = await Office().open()
    station = await office.station("MARKET-1")
    await office.hears(station, start(0), reference="tx-1")
    session = await office.session(station)
    with pytest.raises(NotPossibleNow, match="goes on"):
        await office.run(AcceptSession(session.id, "why not"))
    await office.hears(station, end(60, register=21_000), reference="tx-1")
    with pytest.raises(NotPossibleNow, match="Nothing"):
        await office.run(AcceptSession(session.id, "why not"))
