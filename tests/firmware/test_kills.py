"""SIGKILL at random moments, against our own gateway: 0 lost, 0 doubled, 0 wrong meter values."""

import asyncio

from tests.conformance.backends import Memory
from tests.conformance.server import BACKEND
from tests.firmware.drill import Verdict, drill, verdict

KILLS = 100
"""`make firmware-kills` has a thousand of them, and a server with PostgreSQL."""


def test_no_transaction_is_lost_doubled_or_wrong_over_kills(tmp_path):
    BACKEND.set(Memory())
    told = asyncio.run(drill(tmp_path, KILLS))
    assert told.started > KILLS // 8
    assert told.good, str(told)


def test_what_is_lost_doubled_or_wrong_would_be_seen():
    def judged(sessions) -> Verdict:
        return verdict(1, sessions, {1: 100, 5: 300}, {1: 200, 5: 400}, 0)

    assert judged([(100, 200), (300, 400)]).good
    assert judged([(100, 200)]).lost == 1
    assert judged([(100, 200), (300, 401)]).lost == 1
    assert judged([(100, 200), (100, 200), (300, 400)]).doubled == 1
    assert judged([(100, 200), (300, None)]).unended == 1
