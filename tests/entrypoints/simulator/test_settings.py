"""Configuration keys and variables are a real store, and the station lives by them."""

import asyncio

import pytest
from tests.entrypoints.simulator.fake_csms import fake_csms
from tests.entrypoints.simulator.worlds import alive, plan, world

from entrypoints.simulator import SimulatedStation
from entrypoints.simulator.dialects.v16.settings import authorization_key

OLD, NEW = "the-old-password", "the-brand-new-password"
HEX = "00ff10203040506070809000a0b0c0d0"
PASSWORD = ("SecurityCtrlr", "BasicAuthPassword")
TWO = ["2.0.1", "2.1"]


def _set(name: tuple[str, str], value: str) -> dict:
    return _named(name) | {"attributeValue": value}


def _named(name: tuple[str, str]) -> dict:
    return {"component": {"name": name[0]}, "variable": {"name": name[1]}}


async def _change(csms, version: str, value: str) -> str:
    if version == "1.6":
        asked = {"key": "AuthorizationKey", "value": value}
        return (await csms.ask("DE-01", "ChangeConfiguration", asked))[2]["status"]
    asked = {"setVariableData": [_set(PASSWORD, value)]}
    answer = await csms.ask("DE-01", "SetVariables", asked)
    return answer[2]["setVariableResult"][0]["attributeStatus"]


PASSWORDS = [("1.6", NEW, NEW.encode()), ("1.6", HEX, bytes.fromhex(HEX))]
PASSWORDS += [(version, NEW, NEW.encode()) for version in TWO]
PASSWORDS += [("2.0.1", HEX, HEX.encode())]


@pytest.mark.parametrize(("version", "value", "wire"), PASSWORDS)
def test_a_new_password_is_used_from_the_next_connection_on(version, value, wire):
    async def story():
        known = {"passwords": {"DE-01": OLD.encode()}}
        async with world(version, known, password=OLD) as (csms, station):
            assert await _change(csms, version, value) == "Accepted"
            csms.passwords["DE-01"] = wire
            await csms.until(lambda: csms.connections["DE-01"] == 2)
            await station.presence.ready.wait()
            assert csms.refused == 0
            assert csms.actions().count("BootNotification") == 1

    asyncio.run(story())


@pytest.mark.parametrize("version", ["1.6", *TWO])
def test_a_password_too_short_is_rejected_and_the_old_one_stays(version):
    async def story():
        known = {"passwords": {"DE-01": OLD.encode()}}
        async with world(version, known, password=OLD) as (csms, station):
            assert await _change(csms, version, "short") == "Rejected"
            station.drop()
            await csms.until(lambda: csms.connections["DE-01"] == 2)
            assert csms.refused == 0

    asyncio.run(story())


def test_a_wrong_password_is_tried_again_with_back_off():
    async def story():
        async with (
            fake_csms(passwords={"DE-01": b"right"}) as csms,
            alive(SimulatedStation(plan(csms, password="wrong"))) as station,
        ):
            await csms.until(lambda: csms.refused >= 2)
            csms.passwords["DE-01"] = b"wrong"
            await csms.saw("BootNotification")
            assert station.statistics.refused >= 2

    asyncio.run(story())


@pytest.mark.parametrize(
    ("value", "wire"),
    [(HEX, bytes.fromhex(HEX)), (HEX.upper(), bytes.fromhex(HEX)), (OLD, OLD.encode())],
)
def test_an_authorization_key_in_hexadecimal_stands_for_its_bytes(value, wire):
    assert authorization_key(value) == wire


def test_configuration_is_read_whole_by_name_and_never_the_secret():
    async def story():
        async with world("1.6", password=OLD) as (csms, _):
            whole = (await csms.ask("DE-01", "GetConfiguration", {}))[2]
            kept = {row["key"]: row for row in whole["configurationKey"]}
            assert "value" not in kept["AuthorizationKey"]
            assert kept["NumberOfConnectors"]["readonly"]
            asked = {"key": ["HeartbeatInterval", "Nonsense"]}
            some = (await csms.ask("DE-01", "GetConfiguration", asked))[2]
            assert [row["key"] for row in some["configurationKey"]] == ["HeartbeatInterval"]
            assert some["unknownKey"] == ["Nonsense"]

    asyncio.run(story())


