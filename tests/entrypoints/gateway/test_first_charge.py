"""A charge from boot to end, on the wire, in every version."""

import pytest
from tests.asynchronous import asynchronous
from tests.entrypoints.gateway.house import TENANT, charger, house

from domain.identity import TransactionReference
from domain.session import Phase


@asynchronous
async def test_a_station_speaking_1_6_charges_from_boot_to_stop() -> None:
    async with house() as home:
        station = await home.register("CP1")
        await home.issue("TAG-ANNA")
        async with charger(home, "CP1", "ocpp1.6") as cp:
            boot = {"chargePointVendor": "V", "chargePointModel": "M"}
            assert (await cp.call("BootNotification", boot))["status"] == "Accepted"
            assert (await cp.call("Authorize", {"idTag": "tag-anna"}))["idTagInfo"] == {
                "status": "Accepted"
            }
            start = {
                "connectorId": 1,
                "idTag": "TAG-ANNA",
                "meterStart": 1000,
                "timestamp": "2026-03-01T12:00:00Z",
            }
            started = await cp.call("StartTransaction", start)
            assert started["transactionId"] > 0
            assert await cp.call("StartTransaction", start) == started
            meter = {
                "connectorId": 1,
                "transactionId": started["transactionId"],
                "meterValue": [
                    {"timestamp": "2026-03-01T12:05:00Z", "sampledValue": [{"value": "1500"}]}
                ],
            }
            assert await cp.call("MeterValues", meter) == {}
            stop = {
                "transactionId": started["transactionId"],
                "meterStop": 4000,
                "timestamp": "2026-03-01T12:20:00Z",
            }
            assert await cp.call("StopTransaction", stop) == {}
        stores = home.storage.scope(TENANT)
        reference = TransactionReference(str(started["transactionId"]))
        session = await stores.sessions.find(station.id, reference)
        assert session is not None
        assert session.phase is Phase.ENDED
        assert session.energy.wh == 3000
        assert session.complete


@pytest.mark.parametrize("version", ["ocpp2.0.1", "ocpp2.1"])
def test_a_station_speaking_2_x_charges_from_boot_to_end(version: str) -> None:
    @asynchronous
    async def charge() -> None:
        async with house() as home:
            station = await home.register("CS1")
            await home.issue("TAG-ANNA", group="FAMILY")
            async with charger(home, "CS1", version) as cs:
                boot = {
                    "reason": "PowerUp",
                    "chargingStation": {"vendorName": "V", "model": "M"},
                }
                refused = await cs.call("Heartbeat", {})
                assert refused[2] == "SecurityError"
                assert (await cs.call("BootNotification", boot))["status"] == "Accepted"

                async def event(kind: str, seq: int, minute: int, **more: object) -> dict:
                    at = f"2026-03-01T12:{minute:02}:00Z"
                    reading = {"timestamp": at, "sampledValue": [{"value": minute * 100}]}
                    return await cs.call(
                        "TransactionEvent",
                        {
                            "eventType": kind,
                            "timestamp": at,
                            "triggerReason": "Trigger",
                            "seqNo": seq,
                            "transactionInfo": {
                                "transactionId": "tx-1",
                                "chargingState": "Charging",
                            },
                            "meterValue": [reading],
                            **more,
                        },
                    )

                token = {"idToken": "TAG-ANNA", "type": "ISO14443"}
                started = await event(
                    "Started", 0, 0, idToken=token, evse={"id": 1, "connectorId": 1}
                )
                assert started["idTokenInfo"] == {
                    "status": "Accepted",
                    "groupIdToken": {"idToken": "FAMILY", "type": "Central"},
                }
                assert await event("Updated", 1, 10) == {}
                assert await event("Ended", 2, 20) == {}
            stores = home.storage.scope(TENANT)
            session = await stores.sessions.find(station.id, TransactionReference("tx-1"))
            assert session is not None
            assert session.phase is Phase.ENDED
            assert session.energy.wh == 2000
            assert session.complete

    charge()
