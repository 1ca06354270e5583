"""All views of one database."""

from collections.abc import Callable
from dataclasses import dataclass

from adapters.persistence.policies import EVERY_TENANT
from adapters.persistence.reading import Database, Reader
from adapters.persistence.views.access import PostgresKeysView, PostgresTenantsView
from adapters.persistence.views.authorization import PostgresTokensView
from adapters.persistence.views.billing import (
    PostgresCustomersView,
    PostgresInvoicesView,
    PostgresUnpricedSessionsView,
)
from adapters.persistence.views.diagnostics import PostgresEventsView, PostgresFramesView
from adapters.persistence.views.locations import PostgresLocationsView
from adapters.persistence.views.market import PostgresMarketPricesView
from adapters.persistence.views.payment import PostgresPaymentsView
from adapters.persistence.views.records import PostgresCdrsView, PostgresUnmatchedReportsView
from adapters.persistence.views.remote_control import PostgresOrdersView
from adapters.persistence.views.sessions import PostgresSessionsView
from adapters.persistence.views.stations import PostgresStationsView
from adapters.persistence.views.tariff import PostgresTariffsView
from application.views.bundle import PlatformViews, TenantViews, Views
from domain.identity import TenantId


def _everywhere(node: str) -> bool:  # noqa: ARG001 - without presence, no node is known to be dead
    return True


@dataclass(frozen=True, slots=True)
class PostgresViews(Views):
    """Reads through the storage's pool. `alive`: whether a node is, as for `PostgresStorage`."""

    database: Database
    alive: Callable[[str], bool] = _everywhere

    def tenant(self, tenant: TenantId) -> TenantViews:
        """That tenant's: the database itself shows nothing else."""
        reader = Reader(self.database, tenant)
        return TenantViews(
            locations=PostgresLocationsView(reader),
            stations=PostgresStationsView(reader, self.alive),
            tokens=PostgresTokensView(reader),
            tariffs=PostgresTariffsView(reader),
            market=PostgresMarketPricesView(reader),
            sessions=PostgresSessionsView(reader),
            unmatched=PostgresUnmatchedReportsView(reader),
            cdrs=PostgresCdrsView(reader),
            unpriced=PostgresUnpricedSessionsView(reader),
            customers=PostgresCustomersView(reader),
            invoices=PostgresInvoicesView(reader),
            orders=PostgresOrdersView(reader),
            payments=PostgresPaymentsView(reader),
            frames=PostgresFramesView(reader),
            events=PostgresEventsView(reader),
        )

    def platform(self) -> PlatformViews:
        """The platform's."""
        reader = Reader(self.database, EVERY_TENANT)
        return PlatformViews(tenants=PostgresTenantsView(reader), keys=PostgresKeysView(reader))
