"""The journal under power cuts, and what is offline for a long time."""

import shutil
import time
from datetime import datetime

import pytest
from tests.firmware.board import run_micropython
from tests.firmware.csms import now


def test_no_record_is_lost_or_doubled_wherever_power_goes():
    cuts = int(run_micropython("journal_cuts.py", "22", "3"))
    assert cuts > 1000


@pytest.mark.slow
def test_no_record_is_lost_or_doubled_at_any_operation_at_all():
    cuts = int(run_micropython("journal_cuts.py", "40", "1"))
    assert cuts > 5000


def test_250_transactions_wait_offline_and_arrive_in_order(csms, board_at):
    board = board_at(
        csms.url, speed=20, play="many", turns=250, **{"config.AllowOfflineTxForUnknownId": "true"}
    )
    csms.answers["BootNotification"] = None
    board.start()
    within(120, lambda: board.do("waiting") >= 500)
    csms.answers.clear()
    board.kill()
    del board.options["play"]
    board.start()
    within(120, lambda: not board.do("waiting"))
    starts, stops = csms.heard("StartTransaction"), csms.heard("StopTransaction")
    assert len(starts) == len(stops) == len(csms.transactions) == 250
    assert [stop["transactionId"] for stop in stops] == list(range(1, 251))
    assert all(
        stop["meterStop"] >= start["meterStart"] for start, stop in zip(starts, stops, strict=True)
    )
    order = [action for action, _ in csms.said if action in {"StartTransaction", "StopTransaction"}]
    assert order == ["StartTransaction", "StopTransaction"] * 250


def test_power_loss_stops_what_ran_with_its_last_checkpoint(csms, board):
    board.charges()
    board.until_quiet()
    board.kill()
    board.start()
    board.until_quiet()
    stop = csms.heard("StopTransaction")
    assert [each["reason"] for each in stop] == ["PowerLoss"]
    assert stop[0]["transactionId"] == 1
    assert not board.connector()["relay"]


def test_power_loss_resumes_what_ran_where_configured(csms, board):
    board.do("config PowerLossAction Resume")
    board.charges()
    board.until_quiet()
    board.kill()
    board.options["car"] = "C"
    board.start()
    board.until_status("Charging")
    board.until(lambda state: state["registration"] == "Accepted")
    assert board.connector()["transaction"]["id"] == 1
    board.unplugs()
    board.until_quiet()
    assert len(csms.heard("StartTransaction")) == 1
    assert csms.heard("StopTransaction")[0]["reason"] == "EVDisconnected"


def test_power_comes_back_and_the_car_is_gone(csms, board):
    board.do("config PowerLossAction Resume")
    board.charges()
    board.until_quiet()
    board.kill()
    board.start()
    board.until_quiet()
    board.until(lambda state: csms.heard("StopTransaction"))
    assert csms.heard("StopTransaction")[0]["reason"] == "EVDisconnected"


def test_answer_that_got_lost_makes_no_second_transaction(csms, board):
    whole = csms.on_StartTransaction
    lost = []

    def lose_first(payload):
        answer = whole(payload)
        lost.append(answer)
        return None if len(lost) == 1 else answer

    csms.answers["StartTransaction"] = lose_first
    board.do("plug")
    board.do("tag TAG1")
    board.until(lambda state: lost)
    board.kill()
    board.start()
    board.until_quiet()
    ids = [each for each in csms.ids if each.startswith("Sta")]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert len(csms.transactions) == 1
    assert csms.heard("StopTransaction")[0]["transactionId"] == 1


def test_times_from_before_the_clock_was_set_are_put_right(csms, board_at):
    csms.answers["BootNotification"] = None
    board = board_at(csms.url, **{"config.AllowOfflineTxForUnknownId": "true"}).start()
    board.charges()
    board.unplugs()
    csms.answers.clear()
    csms.hang_up()
    board.until_quiet()
    start = csms.heard("StartTransaction")[0]["timestamp"]
    assert (
        abs((parsed(csms.heard("StopTransaction")[0]["timestamp"]) - parsed(start)).total_seconds())
        < 60
    )
    assert abs((parsed(now()) - parsed(start)).total_seconds()) < 60


def test_blank_and_broken_journals_are_begun_anew(csms, board):
    board.kill()
    (board.folder / "journal.bin").write_bytes(b"\x55" * 32 * 4096)
    board.start()
    board.until(lambda state: state["registration"] == "Accepted")
    board.charges()
    board.unplugs()
    board.until_quiet()
    assert len(csms.heard("StopTransaction")) == 1


def test_configuration_comes_back_from_its_previous_copy(csms, board):
    board.do("config HeartbeatInterval 77")
    board.do("config MeterValueSampleInterval 5")
    board.kill()
    whole = board.folder / "config"
    shutil.copy(whole, whole.with_suffix(".new"))
    whole.write_bytes(whole.read_bytes()[:-3])
    whole.with_suffix(".new").write_bytes(b"torn")
    board.start()
    board.until(lambda state: state["registration"] == "Accepted")
    answer = csms.ask("GetConfiguration", key=["HeartbeatInterval"])
    assert answer["configurationKey"][0]["value"] in {"77", "300"}


def within(seconds, true):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.1)


def parsed(text):
    return datetime.fromisoformat(text)
