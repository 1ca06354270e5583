"""The Core profile as a charge point, against an independent server (OCPP 1.6, 4 and 5)."""

import threading
import time

from ocpp.exceptions import InternalError
from tests.firmware.csms import now


def until(true, what=""):
    end = time.monotonic() + 20
    while not (found := true()):
        assert time.monotonic() < end, what
        time.sleep(0.02)
    return found


def test_cold_boot_tells_who_it_is_and_every_connector(csms, board):
    until(lambda: csms.statuses(1))
    boot = csms.heard("BootNotification")
    assert len(boot) == 1
    assert boot[0]["chargePointVendor"] == "open-csms"
    assert csms.statuses(0) == csms.statuses(1) == ["Available"]


def test_the_password_goes_as_raw_bytes(csms, board):
    assert csms.authorizations == ["CP1:" + bytes.fromhex(board.key).decode("latin-1")]


def test_pending_says_nothing_but_answers(csms, board_at):
    answer = {"status": "Pending", "currentTime": now(), "interval": 1}
    csms.answers["BootNotification"] = answer
    board = board_at(csms.url).start()
    board.until(lambda state: state["registration"] == "Pending")
    board.do("plug")
    assert csms.ask("GetConfiguration", key=["HeartbeatInterval"])["configurationKey"]
    assert csms.ask("RemoteStartTransaction", idTag="TAG1") == {"status": "Rejected"}
    until(lambda: len(csms.heard("BootNotification")) > 1, "it boots again after the interval")
    assert {action for action, _ in csms.said} == {"BootNotification"}
    csms.answers.clear()
    until(lambda: "Preparing" in csms.statuses(1))


def test_rejected_says_nothing_and_answers_nothing(csms, board_at):
    csms.answers["BootNotification"] = {"status": "Rejected", "currentTime": now(), "interval": 1}
    board = board_at(csms.url).start()
    board.until(lambda state: state["registration"] == "Rejected")
    csms.say('[2,"x","GetConfiguration",{}]')
    board.charges_not = board.do("plug")
    board.do("tag TAG1")
    until(lambda: len(csms.heard("BootNotification")) > 2)
    assert {action for action, _ in csms.said} == {"BootNotification"}
    assert board.connector()["transaction"] is None


def test_regular_charging_session_with_identification_first(csms, board):
    until(lambda: csms.statuses()[-1:] == ["Available"])
    board.do("tag TAG1")
    until(lambda: csms.statuses()[-1] == "Preparing")
    board.do("plug")
    board.until_status("Charging")
    board.until_quiet()
    until(lambda: csms.statuses()[-1] == "Charging")
    assert board.connector()["relay"]
    board.do("tag TAG1")
    until(lambda: csms.statuses()[-1] == "Finishing")
    board.do("unplug")
    board.until_status("Available")
    board.until_quiet()
    start, stop = csms.heard("StartTransaction"), csms.heard("StopTransaction")
    assert len(start) == len(stop) == 1
    assert "reason" not in stop[0]
    assert stop[0]["idTag"] == "TAG1"
    assert stop[0]["meterStop"] >= start[0]["meterStart"]
    until(lambda: csms.statuses()[-1] == "Available")
    assert csms.statuses() == ["Available", "Preparing", "Charging", "Finishing", "Available"]


def test_regular_charging_session_with_the_cable_first(csms, board):
    board.do("plug")
    board.until_status("Preparing")
    board.do("tag TAG1")
    board.until_status("Charging")
    board.unplugs()
    board.until_quiet()
    stop = until(lambda: csms.heard("StopTransaction"))
    assert stop[0]["reason"] == "EVDisconnected"
    assert not board.connector()["relay"]


def test_authorized_but_never_plugged_in(csms, board):
    board.do("config ConnectionTimeOut 1")
    board.do("tag TAG1")
    board.until_status("Preparing")
    board.until_status("Available")
    board.do("plug")
    time.sleep(0.3)
    assert csms.heard("StartTransaction") == []


def test_refused_tags_do_not_start(csms, board):
    csms.tags.update({name: {"status": name} for name in ("Invalid", "Expired", "Blocked")})
    board.do("plug")
    for name in csms.tags:
        board.do(f"tag {name}")
    until(lambda: len(csms.heard("Authorize")) == 3)
    assert board.connector()["transaction"] is None


