"""Our part of the corpus passes as a whole; and the runner does not pass what is wrong."""

import asyncio
import json
from base64 import b64encode
from io import StringIO
from pathlib import Path

import pytest
from tests.conformance.__main__ import OURS, PARTS, run
from tests.conformance.corpus import records
from tests.conformance.report import Report

FIRST_CHOICE = 0.95


def inbound(file: str) -> int:
    return sum(record.get("kind", "inbound") == "inbound" for record in records(OURS / file))


@pytest.mark.parametrize(
    ("part", "files"),
    [
        ("frames", ["v16.jsonl", "v201.jsonl", "v21.jsonl"]),
        ("handshake", ["handshake.jsonl"]),
        ("sequences", ["sequences.jsonl"]),
    ],
)
def test_every_line_passes_and_most_are_first_choice(part: str, files: list[str]) -> None:
    report = asyncio.run(run(OURS, [part]))
    assert not report.failures, text_of(report)
    assert len(report.results) == sum(map(inbound, files))
    for version in {result.part for result in report.results}:
        assert report.first_share(version) >= FIRST_CHOICE, version
    assert all(r.group not in NEVER_UNBUILT for r in report.results if r.unbuilt)


NEVER_UNBUILT = {"meter-values", "transaction-event", "stop-unknown-tx", "status", "idtag"}
"""Groups of actions that have their rows: answering NotSupported there would be no excuse."""


FRAME = {
    "version": "ocpp1.6",
    "kind": "inbound",
    "group": "planted",
    "action": "Heartbeat",
    "state": "accepted",
    "frame": '[2,"h1","Heartbeat",{}]',
}
UNKNOWN = '[2,"x","No",{}]'
BASIC = "Basic " + b64encode(b"CS001:S3cret-Passw0rd-16").decode()
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "ocpp2.0.1",
    "Authorization": BASIC,
}
BOOT = {"chargePointVendor": "V", "chargePointModel": "M"}
CALL = {"do": "call", "action": "BootNotification", "payload": BOOT}


def sequence(*steps: dict) -> dict:
    start = [{"do": "connect"}, {**CALL, "expect": {"reaction": "CALLRESULT"}}]
    return {"version": "ocpp1.6", "topic": "t", "title": "planted", "steps": [*start, *steps]}


def frame(reaction: str, **more: object) -> dict:
    return {**FRAME, **more, "expect": {"reaction": reaction}}


def knock(expect: dict, **headers: str) -> dict:
    request = {"path": "/ocpp/CS001", "headers": UPGRADE | headers}
    return {"group": "planted", "fixture": "sp1", "request": request, "expect": expect}


WRONG = {
    "answered though none expected": ("v16.jsonl", frame("NONE")),
    "answered though a close expected": ("v16.jsonl", frame("CLOSE")),
    "no error where one is expected": ("v16.jsonl", frame("CALLERROR")),
    "refused though a result is expected": (
        "v16.jsonl",
        frame("CALLRESULT", frame=UNKNOWN),
    ),
    "let in though to be rejected": ("handshake.jsonl", knock({"status_any": [401]})),
    "not let in": ("handshake.jsonl", knock({"status": 101}, Authorization="Basic AAAA")),
    "another version": ("handshake.jsonl", knock({"status": 101, "subprotocol": "ocpp1.6"})),
    "an unknown fixture": ("handshake.jsonl", {**knock({"status": 101}), "fixture": "sp9"}),
    "an unknown step": ("sequences.jsonl", sequence({"do": "dance"})),
    "an unknown check": ("sequences.jsonl", sequence({"do": "check", "what": "weather"})),
    "an unknown field": (
        "sequences.jsonl",
        sequence(
            {
                "do": "call",
                "action": "StartTransaction",
                "payload": {
                    "connectorId": 1,
                    "idTag": "TAG1",
                    "meterStart": 0,
                    "timestamp": "2026-03-01T12:00:00Z",
                },
            },
            {"do": "check", "what": "transactions", "fields": {"colour": "red"}},
        ),
    ),
    "a count that is not so": (
        "sequences.jsonl",
        sequence({"do": "check", "what": "transactions", "count": 1}),
    ),
    "a result that is not so": (
        "sequences.jsonl",
        sequence({**CALL, "expect": {"reaction": "CALLRESULT", "result": {"/status": "Pending"}}}),
    ),
    "a call that never comes": (
        "sequences.jsonl",
        sequence({"do": "wait_for_call", "action": "Reset"}),
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_the_runner_fails_what_is_not_as_the_line_says(what: str, tmp_path: Path) -> None:
    file, record = WRONG[what]
    (tmp_path / file).write_text(json.dumps({"id": "planted-1", **record}) + "\n")
    report = asyncio.run(run(tmp_path, list(PARTS)))
    assert [failure.id for failure in report.failures] == ["planted-1"], text_of(report)
    assert "FAIL planted-1" in text_of(report)


def test_a_line_of_an_action_without_a_row_is_counted_apart(tmp_path: Path) -> None:
    status = {"action": "FirmwareStatusNotification", "group": "valid-min"}
    text = '[2,"f1","FirmwareStatusNotification",{"status":"Idle"}]'
    line = {"id": "later-1", **frame("CALLRESULT", frame=text), **status}
    (tmp_path / "v16.jsonl").write_text(json.dumps(line) + "\n")
    report = asyncio.run(run(tmp_path, list(PARTS)))
    assert [(r.id, r.unbuilt, r.fault) for r in report.results] == [("later-1", True, "")]


def text_of(report: Report) -> str:
    out = StringIO()
    report.print(out)
    return out.getvalue()
