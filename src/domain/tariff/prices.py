"""All that a price list says of prices."""

from dataclasses import dataclass

from domain.tariff.elements import Element, PriceLimit
from domain.tariff.tariff import AltText
from domain.tariff.terms import NO_TERMS, Terms
from domain.tariff.vocabulary import TariffKind, TaxIncluded


@dataclass(frozen=True, slots=True, kw_only=True)
class FullPrices:
    """What OCPI can say of prices, and what goes beyond it; the fields are the tariff's."""

    elements: tuple[Element, ...]
    min_price: PriceLimit | None = None
    max_price: PriceLimit | None = None
    tax_included: TaxIncluded = TaxIncluded.NO
    kind: TariffKind | None = None
    alt_texts: tuple[AltText, ...] = ()
    alt_url: str | None = None
    terms: Terms = NO_TERMS


CONTENT = tuple(FullPrices.__dataclass_fields__)
"""Names of its fields."""
