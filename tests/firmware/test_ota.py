"""Updates over OCPP: fetched, checked, on trial, and back again (security white paper, L01)."""

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from tests.firmware import authority
from tests.firmware.authority import DAY, ROOM, issue
from tests.firmware.board import compiled, run_micropython, tool
from tests.firmware.csms import now
from tests.firmware.files import serving
from tests.firmware.test_core import until

MAKER = issue("Maker Root", ca=True)
SIGNER = issue("Maker Signing", MAKER)
TOOL = tool("bundle")
TREE = compiled() or pytest.skip("no mpy-cross", allow_module_level=True)


@pytest.fixture
def files():
    with serving() as found:
        yield found


@pytest.fixture
def maker_board(csms, board_at):
    """One that knows its maker, with two slots."""
    board = board_at(csms.url, slots=1, heap=ROOM)
    authority.trust(board.folder, MAKER, kind="maker")
    board.start()
    board.until(lambda state: state["registration"] == "Accepted")
    return board


def new_version(**changed):
    """A bundle of this firmware: the new version has one file more; `changed` replaces some."""
    return TOOL.bundle(TOOL.tree(TREE) | {"new.txt": b"version 2\n"} | changed)


def order(files, content, signer=SIGNER, **more):
    files.has["fw.bin"] = content
    return {
        "location": files.url("fw.bin"), "retrieveDateTime": now(),
        "signingCertificate": signer.pem,
        "signature": b64encode(TOOL.sign(signer.key, content)).decode(), **more,
    }  # fmt: skip


def statuses(csms, action="SignedFirmwareStatusNotification"):
    return [each["status"] for each in csms.heard(action)]


def running(board):
    return board.do("slot")


def restarted(board, code=75):
    assert board.ended() == code, board.said()
    board.start()


def test_signed_update_is_installed_on_trial_and_confirmed(csms, maker_board, files):
    board = maker_board
    answer = csms.ask("SignedUpdateFirmware", requestId=7, firmware=order(files, new_version()))
    assert answer == {"status": "Accepted"}
    restarted(board)
    until(lambda: "Installed" in statuses(csms))
    assert statuses(csms) == [
        "Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting",
        "Installed",
    ]  # fmt: skip
    assert {each["requestId"] for each in csms.heard("SignedFirmwareStatusNotification")} == {7}
    assert running(board) == "b"
    board.until_quiet()
    assert "FirmwareUpdated" in [each["type"] for each in csms.heard("SecurityEventNotification")]
    board.kill()
    board.start()
    assert running(board) == "b", "it stays"


@pytest.mark.parametrize("fault", ["another key", "another file", "no Base64"])
def test_signature_that_does_not_fit_installs_nothing(csms, maker_board, files, fault):
    good = new_version()
    wanted = order(files, good)
    if fault == "another key":
        forged = TOOL.sign(ec.generate_private_key(ec.SECP256R1()), good)
        wanted["signature"] = b64encode(forged).decode()
    elif fault == "another file":
        files.has["fw.bin"] = new_version(**{"new.txt": b"version 3\n"})
    else:
        wanted["signature"] = "?" * 96
    assert csms.ask("SignedUpdateFirmware", requestId=8, firmware=wanted)["status"] == "Accepted"
    until(lambda: statuses(csms)[-1:] == ["InvalidSignature"])
    assert running(maker_board) == "a"
    assert not (maker_board.folder / "b").exists()
    assert "InvalidFirmwareSignature" in (maker_board.folder / "security.log").read_text()


CERTIFICATES = {
    "of another root": issue("Maker Signing", issue("Other", ca=True)),
    "expired": issue("Maker Signing", MAKER, begins=-9 * DAY, ends=-DAY),
    "not yet valid": issue("Maker Signing", MAKER, begins=DAY, ends=9 * DAY),
    "signed by itself": issue("Maker Root"),
    "signed by what may not": issue("Maker Signing", SIGNER),
}


@pytest.mark.parametrize("signer", CERTIFICATES.values(), ids=CERTIFICATES)
def test_certificate_that_does_not_fit_is_refused_at_once(csms, maker_board, files, signer):
    wanted = order(files, b"x", signer)
    answer = csms.ask("SignedUpdateFirmware", requestId=9, firmware=wanted)
    assert answer == {"status": "InvalidCertificate"}
    assert files.asked == []
    log = (maker_board.folder / "security.log").read_text()
    assert "InvalidFirmwareSigningCertificate" in log


def test_three_starts_that_fail_lead_back_to_what_worked(csms, maker_board, files):
    board = maker_board
    core = [name for name in TOOL.tree(TREE) if name.startswith("charge_point/")]
    broken = new_version(**dict.fromkeys(core, b"no code at all"))
    csms.ask("SignedUpdateFirmware", requestId=10, firmware=order(files, broken))
    assert board.ended() == 75
    for _ in range(3):
        board.start()
        assert board.ended() not in (0, 75), "it does not even start"
    board.start()
    until(lambda: statuses(csms)[-1:] == ["InstallationFailed"])
    assert running(board) == "a"


