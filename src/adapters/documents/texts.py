"""What stands on an invoice, in each language: one table."""

from collections.abc import Mapping
from types import MappingProxyType

ENGLISH = {
    "invoice": "Invoice",
    "receipt": "Receipt",
    "self_billed": "Reimbursement statement",
    "credit_note": "Credit note",
    "draft": "Draft",
    "number": "Number",
    "date": "Date",
    "due": "Payable until",
    "period": "Period",
    "reference": "Your reference",
    "their_vat": "Your VAT id",
    "credited": "Takes back",
    "of": "of",
    "session": "Session",
    "energy": "Energy",
    "duration": "Duration",
    "tax": "VAT",
    "amount": "Amount",
    "net": "Total before VAT",
    "tax_line": "VAT {percent} % on {taxable}",
    "zero_line": "No VAT on {taxable}",
    "gross": "Total with VAT",
    "gross_untaxed": "Total",
    "rounding": "Rounding of single sessions",
    "paid": "Paid",
    "paid_by": "Paid by {means}",
    "payable": "Amount to pay",
    "given_back": "Amount given back",
    "reclaimed": "Taken back",
    "set_off": "The amount is set off against your next reimbursement.",
    "to_be_paid_out": "Amount paid to you",
    "pay": "Please pay {amount} until {due} to the account below, quoting {number}.",
    "settled": "The amount has been paid. There is nothing left to do.",
    "back": "The amount is set off or paid back to you.",
    "out": "The amount is paid to the account below.",
    "out_bare": "The amount is paid to you.",
    "free": "There is nothing to pay.",
    "reason": "Reason",
    "self_billed_note": "Self-billing: issued by the buyer in the name of the seller.",
    "outside_note": "Not subject to VAT.",
    "bank": "Bank account",
    "vat_id": "VAT id",
    "tax_number": "Tax number",
    "registration": "Register",
    "page": "Page {page} of {pages}",
    "taken_back": "taken back",
    "card": "Card",
    "FLAT": "Session",
    "ENERGY": "Energy",
    "TIME": "Charging time",
    "PARKING_TIME": "Idle time",
    "kWh": "kWh",
    "h": "h",
    "session_unit": "",
    "mail_subject": "{title} {number}",
    "mail_text": (
        "Dear {name},\n\n"
        "please find attached our {kind} {number} of {date} over {amount}.\n\n"
        "With kind regards\n{seller}\n"
    ),
    "draft_mark": "DRAFT",
}

GERMAN = {
    "invoice": "Rechnung",
    "receipt": "Quittung",
    "self_billed": "Erstattungsabrechnung",
    "credit_note": "Rechnungskorrektur",
    "draft": "Entwurf",
    "number": "Nummer",
    "date": "Datum",
    "due": "Zahlbar bis",
    "period": "Zeitraum",
    "reference": "Ihre Referenz",
    "their_vat": "Ihre USt-IdNr.",
    "credited": "Korrigiert",
    "of": "vom",
    "session": "Ladevorgang",
    "energy": "Energie",
    "duration": "Dauer",
    "tax": "USt",
    "amount": "Betrag",
    "net": "Summe netto",
    "tax_line": "{percent} % USt auf {taxable}",
    "zero_line": "Ohne USt: {taxable}",
    "gross": "Summe brutto",
    "gross_untaxed": "Summe",
    "rounding": "Rundung der einzelnen Ladevorgänge",
    "paid": "Bezahlt",
    "paid_by": "Bezahlt mit {means}",
    "payable": "Zu zahlen",
    "given_back": "Gutgeschriebener Betrag",
    "reclaimed": "Zurückgenommen",
    "set_off": "Der Betrag wird mit Ihrer nächsten Erstattung verrechnet.",
    "to_be_paid_out": "Erstattungsbetrag",
    "pay": (
        "Bitte überweisen Sie {amount} bis zum {due} auf das unten genannte Konto und geben Sie "
        "dabei {number} an."
    ),
    "settled": "Der Betrag ist bezahlt. Es ist nichts weiter zu tun.",
    "back": "Der Betrag wird verrechnet oder Ihnen erstattet.",
    "out": "Der Betrag wird auf das unten genannte Konto überwiesen.",
    "out_bare": "Der Betrag wird Ihnen erstattet.",
    "free": "Es ist nichts zu zahlen.",
    "reason": "Grund",
    "self_billed_note": "Gutschrift: vom Leistungsempfänger im Namen des Leistenden ausgestellt.",
    "outside_note": "Nicht steuerbar.",
    "bank": "Bankverbindung",
    "vat_id": "USt-IdNr.",
    "tax_number": "Steuernummer",
    "registration": "Register",
    "page": "Seite {page} von {pages}",
    "taken_back": "zurückgenommen",
    "card": "Karte",
    "FLAT": "Startgebühr",
    "ENERGY": "Energie",
    "TIME": "Ladezeit",
    "PARKING_TIME": "Standzeit",
    "kWh": "kWh",
    "h": "h",
    "session_unit": "",
    "mail_subject": "{title} {number}",
    "mail_text": (
        "Guten Tag {name},\n\n"
        "anbei erhalten Sie unsere {kind} {number} vom {date} über {amount}.\n\n"
        "Mit freundlichen Grüßen\n{seller}\n"
    ),
    "draft_mark": "ENTWURF",
}

TEXTS: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": ENGLISH, "de": GERMAN})
"""Language → what → words. A new language is a new column here."""


def texts_of(language: str) -> Mapping[str, str]:
    """The column of a language; English for one that is not there."""
    return TEXTS.get(language, ENGLISH)
