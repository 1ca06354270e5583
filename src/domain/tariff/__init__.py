"""Tariff: what a charge costs, by every rule of OCPI, and why.

A `Tariff` prices a `Consumption`; the result is a `Bill`. The words are those of OCPI 2.3.0, of
which the older versions are subsets; `Terms` is what goes beyond it.
"""

from domain.tariff.assignment import (
    EVERYWHERE,
    AssignmentId,
    Target,
    TariffAssignment,
    Visit,
    applicable,
)
from domain.tariff.bill import (
    Adjustment,
    Bill,
    BillLine,
    Cause,
    Caution,
    Heading,
    Sums,
    WarningCode,
)
from domain.tariff.comparison import Difference, compared
from domain.tariff.consumption import Consumption, Period, Use
from domain.tariff.elements import (
    UNRESTRICTED,
    Element,
    PriceComponent,
    PriceLimit,
    Restrictions,
    Spot,
)
from domain.tariff.engine import PricePlan, price, price_by
from domain.tariff.errors import NotPriceable
from domain.tariff.events import TariffAssignmentChanged, TariffChange, TariffChanged
from domain.tariff.explanation import Explanation, explain
from domain.tariff.finding import Finding, Severity
from domain.tariff.interpretation import AS_WE_READ_IT, Interpretation
from domain.tariff.lint import lint
from domain.tariff.prices import CONTENT, FullPrices
from domain.tariff.session import PARKED, consumption_of
from domain.tariff.simple import SimplePrices, simple_tariff
from domain.tariff.splitting import split
from domain.tariff.spot import PricePoint, PriceSeries
from domain.tariff.tariff import AltText, Tariff
from domain.tariff.terms import (
    NO_TERMS,
    Allowance,
    Discount,
    GroupPrices,
    Rounding,
    RoundingMode,
    RoundingScope,
    Terms,
)
from domain.tariff.typical import TypicalSession, needs_readings
from domain.tariff.usage import Usage
from domain.tariff.vocabulary import (
    WEEKDAYS,
    Dimension,
    Reservation,
    TariffKind,
    TariffState,
    TaxIncluded,
    Weekday,
)

__all__ = [
    "AS_WE_READ_IT",
    "CONTENT",
    "EVERYWHERE",
    "NO_TERMS",
    "PARKED",
    "UNRESTRICTED",
    "WEEKDAYS",
    "Adjustment",
    "Allowance",
    "AltText",
    "AssignmentId",
    "Bill",
    "BillLine",
    "Cause",
    "Caution",
    "Consumption",
    "Difference",
    "Dimension",
    "Discount",
    "Element",
    "Explanation",
    "Finding",
    "FullPrices",
    "GroupPrices",
    "Heading",
    "Interpretation",
    "NotPriceable",
    "Period",
    "PriceComponent",
    "PriceLimit",
    "PricePlan",
    "PricePoint",
    "PriceSeries",
    "Reservation",
    "Restrictions",
    "Rounding",
    "RoundingMode",
    "RoundingScope",
    "Severity",
    "SimplePrices",
    "Spot",
    "Sums",
    "Target",
    "Tariff",
    "TariffAssignment",
    "TariffAssignmentChanged",
    "TariffChange",
    "TariffChanged",
    "TariffKind",
    "TariffState",
    "TaxIncluded",
    "Terms",
    "TypicalSession",
    "Usage",
    "Use",
    "Visit",
    "WarningCode",
    "Weekday",
    "applicable",
    "compared",
    "consumption_of",
    "explain",
    "lint",
    "needs_readings",
    "price",
    "price_by",
    "simple_tariff",
    "split",
]
