"""One gateway: it listens for stations, holds their lines and delivers their orders."""

import asyncio
import ssl
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import InvalidHeader
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.headers import parse_subprotocol
from websockets.http11 import Request, Response

from adapters.ocpp.connection import StationConnection, Times
from adapters.ocpp.conversation import Conversation
from adapters.ocpp.dialect import Caller, Speaker
from adapters.ocpp.gate import Standing
from adapters.ocpp.introduction import Chooser
from adapters.ocpp.line import OcppLine
from adapters.ocpp.rulebook import RULEBOOKS
from application.desk import Desk
from application.ports.bus import Bus
from application.ports.stores import FramesLog, Storage
from application.provisioning.connect_station import ConnectStation, DisconnectStation
from application.security.note_contest import NoteContest
from domain.identity import StationId, TenantId
from domain.station import KNOWN, Profile, Registration, Tolerance, known_faults
from entrypoints.gateway.breaches import Breaches
from entrypoints.gateway.door import Door, Guest, Knock, Refusal
from entrypoints.gateway.orders import OrderDelivery
from entrypoints.gateway.pulse import Pulse
from entrypoints.gateway.roster import Held, Roster
from entrypoints.gateway.sockets import Knocker, StationSocket, WebSocket
from entrypoints.gateway.throttle import Throttle
from entrypoints.gateway.troubles import Troubles
from entrypoints.gateway.watching import Counts, LineWatch, Uncounted
from entrypoints.wiring.handlers import Desks, World

TAKEN = "taken"
"""Bus topic: `<tenant> <station> <fence>` is the station's newest connection."""

STANDINGS = {
    Registration.ACCEPTED: Standing.ACCEPTED,
    Registration.PENDING: Standing.PENDING,
    Registration.REJECTED: Standing.REJECTED,
    None: Standing.UNKNOWN,
}

COMPRESSION = ServerPerMessageDeflateFactory(
    server_no_context_takeover=True,
    client_no_context_takeover=True,
    server_max_window_bits=12,
    compress_settings={"memLevel": 4},
)
"""For stations that ask for it (OCPP 2.x Part 4 wants it offered); without context take-over an
idle connection keeps no compressor (with it: 56 KiB each)."""

HEARD_EVERY = 20.0
"""Seconds between two writes of when the stations were last heard."""

CONTEST_AT = 5
"""Takeovers of one station's line in a short time that are no accident."""

WAVE = 200
"""Connections that are closed at once when the node stops; stations that come back all at once
would storm the next one."""

BACKLOG = 4096
"""Connections that may wait to be taken in; the system may grant fewer (net.core.somaxconn). Who
does not find room asks again after 1, 3, 7, 15 seconds, whatever the gateway does meanwhile."""

