"""What is accepted from which station, over real sockets, and what is counted of it."""

import asyncio
import json
from collections import Counter
from typing import Any

import pytest
from tests.asynchronous import asynchronous
from tests.conformance.client import Client, dial
from tests.entrypoints.gateway.house import SECRET, TENANT, House, house

from adapters.memory.views import MemoryViews
from application.access.tenants import EditTenant
from application.provisioning.edit_station import EditStation
from application.views.paging import Slice
from domain.instruction import ReadSettings
from domain.station import STRICT, Profile, Quirk, Registration, Tolerance
from domain.tenant import TenantPolicy

EVLINK = {
    "chargeBoxSerialNumber": "EVB1A22P2KI3N12345678901234567890",
    "chargePointModel": "EVlink Smart Wallbox",
    "chargePointVendor": "Schneider Electric",
    "firmwareVersion": "3.4.0.9",
}
HALO = {"chargePointVendor": "Charge Amps AB", "chargePointModel": "Halo"}
HZ = {
    "connectorId": 1,
    "meterValue": [
        {
            "timestamp": "2026-03-01T12:00:00Z",
            "sampledValue": [{"value": "49.97", "measurand": "Frequency", "unit": "Hz"}],
        }
    ],
}


async def came(home: House) -> Client:
    return await dial(home.port, "CP1", "ocpp1.6", SECRET.encode())


async def chosen(home: House, tolerance: Tolerance | None) -> None:
    station = home.stations["CP1"].id
    await home.desk().run(
        EditStation(station, "", None, Registration.ACCEPTED, None, tolerance=tolerance)
    )


async def counted(home: House) -> Counter[tuple[str, str, bool]]:
    await home.gateway.write_breaches()
    views = MemoryViews(home.storage, home.frames).tenant(TENANT).stations
    page = await views.breaches(home.stations["CP1"].id, Slice(50, None, "-times"))
    seen: Counter[tuple[str, str, bool]] = Counter()
    for view in page.items:
        seen[view.rule, view.path, view.repaired] += view.times
    return seen


@asynchronous
async def test_a_station_known_for_a_fault_is_taken_in_and_the_fault_is_counted() -> None:
    async with house() as home:
        await home.register("CP1")
        client = await came(home)
        assert (await client.call("BootNotification", EVLINK))[2]["status"] == "Accepted"
        assert await counted(home) == {("long_texts", "$.chargeBoxSerialNumber", True): 1}
        client.drop()


@asynchronous
async def test_an_operator_accepts_a_fault_of_a_kind_of_stations_and_not_of_one_of_them() -> None:
    async with house() as home:
        own = Profile("our posts", frozenset({Quirk.LONG_TEXTS}), vendor="V", model="EVlink*")
        policy = TenantPolicy(tolerances=(own,))
        desk = home.desks.platform(home.storage.platform())
        await desk.run(EditTenant(TENANT, "Acme", "EUR", policy=policy))
        await home.register("CP1")
        unheard_of = {**EVLINK, "chargePointVendor": "V"}
        client = await came(home)
        assert (await client.call("BootNotification", unheard_of))[2]["status"] == "Accepted"
        client.drop()
        client = await came(home)  # known by now from what it said
        assert (await client.call("BootNotification", unheard_of))[2]["status"] == "Accepted"
        client.drop()
        await chosen(home, STRICT)
        client = await came(home)
        assert (await client.call("BootNotification", unheard_of))[0] == 4
        client.drop()


@asynchronous
async def test_the_same_fault_of_an_unknown_station_is_refused_and_counted() -> None:
    async with house() as home:
        await home.register("CP1")
        client = await came(home)
        for _ in range(2):
            reply = await client.call("BootNotification", {**EVLINK, "chargePointVendor": "V"})
            assert reply[0] == 4
        assert await counted(home) == {("too_long", "$.chargeBoxSerialNumber", False): 2}
        client.drop()


@asynchronous
async def test_what_is_known_holds_when_the_station_comes_back_without_a_boot() -> None:
    async with house() as home:
        await home.register("CP1")
        client = await came(home)
        await client.call("BootNotification", HALO)
        client.drop()
        client = await came(home)
        assert (await client.call("MeterValues", HZ))[0] == 3
        assert ("odd_words", "$.meterValue[].sampledValue[].unit", True) in await counted(home)
        client.drop()


@pytest.mark.parametrize(
    ("tolerance", "boot", "answered"),
    [
        (STRICT, EVLINK, 4),
        (frozenset({Quirk.LONG_TEXTS}), {**EVLINK, "chargePointVendor": "V"}, 3),
        (frozenset({Quirk.ODD_WORDS}), EVLINK, 4),
    ],
)
def test_the_operators_choice_goes_before_what_is_known(tolerance, boot, answered) -> None:
    @asynchronous
    async def play() -> None:
        async with house() as home:
            await home.register("CP1")
            await chosen(home, tolerance)
            client = await came(home)
            assert (await client.call("BootNotification", boot))[0] == answered
            client.drop()

    play()


@asynchronous
async def test_an_answer_of_the_station_is_mended_too() -> None:
    async with house() as home:
        await home.register("CP1")
        await chosen(home, frozenset({Quirk.EXTRA_FIELDS}))
        client = await came(home)
        await client.call("BootNotification", {**HALO, "mood": "good"})
        order = await home.order("CP1", ReadSettings())
        call: list[Any] | None = await client.next_call()
        assert call is not None
        reply = {"configurationKey": [], "comment": "none"}
        await client.send(json.dumps([3, call[1], reply]))
        await home.outcome(order)
        assert await counted(home) == {("extra_fields", "$", True): 2}
        client.drop()


@asynchronous
async def test_an_answer_that_the_station_cannot_use_is_counted() -> None:
    async with house() as home:
        await home.register("CP1")
        client = await dial(home.port, "CP1", "ocpp2.1", SECRET.encode())
        boot = {"reason": "PowerUp", "chargingStation": {"vendorName": "V", "model": "M"}}
        told = await client.call("BootNotification", boot)
        await client.send(json.dumps([5, told[1], "FormatViolation", "no such interval", {}]))
        for _ in range(300):
            if await counted(home):
                break
            await asyncio.sleep(0.01)
        assert await counted(home) == {("answer_refused", "$", False): 1}
        client.drop()


@asynchronous
async def test_what_could_not_be_written_is_written_later() -> None:
    async with house() as home:
        await home.register("CP1")
        client = await came(home)
        await client.call("BootNotification", EVLINK)
        breaches = home.gateway._breaches
        [(tenant, held)] = breaches.take().items()
        breaches.give_back(tenant, held)
        await client.call("BootNotification", EVLINK)
        assert sum((await counted(home)).values()) == 2
        assert await counted(home) == {("long_texts", "$.chargeBoxSerialNumber", True): 2}
        client.drop()
