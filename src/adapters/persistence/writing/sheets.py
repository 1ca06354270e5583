"""All sheets, in the order in which a batch runs them.

What decides comes first, what is referred to before what refers to it, and removals last among
the deciding ones; what merely follows comes after all decisions.
"""

from dataclasses import replace

from sqlalchemy import Table

from adapters.persistence import rows
from adapters.persistence.writing import links
from adapters.persistence.writing.cdrs import CDR
from adapters.persistence.writing.readings import READING, SUSPECT_READING
from adapters.persistence.writing.sheet import (
    Sheet,
    delete,
    drop,
    insert,
    keep,
    overwrite,
    update,
    written,
)


def _table(row: type[rows.Row]) -> Table:
    table = row.__table__
    assert isinstance(table, Table)  # noqa: S101 - each of ours is one table
    return table


TENANT, KEY = _table(rows.TenantTable), _table(rows.ApiKeyTable)
LOCATION, STATION = _table(rows.LocationTable), _table(rows.StationTable)
CONNECTOR = _table(rows.ConnectorTable)
CREDENTIALS, REPORT = _table(rows.CredentialsTable), _table(rows.InventoryReportTable)
SETTING, LINK = _table(rows.SettingTable), _table(rows.LinkTable)
TOKEN, SESSION = _table(rows.IdTokenTable), _table(rows.SessionTable)
UNMATCHED = _table(rows.UnmatchedReportTable)
TARIFF, ASSIGNMENT = _table(rows.TariffTable), _table(rows.TariffAssignmentTable)
ORDER = _table(rows.OrderTable)
QUOTATION, SHOWN_COST = _table(rows.QuotationTable), _table(rows.ShownCostTable)
PAYMENT, METHOD = _table(rows.PaymentTable), _table(rows.StoredMethodTable)
TERMS, NOTICE = _table(rows.PaymentTermsTable), _table(rows.ProviderNoticeTable)

UNPRICED, PROFILE = _table(rows.UnpricedSessionTable), _table(rows.BillingProfileTable)
CUSTOMER, SERIES = _table(rows.CustomerTable), _table(rows.NumberSeriesTable)
INVOICE, INVOICED = _table(rows.InvoiceTable), _table(rows.InvoicedRecordTable)

ID = ("tenant_id", "id")
STATION_ID = ("tenant_id", "station_id")

NEW_TENANT, CHANGED_TENANT = written("tenant", TENANT, ("id",))
NEW_KEY, CHANGED_KEY = written("key", KEY, ("id",), "prefix")
NEW_LOCATION, CHANGED_LOCATION = written("location", LOCATION, ID)
NEW_TARIFF, CHANGED_TARIFF = written("tariff", TARIFF, ID)
NEW_STATION, CHANGED_STATION = written("station", STATION, ID, "identity")
NEW_ASSIGNMENT, CHANGED_ASSIGNMENT = written("assignment", ASSIGNMENT, ID)
NEW_CREDENTIALS, CHANGED_CREDENTIALS = written("credentials", CREDENTIALS, STATION_ID)
NEW_REPORT, CHANGED_REPORT = written("report", REPORT, (*STATION_ID, "request"))
NEW_TOKEN, CHANGED_TOKEN = written("token", TOKEN, ID, "uid")
NEW_SESSION, CHANGED_SESSION = written("session", SESSION, ID, "reference")
METERED_SESSION = update(
    "session", SESSION, ID, "reference", only=("last_heard", "energy_wh", "findings", "details")
)
"""What a reading changes: most writes of a session are this one."""
NEW_UNPRICED, CHANGED_UNPRICED = written("entry", UNPRICED, ("tenant_id", "session_id"))
NEW_PROFILE, CHANGED_PROFILE = written("billing terms", PROFILE, ("tenant_id",))
NEW_CUSTOMER, CHANGED_CUSTOMER = written("customer", CUSTOMER, ID)
NEW_SERIES, CHANGED_SERIES = written("series", SERIES, ("tenant_id", "name"))
NEW_INVOICE, CHANGED_INVOICE = written("invoice", INVOICE, ID, "number")
# A record that is listed already is no stale copy: another invoice has it.
LISTED_RECORD = replace(insert("invoiced record", INVOICED, ("tenant_id", "cdr_id")), taken="")
FREED_RECORD = drop("invoiced record", INVOICED, ("tenant_id", "cdr_id"))
NEW_ORDER, CHANGED_ORDER = written("order", ORDER, ID)
NEW_SHOWN_COST, CHANGED_SHOWN_COST = written("shown cost", SHOWN_COST, ("tenant_id", "session_id"))
NEW_QUOTATION, CHANGED_QUOTATION = written("quotation", QUOTATION, ID)
NEW_PAYMENT, CHANGED_PAYMENT = written("payment", PAYMENT, ID)
NEW_METHOD, CHANGED_METHOD = written("method", METHOD, ID)
NEW_TERMS, CHANGED_TERMS = written("payment terms", TERMS, ("tenant_id",))
HEARD_NOTICE = insert("notice", NOTICE, ("tenant_id", "name"))

