"""Scenarios named after the certification cases for a charge point of OCPP 1.6.

Of the profiles Local Auth List, Reservation, Remote Trigger and Smart Charging. The cases of Core
are in test_core.py, those of Security in test_security.py, test_certificates.py and test_ota.py.
"""

from datetime import UTC, datetime, timedelta

import pytest
from tests.firmware.files import serving
from tests.firmware.test_core import until


def later(seconds=600):
    return (datetime.now(UTC) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def entries(*tags, status="Accepted"):
    return [{"idTag": tag, "idTagInfo": {"status": status}} for tag in tags]


def send_list(csms, version, kind, *given):
    told = {"localAuthorizationList": list(given)} if given else {}
    return csms.ask("SendLocalList", listVersion=version, updateType=kind, **told)["status"]


def version(csms):
    return csms.ask("GetLocalListVersion")["listVersion"]


# Local authorization list.


def test_tc_008_local_start_with_the_list(csms, board):
    board.do("config LocalPreAuthorize true")
    assert send_list(csms, 1, "Full", *entries("LISTED")) == "Accepted"
    board.charges("LISTED")
    board.until_quiet()
    assert csms.heard("Authorize") == []
    assert csms.heard("StartTransaction")[0]["idTag"] == "LISTED"


def test_tc_042_1_list_version_where_there_is_no_list(csms, board):
    board.do("config LocalAuthListEnabled false")
    assert version(csms) == -1


def test_tc_042_2_list_version_of_an_empty_list(csms, board):
    assert version(csms) == 0


def test_tc_043_1_list_is_refused_where_it_is_off(csms, board):
    board.do("config LocalAuthListEnabled false")
    assert send_list(csms, 1, "Full", *entries("A")) == "NotSupported"


def test_tc_043_2_version_mismatch(csms, board):
    assert send_list(csms, 5, "Full", *entries("A")) == "Accepted"
    assert send_list(csms, 4, "Differential", *entries("B")) == "VersionMismatch"
    assert version(csms) == 5


@pytest.mark.parametrize(
    ("number", "given"),
    [
        (0, entries("A")),
        (7, entries("A", "a")),
        (7, [{"idTag": "A"}]),
        (7, entries("A", status="Perhaps")),
        (7, entries(*[f"T{n}" for n in range(25)])),
    ],
    ids=["no version", "a tag twice", "no info", "no status", "too long"],
)
def test_tc_043_3_failed_update_leaves_the_list(csms, board, number, given):
    assert send_list(csms, 5, "Full", *entries("OLD")) == "Accepted"
    csms.faults = Lenient()
    assert send_list(csms, number, "Full", *given) == "Failed"
    assert version(csms) == 5


def test_tc_043_4_full_update_outlives_a_power_cut(csms, board):
    board.do("config LocalPreAuthorize true")
    assert send_list(csms, 1, "Full", *entries(*[f"T{n}" for n in range(24)])) == "Accepted"
    board.kill()
    board.start()
    board.until(lambda state: state["registration"] == "Accepted")
    assert version(csms) == 1
    board.charges("T23")
    assert csms.heard("Authorize") == []


def test_tc_043_5_differential_update_adds_changes_and_removes(csms, board):
    board.do("config LocalPreAuthorize true")
    assert send_list(csms, 1, "Full", *entries("STAYS", "GOES", "CHANGES")) == "Accepted"
    changes = [{"idTag": "GOES"}, *entries("CHANGES", status="Blocked"), *entries("COMES")]
    assert send_list(csms, 2, "Differential", *changes) == "Accepted"
    assert version(csms) == 2
    board.do("net 0")
    board.until(lambda state: not state["online"])
    board.do("plug")
    for tag in ("GOES", "CHANGES"):
        board.do(f"tag {tag}")
    board.do("tag COMES")
    board.until_status("Charging")
    assert board.connector()["transaction"]["tag"] == "COMES"


def test_list_has_precedence_over_the_cache(csms, board):
    board.charges("TAG")
    board.unplugs()
    board.until_quiet()
    assert send_list(csms, 1, "Full", *entries("TAG", status="Blocked")) == "Accepted"
    board.do("net 0")
    board.until(lambda state: not state["online"])
    board.do("plug")
    board.do("tag TAG")
    board.until(lambda _: any("tag Blocked" in line for line in board.do("log")))
    assert board.connector()["transaction"] is None


# Reservation.


def reserve(csms, number=1, tag="MINE", connector=1, **more):
    asked = {"expiryDate": later(), "connectorId": connector} | more
    return csms.ask("ReserveNow", reservationId=number, idTag=tag, **asked)["status"]


def test_tc_046_reserved_connector_is_used_by_whom_it_is_for(csms, board):
    assert reserve(csms, 46) == "Accepted"
    until(lambda: csms.statuses()[-1] == "Reserved")
    board.do("tag OTHER")
    until(lambda: csms.heard("Authorize"))
    board.do("plug")
    assert board.connector()["transaction"] is None
    board.do("tag MINE")
    board.until_status("Charging")
    board.until_quiet()
    assert csms.heard("StartTransaction")[0]["reservationId"] == 46


def test_tc_047_reservation_expires(csms, board):
    assert reserve(csms, expiryDate=later(2)) == "Accepted"
    board.until_status("Reserved")
    board.until_status("Available")


def test_tc_048_1_faulted(csms, board):
    board.do("car E")
    board.until_status("Faulted")
    assert reserve(csms) == "Faulted"


def test_tc_048_2_occupied(csms, board):
    board.do("plug")
    board.until_status("Preparing")
    assert reserve(csms) == "Occupied"


def test_tc_048_3_unavailable(csms, board):
    csms.ask("ChangeAvailability", connectorId=1, type="Inoperative")
    board.until_status("Unavailable")
    assert reserve(csms) == "Unavailable"


def test_tc_048_4_rejected(csms, board):
    assert reserve(csms, connector=9) == "Rejected"
    assert reserve(csms, expiryDate="2020-01-01T00:00:00Z") == "Rejected"


def test_tc_049_reservation_of_the_whole_charge_point(csms, board_at):
    board = board_at(csms.url, connectors=2).start()
    board.until(lambda state: state["registration"] == "Accepted")
    assert reserve(csms, 49, connector=0) == "Accepted"
    board.do("plug 1")
    board.do("tag OTHER")
    board.until_status("Charging")
    board.do("plug 2")
    board.do("tag THIRD")
    until(lambda: len(csms.heard("Authorize")) == 2)
    assert board.connector(2)["transaction"] is None
    board.do("tag MINE")
    board.until_status("Charging", 2)
    board.until_quiet()
    assert csms.heard("StartTransaction")[-1]["reservationId"] == 49


def test_tc_051_cancelled(csms, board):
    assert reserve(csms, 51) == "Accepted"
    board.until_status("Reserved")
    assert csms.ask("CancelReservation", reservationId=51) == {"status": "Accepted"}
    board.until_status("Available")


def test_tc_052_cancelling_what_is_not(csms, board):
    assert csms.ask("CancelReservation", reservationId=52) == {"status": "Rejected"}


def test_tc_053_colleague_of_the_same_group(csms, board):
    csms.tags["COLLEAGUE"] = {"status": "Accepted", "parentIdTag": "GROUP"}
    assert reserve(csms, 53, parentIdTag="GROUP") == "Accepted"
    board.until_status("Reserved")
    board.do("tag COLLEAGUE")
    board.until_status("Preparing")
    board.do("plug")
    board.until_status("Charging")
    board.until_quiet()
    assert csms.heard("StartTransaction")[0]["reservationId"] == 53


def test_reservation_outlives_a_power_cut(csms, board):
    assert reserve(csms) == "Accepted"
    board.until_status("Reserved")
    board.kill()
    board.start()
    board.until_status("Reserved")


# Remote trigger.


def test_tc_055_trigger_that_cannot_be(csms, board):
    asked = {"requestedMessage": "StatusNotification", "connectorId": 7}
    assert csms.ask("TriggerMessage", **asked) == {"status": "Rejected"}


# Diagnostics.


@pytest.fixture
def files():
    with serving() as server:
        yield server


def told_of_upload(csms):
    return [each["status"] for each in csms.heard("DiagnosticsStatusNotification")]


def test_tc_045_1_diagnostics_are_uploaded(csms, board, files):
    answer = csms.ask("GetDiagnostics", location=files.url("in/"))
    until(lambda: told_of_upload(csms) == ["Uploading", "Uploaded"])
    assert b"uptime" in files.got["in/" + answer["fileName"]]


def test_tc_045_2_upload_that_fails_is_told(csms, board, files):
    files.status = 500
    csms.ask("GetDiagnostics", location=files.url("in/"), retries=0)
    until(lambda: told_of_upload(csms) == ["Uploading", "UploadFailed"])


# Smart charging.


def profile(purpose, *limits, number=1, level=0, unit="A", **more):
    periods = [{"startPeriod": 60 * at, "limit": limit} for at, limit in enumerate(limits)]
    schedule = {"chargingRateUnit": unit, "chargingSchedulePeriod": periods}
    return {
        "chargingProfileId": number, "stackLevel": level, "chargingProfilePurpose": purpose,
        "chargingProfileKind": "Relative", "chargingSchedule": schedule,
    } | more  # fmt: skip


def put(csms, given, connector=1):
    asked = {"connectorId": connector, "csChargingProfiles": given}
    return csms.ask("SetChargingProfile", **asked)["status"]


def until_limit(board, ma):
    board.until(lambda state: state["connectors"][0]["limit"] == ma, f"{ma} mA")


def test_tc_056_tx_default_profile(csms, board):
    assert put(csms, profile("TxDefaultProfile", 10)) == "Accepted"
    board.charges()
    until_limit(board, 10_000)
    board.until(lambda state: state["connectors"][0]["offered"] == 10_000, "told to the car")


def test_tc_057_tx_profile_goes_before_the_default_and_ends_with_the_transaction(csms, board):
    assert put(csms, profile("TxDefaultProfile", 10)) == "Accepted"
    board.charges()
    board.until_quiet()
    number = board.connector()["transaction"]["id"]
    given = profile("TxProfile", 8, number=2, transactionId=number)
    assert put(csms, given) == "Accepted"
    until_limit(board, 8_000)
    board.unplugs()
    board.charges()
    until_limit(board, 10_000)


def test_tc_058_1_tx_profile_without_a_transaction(csms, board):
    assert put(csms, profile("TxProfile", 8)) == "Rejected"


def test_tc_058_2_tx_profile_of_another_transaction(csms, board):
    board.charges()
    board.until_quiet()
    assert put(csms, profile("TxProfile", 8, transactionId=999)) == "Rejected"


def test_tc_059_remote_start_with_a_profile(csms, board):
    board.do("plug")
    board.until_status("Preparing")
    asked = {"connectorId": 1, "idTag": "TAG", "chargingProfile": profile("TxProfile", 7)}
    assert csms.ask("RemoteStartTransaction", **asked) == {"status": "Accepted"}
    board.until_status("Charging")
    until_limit(board, 7_000)


def test_tc_060_remote_start_with_a_profile_of_another_purpose(csms, board):
    board.do("plug")
    board.until_status("Preparing")
    asked = {"connectorId": 1, "idTag": "TAG", "chargingProfile": profile("TxDefaultProfile", 7)}
    assert csms.ask("RemoteStartTransaction", **asked) == {"status": "Rejected"}


def test_tc_066_composite_schedule(csms, board):
    board.charges()
    board.until_quiet()
    most = profile("ChargePointMaxProfile", 20, number=9, chargingProfileKind="Absolute")
    most["chargingSchedule"]["startSchedule"] = "2026-01-01T00:00:00Z"
    assert put(csms, most, 0) == "Accepted"
    assert put(csms, profile("TxProfile", 10, 30)) == "Accepted"
    answer = csms.ask("GetCompositeSchedule", connectorId=1, duration=300)
    assert answer["status"] == "Accepted"
    told = [each["limit"] for each in answer["chargingSchedule"]["chargingSchedulePeriod"]]
    assert told == [10, 20]


def test_tc_067_profiles_are_cleared_by_id_and_by_what_they_are(csms, board):
    assert put(csms, profile("TxDefaultProfile", 10, number=5)) == "Accepted"
    assert csms.ask("ClearChargingProfile", id=6) == {"status": "Unknown"}
    assert csms.ask("ClearChargingProfile", id=5) == {"status": "Accepted"}
    assert put(csms, profile("TxDefaultProfile", 10, number=5)) == "Accepted"
    asked = {"chargingProfilePurpose": "TxDefaultProfile", "stackLevel": 0}
    assert csms.ask("ClearChargingProfile", **asked) == {"status": "Accepted"}
    until_limit(board, 32_000)


def test_tc_072_the_higher_level_counts(csms, board):
    assert put(csms, profile("TxDefaultProfile", 16, number=1, level=0)) == "Accepted"
    assert put(csms, profile("TxDefaultProfile", 9, number=2, level=3)) == "Accepted"
    board.charges()
    until_limit(board, 9_000)
    assert csms.ask("ClearChargingProfile", id=2) == {"status": "Accepted"}
    until_limit(board, 16_000)


def test_limit_in_watts_is_shared_by_the_phases(csms, board_at):
    board = board_at(csms.url, phases=3).start()
    board.until(lambda state: state["registration"] == "Accepted")
    assert put(csms, profile("TxDefaultProfile", 6900, unit="W")) == "Accepted"
    board.charges()
    until_limit(board, 10_000)


def test_profiles_outlive_a_power_cut(csms, board):
    assert put(csms, profile("TxDefaultProfile", 10)) == "Accepted"
    board.kill()
    board.start()
    board.until(lambda state: state["registration"] == "Accepted")
    board.charges()
    until_limit(board, 10_000)


@pytest.mark.parametrize(
    "spoil",
    [
        {"stackLevel": 99},
        {"chargingProfileKind": "Recurring"},
        {"chargingSchedule": {"chargingRateUnit": "A", "chargingSchedulePeriod": []}},
        {"chargingSchedule": {
            "chargingRateUnit": "A", "chargingSchedulePeriod": [{"startPeriod": 5, "limit": 9}]}},
    ],
    ids=["level", "no recurrence", "no period", "late begin"],
)  # fmt: skip
def test_profile_that_cannot_be_followed_is_rejected(csms, board, spoil):
    assert put(csms, profile("TxDefaultProfile", 10) | spoil) == "Rejected"
    until_limit(board, 32_000)


class Lenient(list):
    """The questions are wrong on purpose."""

    def append(self, _):
        pass
