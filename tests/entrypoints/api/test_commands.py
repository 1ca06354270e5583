"""Commands: every instruction of the domain, answered now or later, to one station or to many."""

import asyncio
from typing import get_args
from uuid import UUID

import pytest
from tests.asynchronous import asynchronous
from tests.builders import VOLTA
from tests.entrypoints.api.world import furnish, in_memory

from application.ports.topics import OUTBOX
from application.provisioning.connect_station import ConnectStation, DisconnectStation
from application.provisioning.register_station import RegisterStation
from application.remote_control.deliver import DeliverOrder
from domain.identity import OrderId
from domain.instruction import Instruction, Outcome, Verdict
from entrypoints.api.operations.instructions import MEANINGS, OUR_OWN, InstructionBody

BODIES = {
    "remote_start": {"token": "CARD-1", "evse": 1},
    "remote_stop": {"reference": "tx-2"},
    "reset": {"graceful": False},
    "unlock": {"evse": 1},
    "change_availability": {"operative": False, "evse": 1, "connector": 1},
    "read_settings": {"keys": [{"variable": "HeartbeatInterval"}]},
    "change_settings": {
        "values": [{"component": "SecurityCtrlr", "variable": "BasicAuthPassword", "value": "s3"}]
    },
    "rotate_secret": {},
    "read_inventory": {"configuration_only": True},
    "trigger": {"message": "boot"},
    "clear_cache": {},
    "ask_transaction_status": {"reference": "tx-2"},
    "send_data": {"vendor": "org.example", "message": "hello", "data": "x"},
    "raw_call": {"action": "GetLocalListVersion", "payload": '{"secret": "s3"}'},
}


