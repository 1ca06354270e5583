"""Who sells and who buys, as an invoice names them (EN 16931: BG-4, BG-7, BG-16)."""

import re
from dataclasses import dataclass

from domain.errors import Invalid
from domain.location import NO_ADDRESS, Address

_MAIL = re.compile(r"[^@\s<>,;\"\x00-\x1f\x7f]{1,64}@[A-Za-z0-9.-]{1,253}")
_VAT = re.compile(r"[A-Z]{2}[A-Z0-9+*.]{2,13}")
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")


def mail_address(text: str, field: str = "email") -> str:
    """Raises Invalid unless mail can be sent to `text`: one address, nothing around it."""
    if not _MAIL.fullmatch(text):
        raise Invalid(field, "use one address such as ada@example.com")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A seller or a buyer."""

    name: str
    address: Address = NO_ADDRESS
    vat_id: str = ""
    """With its country's prefix (BT-31, BT-48)."""
    tax_number: str = ""
    """Of the local tax office (BT-32)."""
    registration: str = ""
    """Company register and number (BT-30, BT-47)."""
    email: str = ""
    phone: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= 200:
            raise Invalid("name", "use 1 to 200 characters")
        if self.vat_id and not _VAT.fullmatch(self.vat_id):
            raise Invalid("vat_id", "use the country's two letters and the number, no blanks")
        if self.email:
            mail_address(self.email)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankAccount:
    """Where to pay (BG-17)."""

    iban: str
    bic: str = ""
    holder: str = ""

    def __post_init__(self) -> None:
        if not _IBAN.fullmatch(self.iban) or not _checks(self.iban):
            raise Invalid("iban", "this is no IBAN: look at its digits, and leave out blanks")


def _checks(iban: str) -> bool:
    """Whether the check digits fit (ISO 13616: mod 97)."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
