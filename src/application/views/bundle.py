"""All views, as one process hands them out."""

from dataclasses import dataclass
from typing import Protocol

from application.views.access import KeysView, TenantsView
from application.views.authorization import TokensView
from application.views.billing import CustomersView, InvoicesView, UnpricedSessionsView
from application.views.charging import CdrsView, SessionsView, UnmatchedReportsView
from application.views.diagnostics import EventsView, FramesView
from application.views.market import MarketPricesView
from application.views.payment import PaymentsView
from application.views.provisioning import LocationsView, StationsView
from application.views.remote_control import OrdersView
from application.views.tariff import TariffsView
from domain.identity import TenantId


@dataclass(frozen=True, slots=True)
class TenantViews:
    """What one tenant may see, and nothing else."""

    locations: LocationsView
    stations: StationsView
    tokens: TokensView
    tariffs: TariffsView
    market: MarketPricesView
    sessions: SessionsView
    unmatched: UnmatchedReportsView
    cdrs: CdrsView
    unpriced: UnpricedSessionsView
    customers: CustomersView
    invoices: InvoicesView
    orders: OrdersView
    payments: PaymentsView
    frames: FramesView
    events: EventsView


@dataclass(frozen=True, slots=True)
class PlatformViews:
    """What is above all tenants."""

    tenants: TenantsView
    keys: KeysView


class Views(Protocol):
    """The read side, for one process."""

    def tenant(self, tenant: TenantId) -> TenantViews:
        """That tenant's."""
        ...

    def platform(self) -> PlatformViews:
        """The platform's."""
        ...
