"""What a scenario expects to see, or not to see, on its sockets."""

from collections.abc import Awaitable, Callable
from types import MappingProxyType
from typing import Any

from tests.conformance.play import FIRST, LONGEST_WAIT, Play, StepFailed, learn


async def observe(play: Play, step: dict[str, Any]) -> None:
    known = {"do", "seconds", "socket"} | _OBSERVED.keys()
    if unknown := step.keys() - known:
        raise StepFailed(f"unknown to observe: {sorted(unknown)}")
    for what in step.keys() & _OBSERVED.keys():
        await _OBSERVED[what](play, step[what], step)


async def _no_answer_to(play: Play, message_id: str, _step: dict[str, Any]) -> None:
    if await play.client.until(lambda: message_id in play.client.answers, LONGEST_WAIT):
        raise StepFailed(f"{message_id} was answered: {play.client.answers[message_id]}")


async def _no_call(play: Play, action: Any, _step: dict[str, Any]) -> None:
    action = action if isinstance(action, str) else ""
    if await play.client.next_call(action, LONGEST_WAIT) is not None:
        raise StepFailed(f"the server called {action}")


async def _call_arrives_on(play: Play, socket: str, _step: dict[str, Any]) -> None:
    call = await play.named(socket).next_call()
    if call is None:
        raise StepFailed(f"no call on {socket}")
    learn(play, call)


async def _closed(play: Play, socket: Any, step: dict[str, Any]) -> None:
    name = socket if isinstance(socket, str) else step.get("socket", FIRST)
    code = await play.named(name).gone()
    allowed = step.get("codes", step.get("close_codes"))
    if code is None or (allowed and code not in allowed):
        raise StepFailed(f"{name} closed with {code}, {allowed} wanted")


async def _still_open(play: Play, socket: Any, step: dict[str, Any]) -> None:
    name = socket if isinstance(socket, str) else step.get("socket", FIRST)
    if await play.named(name).gone(LONGEST_WAIT) is not None:
        raise StepFailed(f"{name} was closed")


async def _nothing(_play: Play, _value: Any, _step: dict[str, Any]) -> None:
    """Read together with another key."""


_OBSERVED: MappingProxyType[str, Callable[..., Awaitable[None]]] = MappingProxyType(
    {
        "no_answer_to": _no_answer_to,
        "no_call": _no_call,
        "call_arrives_on": _call_arrives_on,
        "closed": _closed,
        "socket_closed": _closed,
        "open": _still_open,
        "still_open": _still_open,
        "codes": _nothing,
        "close_codes": _nothing,
    }
)
