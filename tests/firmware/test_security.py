"""Security events, logs, new credentials and profiles (white paper, A01, A04, A05, N01)."""

import pytest
from ocpp.exceptions import NotImplementedError as Unknown
from tests.firmware import authority
from tests.firmware.authority import NAMES, issue
from tests.firmware.csms import Csms
from tests.firmware.files import serving
from tests.firmware.test_core import until

ROOT = issue("Operator Root", ca=True)
NEW_KEY = "ffeeddccbbaa99887766554433221100"


@pytest.fixture
def files():
    with serving() as found:
        yield found


def events(csms):
    return [each["type"] for each in csms.heard("SecurityEventNotification")]


def log(board):
    return (board.folder / "security.log").read_text()


def change(csms, key, value):
    return csms.ask("ChangeConfiguration", key=key, value=value)["status"]


# Events.


def test_start_and_set_clock_are_told(csms, board):
    assert events(csms)[:2] == ["StartupOfTheDevice", "SettingSystemTime"]
    first = csms.heard("SecurityEventNotification")[0]
    assert first["timestamp"] > "2026-09-02", "the time is put right once it is known"


def test_reset_is_told_after_it(csms, board):
    assert csms.ask("Reset", type="Hard") == {"status": "Accepted"}
    assert board.ended() == 75
    board.start()
    until(lambda: "ResetOrReboot" in events(csms))
    told = csms.heard("SecurityEventNotification")
    assert "HardReset" in [each.get("techInfo") for each in told]


def test_event_that_nobody_answers_is_told_again_after_power_loss(csms, board_at):
    csms.answers["SecurityEventNotification"] = None
    board = board_at(csms.url).start()
    until(lambda: events(csms))
    board.kill()
    csms.answers.clear()
    board.start()
    board.until_quiet()
    ids = [
        each for each, (action, _) in zip(csms.ids, csms.said, strict=True)
        if action == "SecurityEventNotification"
    ]  # fmt: skip
    assert ids[0] == ids[1], "the same message"
    assert events(csms).count("StartupOfTheDevice") == 3, "the first twice, and that of the second"


def test_server_that_does_not_know_events_is_told_transactions_all_the_same(csms, board_at):
    csms.answers["SecurityEventNotification"] = Unknown("unknown")
    board = board_at(csms.url).start()
    board.until_quiet()
    board.charges()
    board.unplugs()
    board.until_quiet()
    assert len(csms.heard("StopTransaction")) == 1


def test_wrong_password_is_noted_once(csms, board_at):
    csms.refuse = lambda shown: 401
    board = board_at(csms.url).start()
    until(lambda: len(csms.authorizations) >= 3)
    board.until(lambda state: state["attempts"] >= 4)
    assert log(board).count("FailedToAuthenticationAtCentralSystem") == 1


def test_log_rolls(csms, board):
    for turn in range(60):
        board.do(f"note InvalidMessages {'x' * 80}-{turn}")
    sizes = [(board.folder / name).stat().st_size for name in ("security.log", "security.old")]
    assert max(sizes) < 4096 + 200
    assert "-59" in log(board)


# Logs.


def upload(csms, files, kind, request=1, **more):
    wanted = {"remoteLocation": files.url("logs/"), **more}
    return csms.ask("GetLog", logType=kind, requestId=request, log=wanted)


def statuses(csms, request=1):
    told = csms.heard("LogStatusNotification")
    return [each["status"] for each in told if each["requestId"] == request]


@pytest.mark.parametrize(
    ("kind", "word"), [("SecurityLog", "StartupOfTheDevice"), ("DiagnosticsLog", "uptime")]
)
def test_log_is_uploaded(csms, board, files, kind, word):
    answer = upload(csms, files, kind)
    assert answer["status"] == "Accepted"
    until(lambda: statuses(csms) == ["Uploading", "Uploaded"])
    assert word in files.got["logs/" + answer["filename"]].decode()


def test_only_the_span_that_was_asked_for(csms, board, files):
    answer = upload(csms, files, "SecurityLog", latestTimestamp="2026-09-01T00:00:00Z")
    until(lambda: "Uploaded" in statuses(csms))
    text = files.got["logs/" + answer["filename"]].decode()
    assert "StartupOfTheDevice" in text
    assert "SettingSystemTime" not in text


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "BadMessage"),
        (403, "PermissionDenied"),
        (405, "NotSupportedOperation"),
        (500, "UploadFailure"),
    ],
)
def test_why_an_upload_failed_is_told(csms, board, files, status, said):
    files.status = status
    upload(csms, files, "SecurityLog")
    until(lambda: statuses(csms) == ["Uploading", said])


