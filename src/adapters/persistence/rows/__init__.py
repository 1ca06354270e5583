"""The tables: `metadata`, and one class each, a module for each functional block."""

from adapters.persistence.rows.access import ApiKeyTable, IdempotencyTable, TenantTable
from adapters.persistence.rows.authorization import IdTokenTable
from adapters.persistence.rows.base import Row
from adapters.persistence.rows.billing import (
    BillingProfileTable,
    CustomerTable,
    InvoicedRecordTable,
    InvoiceTable,
    NumberSeriesTable,
    UnpricedSessionTable,
)
from adapters.persistence.rows.charging import (
    CdrNumberTable,
    CdrTable,
    MeterReadingTable,
    SessionTable,
    UnmatchedReportTable,
)
from adapters.persistence.rows.journal import FrameTable, OutboxTable
from adapters.persistence.rows.nodes import NodeTable, WriterTable
from adapters.persistence.rows.payment import (
    PaymentTable,
    PaymentTermsTable,
    ProviderNoticeTable,
    StoredMethodTable,
)
from adapters.persistence.rows.prices import QuotationTable, ShownCostTable
from adapters.persistence.rows.provisioning import (
    ConformanceTable,
    ConnectorTable,
    CredentialsTable,
    InventoryReportTable,
    LinkTable,
    LocationTable,
    SettingTable,
    StationTable,
)
from adapters.persistence.rows.remote_control import OrderTable
from adapters.persistence.rows.tariff import TariffAssignmentTable, TariffTable

metadata = Row.metadata

__all__ = [
    "ApiKeyTable",
    "BillingProfileTable",
    "CdrNumberTable",
    "CdrTable",
    "ConformanceTable",
    "ConnectorTable",
    "CredentialsTable",
    "CustomerTable",
    "FrameTable",
    "IdTokenTable",
    "IdempotencyTable",
    "InventoryReportTable",
    "InvoiceTable",
    "InvoicedRecordTable",
    "LinkTable",
    "LocationTable",
    "MeterReadingTable",
    "NodeTable",
    "NumberSeriesTable",
    "OrderTable",
    "OutboxTable",
    "PaymentTable",
    "PaymentTermsTable",
    "ProviderNoticeTable",
    "QuotationTable",
    "Row",
    "SessionTable",
    "SettingTable",
    "ShownCostTable",
    "StationTable",
    "StoredMethodTable",
    "TariffAssignmentTable",
    "TariffTable",
    "TenantTable",
    "UnmatchedReportTable",
    "UnpricedSessionTable",
    "WriterTable",
    "metadata",
]