class Line:
    """A station that says yes."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        self.asked: list[Instruction] = []

    async def ask(self, station, instruction):
        self.asked.append(instruction)
        return self.outcome


def test_every_instruction_of_the_domain_has_a_body():
    tags = {body.__struct_config__.tag for body in get_args(InstructionBody)}
    assert tags == set(BODIES)
    ordered = {kind.__name__ for kind in get_args(Instruction) if kind not in OUR_OWN}
    assert {body.__name__ for body in MEANINGS} == ordered


@pytest.mark.parametrize("kind", BODIES)
@asynchronous
async def test_every_instruction_reaches_its_station(kind):
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        answer = await client.post(
            f"/api/v1/stations/{mine.station.id}/commands",
            json={"instruction": {"type": kind, **BODIES[kind]}},
        )
        assert answer.status_code == 202, answer.text
        command = answer.json()
        assert answer.headers["location"] == f"/api/v1/commands/{command['id']}"
        assert (command["state"], command["instruction"]["type"]) == ("queued", kind)
        assert "s3" not in answer.text, "a value that may be secret is not shown"
        line = Line(Outcome(Verdict.ACCEPTED, "Accepted"))
        desk = house.station_desk(VOLTA, mine.link, line)
        await desk.run(DeliverOrder(OrderId(UUID(command["id"]))))
        seen = (await client.get(answer.headers["location"])).json()
    assert [type(asked).__name__.lower() for asked in line.asked] == [kind.replace("_", "")]
    assert seen["outcome"]["verdict"] == "accepted"
    assert seen["state"] in {"accepted", "confirmed"}


@asynchronous
async def test_who_prefers_to_wait_gets_the_stations_answer():
    house = in_memory()
    mine = await furnish(house)
    outcome = Outcome(Verdict.REJECTED, "Rejected", {"statusInfo": {"reasonCode": "InUse"}})
    desk = house.station_desk(VOLTA, mine.link, Line(outcome))

    async def deliver():
        async with house.bus.listen("orders") as rings:
            await anext(rings)
            queued = await house.storage.scope(VOLTA).orders.queued_for(mine.station.id, 9)
            await desk.run(DeliverOrder(queued[0].id))
            await desk.run(DeliverOrder(queued[-1].id))
            await house.bus.publish(OUTBOX, "")

    station = asyncio.create_task(deliver())
    await asyncio.sleep(0)
    async with house.client(mine.key) as client:
        answer = await client.post(
            f"/api/v1/stations/{mine.station.id}/commands",
            json={"instruction": {"type": "clear_cache"}},
            headers={"Prefer": "respond-async, wait=30"},
        )
    await station
    assert answer.status_code == 202
    assert answer.headers["preference-applied"] == "wait=30"
    assert answer.json()["state"] == "rejected"
    assert answer.json()["outcome"]["details"] == {"statusInfo": {"reasonCode": "InUse"}}


@asynchronous
async def test_who_does_not_wait_long_enough_gets_the_command_as_it_is():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        answer = await client.post(
            f"/api/v1/stations/{mine.station.id}/commands",
            json={"instruction": {"type": "clear_cache"}},
            headers={"Prefer": "wait=1"},
        )
    assert (answer.status_code, answer.json()["state"]) == (202, "queued")


@asynchronous
async def test_a_station_that_is_away_is_an_outcome_unless_it_may_wait():
    house = in_memory()
    mine = await furnish(house)
    await house.desk().run(DisconnectStation(VOLTA, mine.link))
    path = f"/api/v1/stations/{mine.station.id}/commands"
    reset = {"instruction": {"type": "reset"}}
    async with house.client(mine.key) as client:
        now = await client.post(path, json=reset)
        later = await client.post(path, json={**reset, "wait_seconds": 3600})
    assert (now.status_code, now.json()["state"]) == (202, "station_offline")
    assert (later.status_code, later.json()["state"]) == (202, "queued")


@asynchronous
async def test_a_batch_has_an_outcome_for_each_station():
    house = in_memory()
    mine = await furnish(house)
    stations = [mine.station.id]
    for number in range(30):
        station = await house.desk().run(RegisterStation(VOLTA, f"S-{number}"))
        await house.desk().run(ConnectStation(VOLTA, station.id, "n", "ocpp1.6"))
        stations.append(station.id)
    nobody = "019cad8f-ac00-77ad-a2ca-0123456789ab"
    body = {
        "stations": [*map(str, stations), nobody, str(mine.station.id)],
        "instruction": {"type": "trigger", "message": "heartbeat"},
    }
    async with house.client(mine.key) as client:
        answer = (await client.post("/api/v1/commands", json=body)).json()
        listed = await client.get(f"/api/v1/commands?batch={answer['batch']}&limit=500")
    assert (answer["accepted"], answer["refused"]) == (31, 1)
    by_station = {target["station"]: target for target in answer["targets"]}
    assert len(by_station) == len(answer["targets"]) == 32
    assert by_station[nobody]["problem"]["type"] == "/problems/not-found"
    assert by_station[str(stations[0])]["command"]["state"] == "queued"
    assert len(listed.json()["items"]) == 31


@asynchronous
async def test_a_command_is_taken_back_only_before_it_is_sent():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        path = f"/api/v1/commands/{mine.order.id}"
        done = await client.post(f"{path}/cancel")
        again = await client.post(f"{path}/cancel")
        listed = await client.get("/api/v1/commands?state=cancelled&type=unlock")
    assert (done.status_code, done.json()["state"]) == (200, "cancelled")
    assert again.status_code == 409
    assert [item["id"] for item in listed.json()["items"]] == [str(mine.order.id)]


@asynchronous
async def test_a_session_is_stopped_through_its_station_and_closed_by_hand():
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        over = await client.post(f"/api/v1/sessions/{mine.session.id}/stop")
        stop = await client.post(f"/api/v1/sessions/{mine.running.id}/stop")
        closed = await client.post(f"/api/v1/sessions/{mine.running.id}/close", json={})
        again = await client.post(f"/api/v1/sessions/{mine.running.id}/close", json={})
        detail = (await client.get(f"/api/v1/sessions/{mine.running.id}")).json()
    assert over.status_code == 409
    assert stop.status_code == 202
    assert stop.json()["instruction"] == {"type": "remote_stop", "reference": "tx-2"}
    assert (closed.status_code, closed.json()["evidence"]) == (200, "operator")
    assert again.status_code == 409
    assert "closed_by_rule" in detail["session"]["findings"]
    assert detail["cost"]["total"]["currency"] == "EUR"


WRONG = {
    "no type": ({}, "/instruction/type"),
    "no such type": ({"type": "explode"}, "/instruction/type"),
    "a type that is none": ({"type": 5}, "/instruction/type"),
    "a field that is not its": ({"type": "clear_cache", "evse": 1}, "/instruction/evse"),
    "a connector of no EVSE": (
        {"type": "change_availability", "operative": True, "connector": 1}, "/instruction/evse",
    ),
    "a payload that is no object": (
        {"type": "raw_call", "action": "Reset", "payload": "[]"}, "/instruction/payload",
    ),
    "a payload that is nothing": (
        {"type": "raw_call", "action": "Reset", "payload": ""}, "/instruction/payload",
    ),
    "no settings": ({"type": "change_settings", "values": []}, "/instruction/values"),
    "a setting without a name": (
        {"type": "read_settings", "keys": [{}]}, "/instruction/keys/0/variable",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "pointer"), WRONG.values(), ids=WRONG.keys())
@asynchronous
async def test_an_instruction_that_cannot_be_is_refused(body, pointer):
    house = in_memory()
    mine = await furnish(house)
    async with house.client(mine.key) as client:
        answer = await client.post(
            f"/api/v1/stations/{mine.station.id}/commands", json={"instruction": body}
        )
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
