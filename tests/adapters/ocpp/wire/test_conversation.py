"""The rules of a conversation, one sentence each."""

import json

import pytest

from adapters.ocpp import effects
from adapters.ocpp.conversation import (
    LARGEST_FRAME,
    MOST_WAITING,
    Conversation,
    LineBusyError,
    NotInWorkError,
)
from adapters.ocpp.effects import CallFailed, Close, Completed, Deliver, Failure, Transmit
from adapters.ocpp.faults import Fault, InvalidMessageError
from adapters.ocpp.gate import Standing
from adapters.ocpp.messages import v16, v21, v201
from adapters.ocpp.moments import on_the_wire
from adapters.ocpp.recent_answers import KEPT_SECONDS, MOST_ANSWERS
from adapters.ocpp.repairs import UNREADABLE
from adapters.ocpp.rulebook import OCPP_1_6, OCPP_2_0_1, OCPP_2_1, RULEBOOKS, Rulebook
from domain.station import Quirk

STATUS = {"connectorId": 1, "errorCode": "NoError", "status": "Available"}
BOOT_16 = {"chargePointVendor": "V", "chargePointModel": "M"}
DONE = v16.StatusNotificationResponse()
RESET = v16.ResetRequest(type="Soft")


def accepted(rulebook: Rulebook = OCPP_1_6, **options) -> Conversation:
    return Conversation(rulebook, standing=Standing.ACCEPTED, **options)


def call(message_id: str, action: str = "StatusNotification", payload: object = STATUS) -> str:
    return json.dumps([2, message_id, action, payload])


def delivered(found: list[effects.Effect]) -> list[str]:
    return [e.call.message_id for e in found if isinstance(e, Deliver)]


def answers(found: list[effects.Effect]) -> list[list]:
    return [json.loads(e.text) for e in found if isinstance(e, Transmit)]


def boot_answer(status: str) -> v16.BootNotificationResponse:
    now = on_the_wire(UNREADABLE)
    return v16.BootNotificationResponse(status=status, current_time=now, interval=60)


def test_a_call_is_delivered_typed_and_answered() -> None:
    line = accepted()
    [found] = line.feed(call("a"), 0.0)
    assert isinstance(found, Deliver)
    assert found.call.payload.status == "Available"
    assert answers(line.answer("a", DONE, 0.0)) == [[3, "a", {}]]


def test_pipelined_calls_are_delivered_one_by_one_in_order() -> None:
    line = accepted()
    first = line.feed(call("a"), 0.0)
    assert delivered(first) == ["a"]
    assert line.feed(call("b"), 0.0) == line.feed(call("c"), 0.0) == []
    assert line.waiting == 2
    after_a = line.answer("a", DONE, 0.0)
    assert (answers(after_a), delivered(after_a)) == ([[3, "a", {}]], ["b"])
    assert delivered(line.answer("b", DONE, 0.0)) == ["c"]


def test_a_refused_call_does_not_hold_up_the_next() -> None:
    line = accepted()
    line.feed(call("a"), 0.0)
    line.feed(call("bad", payload={}), 0.0)
    line.feed(call("c"), 0.0)
    found = line.answer("a", DONE, 0.0)
    assert [a[:2] for a in answers(found)] == [[3, "a"], [4, "bad"]]
    assert delivered(found) == ["c"]


def test_a_refused_record_is_handed_over_with_its_text() -> None:
    found = accepted().feed(call("s", "StopTransaction", {"transactionId": 5}), 0.0)
    refused = next(e for e in found if isinstance(e, effects.Refused))
    assert (refused.fault, refused.action) == (Fault.MISSING, "StopTransaction")
    assert json.loads(refused.payload) == {"transactionId": 5}


def test_the_same_call_told_twice_gets_the_same_answer_once_made() -> None:
    line = accepted()
    line.feed(call("a"), 0.0)
    first = answers(line.answer("a", DONE, 0.0))
    again = line.feed(call("a"), 5.0)
    assert delivered(again) == []
    assert answers(again) == first