HELLO_WITHIN = 10.0
"""Seconds for TLS, and again for the HTTP upgrade request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayOptions:
    """How this node listens."""

    node: str
    host: str = "127.0.0.1"
    port: int = 9000
    tls_port: int | None = None
    tls: ssl.SSLContext | None = None
    operator: str | None = None
    default_tenant: TenantId
    unsecured_allowed: bool = False
    call_timeout: float = 30.0
    ping_interval: float = 60.0
    """Seconds between pings, and again until a station that does not answer one is let go."""
    close_timeout: float = 5.0
    """Seconds for a station to agree that its line is closed."""
    max_frame: int = 1024 * 1024
    grace: float = 10.0
    reuse_port: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayParts:
    """What this node works with."""

    storage: Storage
    desks: Desks
    world: World
    bus: Bus
    frames: FramesLog
    counts: Counts = field(default_factory=Uncounted)
    monotonic: Callable[[], float] = time.monotonic


class Gateway:
    """Serves stations between `start` and `stop`."""

    def __init__(self, options: GatewayOptions, parts: GatewayParts) -> None:
        self._options = options
        self._parts = parts
        self.roster = Roster()
        self._troubles = Troubles(parts.monotonic)
        self._orders = OrderDelivery(
            self.roster,
            parts.bus,
            self._order_desk,
            self._tenant_desk,
            counts=parts.counts,
            troubles=self._troubles,
        )
        self.door = Door(
            desk_of=self._desk_of_tenant,
            default_tenant=options.default_tenant,
            now=parts.monotonic,
            operator=options.operator,
            unsecured_allowed=options.unsecured_allowed,
        )
        self._takeovers = Throttle()
        self._pulse = Pulse(options.ping_interval)
        self._breaches = Breaches(parts.world.clock.now)
        self._servers: list[Server] = []
        self._background: list[asyncio.Task[None]] = []
        self._guests: WeakKeyDictionary[ServerConnection, Guest] = WeakKeyDictionary()
        self._times = Times(parts.world.clock.now, parts.monotonic, options.call_timeout)
        self._secret = parts.world.randomness.secret
        self._side_desks: dict[TenantId, Callable[[], Desk]] = {}
        self._heard_until = datetime.min.replace(tzinfo=UTC)
        self.ports: dict[str, int] = {}

    # Life of the node.

    async def start(self) -> None:
        """Listen; returns when stations can connect."""
        options = self._options
        self.attend()
        self.ports["ws"] = await self._listen(options.port, None)
        if options.tls is not None and options.tls_port is not None:
            self.ports["wss"] = await self._listen(options.tls_port, options.tls)

    def attend(self) -> None:
        """Deliver orders, follow take-overs and note who was heard, until `stop`."""
        self._background = [
            asyncio.create_task(self._orders.listen(), name="orders"),
            asyncio.create_task(self._orders.look_again(), name="orders again"),
            asyncio.create_task(self._follow_takeovers(), name="takeovers"),
            asyncio.create_task(self._note_heard(), name="last heard"),
            asyncio.create_task(self._pulse.beat(), name="pulse"),
        ]

    async def _listen(self, port: int, tls: ssl.SSLContext | None) -> int:
        options = self._options
        hello: dict[str, Any] = {"ssl_handshake_timeout": HELLO_WITHIN} if tls is not None else {}
        server = await serve(
            self._serve,
            options.host,
            port,
            ssl=tls,
            process_request=self._knock,
            select_subprotocol=self._speak,
            compression=None,
            extensions=[COMPRESSION],
            max_size=options.max_frame,
            max_queue=16,
            open_timeout=HELLO_WITHIN,
            ping_interval=None,  # `Pulse` asks
            close_timeout=options.close_timeout,
            server_header=None,
            create_connection=Knocker,
            reuse_port=options.reuse_port or None,
            backlog=BACKLOG,
            **hello,
        )
        self._servers.append(server)
        bound: int = next(iter(server.sockets)).getsockname()[1]
        return bound

    async def stop(self) -> None:
        """Let nobody in any more, answer what is in work, and close the lines in waves."""
        for server in self._servers:
            server.close(close_connections=False)
        self.door.close()
        for task in self._background:
            task.cancel()
        held = list(self.roster)
        for first in range(0, len(held), WAVE):
            wave = held[first : first + WAVE]
            closing = [h.connection.close(1012, "service restart") for h in wave]
            with suppress(TimeoutError):
                async with asyncio.timeout(self._options.grace):
                    await asyncio.gather(*closing, return_exceptions=True)
        await self._orders.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._options.grace):
                # Each line that has ended is signed off before the stores may go.
                await asyncio.gather(*(server.wait_closed() for server in self._servers))
        await asyncio.gather(*self._background, return_exceptions=True)
        self._troubles.sum_up()
        await self._write_heard()
        await self.write_breaches()

    # A station comes.

    async def _knock(self, connection: ServerConnection, request: Request) -> Response | None:
        """Let it in, or answer with HTTP; only who is let in gets a WebSocket."""
        knock = _knock_of(connection, request)
        try:
            answer = await self.door.open_to(knock)
        except Exception as failure:  # noqa: BLE001 - told
            self._troubles.note("nobody can be let in", failure)
            return _response(connection, HTTPStatus.SERVICE_UNAVAILABLE, "Try again later.")
        if isinstance(answer, Refusal):
            return _response(connection, answer.status, answer.reason)
        self._guests[connection] = answer
        return None

    def _speak(self, connection: ServerConnection, _offered: Any) -> Any:  # noqa: ANN401 - theirs
        return self._guests[connection].dialect.name

    async def _serve(self, connection: ServerConnection) -> None:
        assert isinstance(connection, Knocker)  # noqa: S101 - `create_connection` made it
        connection.forget_handshake()
        self._pulse.enter(connection)
        try:
            source = _source_of(connection)
            await self.welcome(WebSocket(connection), self._guests.pop(connection), source)
        finally:
            self._pulse.leave(connection)

    async def welcome(self, socket: StationSocket, guest: Guest, peer: str) -> None:
        """Hold the line of a guest, who comes from `peer`, until it ends."""
        held, version = await self._take_line(socket, guest, peer), guest.dialect.name
        del guest, peer  # an idle line would keep them
        self._parts.counts.connected(version, 1)
        try:
            older = self.roster.enter(held)
            if older is held:
                return
            if older is not None:
                task = asyncio.create_task(older.connection.close(1008, "a newer connection"))
                self._background.append(task)
                task.add_done_callback(self._forget)
            self._orders.look_at(held)
            await held.connection.serve()
        finally:
            self._parts.counts.connected(version, -1)
            self.roster.leave(held)
            await self._let_go(held, socket.closed_because)

    def _forget(self, task: asyncio.Task[None]) -> None:
        with suppress(ValueError):
            self._background.remove(task)

    async def _take_line(self, socket: StationSocket, guest: Guest, peer: str) -> Held:
        """Make this connection the station's only one, and give it its desk."""
        parts, station, tenant = self._parts, guest.station, guest.address.tenant
        connect = ConnectStation(tenant, station.id, self._options.node, guest.dialect.name, peer)
        link, takes_over = await self._tenant_desk(tenant).run(connect)
        if takes_over:
            await parts.bus.publish(TAKEN, f"{tenant} {station.id} {link.fence}")
            await self._watch_contest(tenant, station.id, peer)
        caller = Caller(tenant, station.id)
        stores = parts.storage.station_scope(tenant, link)
        choice = _choice((await stores.policies.current()).tolerances)
        side_desk = self._side_desk(tenant)
        connection = StationConnection(
            socket=socket,
            conversation=Conversation(
                RULEBOOKS[guest.dialect.name],
                standing=STANDINGS[station.admitted],
                served=guest.dialect.inbound,
                tolerance=station.accepted_faults(choice.profiles),
                choose=choice.by_name if station.tolerance is None else _always(station.tolerance),
            ),
            dialect=guest.dialect,
            caller=caller,
            desk=parts.desks.tenant(stores),
            side_desk=side_desk,
            times=self._times,
            observer=self._watch(guest, station.id),
            name=f"{link.fence}-",
        )
        speaker = Speaker(caller, guest.dialect.messages, self._secret)
        line = OcppLine(connection, guest.dialect, speaker, side_desk)
        return Held(tenant, link, connection, line)

    async def _watch_contest(self, tenant: TenantId, station: StationId, peer: str) -> None:
        key = (tenant, station)
        self._takeovers.wrong(self._parts.monotonic(), key)
        if (times := self._takeovers.tries(key)) == CONTEST_AT:
            await self._tenant_desk(tenant).run(NoteContest(tenant, station, times, peer))

    def _watch(self, guest: Guest, station: StationId) -> LineWatch:
        return LineWatch(
            tenant=guest.address.tenant,
            identity=guest.address.identity,
            station=station,
            protocol=guest.dialect.name,
            frames=self._parts.frames,
            counts=self._parts.counts,
            breaches=self._breaches,
            troubles=self._troubles,
            now=self._times.now,
        )

    async def _let_go(self, held: Held, why: str) -> None:
        try:
            desk = self._tenant_desk(held.tenant)
            await desk.run(DisconnectStation(held.tenant, held.link, why))
        except Exception as failure:  # noqa: BLE001 - told
            self._troubles.note("station not signed off", failure, str(held.link.station))

    # Desks.

    def _tenant_desk(self, tenant: TenantId) -> Desk:
        return self._parts.desks.tenant(self._parts.storage.scope(tenant))

    def _side_desk(self, tenant: TenantId) -> Callable[[], Desk]:
        """One for all stations of the tenant."""
        known = self._side_desks.get(tenant)
        if known is None:
            known = self._side_desks[tenant] = partial(self._tenant_desk, tenant)
        return known

    def _order_desk(self, held: Held) -> Desk:
        return self._parts.desks.station(self._parts.storage.scope(held.tenant), held.line)

    async def _desk_of_tenant(self, tenant: TenantId) -> Desk | None:
        stores = self._parts.storage.scope(tenant)
        # From memory: stations knock by the thousand after an outage.
        return self._parts.desks.tenant(stores) if await stores.policies.in_force() else None

    # What goes on besides.

    async def _follow_takeovers(self) -> None:
        """Close a line here when the station has come to another node."""
        async with self._parts.bus.listen(TAKEN) as news:
            async for topic, message in news:
                if not topic:
                    continue
                tenant, station, fence = message.split(" ")
                held = self.roster.find(TenantId(tenant), StationId(UUID(station)))
                if held is not None and held.link.fence < int(fence):
                    await held.connection.close(1008, "a newer connection")

    async def _note_heard(self) -> None:
        while True:
            await asyncio.sleep(HEARD_EVERY)
            try:
                await self._write_heard()
                await self.write_breaches()
            except Exception as failure:  # noqa: BLE001 - told
                self._troubles.note("last heard not written", failure)
            self._troubles.sum_up()

    async def _write_heard(self) -> None:
        now = self._parts.world.clock.now()
        for tenant, stations in self.roster.heard_since(self._heard_until).items():
            links = self._parts.storage.scope(tenant).links
            await links.touch(stations, self._options.node)
        self._heard_until = now - timedelta(seconds=1)

    async def write_breaches(self) -> None:
        """Write down which rules stations have broken since the last time."""
        for tenant, breaches in self._breaches.take().items():
            try:
                await self._parts.storage.scope(tenant).conformance.note(breaches)
            except Exception:
                self._breaches.give_back(tenant, breaches)
                raise


