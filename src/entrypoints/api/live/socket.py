"""The socket of one listener: who he is, and what he wants to hear."""

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from litestar import WebSocket, websocket
from litestar.exceptions import WebSocketDisconnect
from litestar.handlers import WebsocketRouteHandler

from application.ports.authentication import Caller
from domain.access import Scope
from domain.identity import TenantId
from entrypoints.api.dependencies import ApiDependencies
from entrypoints.api.door import Door, source
from entrypoints.api.live.closed import POLICY, TOO_BIG, TRY_LATER, Closed
from entrypoints.api.live.feed import Feed
from entrypoints.api.live.messages import Hello, Ping, Pong, Refused, Said, Subscribe, written
from entrypoints.api.live.telling import Teller
from entrypoints.api.outages import Outages
from entrypoints.api.problems import Problem
from entrypoints.api.reading import read_body
from entrypoints.api.scopes import allows

PROTOCOL = "open-csms.v1"
BEARER = "bearer."
HELLO_WITHIN = 10.0
"""Seconds that an unknown caller may take to say who he is."""
CHECK_AGAIN = 60.0
"""Seconds after which a key must still be good."""
SEND_WITHIN = 20.0
"""Seconds that one sending may take: a reader slower than that is let go."""
LONGEST_WORD = 64 * 1024

Socket = WebSocket[Any, Any, Any]


def live_handler(
    api: ApiDependencies, door: Door, feed: Feed, outages: Outages
) -> WebsocketRouteHandler:
    """`WS /api/v1/live`."""

    @websocket("/api/v1/live", name="live")
    async def live(socket: Socket) -> None:
        if not _same_origin(socket, api.public_url):
            await socket.close(POLICY, "Another site's page.")
            return
        offered = socket.scope.get("subprotocols", [])
        await socket.accept(subprotocols=PROTOCOL if PROTOCOL in offered else None)
        token = next((o.removeprefix(BEARER) for o in offered if o.startswith(BEARER)), None)
        conversation = Conversation(api, door, feed, socket, token)
        api.traffic.listening(+1)
        try:
            await conversation.hold()
        except WebSocketDisconnect:
            pass
        except Closed as end:
            with contextlib.suppress(Exception):
                await socket.close(end.code, end.reason)
        except ConnectionError as gone:  # the database, or the bus
            outages.note("live", gone)
            with contextlib.suppress(Exception):
                await socket.close(TRY_LATER, "A part that is needed does not answer.")
        finally:
            api.traffic.listening(-1)
            conversation.end()

    return live


def _same_origin(socket: Socket, public_url: str | None) -> bool:
    """A browser says whose page it is; programs say nothing."""
    origin = socket.headers.get("origin")
    if origin is None:
        return True
    own = {socket.headers.get("host", "").lower()}
    if public_url is not None:
        own.add(urlsplit(public_url).netloc.lower())
    return urlsplit(origin).netloc.lower() in own


@dataclass(eq=False, slots=True)
class Conversation:
    """One task hears what he says, another tells him what he wants; either ends both."""

    api: ApiDependencies
    door: Door
    feed: Feed
    socket: Socket
    token: str | None
    tenant: TenantId | None = None
    _telling: "asyncio.Task[None] | None" = None
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def hold(self) -> None:
        """Until he goes, or must go."""
        hello = None
        if self.token is None:
            hello = await self._hello()
            self.token = hello.token
        caller = await self._caller()
        if hello is not None and hello.tenant is not None:
            self.tenant = await self._tenant(caller, hello.tenant)
        elif caller.tenant is not None:
            self.tenant = caller.tenant
        hearing = asyncio.ensure_future(self._hear(caller))
        checking = asyncio.ensure_future(self._check_again())
        try:
            while True:
                tasks = {hearing, checking} | ({self._telling} if self._telling else set())
                done, _ = await asyncio.wait(
                    tasks, timeout=1.0, return_when=asyncio.FIRST_COMPLETED
                )
                for task in done:
                    if not task.cancelled():
                        task.result()
                if hearing.done():
                    return
        finally:
            for task in (hearing, checking):
                task.cancel()
            await asyncio.gather(hearing, checking, return_exceptions=True)

    def end(self) -> None:
        """He hears no more."""
        if self._telling is not None:
            self._telling.cancel()
            self._telling = None

    async def _hello(self) -> Hello:
        try:
            async with asyncio.timeout(HELLO_WITHIN):
                said = await self._said()
        except TimeoutError:
            raise Closed(POLICY, "Nobody said hello.") from None
        if not isinstance(said, Hello):
            raise Closed(POLICY, "Say hello first.")
        return said

    async def _said(self) -> Said:
        content = (await self.socket.receive_data(mode="text")).encode()
        if len(content) > LONGEST_WORD:
            raise Closed(TOO_BIG, "Say less at a time.")
        try:
            return read_body(content, Said)  # type: ignore[arg-type]  # a union is no class
        except Problem as problem:
            faults = "; ".join(f"{f.pointer} {f.detail}" for f in problem.document.errors)
            raise Closed(POLICY, (faults or problem.document.detail)[:120]) from None

    async def _caller(self) -> Caller:
        try:
            caller = await self.door.check(source(self.socket), self.token or "")
        except Problem as problem:
            code = TRY_LATER if problem.kind == "too-many-attempts" else POLICY
            raise Closed(code, problem.document.detail) from None
        if not allows(caller.scopes, Scope.READ):
            raise Closed(POLICY, "The key has not the scope read.")
        return caller

    async def _check_again(self) -> None:
        while True:
            await asyncio.sleep(CHECK_AGAIN)
            try:
                caller = await self.api.authenticator.caller(self.token or "")
            except ConnectionError:
                continue  # nobody can say; he hears nothing new meanwhile either
            if caller is None:
                raise Closed(POLICY, "The key opens nothing any more.")

    async def _tenant(self, caller: Caller, named: str) -> TenantId:
        if caller.tenant is not None and named != caller.tenant:
            raise Closed(POLICY, "The key belongs to another tenant.")
        if await self.api.views.platform().tenants.find(named) is None:
            raise Closed(POLICY, "There is no tenant of that name.")
        return TenantId(named)

    async def _hear(self, caller: Caller) -> None:
        while True:
            said = await self._said()
            if isinstance(said, Ping):
                await self._send(written(Pong()))
            elif isinstance(said, Subscribe):
                if said.tenant is not None and self._telling is None:
                    self.tenant = await self._tenant(caller, said.tenant)
                if self.tenant is None:
                    raise Closed(POLICY, "Name the tenant.")
                self.end()
                teller = Teller(self.api, self.feed, self.tenant, said, self._send)
                self._telling = asyncio.ensure_future(teller.tell())
            else:
                await self._send(written(Refused("Hello was said already.")))

    async def _send(self, message: bytes) -> None:
        try:
            async with self._sending, asyncio.timeout(SEND_WITHIN):
                await self.socket.send_text(message.decode())
        except TimeoutError:
            raise Closed(TRY_LATER, "Read faster.") from None
