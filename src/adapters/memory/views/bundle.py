"""All views of one memory storage."""

from collections.abc import Callable
from dataclasses import dataclass, field

from adapters.memory.database import Database
from adapters.memory.frames import MemoryFramesLog
from adapters.memory.storage import MemoryStorage
from adapters.memory.views.access import MemoryKeysView, MemoryTenantsView
from adapters.memory.views.billing import (
    MemoryCustomersView,
    MemoryInvoicesView,
    MemoryUnpricedSessionsView,
)
from adapters.memory.views.charging import (
    MemoryCdrsView,
    MemorySessionsView,
    MemoryUnmatchedReportsView,
)
from adapters.memory.views.diagnostics import MemoryEventsView, MemoryFramesView
from adapters.memory.views.market import MemoryMarketPricesView
from adapters.memory.views.payment import MemoryPaymentsView
from adapters.memory.views.provisioning import MemoryLocationsView, MemoryStationsView
from adapters.memory.views.reference import MemoryTariffsView, MemoryTokensView
from adapters.memory.views.remote_control import MemoryOrdersView
from application.views.bundle import PlatformViews, TenantViews, Views
from domain.identity import TenantId


@dataclass(slots=True)
class MemoryViews(Views):
    """Everything is computed when it is asked for."""

    storage: MemoryStorage
    frames: MemoryFramesLog
    _database: Database = field(init=False)
    _alive: Callable[[str], bool] = field(init=False)

    def __post_init__(self) -> None:
        self._database, self._alive = self.storage.database, self.storage.alive

    def tenant(self, tenant: TenantId) -> TenantViews:
        """That tenant's."""
        database = self._database
        return TenantViews(
            locations=MemoryLocationsView(database, tenant),
            stations=MemoryStationsView(database, tenant, self._alive),
            tokens=MemoryTokensView(database, tenant),
            tariffs=MemoryTariffsView(database, tenant),
            market=MemoryMarketPricesView(database, tenant),
            sessions=MemorySessionsView(database, tenant),
            unmatched=MemoryUnmatchedReportsView(database, tenant),
            cdrs=MemoryCdrsView(database, tenant),
            unpriced=MemoryUnpricedSessionsView(database, tenant),
            customers=MemoryCustomersView(database, tenant),
            invoices=MemoryInvoicesView(database, tenant),
            orders=MemoryOrdersView(database, tenant),
            payments=MemoryPaymentsView(database, tenant),
            frames=MemoryFramesView(self.frames, tenant),
            events=MemoryEventsView(database, tenant),
        )

    def platform(self) -> PlatformViews:
        """The platform's."""
        return PlatformViews(
            tenants=MemoryTenantsView(self._database), keys=MemoryKeysView(self._database)
        )