CHANGES = [
    ("HeartbeatInterval", "17", "Accepted"),
    ("HeartbeatInterval", "soon", "Rejected"),
    ("NumberOfConnectors", "9", "Rejected"),
    ("WebSocketPingInterval", "30", "RebootRequired"),
    ("Nonsense", "1", "NotSupported"),
]


@pytest.mark.parametrize(("key", "value", "status"), CHANGES)
def test_a_configuration_key_changes_or_says_why_not(key, value, status):
    async def story():
        async with world("1.6") as (csms, _):
            asked = {"key": key, "value": value}
            answer = await csms.ask("DE-01", "ChangeConfiguration", asked)
            assert answer[2] == {"status": status}
            after = (await csms.ask("DE-01", "GetConfiguration", {"key": [key]}))[2]
            values = [row["value"] for row in after["configurationKey"]]
            taken = status in {"Accepted", "RebootRequired"}
            assert (value in values) is taken

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
def test_variables_are_read_and_set_one_by_one(version):
    async def story():
        async with world(version) as (csms, _):
            names = [("OCPPCommCtrlr", "HeartbeatInterval"), PASSWORD, ("OCPPCommCtrlr", "No")]
            names += [("NoSuchCtrlr", "No")]
            asked = {"getVariableData": [_named(name) for name in names]}
            read = (await csms.ask("DE-01", "GetVariables", asked))[2]["getVariableResult"]
            assert [row["attributeStatus"] for row in read] == [
                "Accepted",
                "Rejected",
                "UnknownVariable",
                "UnknownComponent",
            ]
            assert (read[0]["attributeValue"], "attributeValue" in read[1]) == ("60", False)
            wishes = [_set(name, "30") for name in names[:1]]
            wishes += [_set(("SecurityCtrlr", "SecurityProfile"), "3")]
            wishes += [_set(("OCPPCommCtrlr", "WebSocketPingInterval"), "30")]
            wishes += [_set(names[3], "1")]
            made = (await csms.ask("DE-01", "SetVariables", {"setVariableData": wishes}))[2]
            assert [row["attributeStatus"] for row in made["setVariableResult"]] == [
                "Accepted",
                "Rejected",
                "RebootRequired",
                "UnknownComponent",
            ]

    asyncio.run(story())


def test_a_shorter_heartbeat_interval_is_obeyed_at_once():
    async def story():
        async with world("1.6") as (csms, _):
            assert "Heartbeat" not in csms.actions()
            asked = {"key": "HeartbeatInterval", "value": "1"}
            await csms.ask("DE-01", "ChangeConfiguration", asked)
            await csms.saw("Heartbeat")

    asyncio.run(story())


@pytest.mark.parametrize("version", TWO)
@pytest.mark.parametrize(
    ("base", "read_only_too"), [("FullInventory", True), ("ConfigurationInventory", False)]
)
def test_a_base_report_comes_in_numbered_pages(version, base, read_only_too):
    async def story():
        async with world(version) as (csms, _):
            asked = {"requestId": 42, "reportBase": base}
            answer = await csms.ask("DE-01", "GetBaseReport", asked)
            assert answer[2] == {"status": "Accepted"}
            await csms.until(lambda: any(not p["tbc"] for p in csms.of("NotifyReport")))
            pages = csms.of("NotifyReport")
            assert len(pages) > 1
            assert [p["seqNo"] for p in pages] == list(range(len(pages)))
            assert {p["requestId"] for p in pages} == {42}
            assert [p["tbc"] for p in pages] == [True] * (len(pages) - 1) + [False]
            told = [row for page in pages for row in page["reportData"]]
            kinds = {row["variableAttribute"][0]["mutability"] for row in told}
            assert ("ReadOnly" in kinds) is read_only_too
            (secret,) = [row for row in told if row["variable"]["name"] == PASSWORD[1]]
            assert "value" not in secret["variableAttribute"][0]

    asyncio.run(story())
