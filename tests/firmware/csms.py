"""An independent server: the library `ocpp` over `websockets`, in a thread of its own."""

import asyncio
import base64
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

import ocpp.messages
from ocpp.charge_point import camel_to_snake_case
from ocpp.exceptions import OCPPError
from ocpp.messages import pack, unpack
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

ACTIONS = ("Authorize", "BootNotification", "DataTransfer", "DiagnosticsStatusNotification",
           "FirmwareStatusNotification", "Heartbeat", "LogStatusNotification", "MeterValues",
           "SecurityEventNotification", "SignCertificate", "SignedFirmwareStatusNotification",
           "StartTransaction", "StatusNotification", "StopTransaction")  # fmt: skip


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Csms:
    """Answers as told, remembers what was said, and validates every frame against the schemas.

    Attributes:
        said: (action, payload) in order.
        ids: message ids, in the same order.
        faults: what was no valid message.
        answers: action → payload, or a function of the request's payload; None stays silent.
        tags: idTag → idTagInfo; others are Accepted.
        transactions: (connector, tag, timestamp, meterStart) → id.
        tls: the context of the server, None without TLS; certificates: what clients have shown.
        refuse: user:password → HTTP status to refuse with, 0 to let in.
    """

    said: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    tags: dict[str, dict[str, Any]] = field(default_factory=dict)
    transactions: dict[tuple[Any, ...], int] = field(default_factory=dict)
    authorizations: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    tls: ssl.SSLContext | None = None
    certificates: list[Any] = field(default_factory=list)
    refuse: Callable[[str], int] = field(default=lambda _: 0)
    _socket: ServerConnection | None = None
    _waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    _count: int = 0

    # Life.

    def __enter__(self) -> Self:
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)

    def _run(self, ready: threading.Event) -> None:
        self._loop.run_until_complete(self._serve(ready))
        for task in asyncio.all_tasks(self._loop):  # who was still shaking hands
            task.cancel()
            with suppress(asyncio.CancelledError, OSError):
                self._loop.run_until_complete(task)
        self._loop.close()

    async def _serve(self, ready: threading.Event) -> None:
        ocpp.messages.ASYNC_VALIDATION = False
        self._stop = asyncio.Event()
        async with serve(
            self._meet,
            "127.0.0.1",
            self.port,
            subprotocols=["ocpp1.6"],
            ping_interval=None,
            ssl=self.tls,
            process_request=self._admit,
        ) as server:
            self.port = next(iter(server.sockets)).getsockname()[1]
            ready.set()
            await self._stop.wait()

    @property
    def url(self) -> str:
        return f"{'wss' if self.tls else 'ws'}://127.0.0.1:{self.port}/ocpp"

    def _admit(self, socket: ServerConnection, request: Any) -> Any:
        """Refuses with the status that `refuse` gives for the user and password shown."""
        shown = base64.b64decode(request.headers.get("Authorization", "").partition(" ")[2])
        self.authorizations.append(shown.decode("latin-1"))
        status = self.refuse(self.authorizations[-1])
        return socket.respond(status, "") if status else None

    async def _meet(self, socket: ServerConnection) -> None:
        self.connections += 1
        assert socket.request is not None
        self.paths.append(socket.request.path)
        if self.tls:
            self.certificates.append(socket.transport.get_extra_info("peercert"))
        self._socket = socket
        with suppress(ConnectionClosed):
            async for text in socket:
                await self._take(socket, text)

    async def _take(self, socket: ServerConnection, text: str | bytes) -> None:
        try:
            frame = unpack(text)
            if frame.message_type_id == 2:
                await self._answer(socket, frame)
            elif frame.unique_id in self._waiting:
                self._waiting.pop(frame.unique_id).set_result(frame)
        except OCPPError as error:
            self.faults.append(f"{text!r}: {error}")

    async def _answer(self, socket: ServerConnection, call: Any) -> None:
        try:
            await ocpp.messages.validate_payload(call, "1.6")
        except OCPPError as error:
            self.faults.append(f"{call.action} {call.payload}: {error.details}")
        self.said.append((call.action, call.payload))
        self.ids.append(call.unique_id)
        answer = self.answers.get(call.action, getattr(self, f"on_{call.action}", lambda _: {}))
        payload = answer(call.payload) if callable(answer) else answer
        if payload is None:
            return
        if isinstance(payload, OCPPError):
            await socket.send(call.create_call_error(payload).to_json())
            return
        reply = call.create_call_result(payload)
        await ocpp.messages.validate_payload(reply, "1.6")
        await socket.send(pack(reply))

    # What it answers by itself.

    def on_BootNotification(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"status": "Accepted", "currentTime": now(), "interval": 300}

    def on_Heartbeat(self, _: Any) -> dict[str, Any]:  # noqa: N802 - ast and the library call it so
        return {"currentTime": now()}

    def on_Authorize(self, payload: Any) -> dict[str, Any]:  # noqa: N802
        return {"idTagInfo": self._info(payload["idTag"])}

    def on_DataTransfer(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"status": "Accepted"}

    def on_SignCertificate(self, _: Any) -> dict[str, Any]:  # noqa: N802
        return {"status": "Accepted"}

    def on_StartTransaction(self, payload: Any) -> dict[str, Any]:  # noqa: N802
        key = (
            payload["connectorId"],
            payload["idTag"],
            payload["timestamp"],
            payload["meterStart"],
        )
        number = self.transactions.setdefault(key, len(self.transactions) + 1)
        return {"transactionId": number, "idTagInfo": self._info(payload["idTag"])}

    def on_StopTransaction(self, payload: Any) -> dict[str, Any]:  # noqa: N802
        return {"idTagInfo": self._info(payload["idTag"])} if "idTag" in payload else {}

    def _info(self, tag: str) -> dict[str, Any]:
        return self.tags.get(tag, {"status": "Accepted"})

    # What it asks.

    def ask(self, action: str, **payload: Any) -> dict[str, Any]:
        """The payload of the answer; that of a CALLERROR is {"error": code}."""
        asking = asyncio.run_coroutine_threadsafe(self._ask(action, payload), self._loop)
        return asking.result(30)

    async def _ask(self, action: str, payload: dict[str, Any]) -> dict[str, Any]:
        self._count += 1
        call = ocpp.messages.Call(f"ask-{self._count}", action, payload)
        return await self._exchange(call.unique_id, call.to_json(), action)

    async def _exchange(self, unique_id: str, text: str, action: str) -> dict[str, Any]:
        assert self._socket is not None
        answered = self._waiting[unique_id] = asyncio.get_running_loop().create_future()
        await self._socket.send(text)
        frame = await asyncio.wait_for(answered, 20)
        if frame.message_type_id == 4:
            return {"error": frame.error_code}
        frame.action = action
        try:
            await ocpp.messages.validate_payload(frame, "1.6")
        except OCPPError as error:
            self.faults.append(f"{action} {frame.payload}: {error.details}")
        return dict(frame.payload)

    def say(self, text: str | bytes) -> None:
        """Send a frame of any content."""
        assert self._socket is not None
        asyncio.run_coroutine_threadsafe(self._socket.send(text), self._loop).result(10)

    def hang_up(self) -> None:
        assert self._socket is not None
        asyncio.run_coroutine_threadsafe(self._socket.close(), self._loop).result(10)

    def heard(self, action: str) -> list[dict[str, Any]]:
        return [payload for each, payload in list(self.said) if each == action]

    def statuses(self, connector: int = 1) -> list[str]:
        told = self.heard("StatusNotification")
        return [each["status"] for each in told if each["connectorId"] == connector]


def snake(payload: dict[str, Any]) -> dict[str, Any]:
    return dict(camel_to_snake_case(payload))


Answer = Callable[[dict[str, Any]], dict[str, Any] | None]
