"""Invoices for programs: EN 16931 in UN/CEFACT Cross Industry Invoice, as Factur-X carries it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring
from zoneinfo import ZoneInfo

from domain.invoice import (
    Invoice,
    InvoiceContent,
    InvoiceKind,
    Line,
    Party,
    TaxCategory,
    TaxShare,
)

PROFILE = "urn:cen.eu:en16931:2017"
NAMES = {
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
    "qdt": "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
}
TYPE_CODES = {
    InvoiceKind.INVOICE: "380",
    InvoiceKind.RECEIPT: "380",
    InvoiceKind.SELF_BILLED: "389",
    InvoiceKind.CREDIT_NOTE: "381",
}
SELF_BILLED_CREDIT = "261"
"""BT-3, UNTDID 1001, of those that EN 16931 allows (BR-CL-01)."""
ONE = "C62"
"""Unit of a session: one (UN/ECE Rec 20)."""
SEPA_TRANSFER, OTHER_MEANS = "58", "ZZZ"
OUTSIDE_REASON = "VATEX-EU-O"


def cii(invoice: Invoice) -> bytes:
    """The invoice in UTF-8; the same one always comes out the same."""
    for prefix, uri in NAMES.items():
        register_namespace(prefix, uri)
    root = Element(_tag("rsm:CrossIndustryInvoice"))
    context = _put(root, "rsm:ExchangedDocumentContext")
    guideline = _put(context, "ram:GuidelineSpecifiedDocumentContextParameter")
    _put(guideline, "ram:ID", PROFILE)
    _document(root, invoice)
    transaction = _put(root, "rsm:SupplyChainTradeTransaction")
    for number, line in enumerate(invoice.content.lines, start=1):
        _line(transaction, number, line, invoice.content)
    _agreement(transaction, invoice)
    delivery = _put(transaction, "ram:ApplicableHeaderTradeDelivery")
    event = _put(delivery, "ram:ActualDeliverySupplyChainEvent")
    _date(event, "ram:OccurrenceDateTime", _last_day(invoice.content))
    _settlement(transaction, invoice)
    indent(root)
    text: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return text


def _document(root: Element, invoice: Invoice) -> None:
    document = _put(root, "rsm:ExchangedDocument")
    _put(document, "ram:ID", invoice.name)
    _put(document, "ram:TypeCode", _type_code(invoice))
    made = invoice.issued_on or invoice.created_at.date()
    _date(document, "ram:IssueDateTime", made)
    for note in (invoice.content.why, invoice.content.footer):
        if note:
            _put(_put(document, "ram:IncludedNote"), "ram:Content", note)


def _type_code(invoice: Invoice) -> str:
    if invoice.kind is InvoiceKind.CREDIT_NOTE and invoice.self_billed:
        return SELF_BILLED_CREDIT
    return TYPE_CODES[invoice.kind]


def _line(transaction: Element, number: int, line: Line, content: InvoiceContent) -> None:
    item = _put(transaction, "ram:IncludedSupplyChainTradeLineItem")
    _put(_put(item, "ram:AssociatedDocumentLineDocument"), "ram:LineID", str(number))
    product = _put(item, "ram:SpecifiedTradeProduct")
    _put(product, "ram:SellerAssignedID", str(line.cdr))
    _put(product, "ram:Name", line.name)
    _put(product, "ram:Description", _description(line))
    price = _put(_put(item, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    _put(price, "ram:ChargeAmount", _plain(line.price))
    quantity = _put(_put(item, "ram:SpecifiedLineTradeDelivery"), "ram:BilledQuantity")
    quantity.text = str(line.quantity)
    quantity.set("unitCode", ONE)
    settlement = _put(item, "ram:SpecifiedLineTradeSettlement")
    tax = _put(settlement, "ram:ApplicableTradeTax")
    _put(tax, "ram:TypeCode", "VAT")
    _put(tax, "ram:CategoryCode", line.category)
    if line.category is not TaxCategory.OUTSIDE:  # BR-O-05
        _put(tax, "ram:RateApplicablePercent", _plain(line.percent))
    zone = ZoneInfo(content.time_zone)
    _period(
        settlement, line.began_at.astimezone(zone).date(), line.ended_at.astimezone(zone).date()
    )
    total = _put(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    _put(total, "ram:LineTotalAmount", _plain(line.net))


def _description(line: Line) -> str:
    parts = [f"{_plain(line.energy_wh / 1000)} kWh"]
    parts += [
        f"{d.component} {_plain(d.quantity)} {d.unit} x {_plain(d.price)}" for d in line.details
    ]
    if line.token:
        parts.append(f"token {line.token}")
    return "; ".join(parts)


def _agreement(transaction: Element, invoice: Invoice) -> None:
    content = invoice.content
    agreement = _put(transaction, "ram:ApplicableHeaderTradeAgreement")
    if content.reference:
        _put(agreement, "ram:BuyerReference", content.reference)
    _party(agreement, "ram:SellerTradeParty", content.seller, invoice.seller_id)
    _party(agreement, "ram:BuyerTradeParty", content.buyer)


def _party(parent: Element, name: str, party: Party, identifier: str = "") -> None:
    element = _put(parent, name)
    if identifier:
        _put(element, "ram:ID", identifier)
    _put(element, "ram:Name", party.name)
    if party.registration:
        _put(_put(element, "ram:SpecifiedLegalOrganization"), "ram:ID", party.registration)
    if party.contact or party.phone:
        _contact(element, party)
    address = _put(element, "ram:PostalTradeAddress")
    for tag, value in (
        ("ram:PostcodeCode", party.address.postal_code),
        ("ram:LineOne", party.address.street),
        ("ram:CityName", party.address.city),
        ("ram:CountryID", party.address.country),
    ):
        if value:
            _put(address, tag, value)
    if party.email:
        reach = _put(_put(element, "ram:URIUniversalCommunication"), "ram:URIID", party.email)
        reach.set("schemeID", "EM")
    for scheme, value in (("VA", party.vat_id), ("FC", party.tax_number)):
        if value:
            registration = _put(element, "ram:SpecifiedTaxRegistration")
            _put(registration, "ram:ID", value).set("schemeID", scheme)


def _contact(element: Element, party: Party) -> None:
    contact = _put(element, "ram:DefinedTradeContact")
    _put(contact, "ram:PersonName", party.contact or party.name)
    if party.phone:
        phone = _put(contact, "ram:TelephoneUniversalCommunication")
        _put(phone, "ram:CompleteNumber", party.phone)
    if party.email:
        mail = _put(contact, "ram:EmailURIUniversalCommunication")
        _put(mail, "ram:URIID", party.email)


def _settlement(transaction: Element, invoice: Invoice) -> None:
    content, totals = invoice.content, invoice.content.totals
    settlement = _put(transaction, "ram:ApplicableHeaderTradeSettlement")
    _put(settlement, "ram:PaymentReference", invoice.name)
    _put(settlement, "ram:InvoiceCurrencyCode", content.currency.code)
    _means(settlement, content)
    for share in totals.shares:
        _tax(settlement, share, content)
    if content.period_begin and content.period_end:
        _period(settlement, content.period_begin, content.period_end)
    terms = _put(settlement, "ram:SpecifiedTradePaymentTerms")
    if invoice.kind is InvoiceKind.CREDIT_NOTE:
        _put(terms, "ram:Description", "Set off or paid back.")
    if invoice.due_on:
        _date(terms, "ram:DueDateDateTime", invoice.due_on)
    elif invoice.kind is not InvoiceKind.CREDIT_NOTE:
        _put(terms, "ram:Description", "Nothing is to be paid.")
    _sums(settlement, invoice)
    if content.credited_number:
        credited = _put(settlement, "ram:InvoiceReferencedDocument")
        _put(credited, "ram:IssuerAssignedID", content.credited_number)
        if content.credited_on:
            day = _put(credited, "ram:FormattedIssueDateTime")
            text = _put(day, "qdt:DateTimeString", f"{content.credited_on:%Y%m%d}")
            text.set("format", "102")


def _means(settlement: Element, content: InvoiceContent) -> None:
    if content.bank is None:
        if content.paid_by:
            means = _put(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")
            _put(means, "ram:TypeCode", OTHER_MEANS)
            _put(means, "ram:Information", content.paid_by)
        return
    means = _put(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")
    _put(means, "ram:TypeCode", SEPA_TRANSFER)
    account = _put(means, "ram:PayeePartyCreditorFinancialAccount")
    _put(account, "ram:IBANID", content.bank.iban)
    if content.bank.holder:
        _put(account, "ram:AccountName", content.bank.holder)
    if content.bank.bic:
        bank = _put(means, "ram:PayeeSpecifiedCreditorFinancialInstitution")
        _put(bank, "ram:BICID", content.bank.bic)


def _tax(settlement: Element, share: TaxShare, content: InvoiceContent) -> None:
    tax = _put(settlement, "ram:ApplicableTradeTax")
    _put(tax, "ram:CalculatedAmount", _plain(share.tax))
    _put(tax, "ram:TypeCode", "VAT")
    if share.category is TaxCategory.EXEMPT:
        _put(tax, "ram:ExemptionReason", content.exemption)
    if share.category is TaxCategory.OUTSIDE:
        _put(tax, "ram:ExemptionReason", "Not subject to VAT")
    _put(tax, "ram:BasisAmount", _plain(share.taxable))
    _put(tax, "ram:CategoryCode", share.category)
    if share.category is TaxCategory.OUTSIDE:
        _put(tax, "ram:ExemptionReasonCode", OUTSIDE_REASON)
    else:
        _put(tax, "ram:RateApplicablePercent", _plain(share.percent))


def _sums(settlement: Element, invoice: Invoice) -> None:
    sums = _put(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    for tag, amount in _amounts(invoice):
        element = _put(sums, tag, _plain(amount))
        if tag == "ram:TaxTotalAmount":
            element.set("currencyID", invoice.content.currency.code)


def _amounts(invoice: Invoice) -> Iterator[tuple[str, Decimal]]:
    totals = invoice.content.totals
    yield "ram:LineTotalAmount", totals.net
    yield "ram:TaxBasisTotalAmount", totals.net
    yield "ram:TaxTotalAmount", totals.tax
    if totals.rounding:
        yield "ram:RoundingAmount", totals.rounding
    yield "ram:GrandTotalAmount", totals.gross
    if totals.paid:
        yield "ram:TotalPrepaidAmount", totals.paid
    yield "ram:DuePayableAmount", totals.payable


def _last_day(content: InvoiceContent) -> date:
    zone = ZoneInfo(content.time_zone)
    return max(line.ended_at.astimezone(zone).date() for line in content.lines)


def _period(parent: Element, begin: date, end: date) -> None:
    period = _put(parent, "ram:BillingSpecifiedPeriod")
    _date(period, "ram:StartDateTime", begin)
    _date(period, "ram:EndDateTime", end)


def _date(parent: Element, name: str, day: date) -> None:
    text = _put(_put(parent, name), "udt:DateTimeString", f"{day:%Y%m%d}")
    text.set("format", "102")


def _put(parent: Element, name: str, text: str | None = None) -> Element:
    element = SubElement(parent, _tag(name))
    if text is not None:
        # XML 1.0 has no place for control characters.
        element.text = "".join(c for c in text if c >= " " or c in "\t\n\r")
    return element


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def _plain(amount: Decimal) -> str:
    return format(amount, "f")
