"""Handlers and their ports as dishka sees them: one scope is one unit of work.

APP is the process. A station's connection is a SESSION, an HTTP request or a reaction is a
REQUEST; both hold the stores of one tenant, so their handlers are the same, provided at the scope
that runs them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import cache, partial
from typing import Any, get_type_hints

from dishka import BaseScope, Container, Provider, Scope, from_context, make_container

from adapters.memory.bus import MemoryBus
from application.authorization.judge import Judge
from application.billing.explain_cdr import RecordExplainer
from application.billing.numbering import Numbering
from application.catalogue import PLATFORM, STATION, TENANT
from application.charging.opening import Opening
from application.charging.recording import Recording
from application.charging.setting_aside import SettingAside
from application.desk import Desk
from application.payment.holding import Holding
from application.ports.access import Secrets
from application.ports.bus import Bus
from application.ports.documents import InvoiceDocuments, NoDocuments
from application.ports.mail import Mailer, NoMailer
from application.ports.payment import NoProviders, PaymentProviders
from application.ports.remote_control import StationLine
from application.ports.stores import PlatformStores, Stores
from application.ports.world import Clock, Ids, Randomness
from application.provisioning.register_station import TakingIn
from application.tariff.consumed import Consumed
from application.tariff.pricing import Pricing
from application.tariff.show_cost import Display

SHARED_PARTS = (
    Consumed,
    Display,
    Holding,
    Judge,
    Numbering,
    Opening,
    Pricing,
    RecordExplainer,
    Recording,
    SettingAside,
    TakingIn,
)
"""What several handlers have in common, built like them."""


@dataclass(frozen=True, slots=True)
class World:
    """Time, identity, chance and secrets of this process, and its way to wake the others."""

    clock: Clock
    ids: Ids
    randomness: Randomness
    secrets: Secrets
    bus: Bus = field(default_factory=MemoryBus)
    mailer: Mailer = field(default_factory=NoMailer)
    documents: InvoiceDocuments = field(default_factory=NoDocuments)
    payments: PaymentProviders = field(default_factory=NoProviders)


def _ports_of(bundle: type[Any], scope: BaseScope) -> Provider:
    """Each field of a bundle, under its declared type."""
    provider = Provider(scope=scope)
    hints = get_type_hints(bundle)
    for each in fields(bundle):
        provider.provide(_reader(bundle, each.name), provides=hints[each.name])
    return provider


def _reader(bundle: type[Any], name: str) -> Callable[[Any], Any]:
    def read(source: Any) -> Any:  # noqa: ANN401 - a port of whatever type
        return getattr(source, name)

    read.__annotations__ = {"source": bundle, "return": Any}
    return read


class _Handlers(Provider):
    """The handlers of a catalogue, and what is handed in with the scope."""

    def __init__(
        self, scope: BaseScope, parts: Iterable[type[Any]], given: Iterable[type[Any]]
    ) -> None:
        super().__init__(scope=scope)
        for part in parts:
            self.provide(part)
        for thing in given:
            self.from_context(provides=thing, scope=scope)


class _Process(Provider):
    """What lives as long as the process."""

    world = from_context(provides=World, scope=Scope.APP)


@cache
def _graph(
    bundle: type[Any], scope: BaseScope, parts: frozenset[type[Any]], given: tuple[type[Any], ...]
) -> Container:
    """Who needs what of whom: the same for every world, so found out and checked once."""
    return make_container(
        _Process(),
        _ports_of(World, Scope.APP),
        _ports_of(bundle, scope),
        _Handlers(scope, parts, given),
        start_scope=Scope.RUNTIME,
    )


class Desks:
    """Opens a desk for each scope of this process."""

    def __init__(self, world: World) -> None:
        def within(*graph: Any) -> Container:  # noqa: ANN401 - as `_graph` takes it
            return self._enter(_graph(*graph), Scope.APP, {World: world})

        tenant = frozenset({*SHARED_PARTS, *TENANT.values()})
        station = frozenset({*SHARED_PARTS, *STATION.values()})
        self._platform = within(
            PlatformStores, Scope.REQUEST, frozenset(PLATFORM.values()), (PlatformStores,)
        )
        self._tenants = within(Stores, Scope.REQUEST, tenant, (Stores,))
        self._stations = within(Stores, Scope.SESSION, station, (Stores, StationLine))
        # One bound method each, for all desks.
        self._of_platform = self._platform_handler
        self._of_tenant = self._tenant_handler
        self._of_station = self._station_handler

    def platform(self, stores: PlatformStores) -> Desk:
        """For what is above all tenants."""
        return Desk(stores.work, partial(self._of_platform, stores))

    def tenant(self, stores: Stores) -> Desk:
        """For a request or a reaction of the stores' tenant, and for a station's calls."""
        return Desk(stores.work, partial(self._of_tenant, stores))

    def station(self, stores: Stores, line: StationLine) -> Desk:
        """For what is asked of a station over its line."""
        return Desk(stores.work, partial(self._of_station, stores, line))

    # A desk keeps the handlers it has found, and no container: ten thousand idle stations have one
    # handler each. What handlers have in common has no state of its own, so each may have its own.

    def _platform_handler(self, stores: PlatformStores, command: type[Any]) -> Any:  # noqa: ANN401 - of whatever type
        scope = self._enter(self._platform, Scope.REQUEST, {PlatformStores: stores})
        return scope.get(PLATFORM[command])

    def _tenant_handler(self, stores: Stores, command: type[Any]) -> Any:  # noqa: ANN401 - of whatever type
        return self._enter(self._tenants, Scope.REQUEST, {Stores: stores}).get(TENANT[command])

    def _station_handler(self, stores: Stores, line: StationLine, command: type[Any]) -> Any:  # noqa: ANN401 - of whatever type
        context = {Stores: stores, StationLine: line}
        return self._enter(self._stations, Scope.SESSION, context).get(STATION[command])

    @staticmethod
    def _enter(container: Container, scope: BaseScope, context: dict[Any, Any]) -> Container:
        # Nothing provided here needs to be closed, so the scope may end with its last reference.
        return container(context=context, scope=scope).__enter__()
