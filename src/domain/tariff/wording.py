"""A price list in a few words, for the screen of a station."""

from decimal import Decimal

from domain.tariff.simple import SimplePrices
from domain.tariff.tariff import Tariff

MOST_CHARACTERS = 200


def price_text(tariff: Tariff, language: str | None = None) -> str:
    """Its own words in that language, else in its first; else its simple prices, with taxes.

    Empty where the list has no words of its own and says more than simple prices can.
    """
    wanted = (language or "")[:2].lower()
    own = next((t for t in tariff.alt_texts if t.language == wanted), None)
    own = own or next(iter(tariff.alt_texts), None)
    if own is not None:
        return own.text[:MOST_CHARACTERS]
    simple = SimplePrices.of(tariff)
    if simple is None:
        return ""
    code = tariff.currency.code
    parts = (
        (simple.flat, f"{code}"),
        (simple.per_kwh, f"{code}/kWh"),
        (simple.per_hour, f"{code}/h"),
        (simple.idle_per_hour, f"{code}/h idle"),
    )
    told = [f"{with_tax(price, simple):f} {unit}" for price, unit in parts if price]
    return " + ".join(told) or f"0 {code}"


def with_tax(price: Decimal, simple: SimplePrices) -> Decimal:
    """What a driver pays for one unit, to a hundredth of a cent at most."""
    full = price * (1 + simple.tax_percent / 100)
    exact = full.quantize(Decimal("0.0001")).normalize()
    cents = full.quantize(Decimal("0.01"))
    return cents if exact == cents else exact