def test_the_same_call_told_twice_while_in_work_or_waiting_is_answered_once() -> None:
    line = accepted()
    line.feed(call("a"), 0.0)
    line.feed(call("b"), 0.0)
    assert not delivered(line.feed(call("a"), 0.0) + line.feed(call("b"), 0.0))
    assert delivered(line.answer("a", DONE, 0.0)) == ["b"]
    assert delivered(line.answer("b", DONE, 0.0)) == []


def test_the_same_id_with_other_content_is_a_new_call() -> None:
    line = accepted()
    line.feed(call("a"), 0.0)
    line.answer("a", DONE, 0.0)
    assert delivered(line.feed(call("a", payload={**STATUS, "connectorId": 2}), 0.0)) == ["a"]


def test_a_repeated_heartbeat_tells_the_time_anew() -> None:
    line = accepted()
    line.feed(call("h", "Heartbeat", {}), 0.0)
    line.answer("h", v16.HeartbeatResponse(current_time=on_the_wire(UNREADABLE)), 0.0)
    assert delivered(line.feed(call("h", "Heartbeat", {}), 1.0)) == ["h"]


def test_answers_are_forgotten_by_age_and_by_number() -> None:
    line = accepted()
    for number in range(MOST_ANSWERS + 1):
        line.feed(call(f"m{number}"), 0.0)
        line.answer(f"m{number}", DONE, 0.0)
    assert delivered(line.feed(call("m0"), 0.0)) == ["m0"]
    line.answer("m0", DONE, 0.0)
    assert delivered(line.feed(call(f"m{MOST_ANSWERS}"), KEPT_SECONDS + 1)) != []


def test_a_failed_call_is_tried_again_when_repeated() -> None:
    line = accepted()
    line.feed(call("a"), 0.0)
    assert answers(line.refuse("a", Fault.INTERNAL, 0.0))[0][:3] == [4, "a", "InternalError"]
    assert delivered(line.feed(call("a"), 0.0)) == ["a"]


def test_an_answer_to_no_call_is_our_mistake() -> None:
    with pytest.raises(NotInWorkError):
        accepted().answer("a", DONE, 0.0)


def test_calls_cross_while_ours_is_open() -> None:
    line = accepted()
    assert answers(line.ask("own", "Reset", RESET, 0.0)) == [[2, "own", "Reset", {"type": "Soft"}]]
    assert delivered(line.feed(call("a"), 0.0)) == ["a"]
    [done] = line.feed('[3,"own",{"status":"Accepted"}]', 1.0)
    assert done == Completed("own", OCPP_1_6.actions["Reset"], v16.ResetResponse(status="Accepted"))
    assert answers(line.answer("a", DONE, 1.0)) == [[3, "a", {}]]


def test_only_one_call_of_ours_is_open() -> None:
    line = accepted()
    line.ask("own-1", "Reset", RESET, 0.0)
    assert not line.free
    with pytest.raises(LineBusyError):
        line.ask("own-2", "Reset", RESET, 0.0)


def test_a_call_of_ours_that_breaks_the_schema_is_never_sent() -> None:
    line = accepted()
    with pytest.raises(InvalidMessageError):
        line.ask("own", "Reset", v16.ResetRequest(type="Gently"), 0.0)  # type: ignore[arg-type]
    assert line.free


def test_no_answer_in_time_ends_the_call_and_a_late_one_is_ignored() -> None:
    line = accepted()
    line.ask("own", "Reset", RESET, 10.0, timeout=30.0)
    assert line.deadline == 40.0
    assert line.tick(39.9) == []
    [done] = line.tick(40.0)
    assert done.outcome == CallFailed(Failure.TIMED_OUT)
    assert line.free
    [late] = line.feed('[3,"own",{"status":"Accepted"}]', 41.0)
    assert isinstance(late, effects.Ignored)


def test_a_late_answer_does_not_end_the_next_call() -> None:
    line = accepted()
    line.ask("own-1", "Reset", RESET, 0.0)
    line.tick(30.0)
    line.ask("own-2", "Reset", RESET, 31.0)
    assert isinstance(line.feed('[4,"own-1","GenericError","",{}]', 32.0)[0], effects.Ignored)
    assert not line.free


