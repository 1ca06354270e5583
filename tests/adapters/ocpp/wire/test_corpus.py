"""The conformance corpus, line by line, through the conversation."""

import json
from decimal import Decimal

import pytest
from tests.adapters.ocpp.wire.corpus import judge, lines, summary
from tests.adapters.ocpp.wire.in_process import play

from adapters.ocpp import frames
from adapters.ocpp.codec import decode
from adapters.ocpp.judge import BILLED
from adapters.ocpp.repairs import QUARANTINE
from adapters.ocpp.rulebook import RULEBOOKS

FILES = ["v16.jsonl", "v201.jsonl", "v21.jsonl"]
HEARTBEAT = '[2,"still-there","Heartbeat",{}]'


@pytest.mark.parametrize("file", FILES)
def test_every_inbound_line_passes_and_most_are_first_choice(file: str) -> None:
    verdicts = []
    for line in lines(file):
        reaction, csms = play(line)
        verdicts.append(judge(line, reaction))
        if reaction.close_code is None:
            csms.boot()
            assert csms.hear(HEARTBEAT).kind == "CALLRESULT", f"{line} left the line dead"
    assert not [v for v in verdicts if v.fault], summary(verdicts)
    assert sum(v.first for v in verdicts) >= 0.95 * len(verdicts), summary(verdicts)


@pytest.mark.parametrize("file", FILES)
def test_every_outbound_line_is_a_request_we_can_make(file: str) -> None:
    seen = 0
    for line in lines(file, "outbound"):
        frame = frames.parse(line.message())
        assert isinstance(frame, frames.Call), line
        row = RULEBOOKS[line.version].actions[frame.action]
        payload, findings = decode(row.request, frame.payload)
        written = frames.call(frame.message_id, frame.action, payload)
        assert not findings
        assert plain(written) == plain(line.message()), line
        seen += 1
    assert seen > 20


@pytest.mark.parametrize("file", FILES)
def test_quarantine_takes_billed_records_with_an_unreadable_time_and_no_others(file: str) -> None:
    taken = set()
    for line in lines(file):
        if line.group == "bad-datetime":
            reaction, _ = play(line, QUARANTINE)
            billed = line.action in BILLED
            assert reaction.kind == ("CALLRESULT" if billed else "CALLERROR"), line
            taken |= {line.action} & BILLED
    assert taken


def plain(text: str) -> object:
    """JSON with exact numbers, and fractions of seconds of equal value made equal."""
    return json.loads(text.replace(".123000", ".123"), parse_float=Decimal)
