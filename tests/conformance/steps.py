"""The steps of scenarios. One table of names."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from types import MappingProxyType
from typing import Any

from tests.conformance.checks import CHECKS
from tests.conformance.client import Client, NoAnswer, dial
from tests.conformance.commands import give
from tests.conformance.comparing import at_pointer, filled, matches
from tests.conformance.observing import observe
from tests.conformance.play import FIRST, LONGEST_WAIT, Play, StepFailed, learn
from tests.conformance.server import CALL_TIMEOUT
from websockets.exceptions import InvalidHandshake

from domain.station import Registration, SecurityProfile

KINDS = {3: "CALLRESULT", 4: "CALLERROR", 5: "CALLRESULTERROR"}
SETTLE = 2.0
"""Seconds within which what a check asks for must have come about."""


async def take(play: Play, step: dict[str, Any]) -> None:
    if step["do"] not in STEPS:
        raise StepFailed(f"unknown step {step['do']!r}")
    await STEPS[step["do"]](play, step)
    await play.server.react()


# Connections.


async def _connect(play: Play, step: dict[str, Any]) -> None:
    """Each secret named must do as expected; without one, whatever secret the station has now."""
    if "profile" in step and "security_profile" not in play.configured:
        play.configured["security_profile"] = step["profile"]
    await play.provision()
    expected = str(step.get("expect", "101"))
    if "password" in step:
        names = step["password"].split("|")
        outcomes = {name: await _dial(play, step, _secret(play, name)) for name in names}
    else:
        secrets = list(play.secrets.values())
        outcomes = {"its secret": await _dial(play, step, secrets[-1])}
        if outcomes["its secret"] == "401" and len(secrets) > 1 and expected == "101":
            outcomes = {"its old secret": await _dial(play, step, secrets[0])}
    for name, got in outcomes.items():
        refused = expected == "refused" and got != "101"
        if not refused and got not in expected.split("|"):
            raise StepFailed(f"connection with {name} got {got}, not {expected}")


def _secret(play: Play, name: str) -> bytes:
    if name == "new" and "new" not in play.secrets:
        raise StepFailed("no new password was ever sent")
    return play.secrets.get(name, name.encode())


async def _dial(play: Play, step: dict[str, Any], secret: bytes) -> str:
    version = step.get("subprotocol", play.version)
    try:
        client = await dial(play.server.port, play.station, version, secret)
    except InvalidHandshake as refusal:
        response = getattr(refusal, "response", None)
        return str(response.status_code) if response else "refused"
    except OSError:
        return "refused"
    play.version = version
    play.keep(step.get("as", FIRST), client)
    return "101"


async def _drop(play: Play, step: dict[str, Any]) -> None:
    client = play.named(step.get("socket", play.newest))
    client.drop()
    await client.gone()
    await asyncio.sleep(0.05)


async def _close(play: Play, step: dict[str, Any]) -> None:
    await play.named(step.get("socket", play.newest)).close()


async def _blackhole(play: Play, step: dict[str, Any]) -> None:
    play.named(step.get("socket", play.newest)).vanish()


async def _as(play: Play, step: dict[str, Any]) -> None:
    play.station, play.newest = step["station"], FIRST
    await play.provision()


# Calls of the station.


async def _call(play: Play, step: dict[str, Any]) -> None:
    client = play.named(step["socket"]) if "socket" in step else play.client
    payload = filled(step["payload"], play.saved)
    if "then" in step:
        await _call_and_die(play, client, step, payload)
        return
    answer = await client.call(step["action"], payload, step.get("id", ""))
    _judge(play, answer, step.get("expect", {}))
    for name, pointer in step.get("save", {}).items():
        play.saved[name] = at_pointer(answer[2], pointer)


async def _call_and_die(play: Play, client: Client, step: dict[str, Any], payload: Any) -> None:
    if "kill" not in step["then"]:
        raise StepFailed(f"unknown {step['then']!r}")
    play.server.last_word.before_answer = play.server.kill
    try:
        await client.call(step["action"], payload, step.get("id", ""))
    except NoAnswer:
        return
    raise StepFailed("the server lived on and answered")


def _judge(play: Play, answer: list[Any], expect: dict[str, Any]) -> None:
    kind = KINDS[answer[0]]
    if kind not in (expect.get("reaction", kind), *expect.get("also_ok", ())):
        raise StepFailed(f"{answer} instead of {expect['reaction']}")
    if kind == "CALLERROR":
        if answer[2] not in expect.get("codes", [answer[2]]):
            raise StepFailed(f"code {answer[2]}, not {expect['codes']}")
        return
    for pointer, value in expect.get("result", {}).items():
        wanted, actual = filled(value, play.saved), at_pointer(answer[2], pointer)
        if not matches(actual, wanted, play.server.clock.now()):
            raise StepFailed(f"{pointer} is {actual!r}, not {wanted!r}")


async def _send(play: Play, step: dict[str, Any]) -> None:
    client = play.named(step["socket"]) if "socket" in step else play.client
    for frame in step["frames"]:
        await client.send(frame)


async def _collect(play: Play, step: dict[str, Any]) -> None:
    for message_id, kinds in step["answers"].items():
        if kinds == "NONE":
            await observe(play, {"no_answer_to": message_id})
            continue
        answer = await play.client.answer_to(message_id)
        if KINDS[answer[0]] not in kinds.split("|"):
            raise StepFailed(f"{answer} instead of {kinds}")


async def _call_before_answer(play: Play, step: dict[str, Any]) -> None:
    await _owe(play)
    await _call(play, step)


# Calls of the server.


async def _api(play: Play, step: dict[str, Any]) -> None:
    await play.provision()
    station = play.server.stations[step.get("station", play.station)].id
    for command in step["commands"] * int(step.get("times", 1)):
        order = await give(play.server, station, command, play.version)
        name = command["action"] if isinstance(command, dict) else command.split()[0]
        if order is None:
            play.refused.add(name)
        else:
            play.orders.setdefault(name, []).append(order)


async def _owe(play: Play, action: str = "", seconds: float = 2.0) -> list[Any]:
    if play.owed is None or action not in ("", play.owed[2]):
        call = await play.client.next_call(action, seconds)
        if call is None:
            raise StepFailed(f"the server did not call {action}")
        learn(play, call)
    assert play.owed is not None
    return play.owed


async def _wait_for_call(play: Play, step: dict[str, Any]) -> None:
    if play.owed is not None and play.owed[2] != step["action"]:
        play.owed = None
    try:
        await _owe(play, step["action"], 0.5 if step.get("optional") else 2.0)
    except StepFailed:
        if not step.get("optional"):
            raise


async def _answer(play: Play, step: dict[str, Any]) -> None:
    call = await _owe(play, step.get("to", ""))
    await _reply(play, call, step)
    play.owed = None


async def _answer_late(play: Play, step: dict[str, Any]) -> None:
    await _reply(play, play.heard[step["to"]], step)


async def _reply(play: Play, call: list[Any], step: dict[str, Any]) -> None:
    if "error" in step:
        error = step["error"]
        code = error if isinstance(error, str) else error.get("code", "InternalError")
        frame: list[Any] = [4, call[1], code, "", {}]
    else:
        frame = [3, call[1], filled(step.get("payload", {}), play.saved)]
    await play.client.send(json.dumps(frame))


# Time and the server.


async def _wait(play: Play, step: dict[str, Any]) -> None:
    wanted = step["seconds"]
    if isinstance(wanted, str):
        more = re.fullmatch(r"timeout\s*(?:\+\s*([\d.]+))?", wanted)
        if more is None:
            raise StepFailed(f"unknown time {wanted!r}")
        await asyncio.sleep(CALL_TIMEOUT + LONGEST_WAIT)
        return
    await asyncio.sleep(min(wanted, LONGEST_WAIT))
    play.server.clock.ahead += max(0.0, wanted - LONGEST_WAIT)


async def _config(play: Play, step: dict[str, Any]) -> None:
    wanted = {key: value for key, value in step.items() if key != "do"}
    if unknown := wanted.keys() - {"boot", "security_profile", "station"}:
        raise StepFailed(f"unknown configuration {sorted(unknown)}")
    play.configured |= wanted
    known = play.server.stations.get(play.station)
    if known is None:
        return
    stores = play.server.storage.scope(play.server.tenant)
    if "boot" in wanted:
        station = await stores.stations.get(known.id)
        station.registration = Registration(str(wanted["boot"]).lower())
        stores.stations.save(station)
    if "security_profile" in wanted:
        credentials = await stores.credentials.find(known.id)
        assert credentials is not None
        credentials.reach(SecurityProfile(wanted["security_profile"]))
        stores.credentials.save(credentials)
    await stores.work.commit()


async def _kill_server(play: Play, _step: dict[str, Any]) -> None:
    play.server.kill()
    await asyncio.sleep(0.02)


async def _start_server(play: Play, _step: dict[str, Any]) -> None:
    await play.server.start()


async def _check(play: Play, step: dict[str, Any]) -> None:
    """True at once, or as soon as what goes on has come to its end."""
    what = step["what"]
    if what not in CHECKS:
        raise StepFailed(f"unknown check {what!r}")
    asked, fault = filled(step, play.saved), ""
    for _ in range(int(SETTLE / 0.05)):
        fault = await CHECKS[what](play.scene(), asked)
        if not fault:
            return
        await asyncio.sleep(0.05)
        await play.server.react()
    raise StepFailed(f"{what}: {fault}")


STEPS: MappingProxyType[str, Callable[[Play, dict[str, Any]], Awaitable[None]]] = MappingProxyType(
    {
        "connect": _connect,
        "drop": _drop,
        "close": _close,
        "blackhole": _blackhole,
        "as": _as,
        "call": _call,
        "call_on": _call,
        "call_before_answer": _call_before_answer,
        "send": _send,
        "collect": _collect,
        "api": _api,
        "wait_for_call": _wait_for_call,
        "answer": _answer,
        "answer_late": _answer_late,
        "wait": _wait,
        "observe": observe,
        "config": _config,
        "kill_server": _kill_server,
        "start_server": _start_server,
        "check": _check,
    }
)
