"""The crash drill at its reduced size, and a checker that can fail."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import uvloop
from tests.crash.checker import Verdict, _check_account
from tests.crash.drill import STANDS_STILL, Progress, Size, drill

from adapters.persistence.writing.faults import POINTS
from entrypoints.simulator.history import Account, Message

ACKNOWLEDGED = "2026-03-01T12:00:00Z"
ACCOUNT = Account(
    station="CP1",
    subprotocol="ocpp2.0.1",
    transaction="tx",
    outlet=1,
    id_token="TAG",
    started_at=ACKNOWLEDGED,
    meter_start_wh=0,
    ended_at=ACKNOWLEDGED,
    meter_stop_wh=500,
    messages=[Message("1", "end", ACKNOWLEDGED, 1, False, 500, acknowledged_at=ACKNOWLEDGED)],
)
STORED = {"id": 1, "energy_wh": 500, "is_complete": True, "phase": "settled", "cdrs": 1}


def judged(account=ACCOUNT, stored=STORED, kept=None) -> Verdict:
    verdict = Verdict()
    sessions = {} if stored is None else {("CP1", "tx"): stored}
    readings = {1: Counter({Decimal(500): 1}) if kept is None else kept}
    _check_account(account, sessions, readings, verdict, set())
    return verdict


def test_the_checker_finds_nothing_where_nothing_is() -> None:
    assert judged().clean


def test_the_checker_finds_what_is_lost_doubled_or_wrong() -> None:
    found = {
        kind
        for verdict in (
            judged(stored=None),
            judged(stored={**STORED, "energy_wh": 499}),
            judged(stored={**STORED, "cdrs": 2}),
            judged(stored={**STORED, "phase": "ended"}),
            judged(kept=Counter()),
            judged(kept=Counter({Decimal(500): 2})),
            judged(account=replace(ACCOUNT, ended_at=None)),
        )
        for kind in verdict.faults
    }
    assert found == {
        "acknowledged and lost",
        "wrong energy",
        "not one record",
        "not settled",
        "reading lost",
        "reading doubled",
        "not delivered",
    }


def test_a_backlog_that_becomes_smaller_is_waited_for_however_long_it_takes() -> None:
    backlog, now = Progress(1_000, 0.0), 0.0
    for left in range(999, 0, -1):
        now += 0.9 * STANDS_STILL
        assert not backlog.stands_still(now)
        backlog.seen(left, now)
    assert not backlog.stands_still(now)


def test_a_backlog_that_stands_still_or_only_grows_is_given_up() -> None:
    backlog = Progress(100, 0.0)
    for second, left in ((1.0, 90), (20.0, 95), (40.0, 92), (60.0, 90)):
        backlog.seen(left, second)
        assert not backlog.stands_still(second)
    assert backlog.stands_still(1.0 + STANDS_STILL)


def test_what_is_said_of_a_backlog_tells_how_long_it_will_take() -> None:
    backlog = Progress(4_000, 0.0)
    assert str(backlog) == "4000 reactions wait"
    backlog.seen(3_000, 10.0)
    assert str(backlog) == "3000 reactions wait, 100 fewer a second, 30 s to go"


def test_nothing_acknowledged_is_lost_when_server_and_database_are_killed() -> None:
    size = Size()
    report = uvloop.run(drill(size, lambda _: None))
    assert report.deaths["postgres"] == size.kills
    assert all(report.deaths[point] for point in ("random", *POINTS))
    assert report.resent > 0
    assert report.verdict.transactions >= size.transactions
    assert report.verdict.faults == {}, report.verdict.examples