def test_an_error_of_the_station_ends_the_call_with_its_words() -> None:
    line = accepted()
    line.ask("own", "Reset", RESET, 0.0)
    [done] = line.feed('[4,"own","NotSupported","no",{"a":1}]', 0.0)
    assert done.outcome == CallFailed(Failure.ERROR, "NotSupported", "no")


@pytest.mark.parametrize("result", ["{}", '{"status":1}', "7", '{"status":"Accepted","x":1}'])
@pytest.mark.parametrize("rulebook", RULEBOOKS.values(), ids=RULEBOOKS.keys())
def test_a_bad_result_fails_the_call_and_only_2_1_says_so(rulebook, result) -> None:
    line = accepted(rulebook)
    request = rulebook.actions["Reset"].request
    kind = "Soft" if rulebook is OCPP_1_6 else "Immediate"
    line.ask("own", "Reset", request(type=kind), 0.0)
    *said, done = line.feed(f'[3,"own",{result}]', 0.0)
    assert done.outcome.failure is Failure.INVALID_RESULT
    assert [a[:2] for a in answers(said)] == ([[5, "own"]] if rulebook is OCPP_2_1 else [])


def test_a_lost_connection_fails_the_open_call_and_ends_everything() -> None:
    line = accepted()
    line.ask("own", "Reset", RESET, 0.0)
    line.feed(call("a"), 0.0)
    [done] = line.lose()
    assert done.outcome == CallFailed(Failure.CONNECTION_LOST)
    assert line.answer("a", DONE, 0.0) == []
    assert isinstance(line.feed(call("b"), 0.0)[0], effects.Ignored)
    assert not line.free


def test_status_before_the_boot_answer_waits_for_it() -> None:
    line = Conversation(OCPP_1_6)
    assert delivered(line.feed(call("boot", "BootNotification", BOOT_16), 0.0)) == ["boot"]
    assert line.feed(call("status"), 0.0) == []
    assert delivered(line.answer("boot", boot_answer("Accepted"), 0.0)) == ["status"]
    assert line.standing is Standing.ACCEPTED


@pytest.mark.parametrize("status", ["Pending", "Rejected"])
def test_without_acceptance_other_calls_are_refused(status: str) -> None:
    line = Conversation(OCPP_1_6)
    line.feed(call("boot", "BootNotification", BOOT_16), 0.0)
    line.answer("boot", boot_answer(status), 0.0)
    assert answers(line.feed(call("a"), 0.0))[0][2] == "SecurityError"
    assert delivered(line.feed(call("boot2", "BootNotification", BOOT_16), 0.0)) == ["boot2"]


def test_in_pending_what_we_asked_for_passes() -> None:
    line = Conversation(OCPP_1_6, standing=Standing.PENDING)
    line.permit("StatusNotification")
    assert delivered(line.feed(call("a"), 0.0)) == ["a"]
    assert answers(line.feed(call("h", "Heartbeat", {}), 0.0)) == []  # waits for its turn
    assert answers(line.answer("a", DONE, 0.0))[1][2] == "SecurityError"


def test_a_permission_ends_with_the_next_boot_answer_and_rejected_knows_none() -> None:
    line = Conversation(OCPP_1_6, standing=Standing.PENDING)
    line.permit("StatusNotification")
    line.feed(call("boot", "BootNotification", BOOT_16), 0.0)
    line.answer("boot", boot_answer("Rejected"), 0.0)
    assert answers(line.feed(call("a"), 0.0))[0][2] == "SecurityError"


def test_a_station_that_never_waits_can_be_tolerated() -> None:
    line = Conversation(OCPP_1_6, tolerance=frozenset({Quirk.EARLY_CALLS}))
    assert delivered(line.feed(call("a"), 0.0)) == ["a"]


def known(vendor: str, model: str, firmware: str | None) -> frozenset[Quirk]:
    """What is accepted, by what a station says of itself."""
    early = {Quirk.EARLY_CALLS} if firmware == "hasty" else set()
    return frozenset({Quirk.LONG_TEXTS, *early} if (vendor, model) == ("V", "Odd") else early)