def test_another_tag_of_the_same_group_stops(csms, board):
    csms.tags["TAG1"] = csms.tags["TAG2"] = {"status": "Accepted", "parentIdTag": "GROUP"}
    board.charges("TAG1")
    board.until_quiet()
    board.do("tag TAG2")
    board.until_status("Finishing")
    board.until_quiet()
    assert csms.heard("StopTransaction")[0]["idTag"] == "TAG2"


def test_car_pauses_and_goes_on(csms, board):
    board.charges()
    board.do("car B")
    board.until_status("SuspendedEV")
    assert not board.connector()["relay"]
    board.do("car C")
    board.until_status("Charging")
    assert board.connector()["relay"]


def test_start_refused_by_the_server_stops_deauthorized(csms, board):
    board.do("config LocalPreAuthorize true")
    board.charges()
    board.unplugs()
    board.until_quiet()
    csms.tags["TAG1"] = {"status": "Blocked"}
    board.do("plug")
    board.do("tag TAG1")
    until(lambda: len(csms.heard("StopTransaction")) == 2)
    assert csms.heard("StopTransaction")[1]["reason"] == "DeAuthorized"
    assert len(csms.heard("Authorize")) == 1


def test_start_refused_by_the_server_is_suspended_where_configured(csms, board):
    board.do("config StopTransactionOnInvalidId false")
    csms.answers["StartTransaction"] = {"transactionId": 7, "idTagInfo": {"status": "Invalid"}}
    board.do("plug")
    board.do("tag TAG1")
    board.until_status("SuspendedEVSE")
    assert not board.connector()["relay"]
    assert csms.heard("StopTransaction") == []


def test_remote_start_and_stop(csms, board):
    board.do("plug")
    board.until_status("Preparing")
    assert csms.ask("RemoteStartTransaction", idTag="TAG9", connectorId=1) == {"status": "Accepted"}
    board.until_status("Charging")
    board.until_quiet()
    assert csms.heard("Authorize") == []
    number = board.connector()["transaction"]["id"]
    assert csms.ask("RemoteStopTransaction", transactionId=number + 1) == {"status": "Rejected"}
    assert csms.ask("RemoteStopTransaction", transactionId=number) == {"status": "Accepted"}
    board.until_status("Finishing")
    board.until_quiet()
    assert csms.heard("StopTransaction")[0]["reason"] == "Remote"


def test_remote_start_that_is_to_be_authorized(csms, board):
    board.do("config AuthorizeRemoteTxRequests true")
    csms.tags["BAD"] = {"status": "Invalid"}
    board.do("plug")
    assert csms.ask("RemoteStartTransaction", idTag="BAD") == {"status": "Accepted"}
    until(lambda: csms.heard("Authorize"))
    assert csms.ask("RemoteStartTransaction", idTag="GOOD") == {"status": "Accepted"}
    board.until_status("Charging")
    board.until_quiet()
    assert [start["idTag"] for start in csms.heard("StartTransaction")] == ["GOOD"]


def test_remote_start_on_a_connector_that_charges_is_refused(csms, board):
    board.charges()
    assert csms.ask("RemoteStartTransaction", idTag="TAG2") == {"status": "Rejected"}
    assert csms.ask("RemoteStartTransaction", idTag="TAG2", connectorId=5) == {"status": "Rejected"}


def test_soft_reset_stops_tells_and_begins_anew(csms, board):
    board.charges()
    board.until_quiet()
    assert csms.ask("Reset", type="Soft") == {"status": "Accepted"}
    assert board.ended() == 75
    assert csms.heard("StopTransaction")[0]["reason"] == "SoftReset"
    board.start()
    until(lambda: len(csms.heard("BootNotification")) == 2)


def test_hard_reset_tells_the_stop_after_the_boot(csms, board):
    board.charges()
    board.until_quiet()
    assert csms.ask("Reset", type="Hard") == {"status": "Accepted"}
    assert board.ended() == 75
    board.start()
    stop = until(lambda: csms.heard("StopTransaction"))
    assert [each["reason"] for each in stop] == ["HardReset"]


def test_unlock_stops_what_runs(csms, board):
    assert csms.ask("UnlockConnector", connectorId=1) == {"status": "NotSupported"}
    board.do("lock 1")
    board.charges()
    assert csms.ask("UnlockConnector", connectorId=1) == {"status": "Unlocked"}
    assert until(lambda: csms.heard("StopTransaction"))[0]["reason"] == "UnlockCommand"
    board.do("lock 0")
    assert csms.ask("UnlockConnector", connectorId=1) == {"status": "UnlockFailed"}


