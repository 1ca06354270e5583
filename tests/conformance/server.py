"""The gateway under test: a real one on 127.0.0.1, which can be killed and started again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import httpx
from tests.conformance.backends import Backend, Memory
from tests.conformance.ledger import Ledger

from adapters.identity import KeyedSecrets
from adapters.memory import MemoryFramesLog
from adapters.memory.bus import MemoryBus
from adapters.memory.remembered import MemoryRememberedAnswers
from adapters.world import SystemClock, SystemRandomness, UuidV7Ids
from application.access.tenants import CreateTenant
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.desk import Desk
from application.ports.stores import Storage
from application.ports.world import Clock
from application.provisioning.register_station import RegisterStation
from application.reactions import reactions_to
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from domain.errors import DomainError
from domain.identity import TenantId
from domain.station import Registration, SecurityProfile, Station
from entrypoints.api import ApiDependencies, KeyAuthenticator, create_app
from entrypoints.api.authentication import digest
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.gateway.watching import Uncounted
from entrypoints.wiring.handlers import Desks, World

SECRET = b"S3cret-Passw0rd-16"
KEY = "the-platforms-key-of-the-conformance-run"
CALL_TIMEOUT = 0.8
"""Seconds for which the gateway waits for a station's answer where a scenario waits for that."""

PATIENT = 20.0
"""Seconds where none does: a machine with much to do must not look like a silent station."""

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
TAGS: dict[str, dict[str, Any]] = {
    "TAG1": {"max_sessions": 1},
    "TAG2": {"group": "GROUP1"},
    "BLOCKED": {"blocked": True},
    "EXPIRED": {"valid_until": LONG_AGO},
}
"""As the corpus wants them provisioned."""


class ShiftedClock(Clock):
    """The system's time and a little more: a long wait is a jump of this clock."""

    def __init__(self) -> None:
        self._system = SystemClock()
        self.ahead = 0.0

    def now(self) -> datetime:
        return self._system.now() + timedelta(seconds=self.ahead)

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time() + self.ahead


class LastWord(Uncounted):
    """Counts nothing, but is told before each answer leaves: the moment to kill a server in."""

    def __init__(self) -> None:
        self.before_answer: Any = None

    def message(self, protocol: str, action: str, result: str, seconds: float) -> None:
        if self.before_answer is not None:
            self.before_answer()