def test_later_request_cancels_the_one_before(csms, board, files):
    files.status = 503
    wanted = {"remoteLocation": files.url()}
    csms.ask(
        "GetLog", logType="SecurityLog", requestId=1, retries=9, retryInterval=1, log=wanted
    )  # fmt: skip
    until(lambda: files.asked)
    files.status = None
    assert upload(csms, files, "SecurityLog", 2)["status"] == "AcceptedCanceled"
    until(lambda: statuses(csms, 2) == ["Uploading", "Uploaded"])
    asked = {"requestedMessage": "LogStatusNotification"}
    csms.ask("ExtendedTriggerMessage", **asked)
    until(lambda: csms.heard("LogStatusNotification")[-1] == {"status": "Idle"})


# Credentials and profiles.


def test_new_password_is_shown_at_once_and_never_told(csms, board):
    assert change(csms, "AuthorizationKey", NEW_KEY) == "Accepted"
    shown = "CP1:" + bytes.fromhex(NEW_KEY).decode("latin-1")
    until(lambda: csms.authorizations[-1] == shown)
    board.until(lambda state: state["online"])
    assert "ReconfigurationOfSecurityParameters" in log(board)
    assert NEW_KEY not in log(board)
    assert NEW_KEY not in str(board.do("log"))
    board.kill()
    board.start()
    until(lambda: csms.connections == 3)
    assert csms.authorizations[-1] == shown


@pytest.mark.parametrize("text", ["", "00" * 15, "00" * 21, "no hex" * 6, "0" * 33])
def test_what_is_no_password_is_rejected(csms, board, text):
    assert change(csms, "AuthorizationKey", text) == "Rejected"
    assert csms.connections == 1


def test_password_that_the_server_does_not_know_is_undone(csms, board):
    old = csms.authorizations[0]
    csms.refuse = lambda shown: 0 if shown == old else 401
    assert change(csms, "AuthorizationKey", NEW_KEY) == "Accepted"
    until(lambda: csms.connections == 2, "it finds back")
    assert csms.authorizations[-1] == old
    board.until(lambda state: state["online"])
    assert "undone: key" in log(board)
    board.kill()
    board.start()
    until(lambda: csms.connections == 3)


def test_power_cut_between_two_passwords_leaves_the_way_back(csms, board):
    old = csms.authorizations[0]
    csms.refuse = lambda shown: 0 if shown == old else 401
    change(csms, "AuthorizationKey", NEW_KEY)
    until(lambda: len(csms.authorizations) > 1)
    board.kill()
    board.start()
    until(lambda: csms.connections == 2)


def test_profile_is_raised_and_stays(tmp_path, csms, board_at):
    tls = authority.server_side(tmp_path, issue("localhost", ROOT, names=NAMES))
    with Csms(tls=tls) as secure:
        board = board_at(csms.url, secure_url=secure.url)
        authority.trust(board.folder, ROOT)
        board.start()
        board.until_quiet()
        assert change(csms, "SecurityProfile", "2") == "Accepted"
        until(lambda: secure.connections)
        board.until(lambda state: state["online"])
        for lower in ("0", "1", "2", "-1", "4", "x"):
            assert change(secure, "SecurityProfile", lower) == "Rejected"
        board.kill()
        board.start()
        until(lambda: secure.connections == 2)
        assert csms.connections == 1, "never again in the clear"


def test_profile_that_does_not_connect_is_undone(tmp_path, csms, board_at):
    tls = authority.server_side(tmp_path, issue("localhost", issue("Other", ca=True), names=NAMES))
    with Csms(tls=tls) as secure:
        board = board_at(csms.url, secure_url=secure.url)
        authority.trust(board.folder, ROOT)
        board.start()
        board.until_quiet()
        assert change(csms, "SecurityProfile", "2") == "Accepted"
        until(lambda: csms.connections == 2, "it finds back")
        assert secure.connections == 0
        board.until(lambda state: state["online"])
        answer = csms.ask("GetConfiguration", key=["SecurityProfile"])
        assert answer["configurationKey"][0]["value"] == "1"
        assert "undone: profile" in log(board)


def test_profile_wants_what_it_needs(csms, board):
    assert change(csms, "SecurityProfile", "2") == "Rejected", "no root (A05.FR.03)"
    assert change(csms, "SecurityProfile", "3") == "Rejected", "no certificate (A05.FR.04)"
    assert csms.connections == 1
    for name in ("AdditionalRootCertificateCheck", "CertificateSignedMaxChainSize"):
        assert change(csms, name, "1") == "Rejected"
    assert change(csms, "CpoName", "An Operator") == "Accepted"
