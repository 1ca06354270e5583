"""The line carries dialogs out, one after another, and every end of one is an outcome."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from msgspec import Struct
from tests.asynchronous import asynchronous

from adapters.ocpp.dialect import Caller, Speaker
from adapters.ocpp.dialects import DIALECTS, OCPP_1_6, OCPP_2_0_1
from adapters.ocpp.effects import CallFailed, Failure
from adapters.ocpp.faults import Fault, InvalidMessageError
from adapters.ocpp.line import OcppLine
from adapters.ocpp.messages import v16, v201
from domain.errors import NotPossibleNow
from domain.identity import StationId, TenantId
from domain.instruction import (
    ClearCache,
    ReadInventory,
    Reset,
    RotateSecret,
    Trigger,
    Triggered,
    Verdict,
)

STATION = StationId(UUID(int=1))


class Station:
    """Answers calls with what the test has laid ready."""

    def __init__(self, *replies: Struct | CallFailed | Exception) -> None:
        self.replies = list(replies)
        self.asked: list[str] = []
        self.permitted: list[str] = []
        self.at_once = self.most_at_once = 0

    async def call(self, action: str, request: Struct) -> Struct | CallFailed:
        self.asked.append(action)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply

    def permit(self, *actions: str) -> None:
        self.permitted += actions


class NoDesk:
    """Refuses every command."""

    async def run(self, command: Any) -> None:
        raise NotPossibleNow("Not now.")


def line_to(station: Station, version: str = "ocpp1.6") -> OcppLine:
    dialect = DIALECTS[version]
    speaker = Speaker(Caller(TenantId("acme"), STATION), dialect.messages, bytes)
    return OcppLine(station, dialect, speaker, NoDesk)  # type: ignore[arg-type]


ENDS = [
    (v16.ClearCacheResponse(status="Accepted"), Verdict.ACCEPTED),
    (v16.ClearCacheResponse(status="Rejected"), Verdict.REJECTED),
    (CallFailed(Failure.ERROR, "NotSupported"), Verdict.NOT_SUPPORTED),
    (CallFailed(Failure.ERROR, "NotImplemented"), Verdict.NOT_SUPPORTED),
    (CallFailed(Failure.ERROR, "InternalError", "sorry"), Verdict.FAILED),
    (CallFailed(Failure.INVALID_RESULT, "FormationViolation"), Verdict.FAILED),
    (CallFailed(Failure.TIMED_OUT), Verdict.TIMED_OUT),
    (CallFailed(Failure.CONNECTION_LOST), Verdict.STATION_OFFLINE),
    (InvalidMessageError(Fault.TOO_LONG, "$.idTag"), Verdict.FAILED),
]


@pytest.mark.parametrize(("end", "verdict"), ENDS)
def test_whatever_comes_of_a_call_is_an_outcome(end: Any, verdict: Verdict) -> None:
    @asynchronous
    async def ask() -> None:
        outcome = await line_to(Station(end)).ask(STATION, ClearCache())
        assert outcome.verdict is verdict

    ask()


@asynchronous
async def test_a_command_of_ours_that_is_refused_ends_the_dialog_before_anything_is_sent() -> None:
    station = Station()
    outcome = await line_to(station).ask(STATION, RotateSecret())
    assert (outcome.verdict, outcome.status) == (Verdict.REJECTED, "Not now.")
    assert station.asked == []


@asynchronous
async def test_another_station_is_not_on_this_line() -> None:
    outcome = await line_to(Station()).ask(StationId(UUID(int=2)), ClearCache())
    assert outcome.verdict is Verdict.STATION_OFFLINE


@asynchronous
async def test_dialogs_are_held_one_after_another() -> None:
    accepted = v16.ResetResponse(status="Accepted")
    station = Station(accepted, accepted, accepted)
    line = line_to(station)
    await asyncio.gather(*(line.ask(STATION, Reset()) for _ in range(3)))
    assert station.most_at_once == 1
    assert station.asked == ["Reset"] * 3


@asynchronous
async def test_what_we_ask_for_may_come_from_a_pending_station() -> None:
    asked = Station(v201.GetBaseReportResponse(status="Accepted"))
    await line_to(asked, OCPP_2_0_1.name).ask(STATION, ReadInventory(request=1))
    assert asked.permitted == ["NotifyReport"]
    triggered = Station(v16.TriggerMessageResponse(status="Accepted"))
    await line_to(triggered, OCPP_1_6.name).ask(STATION, Trigger(Triggered.METER_VALUES))
    assert triggered.permitted == ["MeterValues"]
