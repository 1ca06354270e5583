"""The load generator says what it did, and the CSMS on the other side agrees."""

import asyncio
import json
import sys

import pytest
from benchmarks.load.plan import Target, callers
from benchmarks.load.wire import MASKED, TEXT, frame
from benchmarks.load.words import number_in
from tests.entrypoints.simulator.fake_csms import fake_csms

from entrypoints.simulator import identities

SAID = {
    "authorize": {"Authorize"},
    "start": {"StartTransaction", "Started"},
    "reading": {"MeterValues", "Updated"},
    "stop": {"StopTransaction", "Ended"},
    "heartbeat": {"Heartbeat"},
    "BootNotification": {"BootNotification"},
}


def _count(csms, name: str) -> int:
    return sum(s.payload.get("eventType", s.action) in SAID[name] for s in csms.seen)


async def _load(csms, tmp_path, scenario: str, **options) -> dict:
    file = tmp_path / "identities.json"
    file.write_text(json.dumps({name: csms.passwords[name].decode() for name in csms.passwords}))
    usual = {
        "scenario": scenario,
        "url": csms.url,
        "identities": file,
        "ocpp": "1.6,2.0.1,2.1",
        "seconds": 1,
        "warm-up": 0.2,
    }
    given = [f"--{key}={value}" for key, value in (usual | options).items()]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "benchmarks.load",
        *given,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, (out, err)
    return json.loads(out)


def _world():
    return fake_csms(passwords={name: f"pw-{name}".encode() for name in identities(12)})


@pytest.mark.parametrize("processes", [1, 2])
def test_whole_sessions_in_a_closed_loop(tmp_path, processes):
    async def story():
        async with _world() as csms:
            told = await _load(csms, tmp_path, "sessions", processes=processes)
            sent = told["in_all"]["sent"]
            assert sent == {name: _count(csms, name) for name in sent}
            assert told["in_all"]["answered"]["connect"] == told["stations"] == 12
            assert sent["start"] == sent["stop"] == told["in_all"]["sessions"] > 12
            assert sent["reading"] == 5 * sent["start"]
            assert told["unfinished"] == 0
            assert told["errors"] == {}
            assert 0 < told["answers"] == told["latency_ms"]["count"] <= sum(sent.values())
            assert told["processes"] == processes

    asyncio.run(story())


def test_a_paced_stream_sends_what_was_ordered(tmp_path):
    async def story():
        async with _world() as csms:
            told = await _load(csms, tmp_path, "paced", rate=200)
            sent = told["in_all"]["sent"]
            assert sent == {name: _count(csms, name) for name in sent}
            assert sent["heartbeat"] == pytest.approx(sent["reading"] / 9, abs=2)
            assert told["errors"] == {}
            # Latencies count from the due time, so a slow machine shows there, not in the count.
            assert told["answers"] + told["behind_at_the_end"] > 100

    asyncio.run(story())


def test_a_storm_ends_with_every_boot_accepted(tmp_path):
    async def story():
        async with _world() as csms:
            told = await _load(csms, tmp_path, "storm")
            assert told["accepted"] == 12 == _count(csms, "BootNotification")
            assert told["latency_ms_by_action"]["connect"]["count"] == 12

    asyncio.run(story())


def test_idle_stations_stay_and_are_silent(tmp_path):
    async def story():
        async with _world() as csms:
            told = await _load(csms, tmp_path, "idle")
            assert told["connected_at_the_end"] == 12
            assert set(csms.actions()) == {"BootNotification"}

    asyncio.run(story())


def test_wrong_credentials_are_reported(tmp_path):
    async def story():
        async with _world() as csms:
            file = tmp_path / "identities.json"
            file.write_text(json.dumps([{"identity": "SIM0001", "password": "wrong"}]))
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "benchmarks.load",
                *("--scenario=storm", f"--url={csms.url}", f"--identities={file}"),
                *("--patience=0", "--warm-up=0"),
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
            )
            out, _ = await process.communicate()
            told = json.loads(out)
            assert process.returncode == 1
            assert told["accepted"] == 0
            assert any("401" in error for error in told["errors"])

    asyncio.run(story())


@pytest.mark.parametrize(("size", "head"), [(0, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)])
def test_a_frame_says_its_length_in_the_shortest_way(size, head):
    whole = frame(TEXT, b"x" * size)
    assert whole[1] & MASKED
    assert len(whole) == head + 4 + size
    assert whole.endswith(b"x" * size)


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        (b'[3,"1",{"transactionId":42,"idTagInfo":{}}]', b"42"),
        (b'[3,"1",{"idTagInfo":{},"transactionId": 7}]', b"7"),
        (b'[4,"1","InternalError","",{}]', b""),
    ],
)
def test_a_transaction_number_is_cut_out_of_an_answer(answer, number):
    assert number_in(answer, b'"transactionId":') == number


def test_identities_may_say_their_version_and_token(tmp_path):
    file = tmp_path / "identities.json"
    file.write_text(json.dumps([{"identity": "A", "version": "2.1"}, {"identity": "B"}]))
    first, second = callers(file, ["1.6"], "T-{identity}", None)
    assert (first.words.subprotocol, first.token, first.password) == ("ocpp2.1", b"T-A", None)
    assert (second.words.subprotocol, second.token) == ("ocpp1.6", b"T-B")


def test_a_target_must_be_a_websocket_url():
    with pytest.raises(ValueError, match="ws://"):
        Target.parse("http://127.0.0.1:9000/ocpp/demo")
    assert Target.parse("ws://h:1/ocpp/demo").of("a/b") == "/ocpp/demo/a%2Fb"
