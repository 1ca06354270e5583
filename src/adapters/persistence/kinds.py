# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""Kinds of aggregates: a table, from an aggregate to its statements and back."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Generic, TypeVar

from adapters.persistence.mapping import (
    access,
    billing,
    costs,
    credentials,
    inventory,
    location,
    order,
    payment,
    prices,
    session,
    station,
    tariff,
    token,
    unmatched,
)
from adapters.persistence.mapping.row import Read, Written
from adapters.persistence.writing import sheets
from adapters.persistence.writing.sheet import Sheet
from domain.access import ApiKey
from domain.aggregate import Aggregate
from domain.cdr import UnpricedSession
from domain.cost_display import ShownCost
from domain.instruction import Order
from domain.invoice import BillingProfile, Customer, Invoice, NumberSeries
from domain.location import Location
from domain.payment import Payment, PaymentTerms, StoredMethod
from domain.session import ChargingSession, UnmatchedReport
from domain.station import InventoryReport, Station, StationCredentials
from domain.tariff import Tariff, TariffAssignment
from domain.tariff.market import Quotation
from domain.tenant import Tenant
from domain.token import IdToken

A = TypeVar("A", bound=Aggregate)


@dataclass(frozen=True, slots=True, eq=False)
class Brief(Generic[A]):
    """A change that needs few columns.

    Attributes:
        tells: whether the columns say all that is different between two states.
    """

    sheet: Sheet
    tells: Callable[[A, A], bool]
    to_row: Callable[[A, int], Written]


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[A]):
    """How one kind of aggregate is kept.

    Attributes:
        name: in errors.
        key: the aggregate's key.
        select: all its columns, of rows that count.
        brief: how a usual small change is written, where one is known.
    """

    name: str
    key: Callable[[Any], Hashable]
    new: Sheet
    changed: Sheet
    to_row: Callable[[A, int], Written]
    from_row: Callable[[Read], A]
    select: str
    gone: Sheet | None = None
    brief: Brief[A] | None = None


BY_ID = attrgetter("tenant", "id")
BY_STATION = attrgetter("tenant", "station")

_CONNECTORS = """
    (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'evse', c.evse, 'number', c.number, 'plug', c.plug, 'status', c.status,
        'status_detail', c.status_detail::text, 'reported', c.reported::text, 'warning', c.warning
    )), '[]') FROM connectors c WHERE c.tenant_id = t.tenant_id AND c.station_id = t.id)
"""

