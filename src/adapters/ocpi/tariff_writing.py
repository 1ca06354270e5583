"""Our tariffs as Tariff objects of OCPI 2.1.1, 2.2.1 and 2.3.0: the versions are one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec

from domain.tariff import (
    NO_TERMS,
    WEEKDAYS,
    Element,
    PriceComponent,
    PriceLimit,
    Restrictions,
    Tariff,
    TaxIncluded,
)

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """A JSON object, and what of the tariff the version cannot say."""

    document: Document
    """Its numbers are decimals: `to_text` writes them digit for digit."""
    losses: tuple[str, ...] = ()


def _limit_221(limit: PriceLimit) -> Document:
    return _given(excl_vat=limit.before_taxes, incl_vat=limit.after_taxes)


def _limit_230(limit: PriceLimit) -> Document:
    return _given(before_taxes=limit.before_taxes, after_taxes=limit.after_taxes)


@dataclass(frozen=True, slots=True)
class _Version:
    limit: Callable[[PriceLimit], Document] | None
    vat: bool = True
    validity: bool = True
    tax_included: bool = False
    kind: bool = True


_VERSIONS: Mapping[str, _Version] = {
    "2.1.1": _Version(None, vat=False, validity=False, kind=False),
    "2.2.1": _Version(_limit_221),
    "2.3.0": _Version(_limit_230, tax_included=True),
}


def write_tariff(
    tariff: Tariff,
    version: str,
    *,
    country_code: str,
    party_id: str,
    last_updated: datetime,
    ocpi_id: str | None = None,
) -> Written:
    """The object to send; raises KeyError for a version that nobody knows.

    A price limit without an amount before taxes has no form in OCPI; it is a loss, as are groups,
    discounts and the other terms beyond OCPI. A loss of money is for the caller to refuse.
    """
    says = _VERSIONS[version]
    losses: list[str] = []
    document: Document = {
        "country_code": country_code,
        "party_id": party_id,
        "id": ocpi_id or str(tariff.id),
        "currency": tariff.currency.code,
    }
    document |= _words(tariff, says)
    document |= _limits(tariff, says, losses)
    document["elements"] = [_element(element, says, losses) for element in tariff.elements]
    if says.tax_included:
        document["tax_included"] = tariff.tax_included.value
    elif tariff.tax_included is TaxIncluded.YES:
        losses.append("tax_included")
    document |= _validity(tariff, says, losses)
    if tariff.terms != NO_TERMS:
        losses.append("terms")
    document["last_updated"] = _instant(last_updated)
    return Written(document, tuple(dict.fromkeys(losses)))


def _words(tariff: Tariff, says: _Version) -> Document:
    told: Document = {}
    if says.kind and tariff.kind is not None:
        told["type"] = tariff.kind.value
    if tariff.alt_texts:
        told["tariff_alt_text"] = [
            {"language": text.language, "text": text.text} for text in tariff.alt_texts
        ]
    if tariff.alt_url:
        told["tariff_alt_url"] = tariff.alt_url
    return told


def _limits(tariff: Tariff, says: _Version, losses: list[str]) -> Document:
    told: Document = {}
    for name, limit in (("min_price", tariff.min_price), ("max_price", tariff.max_price)):
        if limit is not None and (says.limit is None or limit.before_taxes is None):
            losses.append(name)
        elif limit is not None and says.limit is not None:
            told[name] = says.limit(limit)
    return told


def _validity(tariff: Tariff, says: _Version, losses: list[str]) -> Document:
    bounds = (("start_date_time", tariff.valid_from), ("end_date_time", tariff.valid_until))
    known = {name: _instant(at) for name, at in bounds if at is not None}
    if says.validity:
        return known
    losses += known
    return {}


def to_text(document: Document) -> bytes:
    """The JSON text of a document, its decimals as numbers."""
    return msgspec.json.Encoder(decimal_format="number").encode(document)


def _element(element: Element, says: _Version, losses: list[str]) -> Document:
    components = [_component(component, says, losses) for component in element.components]
    restrictions = _restrictions(element.restrictions)
    told: Document = {"price_components": components}
    if restrictions:
        told["restrictions"] = restrictions
    return told


def _component(component: PriceComponent, says: _Version, losses: list[str]) -> Document:
    told: Document = {"type": component.dimension.value, "price": component.price}
    if component.vat is not None:
        if says.vat:
            told["vat"] = component.vat
        else:
            losses.append("vat")
    if component.spot is not None:
        losses.append("spot")
    told["step_size"] = max(component.step_size, 1)
    return told


_PLAIN = ("min_duration", "max_duration")
_NUMBERS = (
    "min_kwh", "max_kwh", "min_current", "max_current", "min_power", "max_power",
)  # fmt: skip


def _restrictions(of: Restrictions) -> Document:
    told: Document = {}
    for name in ("start_time", "end_time"):
        if (at := getattr(of, name)) is not None:
            told[name] = f"{at:%H:%M}"
    for name in ("start_date", "end_date"):
        if (day := getattr(of, name)) is not None:
            told[name] = day.isoformat()
    told |= {name: v for name in _NUMBERS if (v := getattr(of, name)) is not None}
    told |= {name: v for name in _PLAIN if (v := getattr(of, name)) is not None}
    if of.days:
        told["day_of_week"] = [day.value for day in WEEKDAYS if day in of.days]
    if of.reservation is not None:
        told["reservation"] = of.reservation.value
    return told


def _given(**amounts: Decimal | None) -> Document:
    return {name: amount for name, amount in amounts.items() if amount is not None}


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
