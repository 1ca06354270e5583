"""A Tariff object of OCPI 2.1.1, 2.2.1 or 2.3.0 as ours: the versions differ by their fields."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid5

from adapters.ocpi.reading import (
    Document,
    Reading,
    Unreadable,
    clock_time,
    day,
    instant,
    number,
    one_of,
    whole,
    words,
)
from domain.errors import Invalid
from domain.identity import TariffId, TenantId
from domain.quantities import Currency
from domain.tariff import (
    UNRESTRICTED,
    AltText,
    Dimension,
    Element,
    PriceComponent,
    PriceLimit,
    Reservation,
    Restrictions,
    Tariff,
    TariffKind,
    TariffState,
    TaxIncluded,
    Weekday,
)

_TARIFF_FIELDS = (
    "country_code", "party_id", "id", "currency", "type", "tariff_alt_text", "tariff_alt_url",
    "min_price", "max_price", "preauthorize_amount", "elements", "tax_included",
    "start_date_time", "end_date_time", "energy_mix", "last_updated",
)  # fmt: skip

_RESTRICTIONS = {
    "start_time": clock_time,
    "end_time": clock_time,
    "start_date": day,
    "end_date": day,
    "min_kwh": number,
    "max_kwh": number,
    "min_current": number,
    "max_current": number,
    "min_power": number,
    "max_power": number,
    "min_duration": whole,
    "max_duration": whole,
    "reservation": one_of(Reservation),
}
"""Field → how it is read; they have the same names in the domain."""

_FAMILY = UUID("05c7ad06-b973-51b7-b48a-5d785816a775")
ELSEWHERE = TenantId("elsewhere")


@dataclass(frozen=True, slots=True)
class ReadTariff:
    """What was read."""

    tariff: Tariff
    ocpi_id: str
    remarks: tuple[str, ...] = ()
    """Fields that nobody knows."""


def tariff_id(country: str, party: str, ocpi_id: str) -> TariffId:
    """Our id of somebody's tariff: always the same, in any letter case (CiString)."""
    return TariffId(uuid5(_FAMILY, f"{country}*{party}*{ocpi_id}".casefold()))


def read_tariff(document: Document, tenant: TenantId = ELSEWHERE) -> ReadTariff:
    """The tariff of a JSON object; published, since its owner sent it.

    Raises:
        Unreadable: with all that could not be read.
    """
    told = Reading()
    told.unknown(document, _TARIFF_FIELDS)
    ocpi_id = told.value(document, "id", "", words) or ""
    currency = told.value(document, "currency", "", words, needed=True)
    elements = tuple(_element(told, item, at) for item, at in told.each(document, "elements", ""))
    values = {
        "min_price": _limit(told, document, "min_price"),
        "max_price": _limit(told, document, "max_price"),
        "kind": told.value(document, "type", "", one_of(TariffKind)),
        "alt_url": told.value(document, "tariff_alt_url", "", words),
        "valid_from": told.value(document, "start_date_time", "", instant),
        "valid_until": told.value(document, "end_date_time", "", instant),
        "tax_included": told.value(document, "tax_included", "", one_of(TaxIncluded))
        or TaxIncluded.NO,
    }
    texts = tuple(
        AltText(str(item.get("language", "")), str(item.get("text", "")))
        for item, _ in told.each(document, "tariff_alt_text", "")
    )
    if told.faults or currency is None:
        raise Unreadable("tariff", told.faults)
    try:
        owner = (str(document.get("country_code") or ""), str(document.get("party_id") or ""))
        tariff = Tariff(
            id=tariff_id(*owner, ocpi_id),
            tenant=tenant,
            name=ocpi_id[:100] or "unnamed",
            currency=Currency(currency.upper()),
            elements=elements,
            alt_texts=texts,
            state=TariffState.PUBLISHED,
            **values,  # type: ignore[arg-type] # read by name
        )
    except Invalid as fault:
        raise Unreadable("tariff", [str(fault)]) from fault
    return ReadTariff(tariff, ocpi_id, tuple(told.remarks))


def _element(told: Reading, document: Document, path: str) -> Element:
    told.unknown(document, ("price_components", "restrictions"), path)
    components = [
        _component(told, item, at) for item, at in told.each(document, "price_components", path)
    ]
    raw = document.get("restrictions") or None  # some write an empty list
    if raw is not None and not isinstance(raw, dict):
        told.faults.append(f"{path}.restrictions: is no object")
        raw = None
    limits = _restrictions(told, raw, f"{path}.restrictions") if raw else UNRESTRICTED
    return Element(tuple(c for c in components if c is not None), limits)


def _component(told: Reading, document: Document, path: str) -> PriceComponent | None:
    told.unknown(document, ("type", "price", "vat", "step_size"), path)
    dimension = told.value(document, "type", path, one_of(Dimension), needed=True)
    price = told.value(document, "price", path, number, needed=True)
    vat = told.value(document, "vat", path, number)
    step = told.value(document, "step_size", path, whole)
    if dimension is None or price is None:
        return None
    return PriceComponent(dimension, price, vat, 1 if step is None else step)


def _restrictions(told: Reading, document: Document, path: str) -> Restrictions:
    told.unknown(document, (*_RESTRICTIONS, "day_of_week"), path)
    values = {name: told.value(document, name, path, kind) for name, kind in _RESTRICTIONS.items()}
    named = document.get("day_of_week") or ()
    if document.get("day_of_week") == []:
        told.remarks.append(f"{path}.day_of_week is empty")
    days = told.value({"day_of_week": named}, "day_of_week", path, _days) or frozenset()
    return Restrictions(days=days, **values)  # type: ignore[arg-type] # read by name


def _days(raw: object) -> frozenset[Weekday]:
    named = raw if isinstance(raw, list | tuple) else [raw]
    return frozenset(one_of(Weekday)(name) for name in named)


def _limit(told: Reading, document: Document, name: str) -> PriceLimit | None:
    """Price (2.2.1), PriceLimit (2.3.0), or a bare number before taxes."""
    raw = document.get(name)
    if raw is None:
        return None
    if not isinstance(raw, dict):
        bare = told.value(document, name, "", number)
        return None if bare is None else PriceLimit(bare)
    before, after = amounts(told, raw, name)
    return PriceLimit(before, after)


def amounts(told: Reading, price: Document, path: str) -> tuple[Decimal | None, Decimal | None]:
    """Before and after taxes, of Price in any version or of PriceLimit."""
    before = told.value(price, "excl_vat", path, number)
    if before is None:
        before = told.value(price, "before_taxes", path, number)
    after = told.value(price, "incl_vat", path, number)
    if after is None:
        after = told.value(price, "after_taxes", path, number)
    taxes = [told.value(tax, "amount", at, number) for tax, at in told.each(price, "taxes", path)]
    if after is None and before is not None and "taxes" in price:
        after = before + sum((tax for tax in taxes if tax is not None), Decimal(0))
    return before, after
