"""The inbox, customers and invoices as they are shown."""

from decimal import Decimal

from application.views.amounts import Amount, plain
from application.views.billing import (
    AccountView,
    BillingTermsView,
    CustomerView,
    DeliveryView,
    InvoiceDetail,
    InvoiceLineView,
    InvoiceView,
    PartyView,
    TaxShareView,
    UnpricedSessionView,
)
from domain.cdr import UnpricedSession
from domain.invoice import BankAccount, BillingProfile, Customer, Delivery, Invoice, Line, Party


def unpriced_view(entry: UnpricedSession) -> UnpricedSessionView:
    """As shown."""
    return UnpricedSessionView(
        session=entry.session,
        station=entry.station,
        reason=entry.reason,
        since=entry.since,
        tariff=entry.tariff,
        decision=entry.decision,
        decided_at=entry.decided_at,
        decided_by=entry.decided_by,
        note=entry.note,
        version=entry.version,
    )


def party_view(party: Party) -> PartyView:
    """As shown."""
    return PartyView(
        name=party.name,
        street=party.address.street,
        city=party.address.city,
        postal_code=party.address.postal_code,
        country=party.address.country,
        vat_id=party.vat_id,
        tax_number=party.tax_number,
        registration=party.registration,
        email=party.email,
        phone=party.phone,
        contact=party.contact,
    )


def account_view(bank: BankAccount | None) -> AccountView | None:
    """As shown."""
    if bank is None:
        return None
    return AccountView(iban=bank.iban, bic=bank.bic, holder=bank.holder)


def terms_view(profile: BillingProfile) -> BillingTermsView:
    """As shown."""
    terms = profile.terms
    return BillingTermsView(
        seller=party_view(terms.seller),
        bank=account_view(terms.bank),
        language=terms.language,
        time_zone=terms.time_zone,
        payment_days=terms.payment_days,
        invoice_prefix=terms.invoice_prefix,
        credit_prefix=terms.credit_prefix,
        self_billed_prefix=terms.self_billed_prefix,
        exemption=terms.exemption,
        footer=terms.footer,
        country_code=terms.country_code,
        party_id=terms.party_id,
        version=profile.version,
    )


def customer_view(customer: Customer) -> CustomerView:
    """As shown."""
    said = customer.particulars
    return CustomerView(
        id=customer.id,
        party=party_view(said.party),
        language=said.language,
        reference=said.reference,
        tokens=said.tokens,
        home_stations=said.home_stations,
        bank=account_view(said.bank),
        version=customer.version,
    )


def invoice_view(invoice: Invoice) -> InvoiceView:
    """As shown in a list."""
    content, totals = invoice.content, invoice.content.totals
    code = content.currency.code
    return InvoiceView(
        id=invoice.id,
        kind=invoice.kind,
        state=invoice.state,
        number=invoice.number,
        customer=invoice.customer,
        buyer=content.buyer.name,
        seller=content.seller.name,
        created_at=invoice.created_at,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        period_begin=content.period_begin,
        period_end=content.period_end,
        sessions=len({line.session for line in content.lines}),
        net=Amount(plain(totals.net), code),
        tax=Amount(plain(totals.tax), code),
        total=Amount(plain(totals.gross), code),
        payable=Amount(plain(totals.payable), code),
        credits=invoice.credits,
        credited_by=invoice.credited_by,
        delivery=_delivery(invoice.delivery),
        version=invoice.version,
    )


def invoice_detail(invoice: Invoice) -> InvoiceDetail:
    """With all that stands on it."""
    content, totals = invoice.content, invoice.content.totals
    return InvoiceDetail(
        invoice=invoice_view(invoice),
        seller=party_view(content.seller),
        buyer=party_view(content.buyer),
        bank=account_view(content.bank),
        language=content.language,
        reference=content.reference,
        lines=tuple(_line(line) for line in content.lines),
        taxes=tuple(
            TaxShareView(
                percent=_short(share.percent),
                category=share.category,
                taxable=plain(share.taxable),
                tax=plain(share.tax),
            )
            for share in totals.shares
        ),
        paid=plain(totals.paid),
        rounding=plain(totals.rounding),
        why=content.why,
    )


def _line(line: Line) -> InvoiceLineView:
    return InvoiceLineView(
        cdr=line.cdr,
        session=line.session,
        began_at=line.began_at,
        ended_at=line.ended_at,
        energy_wh=_short(line.energy_wh),
        place=line.place,
        token=line.token,
        net=plain(line.net),
        tax_percent=_short(line.percent),
        tax_category=line.category,
    )


def _delivery(delivery: Delivery | None) -> DeliveryView | None:
    if delivery is None:
        return None
    return DeliveryView(
        to=delivery.to,
        state=delivery.state,
        number=delivery.number,
        at=delivery.at,
        why=delivery.why,
    )


def _short(number: Decimal) -> str:
    """Without zeros that say nothing."""
    return plain(number.normalize())
