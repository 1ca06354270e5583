"""BillingProfile: as whom, where and how an operator writes his invoices."""

import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo, available_timezones

from domain.aggregate import Aggregate
from domain.errors import Invalid
from domain.identity import TenantId
from domain.invoice.parties import BankAccount, Party

LANGUAGES = ("en", "de")
"""Languages that invoices can be written in."""

_PREFIX = re.compile(r"[A-Z0-9]{1,10}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BillingTerms:
    """All that an operator says of his invoices."""

    seller: Party
    bank: BankAccount | None = None
    language: str = "en"
    """Where a customer has not said his own."""
    time_zone: str = "UTC"
    """By which days and years of invoices are counted."""
    payment_days: int = 14
    invoice_prefix: str = "INV"
    credit_prefix: str = "CRN"
    self_billed_prefix: str = "SBI"
    exemption: str = ""
    """Why no VAT is charged at all, where that is so (such as a small business)."""
    footer: str = ""
    country_code: str = ""
    """ISO 3166-1 alpha-2, and below the three letters by which partners know the operator
    (OCPI)."""
    party_id: str = ""

    def __post_init__(self) -> None:
        if not (self.seller.address.country and self.seller.address.city):
            raise Invalid("seller", "give its address with city and country: an invoice needs it")
        if not (self.seller.vat_id or self.seller.tax_number or self.seller.registration):
            raise Invalid("seller", "give a VAT id, tax number or registration")
        if self.language not in LANGUAGES:
            raise Invalid("language", f"use one of {', '.join(LANGUAGES)}")
        if self.time_zone not in available_timezones():
            raise Invalid("time_zone", "use a name of the IANA database, such as Europe/Berlin")
        if not 0 <= self.payment_days <= 365:
            raise Invalid("payment_days", "use 0 to 365")
        prefixes = (self.invoice_prefix, self.credit_prefix, self.self_billed_prefix)
        if not all(_PREFIX.fullmatch(prefix) for prefix in prefixes):
            raise Invalid("invoice_prefix", "use 1 to 10 capital letters and digits")
        if len(set(prefixes)) != len(prefixes):
            raise Invalid("invoice_prefix", "each kind of document needs a prefix of its own")

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)


@dataclass(slots=True, kw_only=True)
class BillingProfile(Aggregate):
    """The terms of one tenant."""

    tenant: TenantId
    terms: BillingTerms
