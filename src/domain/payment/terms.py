"""PaymentTerms: how a tenant lets drivers pay."""

import re
from dataclasses import dataclass
from datetime import timedelta

from domain.aggregate import Aggregate
from domain.errors import Invalid
from domain.identity import TenantId
from domain.payment.amounts import minor_units
from domain.quantities import Energy, Money

MOST_WH = 1_000_000
LONGEST = timedelta(days=7)
_STATEMENT = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 .\-]{2,22}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalCharge:
    """A charge as it may well be, to hold what it costs: energy, and how long it takes."""

    energy: Energy
    charging: timedelta
    idle: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        if not 0 < self.energy.wh <= MOST_WH:
            raise Invalid("typical", "use more than 0 and at most 1000 kWh")
        if not timedelta(0) < self.charging <= LONGEST or not timedelta(0) <= self.idle <= LONGEST:
            raise Invalid("typical", "use more than no time, and at most a week")


@dataclass(slots=True, kw_only=True)
class PaymentTerms(Aggregate):
    """The tenant's own choices; one of each tenant."""

    tenant: TenantId
    hold: Money
    """What is held before a session, where neither the caller nor the tariff says an amount."""
    most: Money
    """The most that may be held."""
    agree_within: timedelta = timedelta(minutes=30)
    """So long a driver may take on the provider's page."""
    return_url: str
    """Where the provider's page sends the driver afterwards."""
    typical: TypicalCharge | None = None
    """What it costs under the tariff is held; None: `hold`, whatever the tariff."""
    receipts: bool = True
    """Whether who has paid gets a receipt, where the operator's billing terms are known."""
    statement: str = ""
    """What the driver reads on his statement behind the account's own name."""

    def __post_init__(self) -> None:
        for field in ("hold", "most"):
            value: Money = getattr(self, field)
            minor_units(value)
            if value.amount <= 0:
                raise Invalid(field, "use more than nothing")
        if self.most.currency != self.hold.currency:
            raise Invalid("most", "use the currency of the hold")
        if self.hold.amount > self.most.amount:
            raise Invalid("hold", "use no more than the most that may be held")
        if not timedelta(minutes=5) <= self.agree_within <= timedelta(hours=12):
            raise Invalid("agree_within", "use 5 minutes to 12 hours")
        if not self.return_url.startswith(("https://", "http://")):
            raise Invalid("return_url", "use an address that begins with https://")
        if self.statement and not _STATEMENT.fullmatch(self.statement):
            raise Invalid("statement", "use 2 to 22 letters, digits and spaces, with a letter")

    def allowed(self, asked: Money) -> Money:
        """What shall be held when a caller asks for so much.

        Raises:
            Invalid: it is another currency, or more than the most.
        """
        if asked.currency != self.hold.currency:
            raise Invalid("currency", f"use {self.hold.currency.code}")
        if asked.amount > self.most.amount:
            raise Invalid("amount", f"use at most {self.most.amount}")
        return asked
