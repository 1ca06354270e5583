"""The inbox, terms, customers, series and invoices."""

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written, maybe
from domain.cdr import Decision, UnpricedSession
from domain.identity import CustomerId, InvoiceId, SessionId, StationId, TariffId, TenantId
from domain.invoice import (
    BillingProfile,
    BillingTerms,
    Customer,
    CustomerParticulars,
    Delivery,
    Invoice,
    InvoiceContent,
    InvoiceKind,
    InvoiceState,
    NumberSeries,
)


def unpriced_to_row(entry: UnpricedSession, version: int) -> Written:
    """In the order of the table `unpriced_sessions`."""
    return (
        entry.tenant,
        entry.session,
        version,
        entry.station,
        entry.reason,
        entry.since,
        entry.tariff,
        entry.decision,
        entry.decided_at,
        entry.decided_by,
        entry.note,
    )


def unpriced_from_row(row: Read) -> UnpricedSession:
    """The entry of a row."""
    return UnpricedSession(
        session=SessionId(row["session_id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        station=StationId(row["station_id"]),
        reason=row["reason"],
        since=row["since"],
        tariff=TariffId(row["tariff_id"]) if row["tariff_id"] else None,
        decision=maybe(Decision, row["decision"]),
        decided_at=row["decided_at"],
        decided_by=row["decided_by"],
        note=row["note"],
    )


def profile_to_row(profile: BillingProfile, version: int) -> Written:
    """In the order of the table `billing_profiles`."""
    return (profile.tenant, version, to_json(profile.terms))


def profile_from_row(row: Read) -> BillingProfile:
    """The terms of a row."""
    terms = from_json(row["terms"], BillingTerms)
    return BillingProfile(tenant=TenantId(row["tenant_id"]), version=row["version"], terms=terms)


def customer_to_row(customer: Customer, version: int) -> Written:
    """In the order of the table `customers`."""
    said = customer.particulars
    homes = to_json([str(station) for station in said.home_stations])
    return (customer.tenant, customer.id, version, said.party.name, homes, to_json(said))


def customer_from_row(row: Read) -> Customer:
    """The customer of a row."""
    return Customer(
        id=CustomerId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        particulars=from_json(row["particulars"], CustomerParticulars),
    )


def series_to_row(series: NumberSeries, version: int) -> Written:
    """In the order of the table `number_series`."""
    return (series.tenant, series.name, version, series.last)


def series_from_row(row: Read) -> NumberSeries:
    """The series of a row."""
    return NumberSeries(
        tenant=TenantId(row["tenant_id"]),
        name=row["name"],
        version=row["version"],
        last=row["last"],
    )


def invoice_to_row(invoice: Invoice, version: int) -> Written:
    """In the order of the table `invoices`."""
    delivery = invoice.delivery
    return (
        invoice.tenant,
        invoice.id,
        version,
        invoice.kind,
        invoice.state,
        invoice.number,
        invoice.customer,
        invoice.created_at,
        invoice.issued_on,
        invoice.due_on,
        invoice.credits,
        invoice.credited_by,
        delivery.state if delivery else None,
        invoice.content.currency.code,
        str(invoice.total.amount),
        to_json(delivery) if delivery else None,
        to_json(invoice.content),
    )


def invoice_from_row(row: Read) -> Invoice:
    """The invoice of a row."""
    return Invoice(
        id=InvoiceId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        kind=InvoiceKind(row["kind"]),
        state=InvoiceState(row["state"]),
        number=row["number"],
        customer=CustomerId(row["customer_id"]) if row["customer_id"] else None,
        created_at=row["created_at"],
        issued_on=row["issued_on"],
        due_on=row["due_on"],
        credits=InvoiceId(row["credits_id"]) if row["credits_id"] else None,
        credited_by=InvoiceId(row["credited_by_id"]) if row["credited_by_id"] else None,
        delivery=from_json(row["delivery"], Delivery) if row["delivery"] else None,
        content=from_json(row["content"], InvoiceContent),
    )
