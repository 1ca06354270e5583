"""A small world: one gateway on memory stores, one tenant, and stations that knock on its door."""

import json
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

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
from domain.identity import TenantId
from domain.station import Registration, SecurityProfile, Station
from domain.tenant import DEFAULT_POLICY, TenantPolicy
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.wiring.handlers import Desks, World

TENANT = TenantId("acme")
SECRET = "S3cret-Passw0rd-16"


@dataclass
class House:
    """The gateway and everything behind it."""

    storage: Storage
    bus: Bus
    world: World
    desks: Desks
    frames: MemoryFramesLog
    gateway: Gateway
    stations: dict[str, Station] = field(default_factory=dict)

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
    world = World(clock, UuidV7Ids(clock), randomness, KeyedSecrets(b"p" * 32, randomness))
    storage, bus, frames = storage or MemoryStorage(clock), bus or MemoryBus(), MemoryFramesLog()
    desks = Desks(world)
    chosen = {"node": "node-1", "port": 0, "default_tenant": TENANT, "call_timeout": 5.0}
    gateway = Gateway(
        GatewayOptions(**(chosen | options)),
        GatewayParts(storage=storage, desks=desks, world=world, bus=bus, frames=frames),
    )
    await gateway.start()
    home = House(storage, bus, world, desks, frames, gateway)
    try:
        await home.open_tenant()
        yield home
    finally:
        await gateway.stop()


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
