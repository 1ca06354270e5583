"""What a case costs here, held against what it should cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from tests.conformance.prices.cases import Case

from adapters.ocpi.cdr_reading import TOTALS, read_cdr
from adapters.ocpi.reading import Reading, Unreadable, number
from adapters.ocpi.tariff_reading import amounts, read_tariff
from domain.errors import DomainError
from domain.tariff import (
    AS_WE_READ_IT,
    Bill,
    Consumption,
    Dimension,
    Heading,
    Interpretation,
    WarningCode,
    price,
)
from domain.tariff.comparison import TOLERANCE, TOTAL, Stated, compared
from domain.tariff.interpretation import MissingVat

HEADINGS = {
    "total_cost": TOTAL,
    "total_fixed_cost": Heading.FIXED.value,
    "total_flat_cost": Heading.FIXED.value,
    "total_energy_cost": Heading.ENERGY.value,
    "total_time_cost": Heading.TIME.value,
    "total_parking_cost": Heading.PARKING.value,
    "total_parking_time_cost": Heading.PARKING.value,
    "total_reservation_cost": Heading.RESERVATION.value,
}

VOLUMES = ("total_energy", "total_time", "total_parking_time")
"""In kWh and hours; the time is that of charging and of parking together."""

OVERRIDES = {
    "025kwh_min_price/cdr2_less_than_2kWh.json": (
        {"total_cost": {"excl_vat": 0.50, "incl_vat": 0.55}},
        "the minimum price of 0.50 holds (OCPI 2.2.1 mod_tariffs, Tariff.min_price)",
    )
}
"""Cases whose totals are wrong by the specification, what is right, and why."""

_FAILS = ("error", "unpriceable", "fails")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case."""

    name: str
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything is as it should be."""
        return not self.failures


def verdict(case: Case) -> Verdict:
    """Price it, and compare. A case that nobody thought of fails by itself, not the whole run."""
    try:
        return _judged(case)
    except Exception as fault:  # noqa: BLE001 - a line for each failure, whatever it is
        return Verdict(case.name, (f"{type(fault).__name__}: {fault}",))


def _judged(case: Case) -> Verdict:
    expected = case.expected
    notes = [f"unknown key {key}" for key in case.unknown]
    for ending, (right, why) in OVERRIDES.items():
        if case.name.endswith(ending) and expected is None:
            stated = {name: value for name, value in case.cdr.items() if name in TOTALS}
            expected, notes = {**stated, **right}, [*notes, f"overridden: {why}"]
    try:
        reading, unknown = _reading(case.options)
        notes += [f"unknown option {name}" for name in unknown]
        currency = case.cdr.get("currency") or "EUR"  # a partial tariff may not say it
        known = [read_tariff({"currency": currency, **told}) for told in case.tariffs]
        cdr = read_cdr(case.cdr, known, case.zone)
        notes += [f"unknown field {name}" for each in known for name in each.remarks]
        notes += [f"in the CDR: {remark}" for remark in cdr.remarks]
        bill = price(cdr.tariffs, cdr.consumption, reading)
        face_value = replace(reading, missing_vat=MissingVat.FACE_VALUE)
        whole = price(cdr.tariffs, cdr.consumption, face_value)
    except (Unreadable, DomainError) as refusal:
        if expected is not None and any(expected.get(key) for key in _FAILS):
            return Verdict(case.name, (), (*notes, str(refusal)))
        return Verdict(case.name, (str(refusal),), tuple(notes))
    if expected is None:
        expected = {name: value for name, value in case.cdr.items() if name in TOTALS}
    expected = _flat(expected)
    sign = -1 if case.expected is None and case.cdr.get("credit") is True else 1
    failures = [*_costs(expected, bill, whole, sign), *_billed(expected, bill)]
    failures += [*_volumes(expected, cdr.consumption), *_warnings(expected, bill)]
    failures += [f"it was priced: {bill.total.amount}" for key in _FAILS if expected.get(key)]
    known_keys = {*HEADINGS, *VOLUMES, *_FAILS, "warnings"}
    notes += [
        f"unknown expectation {key}"
        for key in expected
        if key not in known_keys and not key.startswith("billed")
    ]
    if not any(key in known_keys or key.startswith("billed") for key in expected):
        failures.append("nothing is expected: neither the CDR nor expected.json has a total")
    notes += [f"warning {warning.code}" for warning in bill.warnings]
    return Verdict(case.name, tuple(failures), tuple(notes))


def _flat(expected: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without groups: totals may stand by themselves, or together under one name."""
    groups = [expected[name] for name in _GROUPS if isinstance(expected.get(name), Mapping)]
    flat = {key: value for key, value in expected.items() if key not in _GROUPS}
    for key, value in (pair for group in groups for pair in group.items()):
        name = str(key).lower()
        flat[name if name in HEADINGS else f"total_{name.removesuffix('_cost')}_cost"] = value
    return flat


_GROUPS = ("totals", "costs", "dimensions", "per_dimension")


