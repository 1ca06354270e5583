"""The door: who gets in, what wrong secrets meet, and how a password is changed."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.adapters.ocpp.wire.corpus import smallest
from tests.asynchronous import asynchronous
from tests.conformance.client import Client, basic, dial
from tests.conformance.knocking import Answer, Request, knock
from tests.entrypoints.gateway.house import SECRET, TENANT, House, house, until
from websockets.exceptions import InvalidStatus

from adapters.identity.secrets import KeyedChallenge
from application.access.tenants import EditTenant
from domain.identity import TenantId
from domain.instruction import OrderState, RotateSecret
from domain.station import CredentialsAttacked, Registration, SecurityProfile, Station
from domain.tenant import TenantPolicy
from entrypoints.gateway import throttle

WRONG = b"wrong-Passw0rd-16"
UPGRADE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Protocol": "ocpp1.6",
}


async def knocked(
    home: House, identity: str, secret: bytes | None = WRONG, path: str = ""
) -> Answer:
    headers = dict(UPGRADE)
    if secret is not None:
        headers["Authorization"] = basic(identity, secret)
    request = Request(path or f"/ocpp/{identity}", headers)
    async with knock(home.port, request.raw) as answer:
        return answer


@asynchronous
async def test_wrong_credentials_get_one_answer_whoever_is_named(monkeypatch) -> None:
    compared: list[Any] = []
    matches = KeyedChallenge.matches
    monkeypatch.setattr(
        KeyedChallenge,
        "matches",
        lambda self, stored: (compared.append(stored), matches(self, stored))[1],
    )
    async with house() as home:
        await home.register("CP1")
        answers, work = [], []
        for identity in ("CP1", "NOBODY"):
            compared.clear()
            answers.append(await knocked(home, identity))
            work.append(len(compared))
        answers.append(await knocked(home, "CP1", path="/ocpp/no-such-tenant/CP1"))
        for answer in answers:
            answer.headers.pop("date")
        assert [answer.status for answer in answers] == [401, 401, 401]
        assert answers[0].headers == answers[1].headers == answers[2].headers
        # An unknown station costs as many comparisons as a known one.
        assert work[0] == work[1] > 0


@asynchronous
async def test_wrong_tries_are_slowed_and_the_right_secret_is_not(monkeypatch) -> None:
    monkeypatch.setattr(throttle, "FIRST_DELAY", 3.0)
    async with house() as home:
        await home.register("CP1")
        for _ in range(throttle.FREE_TRIES):
            assert (await knocked(home, "CP1")).status == 401
        slowed = asyncio.create_task(knocked(home, "CP1"))
        elsewhere = asyncio.create_task(knocked(home, "ANOTHER"))
        await until(lambda: home.gateway.door._delayed == 2)
        assert (await knocked(home, "CP1", SECRET.encode())).status == 101
        assert not slowed.done()
        assert not elsewhere.done(), "the source is slowed, whichever station it names"
        slowed.cancel()
        elsewhere.cancel()
        await asyncio.gather(slowed, elsewhere, return_exceptions=True)


@asynchronous
async def test_many_wrong_tries_raise_one_alarm_of_a_known_station(monkeypatch) -> None:
    monkeypatch.setattr(throttle, "FIRST_DELAY", 0.0)
    async with house() as home:
        await home.register("CP1")
        for _ in range(throttle.ALARM_AT + 5):
            await knocked(home, "CP1")
            await knocked(home, "MADE-UP")
        [alarm] = await home.events(CredentialsAttacked)
        assert alarm.station == home.stations["CP1"].id
        assert (alarm.source, alarm.tries) == ("127.0.0.1", throttle.ALARM_AT)


def test_what_the_throttle_remembers_is_bounded_and_forgiven() -> None:
    slow = throttle.Throttle()
    for _ in range(throttle.FREE_TRIES):
        assert slow.wrong(0.0, "source", "station") == 0.0
    assert slow.wrong(0.0, "source", "other") == throttle.FIRST_DELAY
    assert slow.wrong(1.0, "elsewhere", "station") == throttle.FIRST_DELAY
    assert slow.wrong(1.0, "source") == 2 * throttle.FIRST_DELAY
    for _ in range(50):
        assert slow.wrong(2.0, "source") <= throttle.LONGEST_DELAY
    assert slow.wrong(2.0 + throttle.FORGIVEN_AFTER + 1, "source") == 0.0
    for number in range(throttle.MOST_REMEMBERED + 10):
        slow.wrong(3.0, number)
    assert len(slow._records) == throttle.MOST_REMEMBERED


# The password is changed through the station.


def _asked_16(call: list[Any]) -> bytes:
    assert (call[2], call[3]["key"]) == ("ChangeConfiguration", "AuthorizationKey")
    assert len(call[3]["value"]) == 40
    return bytes.fromhex(call[3]["value"])


def _answered_16(call: list[Any], status: str) -> dict:
    return {"status": status}


def _asked_2(call: list[Any]) -> bytes:
    [data] = call[3]["setVariableData"]
    assert data["component"] == {"name": "SecurityCtrlr"}
    assert data["variable"] == {"name": "BasicAuthPassword"}
    assert 16 <= len(data["attributeValue"]) <= 40
    return data["attributeValue"].encode()


def _answered_2(call: list[Any], status: str) -> dict:
    [data] = call[3]["setVariableData"]
    told = {key: data[key] for key in ("component", "variable")}
    return {"setVariableResult": [{"attributeStatus": status, **told}]}


Asked = Callable[[list[Any]], bytes]
Answered = Callable[[list[Any], str], dict]
ROTATIONS = {
    "ocpp1.6": (_asked_16, _answered_16),
    "ocpp2.0.1": (_asked_2, _answered_2),
    "ocpp2.1": (_asked_2, _answered_2),
}


async def _rotating(home: House, version: str) -> tuple[Client, list[Any], bytes, Any]:
    await home.register("CP1")
    client = await dial(home.port, "CP1", version, SECRET.encode())
    await client.call("BootNotification", smallest(version, "BootNotificationRequest"))
    order = await home.order("CP1", RotateSecret())
    call = await client.next_call()
    assert call is not None
    return client, call, ROTATIONS[version][0](call), order


async def _opens(home: House, secret: bytes) -> bool:
    return (await knocked(home, "CP1", secret)).status == 101


@pytest.mark.parametrize("version", ROTATIONS)
def test_a_new_password_that_the_station_took_is_the_only_one(version: str) -> None:
    @asynchronous
    async def play() -> None:
        async with house() as home:
            client, call, new, order = await _rotating(home, version)
            await client.send(json.dumps([3, call[1], ROTATIONS[version][1](call, "Accepted")]))
            assert (await home.outcome(order)).state is OrderState.CONFIRMED
            assert not await _opens(home, SECRET.encode())
            assert await _opens(home, new)

    play()


@pytest.mark.parametrize("version", ROTATIONS)
def test_a_new_password_that_the_station_refused_opens_nothing(version: str) -> None:
    @asynchronous
    async def play() -> None:
        async with house() as home:
            client, call, new, order = await _rotating(home, version)
            await client.send(json.dumps([3, call[1], ROTATIONS[version][1](call, "Rejected")]))
            assert (await home.outcome(order)).state is OrderState.REJECTED
            assert not await _opens(home, new)
            assert await _opens(home, SECRET.encode())

    play()


@pytest.mark.parametrize("version", ROTATIONS)
def test_an_error_to_the_new_password_leaves_the_old_one(version: str) -> None:
    @asynchronous
    async def play() -> None:
        async with house() as home:
            client, call, new, order = await _rotating(home, version)
            await client.send(json.dumps([4, call[1], "NotSupported", "", {}]))
            await home.outcome(order)
            assert not await _opens(home, new)
            assert await _opens(home, SECRET.encode())

    play()


@pytest.mark.parametrize("version", ROTATIONS)
def test_while_the_answer_is_lost_both_passwords_open_until_the_new_one_is_used(version) -> None:
    @asynchronous
    async def play() -> None:
        async with house() as home:
            client, _, new, order = await _rotating(home, version)
            client.drop()
            assert (await home.outcome(order)).state is OrderState.STATION_OFFLINE
            assert await _opens(home, SECRET.encode())
            assert await _opens(home, SECRET.encode()), "the station may still change it"
            assert await _opens(home, new)
            assert not await _opens(home, SECRET.encode())

    play()


@pytest.mark.parametrize("version", ROTATIONS)
@pytest.mark.parametrize("answer", [[4, "InternalError", "", {}], [3, {"status": 7}]])
def test_an_answer_that_says_nothing_of_the_new_password_locks_nobody_out(version, answer) -> None:
    @asynchronous
    async def play() -> None:
        for kept in (False, True):
            async with house() as home:
                client, call, new, order = await _rotating(home, version)
                await client.send(json.dumps([answer[0], call[1], *answer[1:]]))
                assert (await home.outcome(order)).state is OrderState.REJECTED
                assert await _opens(home, SECRET.encode() if kept else new)

    play()


@pytest.mark.parametrize("version", ROTATIONS)
def test_after_a_lost_answer_the_password_can_be_changed_again(version: str) -> None:
    @asynchronous
    async def play() -> None:
        async with house() as home:
            client, _, lost, order = await _rotating(home, version)
            client.drop()
            await home.outcome(order)
            client = await dial(home.port, "CP1", version, SECRET.encode())
            again = await home.order("CP1", RotateSecret())
            call = await client.next_call()
            assert call is not None
            new = ROTATIONS[version][0](call)
            await client.send(json.dumps([3, call[1], ROTATIONS[version][1](call, "Accepted")]))
            assert (await home.outcome(again)).state is OrderState.CONFIRMED
            assert not await _opens(home, SECRET.encode())
            assert not await _opens(home, lost)
            assert await _opens(home, new)

    play()


@asynchronous
async def test_the_new_password_is_written_nowhere() -> None:
    async with house() as home:
        client, call, new, order = await _rotating(home, "ocpp1.6")
        await client.send(json.dumps([3, call[1], {"status": "Accepted"}]))
        await home.outcome(order)
        told = [frame.text for frame in home.frames.frames]
        assert any("AuthorizationKey" in text for text in told)
        assert not any(new.hex().upper() in text.upper() for text in told)
        assert new.hex() not in repr(home.storage.database.tables)


@asynchronous
async def test_a_1_6_key_opens_as_bytes_and_as_the_hexadecimal_text_of_them() -> None:
    key = bytes(range(236, 256))
    async with house() as home:
        await home.register("CP1", key)
        assert await _opens(home, key)
        assert await _opens(home, key.hex().upper().encode())
        assert not await _opens(home, key[:-1])


# Profiles.


@asynchronous
async def test_a_station_that_reached_tls_is_not_let_in_without_it() -> None:
    async with house() as home:
        await home.register("CP1", profile=SecurityProfile.TLS)
        assert (await knocked(home, "CP1", SECRET.encode())).status == 401


@pytest.mark.parametrize(("allowed", "status"), [(False, 401), (True, 101)])
def test_a_station_without_security_comes_in_only_where_a_laboratory_allows_it(
    allowed: bool, status: int
) -> None:
    @asynchronous
    async def play() -> None:
        async with house(unsecured_allowed=allowed) as home:
            await home.register("BARE", None, profile=SecurityProfile.UNSECURED)
            await home.register("SAFE")
            assert (await knocked(home, "BARE", None)).status == status
            assert (await knocked(home, "SAFE", None)).status == 401

    play()


@asynchronous
async def test_an_unknown_station_is_taken_in_pending_where_the_tenant_chose_so() -> None:
    async with house() as home:
        with pytest.raises(InvalidStatus):
            await dial(home.port, "NEW", "ocpp1.6", SECRET.encode())
        open_door = EditTenant(TENANT, "Acme", "EUR", policy=TenantPolicy(auto_provision=True))
        await home.desks.platform(home.storage.platform()).run(open_door)
        client = await dial(home.port, "NEW", "ocpp1.6", SECRET.encode())
        boot = {"chargePointVendor": "V", "chargePointModel": "M"}
        assert (await client.call("BootNotification", boot))[2]["status"] == "Pending"
        assert (await knocked(home, "NEW", WRONG)).status == 401
        stations = home.storage.scope(TENANT).stations
        met: Station | None = await stations.find_by_identity("NEW")
        assert met is not None
        assert met.registration is Registration.PENDING
        client.drop()


@asynchronous
async def test_the_same_identity_at_another_operator_is_another_station() -> None:
    other = TenantId("volt")
    async with house() as home:
        await home.open_tenant(other)
        await home.register("CP1")
        await home.register("CP1", WRONG, tenant=other)
        assert (await knocked(home, "CP1", WRONG, "/ocpp/volt/CP1")).status == 101
        assert (await knocked(home, "CP1", SECRET.encode(), "/ocpp/volt/CP1")).status == 401
        assert (await knocked(home, "CP1", SECRET.encode(), "/ocpp/acme/CP1")).status == 101