@pytest.mark.parametrize("book", RULEBOOKS.values(), ids=RULEBOOKS)
def test_a_station_that_says_what_it_is_is_judged_by_what_is_known_of_it(book: Rulebook) -> None:
    told = {"vendorName": "V", "model": "Odd", "serialNumber": "7" * 33}
    boot = {"reason": "PowerUp", "chargingStation": told}
    if book is OCPP_1_6:
        boot = {"chargePointVendor": "V", "chargePointModel": "Odd", "iccid": "7" * 33}
    line = Conversation(book, choose=known)
    [found] = line.feed(call("b", "BootNotification", boot), 0.0)
    assert isinstance(found, Deliver)
    assert [finding.quirk for finding in found.call.findings] == [Quirk.LONG_TEXTS]
    assert not delivered(Conversation(book).feed(call("b", "BootNotification", boot), 0.0))


def test_a_station_with_other_firmware_is_judged_anew_when_it_boots() -> None:
    long = {**STATUS, "info": "i" * 60}
    line = accepted(tolerance=frozenset({Quirk.LONG_TEXTS}), choose=known)
    assert delivered(line.feed(call("a", payload=long), 0.0)) == ["a"]
    line.answer("a", DONE, 0.0)
    hasty = {**BOOT_16, "firmwareVersion": "hasty"}
    assert delivered(line.feed(call("b", "BootNotification", hasty), 0.0)) == ["b"]
    line.answer("b", boot_answer("Pending"), 0.0)
    assert answers(line.feed(call("c", payload=long), 0.0))[0][0] == 4, "that was another one"
    assert delivered(line.feed(call("d"), 0.0)) == ["d"], "this one need not wait"


@pytest.mark.parametrize("payload", ['{"chargePointVendor":', "[]", '{"chargingStation":7}', "{}"])
def test_a_boot_that_says_nothing_changes_nothing(payload: str) -> None:
    line = Conversation(OCPP_1_6, choose=lambda *_: frozenset(Quirk))
    line.feed(f'[2,"b","BootNotification",{payload}]', 0.0)
    refused = answers(line.feed(call("a", "Authorize", {"idTag": "A"}), 0.0))[0]
    assert refused[:3] == [4, "a", "SecurityError"]


def test_an_action_without_a_handler_is_not_supported_and_an_unknown_one_not_implemented() -> None:
    line = accepted(served={"Heartbeat"})
    assert answers(line.feed(call("a"), 0.0))[0][2] == "NotSupported"
    assert answers(line.feed(call("b", "Teleport", {}), 0.0))[0][2] == "NotImplemented"
    assert answers(line.feed(call("c", "Reset", {"type": "Soft"}), 0.0))[0][2] == "NotSupported"


def test_codes_are_spelt_as_the_version_spells_them() -> None:
    bad = {"status": "Idle", "x": 1}
    said = [
        answers(accepted(book).feed(call("a", "FirmwareStatusNotification", bad), 0.0))[0][2]
        for book in (OCPP_1_6, OCPP_2_0_1, OCPP_2_1)
    ]
    assert said == ["FormationViolation", "FormatViolation", "FormatViolation"]


STREAM = {"id": 1, "pending": 0, "basetime": "2026-03-01T12:00:00Z", "data": [{"t": 0, "v": "1"}]}


def test_a_send_is_delivered_and_never_answered() -> None:
    line = accepted(OCPP_2_1)
    text = json.dumps([6, "s", "NotifyPeriodicEventStream", STREAM])
    [found] = line.feed(text, 0.0)
    assert isinstance(found.call.payload, v21.NotifyPeriodicEventStreamRequest)
    assert not found.call.wants_answer
    assert answers(line.feed(json.dumps([6, "t", "NotifyPeriodicEventStream", {}]), 0.0)) == []


def test_sends_and_calls_keep_their_order() -> None:
    line = accepted(OCPP_2_1)
    line.feed(call("h", "Heartbeat", {}), 0.0)
    line.feed(json.dumps([6, "s", "NotifyPeriodicEventStream", STREAM]), 0.0)
    line.feed(call("i", "Heartbeat", {}), 0.0)
    found = line.answer("h", v21.HeartbeatResponse(current_time=UNREADABLE), 0.0)
    assert delivered(found) == ["s", "i"]


