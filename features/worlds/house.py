"""The house that serves a scenario's stations: gateway, relay and timetable over one storage."""

import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from adapters.identity import KeyedSecrets
from adapters.memory import MemoryFramesLog
from adapters.world import ManualClock, SeededIds, SeededRandomness
from application.desk import Desk
from application.ports.bus import Bus
from application.ports.stores import Storage, Stores
from application.views.access import PolicyView, TenantsView, TenantView
from application.views.paging import Page, Slice
from domain.identity import TenantId
from entrypoints.gateway.node import Gateway, GatewayOptions, GatewayParts
from entrypoints.wiring.handlers import Desks
from entrypoints.wiring.handlers import World as Process
from entrypoints.worker.duties import Rounds, duties
from entrypoints.worker.gauges import Ungauged
from entrypoints.worker.relay import Relay, RelayOptions
from entrypoints.worker.timetable import Duty

ANSWER_WITHIN = 30.0
LEASE_SECONDS = 60.0


class NothingMayFail(Ungauged):
    """What the worker would try again later is a failure here and now."""

    def event(self, kind: str, outcome: str) -> None:
        """Raises AssertionError unless the reactions to an event have run."""
        assert outcome == "done", f"A reaction to {kind} {outcome}; the log says why."


@dataclass(slots=True)
class House:
    """Everything on the server's side. Between `open` and `close` stations can connect."""

    storage: Storage
    bus: Bus
    clock: ManualClock
    monotonic: Callable[[], float]
    operators: "Operators"
    tls: ssl.SSLContext | None = None
    unsecured_allowed: bool = False
    desks: Desks = field(init=False)
    relay: Relay = field(init=False)
    gateway: Gateway = field(init=False)
    _process: Process = field(init=False)

    def __post_init__(self) -> None:
        chance = SeededRandomness(seed=1)
        secrets = KeyedSecrets(b"pepper of this house", chance)
        ids = SeededIds(self.clock, seed=1)
        self._process = Process(self.clock, ids, chance, secrets, self.bus)
        self.desks = Desks(self._process)
        self.relay = Relay(
            self.storage.outbox,
            self.desk,
            self.clock,
            self.bus,
            RelayOptions(lease_seconds=LEASE_SECONDS),
            NothingMayFail(),
        )

    async def open(self) -> None:
        """Let stations in."""
        options = GatewayOptions(
            node="gateway-1",
            port=0,
            tls_port=0 if self.tls else None,
            tls=self.tls,
            default_tenant=TenantId("nobody"),
            unsecured_allowed=self.unsecured_allowed,
            call_timeout=ANSWER_WITHIN,
        )
        parts = GatewayParts(
            storage=self.storage,
            desks=self.desks,
            world=self._process,
            bus=self.bus,
            frames=MemoryFramesLog(),
            monotonic=self.monotonic,
        )
        self.gateway = Gateway(options, parts)
        await self.gateway.start()

    async def close(self) -> None:
        """Close all lines."""
        await self.gateway.stop()

    @property
    def port(self) -> int:
        return self.gateway.ports["ws"]

    @property
    def tls_port(self) -> int:
        return self.gateway.ports["wss"]

    def stores(self, tenant: TenantId) -> Stores:
        """What is kept of that operator, as it is now."""
        return self.storage.scope(tenant)

    def desk(self, tenant: TenantId) -> Desk:
        """Where commands of that operator are handed in."""
        return self.desks.tenant(self.storage.scope(tenant))

    def platform(self) -> Desk:
        """Where commands about operators are handed in."""
        return self.desks.platform(self.storage.platform())

    async def react(self) -> bool:
        """Let events meet their reactions; whether there were any."""
        return await self.relay.round() > 0

    def timetable(self) -> tuple[Duty, ...]:
        """What is done by the clock."""
        within = timedelta(seconds=2 * ANSWER_WITHIN)
        return duties(Rounds(self.storage, self.desks, self.operators, self.clock, within))


class Operators(TenantsView):
    """The operators of the scenario, for the rounds of the timetable."""

    def __init__(self) -> None:
        self.names: list[TenantId] = []

    async def page(self, wanted: Slice, *, active: bool | None = None) -> Page[TenantView]:
        """All of them, on one page."""
        return Page(tuple(map(_operator, self.names)))

    async def find(self, tenant: str) -> TenantView | None:
        """That one."""
        return next(iter(_found(self.names, tenant)), None)


def _found(names: Iterable[TenantId], wanted: str) -> list[TenantView]:
    return [_operator(name) for name in names if name == wanted]


def _operator(name: TenantId) -> TenantView:
    policy = PolicyView(
        auto_provision=False,
        heartbeat_seconds=300,
        silent_after_seconds=900,
        anonymous_charging=False,
    )
    return TenantView(id=name, name=name, currency="EUR", active=True, policy=policy, version=1)
