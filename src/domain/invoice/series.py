"""NumberSeries: numbers of invoices, one after another, none left out and none twice."""

from dataclasses import dataclass
from datetime import date

from domain.aggregate import Aggregate
from domain.identity import TenantId


@dataclass(slots=True, kw_only=True)
class NumberSeries(Aggregate):
    """The numbers of one prefix and year.

    It is saved with the invoice that took the number, so that neither is kept without the other.
    """

    tenant: TenantId
    name: str
    """Such as INV-2026."""
    last: int = 0

    def next(self) -> str:
        """The number after the last: INV-2026-000001."""
        self.last += 1
        return f"{self.name}-{self.last:06d}"


def series_name(prefix: str, issued_on: date) -> str:
    """The series of a prefix in the year of issue."""
    return f"{prefix}-{issued_on.year}"