def test_availability_waits_for_the_transaction_and_outlives_a_reboot(csms, board):
    board.charges()
    asked = {"connectorId": 1, "type": "Inoperative"}
    assert csms.ask("ChangeAvailability", **asked) == {"status": "Scheduled"}
    board.do("unplug")
    board.until_status("Unavailable")
    board.until_quiet()
    board.kill()
    board.start()
    board.until_status("Unavailable")
    board.do("plug")
    board.do("tag TAG1")
    board.until(lambda state: state["registration"] == "Accepted")
    asked["type"] = "Operative"
    assert csms.ask("ChangeAvailability", **asked) == {"status": "Accepted"}
    board.until_status("Preparing")
    assert len(csms.heard("StartTransaction")) == 1


def test_whole_station_out_of_service(csms, board):
    answer = csms.ask("ChangeAvailability", connectorId=0, type="Inoperative")
    assert answer == {"status": "Accepted"}
    until(lambda: csms.statuses(0)[-1:] == csms.statuses(1)[-1:] == ["Unavailable"])


def test_configuration_keys_are_typed(csms, board):
    def change(key, value):
        return csms.ask("ChangeConfiguration", key=key, value=value)["status"]

    assert change("MeterValueSampleInterval", "5") == "Accepted"
    assert change("MeterValueSampleInterval", "-1") == "Rejected"
    assert change("MeterValueSampleInterval", "soon") == "Rejected"
    assert change("MeterValuesSampledData", "Voltage,Energy.Active.Import.Register") == "Accepted"
    assert change("MeterValuesSampledData", "Wind") == "Rejected"
    assert change("LocalPreAuthorize", "TRUE") == "Accepted"
    assert change("NumberOfConnectors", "2") == "Rejected"
    assert change("MaxCurrent", "16") == "RebootRequired"
    assert change("Wind", "1") == "NotSupported"
    read = csms.ask("GetConfiguration", key=["MeterValueSampleInterval", "Wind"])
    assert read == {
        "configurationKey": [{"key": "MeterValueSampleInterval", "readonly": False, "value": "5"}],
        "unknownKey": ["Wind"],
    }
    board.kill()
    board.start()
    board.until(lambda state: state["registration"] == "Accepted")
    everything = csms.ask("GetConfiguration")["configurationKey"]
    values = {each["key"]: each["value"] for each in everything}
    assert values["MeterValueSampleInterval"] == "5"
    assert values["LocalPreAuthorize"] == "true"
    assert "AuthorizationKey" not in values


def test_password_is_changed_and_used(csms, board):
    new = "ff" * 20
    answer = csms.ask("ChangeConfiguration", key="AuthorizationKey", value=new)
    assert answer == {"status": "Accepted"}
    until(lambda: len(csms.authorizations) == 2, "it comes back with the new one")
    assert csms.authorizations[1] == "CP1:" + bytes.fromhex(new).decode("latin-1")
    bad = csms.ask("ChangeConfiguration", key="AuthorizationKey", value="zz" * 20)
    assert bad == {"status": "Rejected"}


def test_cache_is_cleared(csms, board):
    board.do("config LocalPreAuthorize true")
    for _ in range(2):
        board.charges()
        board.do("unplug")
        board.until_quiet()
        board.until_status("Available")
    assert len(csms.heard("Authorize")) == 1
    assert csms.ask("ClearCache") == {"status": "Accepted"}
    board.charges()
    assert len(csms.heard("Authorize")) == 2


def test_data_transfer_is_answered_never_refused(csms, board):
    unknown = csms.ask("DataTransfer", vendorId="nobody", data="x")
    assert unknown == {"status": "UnknownVendorId"}
    message = csms.ask("DataTransfer", vendorId="open-csms", messageId="wind")
    assert message == {"status": "UnknownMessageId"}
    waiting = csms.ask("DataTransfer", vendorId="open-csms", messageId="waiting")
    assert waiting == {"status": "Accepted", "data": "0"}


def test_what_is_wrong_with_a_call_is_named(csms, board):
    assert csms.ask("Fly") == {"error": "NotImplemented"}
    assert csms.ask("Heartbeat") == {"error": "NotSupported"}
    assert csms.ask("Reset") == {"error": "OccurenceConstraintViolation"}
    assert csms.ask("Reset", type="Warm") == {"error": "PropertyConstraintViolation"}
    assert csms.ask("Reset", type=1) == {"error": "TypeConstraintViolation"}
    assert csms.ask("UnlockConnector", connectorId=0) == {"error": "PropertyConstraintViolation"}


