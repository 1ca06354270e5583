"""What goes wrong stays readable: one line for an outage, one trace for each kind of fault."""

from types import SimpleNamespace

import pytest
from structlog.testing import capture_logs
from tests.asynchronous import asynchronous
from tests.entrypoints.gateway.house import charger, house

from adapters.memory.unit import MemoryWork
from entrypoints.gateway.troubles import FULL_AGAIN, MOST_KINDS, QUIET_FOR, Troubles

GONE = ConnectionResetError("the database did not answer")


@pytest.fixture
def clock():
    return SimpleNamespace(now=100.0)


@pytest.fixture
def troubles(clock):
    return Troubles(lambda: clock.now)


def raised(message: str, kind: type[Exception] = ValueError) -> Exception:
    def fail() -> None:
        raise kind(message)

    try:
        fail()
    except kind as failure:
        return failure


def raised_elsewhere() -> Exception:
    try:
        int("no number")
    except ValueError as failure:
        return failure


def test_an_outage_is_one_line_without_a_trace_however_many_messages_and_stations(troubles):
    with capture_logs() as lines:
        for n in range(1_000):
            troubles.note("handler failed", GONE, f"CP{n % 50}", action="MeterValues")
            troubles.note("orders not delivered", GONE, f"CP{n % 50}")
    (line,) = lines
    assert line["event"] == "a part that is needed does not answer"
    assert "exc_info" not in line


def test_a_long_outage_is_told_again_with_how_many_it_has_hit(troubles, clock):
    troubles.note("handler failed", GONE, "CP0")
    for n in range(7):
        troubles.note("handler failed", GONE, f"CP{n % 3}")
    clock.now += QUIET_FOR
    with capture_logs() as lines:
        troubles.note("handler failed", GONE, "CP9")
    (line,) = lines
    assert (line["times"], line["stations"], line["seconds"]) == (8, 4, 30)


def test_what_was_only_counted_is_told_when_the_outage_is_over_and_the_next_is_a_new_one(
    troubles, clock
):
    troubles.note("handler failed", GONE, "CP1")
    troubles.note("handler failed", GONE, "CP2")
    with capture_logs() as lines:
        troubles.sum_up()
        clock.now += QUIET_FOR
        troubles.sum_up()
        troubles.note("handler failed", GONE, "CP1")
    assert [line["event"] for line in lines] == [
        "a part that is needed has not answered",
        "a part that is needed does not answer",
    ]


def test_an_unforeseen_failure_keeps_its_trace_once_and_is_counted_after(troubles, clock):
    with capture_logs() as lines:
        for n in range(100):
            troubles.note("handler failed", raised(f"value {n}"), f"CP{n % 4}", action="Authorize")
        clock.now += QUIET_FOR
        troubles.sum_up()
    first, counted = lines
    assert isinstance(first["exc_info"], ValueError)
    assert (first["event"], first["action"]) == ("handler failed", "Authorize")
    assert (counted["times"], counted["stations"], "exc_info" in counted) == (99, 4, False)


def test_another_kind_or_another_place_is_told_in_full_as_well(troubles):
    with capture_logs() as lines:
        troubles.note("handler failed", raised("a"))
        troubles.note("handler failed", raised("a", KeyError))
        troubles.note("handler failed", raised_elsewhere())
        troubles.note("station not signed off", raised("a"))
    assert [type(line["exc_info"]).__name__ for line in lines] == [
        "ValueError", "KeyError", "ValueError", "ValueError",
    ]  # fmt: skip


def test_an_old_failure_is_told_in_full_again_after_an_hour(troubles, clock):
    troubles.note("handler failed", raised("then"))
    clock.now += FULL_AGAIN
    with capture_logs() as lines:
        troubles.note("handler failed", raised("now"))
    assert [str(line["exc_info"]) for line in lines] == ["now"]


def test_no_more_kinds_are_remembered_than_the_limit_and_their_counts_are_not_lost(troubles):
    troubles.note("kind 0", raised("a"))
    troubles.note("kind 0", raised("a"))
    with capture_logs() as lines:
        for n in range(1, MOST_KINDS + 1):
            troubles.note(f"kind {n}", raised("a"))
    counted = [line for line in lines if "times" in line]
    assert [(line["what"], line["times"]) for line in counted] == [("kind 0", 1)]


@pytest.mark.parametrize(
    ("failure", "traces"),
    [(GONE, 0), (ValueError("unforeseen"), 1)],
    ids=["away", "unforeseen"],
)
@asynchronous
async def test_stations_that_go_on_talking_do_not_fill_the_log(monkeypatch, failure, traces):
    async def commit(_):
        raise failure

    async with house() as home:
        for identity in ("CP1", "CP2"):
            await home.register(identity)
        async with charger(home, "CP1", "ocpp1.6") as one, charger(home, "CP2", "ocpp1.6") as two:
            boot = {"chargePointVendor": "V", "chargePointModel": "M"}
            with monkeypatch.context() as broken, capture_logs() as lines:
                broken.setattr(MemoryWork, "commit", commit)
                for _ in range(10):
                    for cp in (one, two):
                        answer = await cp.call("BootNotification", boot)
                        assert answer[0] == 4
            told = [line for line in lines if line["log_level"] in {"warning", "error"}]
            assert len(told) == 1
            assert sum("exc_info" in line for line in told) == traces
            answer = await one.call("BootNotification", boot)
            assert answer["status"] == "Accepted"