@dataclass(frozen=True, slots=True)
class _Choice:
    """What is accepted from stations by what they say they are."""

    profiles: tuple[Profile, ...]
    by_name: Chooser


@lru_cache(maxsize=1024)
def _choice(tolerances: tuple[Profile, ...]) -> _Choice:
    """With those of the tenant; one for all its stations."""
    profiles = (*KNOWN, *tolerances)
    return _Choice(profiles, partial(known_faults, profiles=profiles))


@lru_cache(maxsize=1024)
def _always(chosen: Tolerance) -> Chooser:
    """Whatever the station says it is."""
    return lambda *_: chosen


def _source_of(connection: ServerConnection) -> str:
    address = connection.remote_address
    return str(address[0]) if address else "unknown"


def _knock_of(connection: ServerConnection, request: Request) -> Knock:
    transport = connection.transport
    session = transport.get_extra_info("ssl_object")
    return Knock(
        path=request.path,
        source=_source_of(connection),
        authorization=request.headers.get_all("Authorization"),
        protocols=_protocols(request.headers),
        tls=session is not None,
        certificate=session.getpeercert() if session is not None else None,
    )


def _protocols(headers: Headers) -> list[str]:
    try:
        return [p for h in headers.get_all("Sec-WebSocket-Protocol") for p in parse_subprotocol(h)]
    except InvalidHeader:
        return []


def _response(connection: ServerConnection, status: HTTPStatus, reason: str) -> Response:
    response = connection.respond(status, f"{reason}\n")
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Basic realm="open-csms", charset="UTF-8"'
    return response