TENANT: Kind[Tenant] = Kind(
    "tenant", attrgetter("id"),
    sheets.NEW_TENANT, sheets.CHANGED_TENANT, access.tenant_to_row, access.tenant_from_row,
    "SELECT t.* FROM tenants t WHERE (t.id = $1 OR $1 = '*')",
)  # fmt: skip
KEY: Kind[ApiKey] = Kind(
    "key", attrgetter("id"),
    sheets.NEW_KEY, sheets.CHANGED_KEY, access.key_to_row, access.key_from_row,
    "SELECT t.* FROM api_keys t WHERE (t.tenant_id = $1 OR $1 = '*')",
)  # fmt: skip
LOCATION: Kind[Location] = Kind(
    "location", BY_ID,
    sheets.NEW_LOCATION, sheets.CHANGED_LOCATION, location.to_row, location.from_row,
    "SELECT t.* FROM locations t WHERE t.tenant_id = $1", sheets.GONE_LOCATION,
)  # fmt: skip
STATION: Kind[Station] = Kind(
    "station", BY_ID,
    sheets.NEW_STATION, sheets.CHANGED_STATION, station.to_row, station.from_row,
    f"SELECT t.*, {_CONNECTORS} AS connectors FROM stations t "
    "WHERE t.tenant_id = $1 AND t.removed_at IS NULL",
)  # fmt: skip
CREDENTIALS: Kind[StationCredentials] = Kind(
    "credentials", BY_STATION,
    sheets.NEW_CREDENTIALS, sheets.CHANGED_CREDENTIALS, credentials.to_row, credentials.from_row,
    "SELECT t.* FROM station_credentials t WHERE t.tenant_id = $1",
)  # fmt: skip
REPORT: Kind[InventoryReport] = Kind(
    "report", attrgetter("tenant", "station", "request"),
    sheets.NEW_REPORT, sheets.CHANGED_REPORT, inventory.report_to_row, inventory.report_from_row,
    "SELECT t.* FROM inventory_reports t WHERE t.tenant_id = $1",
)  # fmt: skip
TOKEN: Kind[IdToken] = Kind(
    "token", BY_ID,
    sheets.NEW_TOKEN, sheets.CHANGED_TOKEN, token.to_row, token.from_row,
    "SELECT t.* FROM id_tokens t WHERE t.tenant_id = $1", sheets.GONE_TOKEN,
)  # fmt: skip
SESSION: Kind[ChargingSession] = Kind(
    "session", BY_ID,
    sheets.NEW_SESSION, sheets.CHANGED_SESSION, session.to_row, session.from_row,
    "SELECT t.* FROM sessions t WHERE t.tenant_id = $1",
    brief=Brief(sheets.METERED_SESSION, session.metered_only, session.to_metered_row),
)  # fmt: skip
UNMATCHED: Kind[UnmatchedReport] = Kind(
    "unmatched report", BY_ID,
    sheets.UNMATCHED_REPORT, sheets.DECIDED_REPORT, unmatched.to_row, unmatched.from_row,
    "SELECT t.* FROM unmatched_reports t WHERE t.tenant_id = $1",
)  # fmt: skip
TARIFF: Kind[Tariff] = Kind(
    "tariff", BY_ID,
    sheets.NEW_TARIFF, sheets.CHANGED_TARIFF, tariff.to_row, tariff.from_row,
    "SELECT t.* FROM tariffs t WHERE t.tenant_id = $1", sheets.GONE_TARIFF,
)  # fmt: skip
ASSIGNMENT: Kind[TariffAssignment] = Kind(
    "assignment", BY_ID,
    sheets.NEW_ASSIGNMENT, sheets.CHANGED_ASSIGNMENT,
    tariff.assignment_to_row, tariff.assignment_from_row,
    "SELECT t.* FROM tariff_assignments t WHERE t.tenant_id = $1", sheets.GONE_ASSIGNMENT,
)  # fmt: skip
ORDER: Kind[Order] = Kind(
    "order", BY_ID,
    sheets.NEW_ORDER, sheets.CHANGED_ORDER, order.to_row, order.from_row,
    "SELECT t.* FROM orders t WHERE t.tenant_id = $1",
)  # fmt: skip
SHOWN_COST: Kind[ShownCost] = Kind(
    "shown cost", attrgetter("tenant", "session"),
    sheets.NEW_SHOWN_COST, sheets.CHANGED_SHOWN_COST, costs.to_row, costs.from_row,
    "SELECT t.* FROM shown_costs t WHERE t.tenant_id = $1",
)  # fmt: skip
QUOTATION: Kind[Quotation] = Kind(
    "quotation", BY_ID,
    sheets.NEW_QUOTATION, sheets.CHANGED_QUOTATION, prices.to_row, prices.from_row,
    "SELECT t.* FROM quotations t WHERE t.tenant_id = $1",
)  # fmt: skip
PAYMENT: Kind[Payment] = Kind(
    "payment", BY_ID,
    sheets.NEW_PAYMENT, sheets.CHANGED_PAYMENT, payment.to_row, payment.from_row,
    "SELECT t.* FROM payments t WHERE t.tenant_id = $1",
)  # fmt: skip
METHOD: Kind[StoredMethod] = Kind(
    "method", BY_ID,
    sheets.NEW_METHOD, sheets.CHANGED_METHOD, payment.method_to_row, payment.method_from_row,
    "SELECT t.* FROM stored_methods t WHERE t.tenant_id = $1",
)  # fmt: skip
TERMS: Kind[PaymentTerms] = Kind(
    "payment terms", attrgetter("tenant"),
    sheets.NEW_TERMS, sheets.CHANGED_TERMS, payment.terms_to_row, payment.terms_from_row,
    "SELECT t.* FROM payment_terms t WHERE t.tenant_id = $1",
)  # fmt: skip
UNPRICED: Kind[UnpricedSession] = Kind(
    "entry", attrgetter("tenant", "session"),
    sheets.NEW_UNPRICED, sheets.CHANGED_UNPRICED,
    billing.unpriced_to_row, billing.unpriced_from_row,
    "SELECT t.* FROM unpriced_sessions t WHERE t.tenant_id = $1",
)  # fmt: skip
PROFILE: Kind[BillingProfile] = Kind(
    "billing terms", attrgetter("tenant"),
    sheets.NEW_PROFILE, sheets.CHANGED_PROFILE, billing.profile_to_row, billing.profile_from_row,
    "SELECT t.* FROM billing_profiles t WHERE t.tenant_id = $1",
)  # fmt: skip
CUSTOMER: Kind[Customer] = Kind(
    "customer", BY_ID,
    sheets.NEW_CUSTOMER, sheets.CHANGED_CUSTOMER,
    billing.customer_to_row, billing.customer_from_row,
    "SELECT t.* FROM customers t WHERE t.tenant_id = $1", sheets.GONE_CUSTOMER,
)  # fmt: skip
SERIES: Kind[NumberSeries] = Kind(
    "series", attrgetter("tenant", "name"),
    sheets.NEW_SERIES, sheets.CHANGED_SERIES, billing.series_to_row, billing.series_from_row,
    "SELECT t.* FROM number_series t WHERE t.tenant_id = $1",
)  # fmt: skip
INVOICE: Kind[Invoice] = Kind(
    "invoice", BY_ID,
    sheets.NEW_INVOICE, sheets.CHANGED_INVOICE, billing.invoice_to_row, billing.invoice_from_row,
    "SELECT t.* FROM invoices t WHERE t.tenant_id = $1", sheets.GONE_INVOICE,
)  # fmt: skip
