"""What becomes of an ended session whose reports do not all come."""

from tests.application.office import Office, end, start, update
from tests.application.rules import rule
from tests.asynchronous import asynchronous
from tests.builders import VOLTA

from application.charging import watch_gaps
from application.charging.settle_session import SettleSession
from application.charging.watch_gaps import WatchGaps, WatchGapsHandler
from domain.session import Finding, SessionLeftIncomplete

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
