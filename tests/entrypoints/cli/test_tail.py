"""`tail`: an answer is shown with what it answers."""

from entrypoints.cli.commands.tail import MOST_ASKED, Asked, shown


def frame(message_id, action="", kind="call", *, inbound=True):
    return {
        "at": "2026-03-02T08:00:00Z", "inbound": inbound, "message_id": message_id,
        "action": action, "kind": kind, "text": "[3,{}]", "number": 1,
    }  # fmt: skip


def test_an_answer_is_named_after_its_request():
    asked = Asked()
    asked.named(frame("1", "Heartbeat"))
    answer = asked.named(frame("1", kind="result", inbound=False))
    assert answer["action"] == "Heartbeat result"
    assert "Heartbeat result" in shown(answer).plain


def test_the_other_side_may_use_the_same_number():
    asked = Asked()
    asked.named(frame("1", "Heartbeat"))
    asked.named(frame("1", "Reset", inbound=False))
    assert asked.named(frame("1", kind="result"))["action"] == "Reset result"
    assert asked.named(frame("1", kind="error", inbound=False))["action"] == "Heartbeat error"


def test_an_answer_to_what_was_not_seen_or_is_long_ago_keeps_its_kind():
    asked = Asked()
    asked.named(frame("old", "Heartbeat"))
    for number in range(MOST_ASKED):
        asked.named(frame(str(number), "Heartbeat"))
    assert asked.named(frame("old", kind="result", inbound=False))["action"] == ""
    assert "result" in shown(frame("never", kind="result", inbound=False)).plain