def test_same_call_twice_is_done_once(csms, board):
    board.do("plug")
    call = '[2,"twice","RemoteStartTransaction",{"idTag":"TAG1"}]'
    csms.say(call)
    board.until_status("Charging")
    csms.say(call)
    board.unplugs()
    board.until_quiet()
    assert len(csms.heard("StartTransaction")) == 1


def test_triggered_messages_follow_the_answer(csms, board):
    board.until_quiet()
    for action in ("BootNotification", "Heartbeat", "StatusNotification", "MeterValues",
                   "FirmwareStatusNotification", "DiagnosticsStatusNotification"):  # fmt: skip
        before = len(csms.heard(action))
        assert csms.ask("TriggerMessage", requestedMessage=action) == {"status": "Accepted"}
        until(lambda a=action, n=before: len(csms.heard(a)) > n, action)
    refused = csms.ask("TriggerMessage", requestedMessage="MeterValues", connectorId=9)
    assert refused == {"status": "Rejected"}


def test_meter_values_are_sampled_and_told_at_the_stop(csms, board):
    board.do("config MeterValueSampleInterval 1")
    board.do("config StopTxnSampledData Energy.Active.Import.Register")
    board.charges()
    until(lambda: len(csms.heard("MeterValues")) >= 2)
    board.unplugs()
    board.until_quiet()
    sample = csms.heard("MeterValues")[0]
    values = sample["meterValue"][0]["sampledValue"]
    assert sample["transactionId"] == 1
    assert [each["measurand"] for each in values] == [
        "Energy.Active.Import.Register", "Power.Active.Import", "Current.Import", "Voltage"
    ]  # fmt: skip
    assert values[2]["value"] in {"16.000", "0.000"}
    data = csms.heard("StopTransaction")[0]["transactionData"]
    assert data[-1]["sampledValue"][0]["context"] == "Transaction.End"


def test_clock_aligned_values_come_without_a_transaction(csms, board):
    board.do("config ClockAlignedDataInterval 1")
    sample = until(lambda: csms.heard("MeterValues"))[0]
    assert "transactionId" not in sample
    assert sample["meterValue"][0]["sampledValue"][0]["context"] == "Sample.Clock"


def test_heartbeat_comes_where_nothing_else_is_said(csms, board_at):
    csms.answers["BootNotification"] = {
        "status": "Accepted", "currentTime": now(), "interval": 1
    }  # fmt: skip
    board_at(csms.url).start()
    until(lambda: len(csms.heard("Heartbeat")) >= 2)


def test_status_that_does_not_last_is_not_told(csms, board):
    until(lambda: csms.statuses(1))
    board.do("config MinimumStatusDuration 2")
    board.do("plug")
    board.until_status("Preparing")
    board.do("unplug")
    board.until_status("Available")
    time.sleep(2.5)
    assert csms.statuses(1) == ["Available"]


def test_what_becomes_of_a_start_is_told_after_it(csms, board):
    board.do("config LocalPreAuthorize true")
    board.charges()  # from now on it knows the tag
    board.unplugs()
    board.until_quiet()
    free = threading.Event()
    csms.answers["MeterValues"] = lambda _: {} if free.wait(20) else None
    board.do("plug")
    until(lambda: csms.statuses()[-1] == "Preparing")
    before = len(csms.said)
    board.do("samples")  # the line is taken until that is answered
    until(lambda: csms.said[-1][0] == "MeterValues")
    board.do("tag TAG1")
    board.until_status("Charging")
    time.sleep(0.2)  # in which a status could get in line first
    free.set()
    until(lambda: csms.statuses()[-1] == "Charging")
    told = [(action, each.get("status")) for action, each in csms.said[before:]]
    assert told.index(("StartTransaction", None)) < told.index(("StatusNotification", "Charging"))


def test_start_that_the_server_cannot_take_is_tried_again(csms, board):
    board.do("config TransactionMessageRetryInterval 1")
    refusals = [InternalError(), InternalError()]
    whole = csms.on_StartTransaction
    csms.answers["StartTransaction"] = lambda p: refusals.pop() if refusals else whole(p)
    board.charges()
    board.unplugs()
    board.until_quiet()
    assert len(csms.heard("StartTransaction")) == 3
    assert len({each for each in csms.ids if each.startswith("Sta")}) == 1
    assert csms.heard("StopTransaction")[0]["transactionId"] == 1
