"""What a price list says, as it is shown: field by field, numbers as text."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from application.views.amounts import plain
from application.views.prices import (
    AllowanceView,
    AltTextView,
    ComponentView,
    DiscountView,
    ElementView,
    GroupPricesView,
    LimitView,
    RestrictionsView,
    RoundingView,
    SpotView,
    TermsView,
)
from domain.tariff import (
    Allowance,
    AltText,
    Discount,
    Element,
    GroupPrices,
    PriceComponent,
    PriceLimit,
    Restrictions,
    Rounding,
    Spot,
    Terms,
)

SHOWN_AS: Mapping[type[Any], type[Any]] = MappingProxyType(
    {
        Allowance: AllowanceView,
        AltText: AltTextView,
        Discount: DiscountView,
        Element: ElementView,
        GroupPrices: GroupPricesView,
        PriceComponent: ComponentView,
        PriceLimit: LimitView,
        Restrictions: RestrictionsView,
        Rounding: RoundingView,
        Spot: SpotView,
    }
)
"""The fields have the same names."""


def shown(value: Any) -> Any:  # noqa: ANN401 - any part of a price list
    """A part of a price list as shown."""
    kind = SHOWN_AS.get(type(value))
    if kind is not None:
        return kind(**{f.name: shown(getattr(value, f.name)) for f in fields(kind)})
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, frozenset):
        return tuple(sorted(value))
    return tuple(map(shown, value)) if isinstance(value, tuple) else value


def terms_shown(terms: Terms) -> TermsView:
    """As shown."""
    return TermsView(
        idle_grace_seconds=int(terms.idle_grace.total_seconds()),
        idle_cap=shown(terms.idle_cap),
        allowances=shown(terms.allowances),
        groups=shown(terms.groups),
        discounts=shown(terms.discounts),
        rounding=shown(terms.rounding),
    )
