"""Any value of any type of the domain, all fields of it, by its annotations."""

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NewType, TypeVar, Union
from uuid import UUID

from hypothesis import strategies as st

from domain.access import ApiKey, Scope
from domain.aggregate import Aggregate
from domain.cost_display import CostDisplay
from domain.location import Address, Coordinates, Location
from domain.quantities import Currency
from domain.session import SequenceNumbers
from domain.station import ReportPage
from domain.tariff import Rounding, Tariff
from domain.tenant import Tenant, TenantPolicy
from domain.token import IdToken

T = TypeVar("T")

_NAIVE = datetime(2015, 1, 1), datetime(2099, 12, 31)  # noqa: DTZ001 - as the strategy wants them
TIMES = st.datetimes(*_NAIVE, timezones=st.just(UTC))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
NAMES = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)
AMOUNTS = st.decimals(-(10**9), 10**9, places=6, allow_nan=False)
DURATIONS = st.timedeltas(timedelta(0), timedelta(days=30))
NUMBERS = st.integers(0, 2**31 - 1)
JSON = st.dictionaries(NAMES, st.none() | st.booleans() | NUMBERS | TEXTS, max_size=3)

LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: NUMBERS,
    bool: st.booleans(),
    bytes: st.binary(min_size=1, max_size=32),
    datetime: TIMES,
    date: st.dates(date(2015, 1, 1), date(2099, 12, 31)),
    time: st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    Fraction: st.fractions(),
    timedelta: DURATIONS,
    Decimal: AMOUNTS,
    UUID: st.uuids(),
    SequenceNumbers: st.sets(st.integers(0, 40), max_size=12).map(
        lambda numbers: _heard(sorted(numbers))
    ),
    Currency: st.sampled_from([Currency("EUR"), Currency("JPY"), Currency("KWD")]),
    Coordinates: st.builds(
        Coordinates, st.decimals(-90, 90, places=6), st.decimals(-180, 180, places=6)
    ),
}

FIELDS: dict[tuple[type, str], st.SearchStrategy[Any]] = {
    (Address, "country"): st.sampled_from(["", "DE", "FR"]),
    (ApiKey, "name"): NAMES,
    (ApiKey, "scopes"): st.frozensets(st.sampled_from([Scope.READ, Scope.WRITE]), min_size=1),
    (CostDisplay, "interval"): st.timedeltas(timedelta(seconds=10), timedelta(hours=1)),
    (CostDisplay, "least_change"): st.decimals(0, 100, places=4),
    (Location, "name"): NAMES,
    (Location, "time_zone"): st.sampled_from(["UTC", "Europe/Berlin", "Asia/Kathmandu"]),
    (ReportPage, "number"): st.integers(0, 9),
    (Rounding, "unit"): st.sampled_from([None, Decimal("0.05"), Decimal(1)]),
    (Tariff, "name"): NAMES,
    (Tenant, "name"): NAMES,
    (TenantPolicy, "heartbeat_interval"): st.timedeltas(timedelta(seconds=10), timedelta(days=1)),
    (TenantPolicy, "silent_after"): st.timedeltas(timedelta(minutes=1), timedelta(days=9)),
    (IdToken, "uid"): NAMES,
    (IdToken, "memberships"): st.lists(NAMES, max_size=3).map(tuple),
    (IdToken, "valid_from"): st.none(),
    (IdToken, "max_sessions"): st.none() | st.integers(1, 99),
}
"""Where the domain refuses some values of a field's type."""


def any_of(kind: type[T], **given: Any) -> st.SearchStrategy[T]:
    """Any valid `kind`, with the fields that are given: values, or strategies."""
    hints = typing.get_type_hints(kind)
    chosen = {
        field.name: _chosen(kind, field.name, hints[field.name], given)
        for field in fields(kind)
        if field.name not in {"version", "_events"} or not issubclass(kind, Aggregate)
    }
    return st.builds(kind, **chosen)


def _chosen(kind: type, field: str, hint: Any, given: dict[str, Any]) -> st.SearchStrategy[Any]:
    if field in given:
        value = given[field]
        return value if isinstance(value, st.SearchStrategy) else st.just(value)
    return FIELDS[kind, field] if (kind, field) in FIELDS else values_of(hint)


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of an annotation."""
    if hint in LEAVES:
        return LEAVES[hint]
    if hint is type(None):
        return st.none()
    if isinstance(hint, NewType):
        return values_of(hint.__supertype__)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    if is_dataclass(hint):
        return any_of(hint)
    return _composed(typing.get_origin(hint), typing.get_args(hint))


def _composed(origin: Any, parts: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin in {Union, types.UnionType}:
        return st.one_of(*map(values_of, parts))
    if origin is frozenset:
        return st.frozensets(values_of(parts[0]), max_size=3)
    if origin is tuple and parts[-1] is Ellipsis:
        return st.lists(values_of(parts[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, parts))
    if origin is Mapping and parts[1] is not Any:
        return st.dictionaries(NAMES, values_of(parts[1]), max_size=2)
    if origin is Mapping:
        return JSON.map(MappingProxyType)
    raise NotImplementedError(origin)


def _heard(numbers: list[int]) -> SequenceNumbers:
    heard = SequenceNumbers()
    for number in numbers:
        heard = heard.add(number)
    return heard