GONE_LOCATION = delete("location", LOCATION, ID)
GONE_TARIFF = delete("tariff", TARIFF, ID)
GONE_ASSIGNMENT = delete("assignment", ASSIGNMENT, ID)
GONE_TOKEN = delete("token", TOKEN, ID)
GONE_CUSTOMER = delete("customer", CUSTOMER, ID)
GONE_INVOICE = delete("invoice", INVOICE, ID)

CONNECTORS = overwrite("connector", CONNECTOR, (*STATION_ID, "evse", "number"))
GONE_CONNECTOR = drop("connector", CONNECTOR, (*STATION_ID, "evse", "number"))
SETTING_KEY = (
    "component",
    "variable",
    "component_instance",
    "variable_instance",
    "evse",
    "connector",
    "attribute",
)
SETTINGS = overwrite("setting", SETTING, (*STATION_ID, *SETTING_KEY))
NO_SETTINGS = drop("setting", SETTING, STATION_ID)
NO_CREDENTIALS = drop("credentials", CREDENTIALS, STATION_ID)
NO_REPORTS = drop("report", REPORT, STATION_ID)
NO_LINK = drop("link", LINK, STATION_ID)
NO_ASSIGNMENTS = drop("assignment", ASSIGNMENT, STATION_ID)
NO_CONNECTORS = drop("connector", CONNECTOR, STATION_ID)
UNUSED_TARIFF = drop("assignment", ASSIGNMENT, ("tenant_id", "tariff_id"))
LEFT_LOCATION = drop("assignment", ASSIGNMENT, ("tenant_id", "location_id"))
UNMATCHED_REPORT = keep("unmatched report", UNMATCHED)
DECIDED_REPORT = update("unmatched report", UNMATCHED, ID)

ORDERED: tuple[Sheet, ...] = (
    UNUSED_TARIFF,
    LEFT_LOCATION,
    FREED_RECORD,
    NEW_TENANT,
    CHANGED_TENANT,
    NEW_KEY,
    CHANGED_KEY,
    NEW_LOCATION,
    CHANGED_LOCATION,
    NEW_TARIFF,
    CHANGED_TARIFF,
    NEW_STATION,
    CHANGED_STATION,
    NEW_ASSIGNMENT,
    CHANGED_ASSIGNMENT,
    links.TAKEN,
    links.RELEASED,
    NEW_CREDENTIALS,
    CHANGED_CREDENTIALS,
    NEW_REPORT,
    CHANGED_REPORT,
    NEW_TOKEN,
    CHANGED_TOKEN,
    NEW_SESSION,
    CHANGED_SESSION,
    METERED_SESSION,
    CDR,
    NEW_UNPRICED,
    CHANGED_UNPRICED,
    NEW_PROFILE,
    CHANGED_PROFILE,
    NEW_CUSTOMER,
    CHANGED_CUSTOMER,
    NEW_SERIES,
    CHANGED_SERIES,
    NEW_INVOICE,
    CHANGED_INVOICE,
    LISTED_RECORD,
    NEW_ORDER,
    CHANGED_ORDER,
    NEW_QUOTATION,
    CHANGED_QUOTATION,
    NEW_SHOWN_COST,
    CHANGED_SHOWN_COST,
    HEARD_NOTICE,
    NEW_TERMS,
    CHANGED_TERMS,
    NEW_METHOD,
    CHANGED_METHOD,
    NEW_PAYMENT,
    CHANGED_PAYMENT,
    DECIDED_REPORT,
    GONE_ASSIGNMENT,
    GONE_LOCATION,
    GONE_TARIFF,
    GONE_TOKEN,
    GONE_INVOICE,
    GONE_CUSTOMER,
    GONE_CONNECTOR,
    NO_CONNECTORS,
    CONNECTORS,
    NO_SETTINGS,
    SETTINGS,
    NO_CREDENTIALS,
    NO_REPORTS,
    NO_LINK,
    NO_ASSIGNMENTS,
    READING,
    SUSPECT_READING,
    UNMATCHED_REPORT,
)

PLACE = {sheet: place for place, sheet in enumerate(ORDERED)}

REMOVALS = frozenset(
    {GONE_LOCATION, GONE_TARIFF, GONE_ASSIGNMENT, GONE_TOKEN, GONE_CUSTOMER, GONE_INVOICE}
)
