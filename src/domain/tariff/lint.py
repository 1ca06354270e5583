"""Lint: everything about a tariff that is wrong, doubtful, or worth a word.

Each rule yields findings with their places, as OCPI's JSON has them. `FAULTS` are those for which
a tariff cannot be priced and is never published; `ADVICE` is for its author.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from domain.tariff.coverage import coverages
from domain.tariff.elements import Element, PriceComponent, PriceLimit, Restrictions
from domain.tariff.finding import Finding, Severity
from domain.tariff.iso4217 import CODES
from domain.tariff.tariff import Tariff
from domain.tariff.vocabulary import Dimension, TaxIncluded

Found = Iterator[Finding]
Rule = Callable[[Tariff], Found]


def lint(tariff: Tariff) -> tuple[Finding, ...]:
    """All findings, the gravest first."""
    found = [finding for rule in (*FAULTS, *ADVICE) for finding in rule(tariff)]
    return tuple(sorted(found, key=lambda finding: -finding.severity))


def obstacles(tariff: Tariff) -> tuple[Finding, ...]:
    """Why it cannot price anything; empty: it can."""
    return tuple(finding for rule in FAULTS for finding in rule(tariff))


# Faults.


def nothing_priced(tariff: Tariff) -> Found:
    """There is an element, and a component in each (card. +)."""
    for path, elements in _lists(tariff):
        if not elements:
            yield _fault("no_elements", path, "there is none")
        for number, element in enumerate(elements):
            if not element.components:
                yield _fault("no_components", f"{path}[{number}].price_components", "there is none")


def bad_numbers(tariff: Tariff) -> Found:
    """Prices, taxes and steps are numbers that can be charged."""
    for path, component, _ in _components(tariff):
        if not component.price.is_finite() or component.price < 0:
            yield _fault("bad_price", f"{path}.price", "use a number, 0 or more")
        if component.vat is not None and not (component.vat.is_finite() and component.vat >= 0):
            yield _fault("bad_vat", f"{path}.vat", "use a percentage, 0 or more")
        if component.step_size < 0:
            yield _fault("bad_step", f"{path}.step_size", "use a whole number, 0 or more")


def bad_limits(tariff: Tariff) -> Found:
    """Minimum and maximum price are amounts of money, and the minimum is not the greater."""
    for name, limit in _limits(tariff):
        for part, amount in (("excl_vat", limit.before_taxes), ("incl_vat", limit.after_taxes)):
            if amount is not None and not (amount.is_finite() and amount >= 0):
                yield _fault("bad_limit", f"{name}.{part}", "use a number, 0 or more")
    least, most = tariff.min_price, tariff.max_price
    if least is None or most is None:
        return
    for part, low, high in (
        ("excl_vat", least.before_taxes, most.before_taxes),
        ("incl_vat", least.after_taxes, most.after_taxes),
    ):
        if low is not None and high is not None and low > high:
            yield _fault("min_above_max", f"min_price.{part}", f"{low} is above max_price's {high}")


def bad_terms(tariff: Tariff) -> Found:
    """What goes beyond OCPI is a number that can be charged, too."""
    terms = tariff.terms
    if terms.idle_cap is not None and not (terms.idle_cap.is_finite() and terms.idle_cap >= 0):
        yield _fault("bad_idle_cap", "terms.idle_cap", "use a number, 0 or more")
    if terms.idle_grace.total_seconds() < 0:
        yield _fault("bad_idle_grace", "terms.idle_grace", "use 0 seconds or more")
    for number, allowance in enumerate(terms.allowances):
        path = f"terms.allowances[{number}]"
        if not allowance.amount.is_finite() or allowance.amount < 0:
            yield _fault("bad_allowance", f"{path}.amount", "use a number, 0 or more")
        if allowance.dimension is Dimension.FLAT:
            yield _fault("flat_allowance", f"{path}.dimension", "a flat fee has no quantity")
    for number, discount in enumerate(terms.discounts):
        if not (discount.percent.is_finite() and 0 <= discount.percent <= 100):
            yield _fault("bad_discount", f"terms.discounts[{number}].percent", "use 0 to 100")


# Advice.


def never_used(tariff: Tariff) -> Found:
    """Shadowed, contradictory and missing prices: all circumstances are tried."""
    for path, elements in _lists(tariff):
        reported: set[tuple[int, int]] = set()
        holding: set[tuple[int, int]] = set()
        everything = list(coverages(elements))
        for coverage, _ in everything:
            holding |= {(s.element, s.component) for s in coverage.used}
        for coverage, slots in everything:
            for slot in slots:
                place = slot.element, slot.component
                if place in reported or place in holding:
                    continue
                reported.add(place)
                where = f"{path}[{slot.element}].price_components[{slot.component}]"
                if slot in coverage.matching:
                    yield _doubt("shadowed", where, "earlier elements always hold instead")
                else:
                    yield _doubt("never_holds", where, "its restrictions contradict one another")
            if coverage.gap and coverage.dimension in _WITH_DEFAULT:
                name = _WITH_DEFAULT[coverage.dimension]
                yield _hint("gap", path, f"{name} is free in some circumstances: add a default")


_WITH_DEFAULT = {1: Dimension.ENERGY, 2: Dimension.TIME, 3: Dimension.PARKING_TIME}


def doubled(tariff: Tariff) -> Found:
    """Two components of one dimension in one element are undefined; the first is used."""
    for path, elements in _lists(tariff):
        for number, element in enumerate(elements):
            seen: set[Dimension] = set()
            for place, component in enumerate(element.components):
                where = f"{path}[{number}].price_components[{place}].type"
                if component.dimension in seen:
                    yield _doubt("doubled", where, f"a second {component.dimension}: not used")
                seen.add(component.dimension)


def steps(tariff: Tariff) -> Found:
    """Steps are gone in OCPI 3.0."""
    for path, component, _ in _components(tariff):
        where = f"{path}.step_size"
        if component.dimension is Dimension.FLAT:
            continue
        if component.step_size == 0:
            yield _hint("step_zero", where, "0 is read as no step; use 1")
        elif component.step_size > 1:
            yield _hint("step_size", where, "OCPI 3.0 has no steps: 1 is ready for it")


_RANGES = (
    ("min_kwh", "max_kwh"),
    ("min_current", "max_current"),
    ("min_power", "max_power"),
    ("min_duration", "max_duration"),
    ("start_date", "end_date"),
)


def ranges(tariff: Tariff) -> Found:
    """Restrictions leave something."""
    for path, limits in _restrictions(tariff):
        if limits.start_time is not None and limits.start_time == limits.end_time:
            yield _doubt("start_is_end", f"{path}.end_time", "undefined; read as the whole day")
        for low, high in _RANGES:
            least, most = getattr(limits, low), getattr(limits, high)
            if least is not None and most is not None and least >= most:
                yield _doubt("empty_range", f"{path}.{high}", f"{most} is not above {low} {least}")
            if high.startswith("max") and most is not None and most <= 0:
                yield _doubt("max_zero", f"{path}.{high}", f"nothing is below {most}")


def reservations(tariff: Tariff) -> Found:
    """A reservation has a fee and a time, nothing else."""
    for path, component, element in _components(tariff):
        reserved = element.restrictions.reservation is not None
        if reserved and component.dimension in {Dimension.ENERGY, Dimension.PARKING_TIME}:
            where = f"{path}.type"
            yield _doubt("reservation", where, f"a reservation has no {component.dimension}")


def parking_alone(tariff: Tariff) -> Found:
    """Parking is priced, and charging is not."""
    priced = {c.dimension for _, c, e in _components(tariff) if not e.restrictions.reservation}
    if Dimension.PARKING_TIME in priced and not priced & {Dimension.TIME, Dimension.ENERGY}:
        yield _doubt("parking_alone", "elements", "parking is priced, time and energy are not")


def currency(tariff: Tariff) -> Found:
    """It exists."""
    if tariff.currency.code not in CODES:
        code = tariff.currency.code
        yield _doubt("unknown_currency", "currency", f"{code} is none of ISO 4217")


def taxes(tariff: Tariff) -> Found:
    """All parts are taxed, or none; and not twice."""
    known = [(path, c) for path, c, _ in _components(tariff) if c.price]
    some = any(c.vat is not None for _, c in known)
    for path, component in known:
        where = f"{path}.vat"
        if component.vat is None and some:
            yield _doubt("vat_missing", where, "others have one: no total after taxes can be told")
        if component.vat is not None and tariff.tax_included is not TaxIncluded.NO:
            told = f"tax_included is {tariff.tax_included}"
            yield _doubt("vat_and_included", where, f"{told}: there is nothing to add")
        if component.vat is not None and component.vat.is_finite() and component.vat > 100:
            yield _doubt("vat_high", where, f"{component.vat} is a percentage")


def limit_amounts(tariff: Tariff) -> Found:
    """Before and after taxes go together."""
    for name, limit in _limits(tariff):
        before, after = limit.before_taxes, limit.after_taxes
        if before is not None and after is not None and after < before:
            told = f"{after} is below the {before} before taxes"
            yield _doubt("limit_taxes", f"{name}.incl_vat", told)
        if before is None and after is None:
            yield _hint("limit_empty", name, "it limits nothing")


def validity(tariff: Tariff) -> Found:
    """It begins before it ends."""
    start, end = tariff.valid_from, tariff.valid_until
    if start is not None and end is not None and end <= start:
        yield _doubt("never_valid", "end_date_time", "is not after start_date_time")


_AMOUNT = re.compile(r"\d+[.,]\d{2}(?!\d)|[€$£]\s*\d|\d\s*[€$£]")


def alt_texts(tariff: Tariff) -> Found:
    """A text with prices must be kept in step with the elements."""
    for number, text in enumerate(tariff.alt_texts):
        if _AMOUNT.search(text.text):
            where = f"tariff_alt_text[{number}].text"
            yield _hint("alt_text", where, "it names prices: keep it in step with the elements")


FAULTS: tuple[Rule, ...] = (nothing_priced, bad_numbers, bad_limits, bad_terms)
ADVICE: tuple[Rule, ...] = (
    never_used, doubled, steps, ranges, reservations, parking_alone, currency, taxes,
    limit_amounts, validity, alt_texts,
)  # fmt: skip


def _lists(tariff: Tariff) -> Iterable[tuple[str, tuple[Element, ...]]]:
    yield "elements", tariff.elements
    for number, group in enumerate(tariff.terms.groups):
        yield f"terms.groups[{number}].elements", group.elements


def _components(tariff: Tariff) -> Iterator[tuple[str, PriceComponent, Element]]:
    for path, elements in _lists(tariff):
        for number, element in enumerate(elements):
            for place, component in enumerate(element.components):
                yield f"{path}[{number}].price_components[{place}]", component, element


def _restrictions(tariff: Tariff) -> Iterator[tuple[str, Restrictions]]:
    for path, elements in _lists(tariff):
        for number, element in enumerate(elements):
            yield f"{path}[{number}].restrictions", element.restrictions


def _limits(tariff: Tariff) -> Iterator[tuple[str, PriceLimit]]:
    for name, limit in (("min_price", tariff.min_price), ("max_price", tariff.max_price)):
        if limit is not None:
            yield name, limit


def _fault(code: str, path: str, message: str) -> Finding:
    return Finding(code, Severity.FAULT, path, message)


def _doubt(code: str, path: str, message: str) -> Finding:
    return Finding(code, Severity.DOUBT, path, message)


def _hint(code: str, path: str, message: str) -> Finding:
    return Finding(code, Severity.HINT, path, message)