def test_version_that_the_server_never_accepts_is_given_up(csms, maker_board, files):
    board = maker_board
    board.options["proving"] = 1
    csms.ask("SignedUpdateFirmware", requestId=11, firmware=order(files, new_version()))
    assert board.ended() == 75
    csms.answers["BootNotification"] = {"status": "Pending", "currentTime": now(), "interval": 60}
    for _ in range(3):
        board.start()
        assert board.ended() == 75, "restarts by itself"
    csms.answers.clear()
    board.start()
    until(lambda: statuses(csms)[-1:] == ["InstallationFailed"])
    assert running(board) == "a"


def test_it_waits_for_the_transaction_and_lets_no_other_begin(csms, board_at, files):
    board = board_at(csms.url, slots=1, connectors=2, heap=ROOM)
    authority.trust(board.folder, MAKER, kind="maker")
    board.start()
    board.until(lambda state: state["registration"] == "Accepted")
    board.charges()
    board.until_quiet()
    csms.ask("SignedUpdateFirmware", requestId=12, firmware=order(files, new_version()))
    board.until_status("Unavailable", 2)
    assert "Installing" not in statuses(csms)
    board.unplugs()
    restarted(board)
    until(lambda: "Installed" in statuses(csms))
    board.until_status("Available", 2)


def test_later_update_takes_the_place_of_the_one_before(csms, maker_board, files):
    later = (now_and(timedelta(hours=1)), now())
    first = order(files, new_version(), retrieveDateTime=later[0])
    assert csms.ask("SignedUpdateFirmware", requestId=1, firmware=first)["status"] == "Accepted"
    until(lambda: statuses(csms) == ["DownloadScheduled"])
    second = order(files, new_version())
    answer = csms.ask("SignedUpdateFirmware", requestId=2, firmware=second)
    assert answer == {"status": "AcceptedCanceled"}
    restarted(maker_board)
    until(lambda: "Installed" in statuses(csms))
    told = csms.heard("SignedFirmwareStatusNotification")
    assert [each["requestId"] for each in told].count(1) == 1


def now_and(more):
    return (datetime.now(UTC) + more).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_download_that_breaks_off_is_tried_as_often_as_asked(csms, maker_board, files):
    files.cut = 5000
    wanted = order(files, new_version())
    csms.ask("SignedUpdateFirmware", requestId=3, retries=2, retryInterval=0, firmware=wanted)
    until(lambda: statuses(csms)[-1:] == ["DownloadFailed"])
    assert len(files.asked) == 3
    assert running(maker_board) == "a"


def test_power_cut_while_it_downloads_begins_it_again(csms, maker_board, files):
    files.status = 503
    wanted = order(files, new_version())
    csms.ask("SignedUpdateFirmware", requestId=4, retries=9, retryInterval=1, firmware=wanted)
    until(lambda: files.asked)
    maker_board.kill()
    files.status = None
    maker_board.start()
    restarted(maker_board)
    until(lambda: "Installed" in statuses(csms))


def test_plain_update_is_not_supported_where_a_maker_is_known(csms, maker_board, files):
    answer = csms.ask("UpdateFirmware", location=files.url("x"), retrieveDate=now())
    assert answer == {"error": "NotSupported"}


@pytest.mark.parametrize("signed", [True, False])
def test_plain_update_wants_the_signature_in_the_bundle(csms, board_at, files, signed):
    key = ec.generate_private_key(ec.SECP256R1())
    board = board_at(csms.url, slots=1, update_key=TOOL.point(key), heap=ROOM).start()
    board.until(lambda state: state["registration"] == "Accepted")
    content = TOOL.tree(TREE) | {"new.txt": b"2"}
    files.has["fw.bin"] = TOOL.bundle(content, key if signed else None)
    assert csms.ask("UpdateFirmware", location=files.url("fw.bin"), retrieveDate=now()) == {}
    if signed:
        restarted(board)
    last = "Installed" if signed else "InstallationFailed"
    until(lambda: statuses(csms, "FirmwareStatusNotification")[-1:] == [last])
    assert running(board) == ("b" if signed else "a")


def test_trigger_tells_the_state_of_the_signed_update(csms, maker_board, files):
    asked = {"requestedMessage": "FirmwareStatusNotification"}
    assert csms.ask("ExtendedTriggerMessage", **asked) == {"status": "Accepted"}
    until(lambda: statuses(csms) == ["Idle"])
    wanted = order(files, b"x", retrieveDateTime=now_and(timedelta(hours=1)))
    csms.ask("SignedUpdateFirmware", requestId=5, firmware=wanted)
    until(lambda: statuses(csms)[-1:] == ["DownloadScheduled"])
    csms.ask("ExtendedTriggerMessage", **asked)
    until(lambda: len(statuses(csms)) == 3)
    assert csms.heard("SignedFirmwareStatusNotification")[-1]["requestId"] == 5


def test_whole_image_goes_to_the_other_partition(csms, maker_board, files):
    image = b"\xe9" + bytes(range(256)) * 40
    csms.ask("SignedUpdateFirmware", requestId=6, firmware=order(files, image))
    restarted(maker_board)
    until(lambda: "Installed" in statuses(csms))
    assert (maker_board.folder / "slot.new").read_bytes() == image
    assert (maker_board.folder / "image").read_text() == "1"


def test_power_goes_at_writes_of_an_update():
    assert cuts("5") > 200


@pytest.mark.slow
def test_power_goes_at_each_single_write_of_an_update():
    assert cuts("1") > 1000


def cuts(step):
    """How many there were; what dead files say as they are collected is nothing to us."""
    return int(run_micropython("ota_cuts.py", step).split()[-1])