def test_types_five_and_six_are_unknown_before_2_1() -> None:
    for frame in ('[5,"a","GenericError","",{}]', '[6,"a","NotifyPeriodicEventStream",{}]'):
        assert answers(accepted(OCPP_1_6).feed(frame, 0.0)) == []
        said = answers(accepted(OCPP_2_0_1).feed(frame, 0.0))
        assert said[0][:3] == [4, "a", "MessageTypeNotSupported"]


def test_a_refused_answer_of_ours_is_told_with_its_action() -> None:
    line = accepted(OCPP_2_1)
    line.feed(call("d", "DataTransfer", {"vendorId": "v"}), 0.0)
    line.answer("d", v21.DataTransferResponse(status="Accepted"), 0.0)
    [found] = line.feed('[5,"d","FormatViolation","what?",{}]', 0.0)
    assert found == effects.ResultRefused("d", "DataTransfer", "FormatViolation", "what?")


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("[" + " " * LARGEST_FRAME, 1009),
        ('["' + "é" * (LARGEST_FRAME // 2) + '"]', 1009),
        (b'[2,"a","Heartbeat",{"x":"\xff"}]', 1007),
    ],
)
def test_what_cannot_be_text_closes_the_line_and_fails_the_open_call(message, code) -> None:
    line = accepted()
    line.ask("own", "Reset", RESET, 0.0)
    close, done = line.feed(message, 0.0)
    assert (close.code, done.outcome.failure) == (code, Failure.CONNECTION_LOST)


def test_a_message_of_the_largest_size_is_taken() -> None:
    frame = call("big", "DataTransfer", {"vendorId": "v", "data": "#"})
    frame = frame.replace("#", "d" * (LARGEST_FRAME - len(frame) + 1))
    assert len(frame) == LARGEST_FRAME
    assert delivered(accepted().feed(frame, 0.0)) == ["big"]


def test_a_flood_is_bounded_in_number_and_in_size() -> None:
    line = accepted()
    line.feed(call("first"), 0.0)
    for number in range(MOST_WAITING):
        assert line.feed(call(f"m{number}"), 0.0) == []
    assert isinstance(line.feed(call("last"), 0.0)[0], Close)

    line = accepted()
    line.feed(call("first"), 0.0)
    big = {"vendorId": "v", "data": "d" * 1_000_000}
    found = [e for n in range(5) for e in line.feed(call(f"b{n}", "DataTransfer", big), 0.0)]
    assert [e.code for e in found if isinstance(e, Close)] == [1008]


def test_deep_nesting_is_answered_with_its_id() -> None:
    deep = '[2,"deep","Heartbeat",' + '{"a":' * 100_000 + "1" + "}" * 100_000 + "]"
    assert answers(accepted(OCPP_2_0_1).feed(deep, 0.0))[0][:2] == [4, "deep"]


def test_an_unreadable_id_is_answered_with_minus_one() -> None:
    assert answers(accepted(OCPP_2_1).feed('[2,null,"Heartbeat",{}]', 0.0))[0][1] == "-1"
    assert answers(accepted(OCPP_2_1).feed("{", 0.0))[0][:3] == [4, "-1", "RpcFrameworkError"]
    assert answers(accepted(OCPP_1_6).feed("{", 0.0)) == []


def test_ids_and_texts_of_any_script_come_back_as_they_were() -> None:
    line = accepted(OCPP_2_0_1)
    assert delivered(line.feed('[2,"é中\\ud83d\\udd0c","Heartbeat",{}]', 0.0)) == ["é中🔌"]
    answer = v201.HeartbeatResponse(current_time=UNREADABLE)
    assert answers(line.answer("é中🔌", answer, 0.0))[0][1] == "é中🔌"


def test_half_a_character_in_text_is_no_reason_to_fail() -> None:
    assert answers(accepted(OCPP_2_0_1).feed('[2,"\ud800","Heartbeat",{}]', 0.0))[0][1] == "-1"
    said = answers(accepted(OCPP_1_6).feed('[2,"a","Heartbeat",{"x":"\\ud800"}]', 0.0))
    assert said[0][:3] == [4, "a", "FormationViolation"]