def _volumes(expected: Mapping[str, Any], used: Consumption) -> Iterator[str]:
    parked = sum((p.parking for p in used.periods), timedelta())
    charged = sum((p.charging for p in used.periods), timedelta())
    amounts_used = (used.energy.kwh, (charged + parked) / _HOUR, parked / _HOUR)
    for name, ours in zip(VOLUMES, amounts_used, strict=True):
        theirs = expected.get(name)
        if theirs is not None and abs(number(theirs) - Decimal(ours)) > TOLERANCE:
            yield f"{name}: expected {theirs}, ours {ours:.4f}"


_HOUR = timedelta(hours=1)


def _costs(expected: Mapping[str, Any], bill: Bill, face_value: Bill, sign: int) -> Iterator[str]:
    """Where VAT is missing in parts, an expectation after taxes is taken at their face value.

    What a credit CDR states is the negative of what was charged (OCPI 2.2.1 mod_cdrs).
    """
    for key, raw in expected.items():
        if key not in HEADINGS or raw is None:
            continue
        told = Reading()
        if isinstance(raw, Mapping):
            before, after = amounts(told, raw, key)
            if "incl_vat" in raw and raw["incl_vat"] is None:
                exact = bill.exact if key == "total_cost" else bill.under(Heading(HEADINGS[key]))
                if exact.after_taxes is not None:
                    yield f"{key}: after taxes expected not to be told, ours is told"
        else:
            before, after = told.value(expected, key, "", number), None
        yield from told.faults
        before, after = (None if part is None else sign * part for part in (before, after))
        stated: Stated = {HEADINGS[key]: (before, None)}
        yield from map(str, compared(bill, stated))
        stated = {HEADINGS[key]: (None, after)}
        if compared(bill, stated):
            yield from map(str, compared(face_value, stated))


_BILLED = {
    "reserv": (Dimension.TIME, True),
    "park": (Dimension.PARKING_TIME, False),
    "energy": (Dimension.ENERGY, False),
    "kwh": (Dimension.ENERGY, False),
    "wh": (Dimension.ENERGY, False),
    "time": (Dimension.TIME, False),
    "charg": (Dimension.TIME, False),
}
"""Part of a key → what it is about; the first that fits."""

_UNITS = {
    "wh": 1, "s": 1, "sec": 1, "second": 1, "seconds": 1, "kwh": 1000,
    "min": 60, "minute": 60, "minutes": 60, "h": 3600, "hour": 3600, "hours": 3600,
}  # fmt: skip


def _billed(expected: Mapping[str, Any], bill: Bill) -> Iterator[str]:
    told = {key: value for key, value in expected.items() if key.startswith("billed")}
    nested = told.pop("billed", None)
    if isinstance(nested, Mapping):
        told |= {f"billed_{key}": value for key, value in nested.items()}
    for key, raw in told.items():
        if raw is None:
            continue
        words = key.lower()
        found = next((what for part, what in _BILLED.items() if part in words), None)
        if found is None:
            yield f"{key}: nobody knows what that is"
            continue
        dimension, reservation = found
        default = "kwh" if dimension is Dimension.ENERGY else "h"
        unit = _UNITS.get(words.rsplit("_", 1)[-1], _UNITS[default])
        ours = bill.billed(dimension, reservation=reservation) / unit
        if abs(Fraction(ours) - Fraction(number(raw))) > TOLERANCE:
            yield f"{key}: expected {raw}, ours {ours.quantize(Decimal('0.0001'))}"


def _warnings(expected: Mapping[str, Any], bill: Bill) -> Iterator[str]:
    if (told := expected.get("warnings")) is None:
        return
    ours = {warning.code.value for warning in bill.warnings}
    wanted = {_code(item) for item in (told if isinstance(told, list | tuple) else [told])}
    for code in sorted(wanted):
        if not any(one in ours for one in (code, *_meant(code))):
            yield f"warnings: {code} expected, ours are {sorted(ours) or 'none'}"
    if not wanted and ours:
        yield f"warnings: none expected, ours are {sorted(ours)}"


def _code(item: Any) -> str:
    if isinstance(item, Mapping):
        item = item.get("code") or item.get("type") or item.get("name")
    return "_".join(str(item).strip().lower().replace("-", " ").split())


_STEMS = {
    "price_change": {WarningCode.SPANS_PRICE_CHANGE},
    "order": {WarningCode.OUT_OF_ORDER},
    "overlap": {WarningCode.OVERLAP},
    "outside": {WarningCode.OUTSIDE},
    "not_valid": {WarningCode.NOT_VALID},
    "verif": {WarningCode.SEVERAL_TARIFFS, WarningCode.NOT_MEASURED},
    "measured": {WarningCode.NOT_MEASURED},
    "negative": {WarningCode.NEGATIVE},
}
"""Part of what others may call a warning → ours."""


def _meant(code: str) -> set[str]:
    return {ours.value for stem, codes in _STEMS.items() if stem in code for ours in codes}


def _reading(options: Mapping[str, Any]) -> tuple[Interpretation, list[str]]:
    kinds = {f.name: type(getattr(AS_WE_READ_IT, f.name)) for f in fields(Interpretation)}
    chosen = {name: kinds[name](value) for name, value in options.items() if name in kinds}
    return replace(AS_WE_READ_IT, **chosen), sorted(options.keys() - kinds.keys())
