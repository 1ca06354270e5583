"""A CSMS of a hundred lines: answers what is valid, remembers what it saw, and can misbehave."""

import asyncio
import base64
import json
from collections import Counter
from collections.abc import Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

from ocpp.messages import get_validator
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

NOW = "2026-05-01T12:00:00Z"
SUBPROTOCOLS = ["ocpp2.1", "ocpp2.0.1", "ocpp1.6"]


@dataclass
class Seen:
    """One CALL as it arrived; `connection` counts the sockets of its station."""

    station: str
    subprotocol: str
    connection: int
    id: str
    action: str
    payload: dict


@dataclass
class FakeCsms:
    """Attributes that a test may set decide what happens next."""

    passwords: dict[str, bytes] | None = None
    boots: dict[str, list[str]] = field(default_factory=dict)
    boot_wait: int = 1
    token_status: str = "Accepted"
    silent_on: Callable[[Seen], bool] = lambda seen: False
    cut_on: Callable[[Seen], bool] = lambda seen: False
    cut_after: Callable[[Seen], bool] = lambda seen: False
    fault_on: Callable[[Seen], str | None] = lambda seen: None
    log: list[str] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    refused: int = 0
    sockets: dict[str, ServerConnection] = field(default_factory=dict)
    connections: Counter = field(default_factory=Counter)
    invalid: list[str] = field(default_factory=list)
    url: str = ""
    _awaited: dict[str, tuple] = field(default_factory=dict)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)
    _numbers: count = field(default_factory=lambda: count(1))

    def actions(self, station: str | None = None) -> list[str]:
        return [s.action for s in self.seen if station in (None, s.station)]

    def of(self, action: str) -> list[dict]:
        return [s.payload for s in self.seen if s.action == action]

    def events(self) -> list[dict]:
        return self.of("TransactionEvent")

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(15), self._news:
            await self._news.wait_for(true)

    async def saw(self, action: str, times: int = 1) -> None:
        await self.until(lambda: self.actions().count(action) >= times)

    async def ask(self, station: str, action: str, payload: dict) -> list:
        """Send a CALL; returns the whole CALLRESULT or CALLERROR frame."""
        message_id = f"csms-{next(self._numbers)}"
        socket = self.sockets[station]
        answer = asyncio.get_running_loop().create_future()
        self._awaited[message_id] = (answer, action, version(socket.subprotocol))
        await socket.send(json.dumps([2, message_id, action, payload]))
        async with asyncio.timeout(15):
            return await answer

    async def check(self, connection, request):
        if self.passwords is None:
            return None
        identity = request.path.rsplit("/", 1)[-1]
        scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
        user, _, password = base64.b64decode(encoded).partition(b":")
        if scheme == "Basic" and user.decode() == identity == self._known(password, identity):
            return None
        self.refused += 1
        await self._tell()
        return connection.respond(401, "who are you?\n")

    def _known(self, password: bytes, identity: str) -> str | None:
        return identity if self.passwords.get(identity) == password else None

    async def serve(self, socket: ServerConnection) -> None:
        station = socket.request.path.rsplit("/", 1)[-1]
        self.connections[station] += 1
        connection = self.connections[station]
        self.sockets[station] = socket
        await self._tell()
        try:
            async for raw in socket:
                await self._read(socket, station, connection, json.loads(raw))
        except ConnectionClosed:
            return

    async def _read(self, socket, station, connection, frame) -> None:
        if frame[0] != 2:
            answer, action, spoken = self._awaited.pop(frame[1])
            if frame[0] == 3:
                self._validate(3, action, spoken, frame[2])
            self.log.append(f"answer to {action}")
            answer.set_result(frame)
            return
        seen = Seen(station, socket.subprotocol, connection, *frame[1:])
        self._validate(2, seen.action, version(socket.subprotocol), seen.payload)
        self.seen.append(seen)
        self.log.append(seen.action)
        if self.cut_on(seen):
            socket.transport.abort()
        elif not self.silent_on(seen):
            code = self.fault_on(seen)
            body = [4, seen.id, code, "", {}] if code else [3, seen.id, self._result(seen)]
            await socket.send(json.dumps(body))
            self.answered.append(seen.id)
            if self.cut_after(seen):
                socket.transport.abort()
        await self._tell()

    def _validate(self, kind: int, action: str, spoken: str, payload: dict) -> None:
        for error in get_validator(kind, action, spoken).iter_errors(payload):
            self.invalid.append(f"{spoken} {action}: {error.message}")

    def _result(self, seen: Seen) -> dict:
        status = {"status": self.token_status}
        verdict = (
            {"idTagInfo": status} if seen.subprotocol == "ocpp1.6" else {"idTokenInfo": status}
        )
        if seen.action == "BootNotification":
            waiting = self.boots.get(seen.station) or ["Accepted"]
            said = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            return {
                "currentTime": NOW,
                "interval": 300 if said == "Accepted" else self.boot_wait,
                "status": said,
            }
        if seen.action == "Heartbeat":
            return {"currentTime": NOW}
        if seen.action == "StartTransaction":
            return {"transactionId": next(self._numbers)} | verdict
        if seen.action == "Authorize":
            return verdict
        if seen.action == "TransactionEvent" and "idToken" in seen.payload:
            return verdict
        return {}

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()


def version(subprotocol: str) -> str:
    return subprotocol.removeprefix("ocpp")


@asynccontextmanager
async def fake_csms(**traits):
    csms = FakeCsms(**traits)
    async with serve(
        csms.serve,
        "127.0.0.1",
        0,
        subprotocols=SUBPROTOCOLS,
        process_request=csms.check,
        compression=None,
    ) as server:
        port = server.sockets[0].getsockname()[1]
        csms.url = f"ws://127.0.0.1:{port}/ocpp/demo"
        yield csms
    assert csms.invalid == []
