"""Amounts with their units: exact decimals, never binary fractions."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from domain.errors import Invalid

_KILO = Decimal(1000)

_WITHOUT_MINOR_UNIT = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_OF_THOUSANDTHS = "BHD IQD JOD KWD LYD OMR TND"

_MINOR_DIGITS = {
    **dict.fromkeys(_WITHOUT_MINOR_UNIT.split(), 0),
    **dict.fromkeys(_OF_THOUSANDTHS.split(), 3),
}
"""Digits of the minor unit where they are not two (ISO 4217)."""


@dataclass(frozen=True, slots=True, order=True)
class Energy:
    """An amount of energy, in watt-hours."""

    wh: Decimal

    @classmethod
    def from_wh(cls, wh: Decimal | int | str) -> Self:
        """Of so many watt-hours."""
        return cls(Decimal(wh))

    @classmethod
    def from_kwh(cls, kwh: Decimal | int | str) -> Self:
        """Of so many kilowatt-hours."""
        return cls(Decimal(kwh) * _KILO)

    @property
    def kwh(self) -> Decimal:
        """The same in kilowatt-hours."""
        return self.wh / _KILO

    def __add__(self, other: Self) -> Self:
        return type(self)(self.wh + other.wh)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.wh - other.wh)

    def __bool__(self) -> bool:
        return bool(self.wh)


NO_ENERGY = Energy(Decimal(0))


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency and the digits of its minor unit."""

    code: str

    def __post_init__(self) -> None:
        if len(self.code) != 3 or not (self.code.isascii() and self.code.isupper()):
            raise Invalid("currency", "use the three capital letters of ISO 4217, such as EUR")

    @property
    def minor_digits(self) -> int:
        """Digits after the decimal point of an amount that is charged."""
        return _MINOR_DIGITS.get(self.code, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency."""

    amount: Decimal
    currency: Currency

    def __add__(self, other: Self) -> Self:
        if other.currency != self.currency:
            raise Invalid("currency", f"{other.currency.code} is not {self.currency.code}")
        return type(self)(self.amount + other.amount, self.currency)

    def rounded(self) -> Self:
        """To the currency's minor unit, halves away from zero."""
        unit = Decimal(1).scaleb(-self.currency.minor_digits)
        return type(self)(self.amount.quantize(unit, ROUND_HALF_UP), self.currency)
