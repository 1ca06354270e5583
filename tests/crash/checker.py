"""Compares what the stations know with what the database holds: nothing lost, doubled or wrong."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

import asyncpg

from entrypoints.simulator.history import Account

SESSIONS = """
SELECT st.identity, s.reference, s.energy_wh, s.is_complete, s.phase, s.id,
       (SELECT count(*) FILTER (WHERE NOT is_credit) - count(*) FILTER (WHERE is_credit)
        FROM cdrs c WHERE c.tenant_id = s.tenant_id AND c.session_id = s.id) AS cdrs
FROM sessions s JOIN stations st ON st.tenant_id = s.tenant_id AND st.id = s.station_id
"""

READINGS = """
SELECT session_id, taken_at, energy_wh, count(*) AS times FROM meter_readings
WHERE session_id IS NOT NULL GROUP BY session_id, taken_at, energy_wh
"""


@dataclass
class Verdict:
    """Faults by kind, with an example each; and how much was compared."""

    transactions: int = 0
    readings: int = 0
    faults: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def fault(self, kind: str, example: str) -> None:
        self.faults[kind] += 1
        self.examples.setdefault(kind, example)

    @property
    def clean(self) -> bool:
        return not self.faults


async def unsettled(connection: asyncpg.Connection) -> int:
    """What still has to be done: events wait for reactions, and ended sessions for records."""
    waiting = "SELECT count(*) FROM outbox WHERE handled_at IS NULL"
    # Settling a session leaves two events: counted as three, each settled one is progress.
    unsettled = "SELECT 3 * count(*) FROM sessions WHERE phase = 'ended' AND is_complete"
    return await connection.fetchval(waiting) + await connection.fetchval(unsettled)


async def check(connection: asyncpg.Connection, accounts: list[Account]) -> Verdict:
    """Judge the database by the accounts of stations that have delivered all they had."""
    verdict = Verdict()
    stored = {(r["identity"], r["reference"]): r for r in await connection.fetch(SESSIONS)}
    readings: dict[object, Counter[Decimal]] = {}
    for row in await connection.fetch(READINGS):
        readings.setdefault(row["session_id"], Counter())[row["energy_wh"]] += row["times"]
    expected = set()
    for account in accounts:
        _check_account(account, stored, readings, verdict, expected)
    for key in stored.keys() - expected:
        verdict.fault("session nobody charged", f"{key}")
    return verdict


def _check_account(
    account: Account,
    stored: Mapping[tuple[str, str], asyncpg.Record],
    readings: Mapping[object, Counter[Decimal]],
    verdict: Verdict,
    expected: set[tuple[str, str]],
) -> None:
    number = account.csms_id if account.subprotocol == "ocpp1.6" else account.transaction
    key = (account.station, str(number))
    verdict.transactions += 1
    if not account.complete:
        verdict.fault("not delivered", f"{key}")
        return
    if key in expected:
        verdict.fault("number given twice", f"{key}")
    expected.add(key)
    session = stored.get(key)
    if session is None:
        verdict.fault("acknowledged and lost", f"{key}")
        return
    if session["energy_wh"] != account.energy_wh:
        verdict.fault("wrong energy", f"{key}: {session['energy_wh']} for {account.energy_wh}")
    if not session["is_complete"] or session["phase"] != "settled":
        verdict.fault("not settled", f"{key}: {session['phase']}, {session['is_complete']}")
    if session["cdrs"] != 1:
        verdict.fault("not one record", f"{key}: {session['cdrs']}")
    _check_readings(key, account, readings.get(session["id"], Counter()), verdict)


def _check_readings(
    key: tuple[str, str], account: Account, kept: Counter[Decimal], verdict: Verdict
) -> None:
    """Each reading that the station had acknowledged is there, and none twice."""
    told = Counter(
        Decimal(message.energy_wh)
        for message in account.messages
        if message.energy_wh is not None
        and (message.kind == "reading" or account.subprotocol != "ocpp1.6")
    )
    verdict.readings += told.total()
    if told - kept:
        verdict.fault("reading lost", f"{key}: {dict(told - kept)}")
    if account.subprotocol != "ocpp1.6" and kept - told:
        verdict.fault("reading doubled", f"{key}: {dict(kept - told)}")
    doubled = {wh: n for wh, n in (kept - told).items() if told[wh]}
    if doubled:
        verdict.fault("reading doubled", f"{key}: {doubled}")
