"""The house that serves a scenario's stations: gateway, relay and timetable over one storage."""

import ssl
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.identity import KeyedSecrets
from adapters.world import ManualClock, SeededIds, SeededRandomness
from application.desk import Desk
from application.ports.bus import Bus
from application.ports.stores import FramesLog, Storage, Stores
from application.views.bundle import TenantViews, Views
from domain.identity import TenantId
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.wiring.handlers import Desks
from entrypoints.wiring.handlers import World as Process
from entrypoints.worker.collector import Collector
from entrypoints.worker.duties import Rounds, duties
from entrypoints.worker.gauges import Ungauged
from entrypoints.worker.relay import Relay, RelayOptions
from entrypoints.worker.timetable import Duty
from features.worlds.bank import Bank

NODE = "gateway-1"
ANSWER_WITHIN = 30.0
LEASE_SECONDS = 60.0


class NothingMayFail(Ungauged):
    """What the worker would try again later is a failure here and now."""

    def event(self, kind: str, outcome: str) -> None:
        """Raises AssertionError unless the reactions to an event have run."""
        assert outcome == "done", f"A reaction to {kind} {outcome}; the log says why."


@dataclass(frozen=True, slots=True)
class Ground:
    """What a house stands on: everything that differs between the worlds."""

    storage: Storage
    views: Views
    frames: FramesLog
    bus: Bus


@dataclass(slots=True)
class House:
    """Everything on the server's side. Between `open` and `close` stations can connect."""

    ground_for: Callable[[], AbstractAsyncContextManager[Ground]]
    clock: ManualClock
    monotonic: Callable[[], float]
    tls: ssl.SSLContext | None = None
    unsecured_allowed: bool = False
    bank: Bank = field(default_factory=Bank)
    ground: Ground = field(init=False)
    desks: Desks = field(init=False)
    relay: Relay = field(init=False)
    gateway: Gateway = field(init=False)
    _chance: SeededRandomness = field(default_factory=lambda: SeededRandomness(seed=1))
    _ids: SeededIds = field(init=False)
    _open: AsyncExitStack = field(init=False)

    def __post_init__(self) -> None:
        self._ids = SeededIds(self.clock, seed=1)

    async def open(self) -> None:
        """Let stations in."""
        self._open = AsyncExitStack()
        ground = self.ground = await self._open.enter_async_context(self.ground_for())
        secrets = KeyedSecrets(b"pepper of this house", self._chance)
        process = Process(
            self.clock, self._ids, self._chance, secrets, ground.bus, payments=self.bank
        )
        self.desks = Desks(process)
        self.relay = Relay(
            ground.storage.outbox,
            self.desk,
            self.clock,
            ground.bus,
            RelayOptions(lease_seconds=LEASE_SECONDS),
            NothingMayFail(),
        )
        options = GatewayOptions(
            node=NODE,
            port=0,
            tls_port=0 if self.tls else None,
            tls=self.tls,
            default_tenant=TenantId("nobody"),
            unsecured_allowed=self.unsecured_allowed,
            call_timeout=ANSWER_WITHIN,
        )
        parts = GatewayParts(
            storage=ground.storage,
            desks=self.desks,
            world=process,
            bus=ground.bus,
            frames=ground.frames,
            monotonic=self.monotonic,
        )
        self.gateway = Gateway(options, parts)
        await self.gateway.start()
        self._open.push_async_callback(self.gateway.stop)

    async def close(self) -> None:
        """Close all lines, and whatever the house stands on."""
        await self._open.aclose()

    @property
    def port(self) -> int:
        return self.gateway.ports["ws"]

    @property
    def tls_port(self) -> int:
        return self.gateway.ports["wss"]

    def stores(self, tenant: TenantId) -> Stores:
        """What is kept of that operator, as it is now."""
        return self.ground.storage.scope(tenant)

    def views(self, tenant: TenantId) -> TenantViews:
        """What that operator is shown."""
        return self.ground.views.tenant(tenant)

    def desk(self, tenant: TenantId) -> Desk:
        """Where commands of that operator are handed in."""
        return self.desks.tenant(self.ground.storage.scope(tenant))

    def platform(self) -> Desk:
        """Where commands about operators are handed in."""
        return self.desks.platform(self.ground.storage.platform())

    async def react(self) -> bool:
        """Let events meet their reactions, and payments their provider; whether there were any."""
        ground = self.ground
        collector = Collector(ground.storage, self.desk, self.clock, ground.bus)
        return await self.relay.round() + await collector.round() > 0

    def timetable(self) -> tuple[Duty, ...]:
        """What is done by the clock."""
        ground, within = self.ground, timedelta(seconds=2 * ANSWER_WITHIN)
        operators = ground.views.platform().tenants
        return duties(Rounds(ground.storage, self.desks, operators, within))
