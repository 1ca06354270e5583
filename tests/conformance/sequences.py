"""Scenarios of several steps, each in a tenant of its own on a server of its own."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from structlog.testing import capture_logs
from tests.conformance.checks import CHECKS, Scene
from tests.conformance.client import Client, NoAnswer, dial
from tests.conformance.commands import give
from tests.conformance.comparing import at_pointer, filled, matches
from tests.conformance.corpus import records
from tests.conformance.report import Result
from tests.conformance.server import CALL_TIMEOUT, SECRET, Csms, csms
from websockets.exceptions import InvalidHandshake

from domain.instruction import Order
from domain.station import Registration, SecurityProfile

FILE = "sequences.jsonl"
AT_ONCE = 8
KINDS = {3: "CALLRESULT", 4: "CALLERROR", 5: "CALLRESULTERROR"}
FIRST = "first"
LONGEST_WAIT = 0.3
"""Seconds that are really waited; the server's clock jumps the rest."""

SETTLE = 2.0
"""Seconds within which what a check asks for must have come about."""


class StepFailed(Exception):
    """A step did not go as the corpus says."""


@dataclass
class Play:
    """One scenario on its way."""

    server: Csms
    version: str
    station: str
    sockets: dict[str, Client] = field(default_factory=dict)
    newest: str = FIRST
    saved: dict[str, Any] = field(default_factory=dict)
    configured: dict[str, Any] = field(default_factory=dict)
    orders: dict[str, list[Order]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    heard: dict[str, list[Any]] = field(default_factory=dict)
    """The server's last call of each action."""
    owed: list[Any] | None = None
    """The call that the station has taken and not answered."""
    secrets: dict[str, bytes] = field(default_factory=lambda: {"old": SECRET})
    second: bool = False

    @property
    def client(self) -> Client:
        client = self.sockets.get(self._key(self.newest))
        if client is None:
            raise StepFailed("no connection is open")
        return client

    def named(self, socket: str) -> Client:
        client = self.sockets.get(self._key(socket))
        if client is None:
            raise StepFailed(f"there is no socket {socket!r}")
        return client

    def _key(self, socket: str) -> str:
        return f"{self.station}/{socket}"

    def keep(self, socket: str, client: Client) -> None:
        self.newest = socket
        self.sockets[self._key(socket)] = client

    def scene(self) -> Scene:
        return Scene(self.server, self.station, self.orders, self.saved, self.refused)

    async def provision(self) -> None:
        """The station as configured so far."""
        if self.station in self.server.stations:
            return
        boot = str(self.configured.get("boot", "Accepted")).lower()
        profile = SecurityProfile(self.configured.get("security_profile", 1))
        await self.server.register(self.station, registration=Registration(boot), profile=profile)


async def run(folder: Path) -> list[Result]:
    """All lines of the folder's sequences."""
    if not (folder / FILE).exists():
        return []
    gate = asyncio.Semaphore(AT_ONCE)
    with capture_logs() as logs:

        async def one(record: dict[str, Any]) -> Result:
            async with gate:
                return await _judged(record, logs)

        return list(await asyncio.gather(*(one(r) for r in records(folder / FILE))))


async def _judged(record: dict[str, Any], logs: list[Any]) -> Result:
    fault, number, tenant = "", 0, record["id"].lower()
    waits_for_it = any(str(s.get("seconds")).startswith("timeout") for s in record["steps"])
    options = {"call_timeout": CALL_TIMEOUT} if waits_for_it else {}
    async with csms(tenant, **options) as server:
        station = "CP001" if record["version"] == "ocpp1.6" else "CS001"
        play = Play(server, record["version"], station)
        try:
            for step in record["steps"]:
                number += 1
                await _take(play, step)
        except (StepFailed, NoAnswer, KeyError) as failure:
            fault = f"step {number} ({record['steps'][number - 1]['do']}): {failure}"
        finally:
            for client in play.sockets.values():
                client.drop()
    unhandled = [
        e for e in logs if e["log_level"] == "error" and e.get("tenant") == play.server.tenant
    ]
    if not fault and unhandled:
        fault = f"unhandled: {unhandled[0]['event']}: {unhandled[0].get('exc_info')}"
    return Result(record["id"], "sequences", record["topic"], fault, record["title"])


async def _take(play: Play, step: dict[str, Any]) -> None:
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
            await _observe(play, {"no_answer_to": message_id})
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
        _learn(play, call)
    assert play.owed is not None
    return play.owed


def _learn(play: Play, call: list[Any]) -> None:
    play.owed, play.heard[call[2]], play.saved["last"] = call, call, call[3]
    if call[2] == "ChangeConfiguration" and call[3]["key"] == "AuthorizationKey":
        play.secrets["new"] = bytes.fromhex(call[3]["value"])
    if call[2] == "SetVariables":
        for data in call[3]["setVariableData"]:
            if data["variable"]["name"] == "BasicAuthPassword":
                play.secrets["new"] = data["attributeValue"].encode()


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


async def _observe(play: Play, step: dict[str, Any]) -> None:
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
    _learn(play, call)


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
        "observe": _observe,
        "config": _config,
        "kill_server": _kill_server,
        "start_server": _start_server,
        "check": _check,
    }
)
