"""Everything a process works with, built from its settings and taken down in the reverse order.

One provider a thing, at dishka's APP scope; a process asks for what it needs and no more is made.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NewType, TypeVar

from dishka import AsyncContainer, Provider, Scope, from_context, make_async_container, provide

from adapters.bus import PostgresBus, PostgresPresence
from adapters.documents import TypstDocuments
from adapters.identity import KeyedSecrets
from adapters.persistence import Observer, PostgresFramesLog, PostgresStorage
from adapters.persistence.remembered import PostgresRememberedAnswers
from adapters.persistence.views import PostgresViews
from adapters.world import SystemClock, SystemRandomness, UuidV7Ids
from application.ports.bus import Bus, Presence
from application.ports.idempotency import RememberedAnswers
from application.ports.payment import NoProviders, PaymentProviders
from application.ports.stores import FramesLog, Storage
from application.ports.world import Clock
from application.reactions import causes_anything
from application.views.bundle import Views
from entrypoints.settings import Settings, secret_key
from entrypoints.wiring.database import DatabaseAddress, locate
from entrypoints.wiring.handlers import Desks, World
from entrypoints.wiring.mailing import mailer_of
from entrypoints.wiring.neighbours import Neighbours

Thing = TypeVar("Thing")
BusAndPresence = NewType("BusAndPresence", tuple[Bus, Presence])


class Runtime:
    """What was built so far; `get` builds the rest on demand."""

    def __init__(self, container: AsyncContainer, settings: Settings) -> None:
        self._container = container
        self.settings = settings

    async def get(self, kind: type[Thing]) -> Thing:
        """The process's one thing of that kind."""
        return await self._container.get(kind)


@asynccontextmanager
async def open_runtime(settings: Settings, observer: Observer) -> AsyncIterator[Runtime]:
    """A runtime for as long as the context lasts.

    Args:
        settings: read once.
        observer: is told of every group commit.
    """
    context = {Settings: settings, Observer: observer}
    container = make_async_container(_Process(), context=context)
    try:
        yield Runtime(container, settings)
    finally:
        await container.close()


class _Process(Provider):
    """In the order in which things rest on one another."""

    scope = Scope.APP
    settings = from_context(provides=Settings, scope=Scope.APP)
    observer = from_context(provides=Observer, scope=Scope.APP)

    @provide
    async def address(self, settings: Settings) -> DatabaseAddress:
        return await locate(settings)

    @provide
    async def bus_and_presence(
        self, settings: Settings, address: DatabaseAddress
    ) -> AsyncIterator[BusAndPresence]:
        if settings.bus.redis_url is not None:
            # Half a second of importing that most installations do not need.
            from adapters.redis import RedisBus, RedisPresence  # noqa: PLC0415 - see above

            async with RedisBus(settings.bus.redis_url.reveal()) as bus:
                yield BusAndPresence((bus, RedisPresence(bus.client)))
        else:
            async with PostgresBus(address.url) as local:
                yield BusAndPresence((local, PostgresPresence(local.line)))

    @provide
    def bus(self, both: BusAndPresence) -> Bus:
        return both[0]

    @provide
    async def neighbours(
        self, both: BusAndPresence, settings: Settings
    ) -> AsyncIterator[Neighbours]:
        bus, presence = both
        async with Neighbours(presence, bus, settings.node) as neighbours:
            yield neighbours

    @provide
    async def providers(self, settings: Settings) -> AsyncIterator[PaymentProviders]:
        if not settings.payments.wanted:
            yield NoProviders()
            return
        # Half a second of importing that most installations do not need.
        from entrypoints.wiring.payments import stripe_accounts  # noqa: PLC0415 - see above

        accounts = stripe_accounts(settings)
        yield accounts
        await accounts.close()

    @provide
    def world(self, settings: Settings, bus: Bus, providers: PaymentProviders) -> World:
        clock, randomness = SystemClock(), SystemRandomness()
        pepper = secret_key(settings).reveal().encode()
        return World(
            clock,
            UuidV7Ids(clock),
            randomness,
            KeyedSecrets(pepper, randomness),
            bus,
            payments=providers,
            mailer=mailer_of(settings.mail),
            documents=TypstDocuments(),
        )

    @provide
    def clock(self, world: World) -> Clock:
        return world.clock

    @provide
    async def postgres_storage(
        self,
        settings: Settings,
        address: DatabaseAddress,
        world: World,
        neighbours: Neighbours,
        observer: Observer,
    ) -> AsyncIterator[PostgresStorage]:
        storage = PostgresStorage(
            address.url,
            world.clock,
            bus=world.bus,
            alive=neighbours.alive,
            observer=observer,
            causes=causes_anything,
            pool_size=settings.database.pool,
        )
        async with storage:
            yield storage

    @provide
    def storage(self, storage: PostgresStorage) -> Storage:
        return storage

    @provide
    async def frames(self, storage: PostgresStorage) -> AsyncIterator[PostgresFramesLog]:
        log = PostgresFramesLog(storage.database)
        log.start()
        yield log
        await log.close()

    @provide
    def frames_log(self, log: PostgresFramesLog) -> FramesLog:
        return log

    @provide
    def views(self, storage: PostgresStorage, neighbours: Neighbours) -> Views:
        return PostgresViews(storage.database, neighbours.alive)

    @provide
    def remembered(self, storage: PostgresStorage, clock: Clock) -> RememberedAnswers:
        return PostgresRememberedAnswers(storage.database, clock)

    @provide
    def desks(self, world: World) -> Desks:
        return Desks(world)
