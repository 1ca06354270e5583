"""A small world: one gateway on memory stores, one tenant, and stations that knock on its door."""

import asyncio
import json
from base64 import b64encode
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from inspect import isawaitable
from typing import Any, TypeVar

from websockets.asyncio.client import ClientConnection, connect

from adapters.identity import KeyedSecrets
from adapters.memory import MemoryFramesLog, MemoryStorage
from adapters.memory.bus import MemoryBus
from adapters.world import SystemClock, SystemRandomness, UuidV7Ids
from application.access.tenants import CreateTenant
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.desk import Desk
from application.ports.bus import Bus
from application.ports.stores import Storage
from application.provisioning.register_station import RegisterStation
from application.remote_control.order import OrderInstruction
from domain.identity import TenantId
from domain.instruction import Instruction, Order
from domain.station import Registration, SecurityProfile, Station
from domain.tenant import DEFAULT_POLICY, TenantPolicy
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.wiring.handlers import Desks, World

TENANT = TenantId("acme")
PATIENCE = 30.0
"""Seconds; only a test that fails waits so long."""
SECRET = "S3cret-Passw0rd-16"
Event = TypeVar("Event")


@dataclass
class House:
    """The gateway and everything behind it."""

    storage: Storage
    bus: Bus
    world: World
    desks: Desks
    frames: MemoryFramesLog
    gateway: Gateway = field(init=False)
    stations: dict[str, Station] = field(default_factory=dict)

    @asynccontextmanager
    async def another_node(self, node: str = "node-2", **options: Any) -> AsyncIterator[Gateway]:
        """A second gateway over the same storage and bus."""
        gateway = _gateway(self, node=node, **options)
        await gateway.start()
        try:
            yield gateway
        finally:
            await gateway.stop()

    async def order(self, identity: str, instruction: Instruction, **more: Any) -> Order:
        station = self.stations[identity]
        command = OrderInstruction(station.tenant, station.id, instruction, "test", **more)
        order: Order = await self.desk(station.tenant).run(command)
        return order

    async def outcome(self, order: Order) -> Order:
        """The order once it has one."""
        async with asyncio.timeout(PATIENCE):
            while True:
                known = await self.storage.scope(order.tenant).orders.get(order.id)
                if not known.waiting:
                    return known
                await asyncio.sleep(0.01)

    async def is_online(self, identity: str) -> bool:
        station = self.stations[identity]
        return await self.storage.scope(station.tenant).links.find(station.id) is not None

    async def events(self, kind: type[Event]) -> list[Event]:
        stored = await self.storage.outbox.after(0, 100_000)
        return [each.event for each in stored if isinstance(each.event, kind)]

    @property
    def port(self) -> int:
        return self.gateway.ports["ws"]

    def desk(self, tenant: TenantId = TENANT) -> Desk:
        return self.desks.tenant(self.storage.scope(tenant))

    async def open_tenant(
        self, tenant: str = TENANT, policy: TenantPolicy = DEFAULT_POLICY
    ) -> None:
        command = CreateTenant(tenant, tenant.title(), policy=policy)
        await self.desks.platform(self.storage.platform()).run(command)

    async def register(
        self,
        identity: str,
        secret: str | bytes | None = SECRET,
        *,
        tenant: TenantId = TENANT,
        profile: SecurityProfile = SecurityProfile.BASIC,
        registration: Registration = Registration.ACCEPTED,
    ) -> Station:
        secret = secret.encode() if isinstance(secret, str) else secret
        command = RegisterStation(
            tenant, identity, secret=secret, profile=profile, registration=registration
        )
        station = await self.desk(tenant).run(command)
        self.stations[identity] = station
        return station

    async def issue(self, uid: str, *, tenant: TenantId = TENANT, **particulars: Any) -> None:
        await self.desk(tenant).run(IssueToken(tenant, TokenParticulars(uid=uid, **particulars)))


@asynccontextmanager
async def house(
    storage: Storage | None = None, bus: Bus | None = None, **options: Any
) -> AsyncIterator[House]:
    """A gateway on a free port; with tenant `acme`."""
    clock, randomness = SystemClock(), SystemRandomness()
    storage, bus, frames = storage or MemoryStorage(clock), bus or MemoryBus(), MemoryFramesLog()
    secrets = KeyedSecrets(b"p" * 32, randomness)
    world = World(clock, UuidV7Ids(clock), randomness, secrets, bus)
    home = House(storage, bus, world, Desks(world), frames)
    home.gateway = _gateway(home, **options)
    await home.gateway.start()
    try:
        await home.open_tenant()
        yield home
    finally:
        await home.gateway.stop()


def _gateway(home: House, **options: Any) -> Gateway:
    chosen = {
        "node": "node-1",
        "port": 0,
        "default_tenant": TENANT,
        "call_timeout": 5.0,
        "close_timeout": 0.5,
    }
    return Gateway(
        GatewayOptions(**(chosen | options)),
        GatewayParts(
            storage=home.storage,
            desks=home.desks,
            world=home.world,
            bus=home.bus,
            frames=home.frames,
        ),
    )


async def until(true: Callable[[], Any], seconds: float = PATIENCE) -> None:
    """Wait until `true()` is, or fail; it may be a coroutine function."""
    async with asyncio.timeout(seconds):
        while True:
            found = true()
            if await found if isawaitable(found) else found:
                return
            await asyncio.sleep(0.01)


class Charger:
    """A raw station: it says what the test wants it to say."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self._last = 0

    async def call(self, action: str, payload: dict[str, Any]) -> Any:
        """The payload of the CALLRESULT, or the whole CALLERROR."""
        self._last += 1
        message_id = f"m{self._last}"
        await self.socket.send(json.dumps([2, message_id, action, payload]))
        return self.read_answer(await self.hear(), message_id)

    @staticmethod
    def read_answer(frame: list[Any], message_id: str) -> Any:
        assert frame[1] == message_id, frame
        return frame[2] if frame[0] == 3 else frame

    async def hear(self) -> list[Any]:
        return json.loads(await self.socket.recv())

    async def answer(self, call: list[Any], payload: dict[str, Any]) -> None:
        await self.socket.send(json.dumps([3, call[1], payload]))


@asynccontextmanager
async def charger(
    home: House, identity: str, version: str, *, secret: str | None = SECRET, path: str = ""
) -> AsyncIterator[Charger]:
    """A station on the line of `home`."""
    headers = {}
    if secret is not None:
        credentials = b64encode(f"{identity}:{secret}".encode()).decode()
        headers["Authorization"] = f"Basic {credentials}"
    url = f"ws://127.0.0.1:{home.port}{path or f'/ocpp/{identity}'}"
    async with connect(
        url, subprotocols=[version], additional_headers=headers, compression=None, proxy=None
    ) as socket:
        yield Charger(socket)
