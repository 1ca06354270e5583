"""No current where there should be none: the relay opens within 100 ms of whatever goes wrong."""

import json
import random
import time

import pytest
from tests.firmware.test_core import until

FUZZ = 1000


def test_relay_is_open_at_boot_even_with_a_car_plugged_in(csms, board_at):
    board = board_at(csms.url, car="C").start()
    board.until_status("Preparing")
    assert not board.connector()["relay"]


@pytest.mark.parametrize("state", ["A", "E", "F", "D"])
def test_relay_opens_when_the_pilot_says_so(csms, board, state):
    board.charges()
    board.do(f"car {state}")
    board.until(lambda seen: not seen["connectors"][0]["relay"], "open")


def test_relay_opens_within_100_ms_when_every_task_hangs(csms, board):
    board.charges()
    board.until_quiet()
    opened, trips = board.do("hang 400")
    assert 0 <= opened <= 100
    assert trips == 1
    board.until_status("Charging")


def test_relay_opens_when_the_control_loop_fails_and_charging_goes_on(csms, board):
    board.charges()
    board.do("fail control")
    board.until(lambda state: not state["connectors"][0]["relay"], "open")
    board.until(lambda state: state["connectors"][0]["relay"], "closed again")
    assert csms.heard("StopTransaction") == []


def test_fault_is_told_hides_the_state_and_ends_no_transaction(csms, board):
    board.charges()
    board.do("car E")
    board.until_status("Faulted")
    until(lambda: csms.statuses()[-1] == "Faulted")
    told = csms.heard("StatusNotification")[-1]
    assert told["errorCode"] == "GroundFailure"
    board.do("car C")
    board.until_status("Charging")
    assert csms.heard("StopTransaction") == []


def test_welded_contactor_is_a_fault_that_stays(csms, board):
    board.charges()
    board.do("weld 1")
    board.unplugs()
    board.until(lambda state: state["connectors"][0]["error"] == "PowerSwitchFailure")
    board.do("weld 0")


def test_meter_that_is_silent_is_a_fault_and_lets_nobody_start(csms, board_at):
    board = board_at(csms.url, speed=10).start()
    board.until(lambda state: state["registration"] == "Accepted")
    board.do("meter 0")
    board.until(lambda state: state["connectors"][0]["error"] == "PowerMeterFailure", within=30)
    board.do("plug")
    board.do("tag TAG1")
    until(lambda: csms.heard("Authorize") or True)
    time.sleep(0.5)
    assert csms.heard("StartTransaction") == []
    board.do("meter 1")
    board.until_status("Preparing")


def test_limit_below_six_ampere_suspends(csms, board):
    board.charges()
    board.until_quiet()
    profile = {
        "chargingProfileId": 1, "stackLevel": 0, "chargingProfilePurpose": "TxDefaultProfile",
        "chargingProfileKind": "Relative",
        "chargingSchedule": {
            "chargingRateUnit": "A", "chargingSchedulePeriod": [{"startPeriod": 0, "limit": 4}]
        },
    }  # fmt: skip
    asked = {"connectorId": 1, "csChargingProfiles": profile}
    assert csms.ask("SetChargingProfile", **asked) == {"status": "Accepted"}
    board.until_status("SuspendedEVSE")
    assert not board.connector()["relay"]
    assert csms.ask("ClearChargingProfile") == {"status": "Accepted"}
    board.until_status("Charging")


def frames(number):
    """What no server should send."""
    chance = random.Random(16)
    whole = [2, "id", "ChangeAvailability", {"connectorId": 1, "type": "Operative"}]
    odd = [None, True, -1, 1e30, "", "x" * 300, [], {}, [[]], {"a": {"b": []}}, "\x00", "ä€😀"]
    for turn in range(number):
        kind = turn % 4
        if kind == 0:
            yield bytes(chance.randrange(32, 127) for _ in range(chance.randrange(0, 90))).decode()
        elif kind == 1:
            frame = list(whole)
            frame[chance.randrange(4)] = chance.choice(odd)
            yield json.dumps(frame)
        elif kind == 2:
            text = json.dumps(whole)
            yield text[: chance.randrange(len(text))] + chance.choice('[]{}",:\\u')
        else:
            payload = {
                chance.choice(["idTag", "connectorId", "key", "type", "csChargingProfiles"]):
                chance.choice(odd)
            }  # fmt: skip
            action = chance.choice(
                ["RemoteStartTransaction", "GetConfiguration", "SetChargingProfile", "Reset",
                 "SendLocalList", "ReserveNow", "UpdateFirmware", "GetLog", "\u0000", "_answer"]
            )  # fmt: skip
            yield json.dumps([2, f"f{turn}", action, payload])


def test_frames_of_any_content_break_nothing(csms, board):
    csms.faults = Forgetful()
    for frame in frames(FUZZ):
        csms.say(frame)
    csms.say("[" * 3000)
    csms.say(json.dumps([2, "deep", "DataTransfer", {"vendorId": "x", "data": "y" * 7000}]))
    answer = csms.ask("GetConfiguration", key=["HeartbeatInterval"])
    assert answer["configurationKey"]
    assert csms.connections == 1
    board.charges()


@pytest.mark.parametrize("frame", [b"\x00binary", "x" * 9000], ids=["binary", "too long"])
def test_frames_that_websockets_forbids_here_end_the_connection_only(csms, board, frame):
    csms.say(frame)
    until(lambda: csms.connections == 2)
    board.charges()


class Forgetful(list):
    """What a fuzzed station answers is not judged."""

    def append(self, _):
        pass