class Mortal(Storage):
    """A process's way to its storage: a dead process has none."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.dead = False

    def _alive(self) -> Storage:
        if self.dead:
            raise ConnectionError("This process was killed.")
        return self._storage

    def scope(self, tenant, by=None):
        return self._alive().scope(tenant, by)

    def station_scope(self, tenant, link):
        return self._alive().station_scope(tenant, link)

    def platform(self, by=None):
        return self._alive().platform(by)

    @property
    def outbox(self):
        return self._alive().outbox


@dataclass
class Csms:
    """One server process after another, over one storage."""

    storage: Storage
    ledger: Ledger
    clock: ShiftedClock
    tenant: TenantId
    options: dict[str, Any]
    bus: MemoryBus = field(default_factory=MemoryBus)
    stations: dict[str, Station] = field(default_factory=dict)
    last_word: LastWord = field(default_factory=LastWord)
    frames: MemoryFramesLog = field(default_factory=MemoryFramesLog)

    def __post_init__(self) -> None:
        randomness = SystemRandomness()
        secrets = KeyedSecrets(b"p" * 32, randomness)
        self.world = World(self.clock, UuidV7Ids(self.clock), randomness, secrets, self.bus)
        self.desks = Desks(self.world)
        self._starts = 0

    # Life of the process.

    async def start(self) -> None:
        self._starts += 1
        self._way = Mortal(self.storage)
        chosen = {
            "node": f"node-{self._starts}",
            "port": 0,
            "default_tenant": self.tenant,
            "call_timeout": PATIENT,
            "ping_interval": 1.0,
            "grace": 2.0,
        }
        parts = GatewayParts(
            storage=self._way,
            desks=self.desks,
            world=self.world,
            bus=self.bus,
            frames=self.frames,
            counts=self.last_word,
            monotonic=self.clock.monotonic,
        )
        self.gateway = Gateway(GatewayOptions(**(chosen | self.options)), parts)
        await self.gateway.start()

    def kill(self) -> None:
        """As SIGKILL does: nothing more is said or written."""
        self._way.dead = True
        self.last_word.before_answer = None
        for server in self.gateway._servers:
            server.close(close_connections=False)
            for connection in server.connections:
                connection.transport.abort()
        for task in self.gateway._background:
            task.cancel()

    async def stop(self) -> None:
        await self.gateway.stop()

    @property
    def port(self) -> int:
        return self.gateway.ports["ws"]

    # What is there.

    def desk(self) -> Desk:
        return self.desks.tenant(self.storage.scope(self.tenant))

    async def open_tenant(self) -> None:
        command = CreateTenant(self.tenant, self.tenant.title())
        await self.desks.platform(self.storage.platform()).run(command)
        day = TariffParticulars(name="Day", currency="EUR", per_kwh=Decimal("0.5"), is_default=True)
        await self.desk().run(CreateTariff(self.tenant, day))
        for uid, particulars in TAGS.items():
            token = TokenParticulars(uid=uid, **particulars)
            await self.desk().run(IssueToken(self.tenant, token))

    async def register(
        self,
        identity: str,
        *,
        secret: bytes | None = SECRET,
        profile: SecurityProfile = SecurityProfile.BASIC,
        registration: Registration = Registration.ACCEPTED,
    ) -> Station:
        command = RegisterStation(
            self.tenant, identity, secret=secret, profile=profile, registration=registration
        )
        station: Station = await self.desk().run(command)
        self.stations[identity] = station
        return station

    @asynccontextmanager
    async def rest(self) -> AsyncIterator[httpx.AsyncClient]:
        """The API over the same storage, for this tenant."""
        views = BACKEND.get(MEMORY).views(self.storage, self.frames)
        api = ApiDependencies(
            storage=self.storage,
            desks=self.desks,
            views=views,
            bus=self.bus,
            remembered=MemoryRememberedAnswers(self.clock),
            authenticator=KeyAuthenticator(self.storage, self.desks, digest(KEY)),
            clock=self.clock,
            ids=self.world.ids,
            randomness=self.world.randomness,
        )
        transport = httpx.ASGITransport(app=create_app(api), raise_app_exceptions=False)
        shown = {"Authorization": f"Bearer {KEY}", "Open-CSMS-Tenant": str(self.tenant)}
        async with httpx.AsyncClient(
            transport=transport, base_url="http://csms.test", headers=shown
        ) as client:
            yield client

    async def react(self) -> None:
        """What the worker does with the events so far."""
        while events := await self.storage.outbox.claim(100, 30.0):
            for stored in events:
                for command in reactions_to(stored.event):
                    with suppress(DomainError):
                        desk = self.desks.tenant(self.storage.scope(stored.event.tenant))
                        await desk.run(command)
            await self.storage.outbox.done([stored.number for stored in events])


@asynccontextmanager
async def csms(tenant: str = "demo", **options: Any) -> AsyncIterator[Csms]:
    """A gateway on a free port in a tenant of its own, with the corpus' tags."""
    clock = ShiftedClock()
    slug = f"{tenant[:20]}-{next(_TENANTS)}"
    async with BACKEND.get(MEMORY).opened(clock) as (storage, ledger):
        server = Csms(storage, ledger, clock, TenantId(slug), options)
        await server.open_tenant()
        await server.start()
        try:
            yield server
        finally:
            await server.stop()


BACKEND: ContextVar[Backend] = ContextVar("BACKEND")
MEMORY = Memory()
_TENANTS = count(1)
