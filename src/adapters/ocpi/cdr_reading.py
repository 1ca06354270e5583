"""A CDR object of OCPI 2.1.1, 2.2.1 or 2.3.0: what was used, by which tariffs, for how much."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from adapters.ocpi.reading import Document, Reading, Unreadable, instant, number, words
from adapters.ocpi.tariff_reading import ReadTariff, amounts, read_tariff
from domain.quantities import Energy
from domain.tariff import Consumption, Heading, Period, Tariff
from domain.tariff.comparison import TOTAL

HEADINGS = {
    "total_cost": TOTAL,
    "total_fixed_cost": Heading.FIXED.value,
    "total_energy_cost": Heading.ENERGY.value,
    "total_time_cost": Heading.TIME.value,
    "total_parking_cost": Heading.PARKING.value,
    "total_reservation_cost": Heading.RESERVATION.value,
}
"""Total of OCPI → heading of a bill."""
TOTALS = tuple(HEADINGS)
VOLUMES = ("total_energy", "total_time", "total_parking_time")
"""In kWh and hours."""

_TIMES = {"TIME": "charging", "PARKING_TIME": "parking", "RESERVATION_TIME": "reserved"}
_ELECTRICITY = {
    "MIN_CURRENT": "min_current",
    "MAX_CURRENT": "max_current",
    "CURRENT": "current",
    "MIN_POWER": "min_power",
    "MAX_POWER": "max_power",
    "POWER": "power",
}
_IGNORED = frozenset({"FLAT", "ENERGY", "ENERGY_IMPORT", "ENERGY_EXPORT", "STATE_OF_CHARGE"})

_HOUR = 3_600_000_000
"""In microseconds; four decimals of an hour are 360,000 of them."""

Stated = Mapping[str, tuple[Decimal | None, Decimal | None]]


@dataclass(frozen=True, slots=True)
class ReadCdr:
    """What was read. Amounts of a credit are those that it takes back: not negative."""

    consumption: Consumption
    tariffs: tuple[Tariff, ...]
    """In the order of their use."""
    stated: Stated
    """By total: before and after taxes, as far as they are told."""
    volumes: Mapping[str, Decimal]
    """By total: in kWh or hours, as far as they are told."""
    remarks: tuple[str, ...] = ()


def read_cdr(
    document: Document, beside: Iterable[ReadTariff] = (), zone: str | None = None
) -> ReadCdr:
    """The session of a CDR.

    Args:
        document: the object; a partial one will do.
        beside: tariffs that are known, in case it names them or holds none itself.
        zone: the time zone of its location, which a CDR does not tell.

    Raises:
        Unreadable: with all that could not be read.
    """
    told = Reading()
    start = told.value(document, "start_date_time", "", instant)
    end = told.value(document, "end_date_time", "", instant)
    if end is None:  # as 2.1.1 calls it
        end = told.value(document, "stop_date_time", "", instant)
    drafts = [_draft(told, item, at) for item, at in told.each(document, "charging_periods", "")]
    drafts = [draft for draft in drafts if draft.start is not None] or _whole(told, document, start)
    start = start or min((d.start for d in drafts if d.start), default=None)
    end = end or max((d.start for d in drafts if d.start), default=None)
    if start is None or end is None:
        told.faults.append("start_date_time and end_date_time: are missing")
        raise Unreadable("CDR", told.faults)
    own = [read_tariff(item) for item, _ in told.each(document, "tariffs", "")]
    tariffs, names = _resolved(told, _valid_first([*own, *beside], start), drafts)
    stated = _stated(told, document)
    volumes = {name: told.value(document, name, "", number) for name in VOLUMES}
    if told.faults:
        raise Unreadable("CDR", told.faults)
    return ReadCdr(
        Consumption(
            start=start,
            end=end,
            zone=zone or _zone(document) or "UTC",
            periods=_periods(drafts, end, names),
            reservation_expired=_expired(drafts),
        ),
        tariffs,
        stated,
        {name: volume for name, volume in volumes.items() if volume is not None},
        tuple(told.remarks),
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    start: datetime | None
    tariff: str | None
    energy: Decimal
    times: Mapping[str, timedelta]
    electricity: Mapping[str, Decimal]

    @property
    def used(self) -> frozenset[str]:
        """What there was of it, and not just a volume of 0."""
        used = {name for name, time in self.times.items() if time}
        return frozenset(used | {"energy"} if self.energy else used)


def _expired(drafts: Iterable[_Draft]) -> bool:
    """Whether nothing but a reservation was in it."""
    return frozenset[str]().union(*(draft.used for draft in drafts)) == {"reserved"}


def _draft(told: Reading, document: Document, path: str) -> _Draft:
    volumes: dict[str, Decimal] = {}
    for item, at in told.each(document, "dimensions", path):
        kind = (told.value(item, "type", at, words, needed=True) or "").strip().upper()
        volume = told.value(item, "volume", at, number, needed=True)
        if volume is None:
            continue
        if kind in _ELECTRICITY:
            volumes[kind] = volume
        elif kind in _TIMES or kind in _IGNORED:
            volumes[kind] = volumes.get(kind, Decimal(0)) + volume
        else:
            told.remarks.append(f"{at}.type {kind}")
    tariff = told.value(document, "tariff_id", path, words)
    return _Draft(
        told.value(document, "start_date_time", path, instant, needed=True),
        tariff,
        volumes.get("ENERGY", volumes.get("ENERGY_IMPORT", Decimal(0))),
        {name: _time(volumes[kind]) for kind, name in _TIMES.items() if kind in volumes},
        {name: volumes[kind] for kind, name in _ELECTRICITY.items() if kind in volumes},
    )


def _time(hours: Decimal) -> timedelta:
    return timedelta(microseconds=int((hours * _HOUR).to_integral_value()))


def _whole(told: Reading, document: Document, start: datetime | None) -> list[_Draft]:
    """A CDR without periods, as its totals tell it."""
    energy = told.value(document, "total_energy", "", number) or Decimal(0)
    total = told.value(document, "total_time", "", number)
    parking = told.value(document, "total_parking_time", "", number) or Decimal(0)
    times = {} if total is None else {"charging": _time(max(total - parking, Decimal(0)))}
    if parking:
        times["parking"] = _time(parking)
    return [_Draft(start, None, energy, times, {})] if start is not None else []


def _periods(
    drafts: Sequence[_Draft], end: datetime, names: Sequence[tuple[str | None, bool]]
) -> tuple[Period, ...]:
    """Each ends where the next one in time begins, the last one with the session."""
    starts = sorted({draft.start for draft in drafts if draft.start is not None})
    following = (
        dict(zip(starts, [*starts[1:], max(end, starts[-1])], strict=True)) if starts else {}
    )
    return tuple(
        Period(
            start=draft.start,
            end=following[draft.start] if _last_of(drafts, number) else draft.start,
            energy=Energy.from_kwh(draft.energy),
            tariff=name,
            free=free,
            **draft.times,  # type: ignore[arg-type] # read by name
            **draft.electricity,  # type: ignore[arg-type] # read by name
        )
        for number, (draft, (name, free)) in enumerate(zip(drafts, names, strict=True))
        if draft.start is not None
    )


def _last_of(drafts: Sequence[_Draft], number: int) -> bool:
    """Of those that start at the same moment: the others have no length."""
    return all(draft.start != drafts[number].start for draft in drafts[number + 1 :])


def _valid_first(known: Iterable[ReadTariff], start: datetime) -> list[ReadTariff]:
    """Of several editions the one that was valid at the start stays (2.2.1 Tariff, NOTE)."""

    def invalid(each: ReadTariff) -> bool:
        since, until = each.tariff.valid_from, each.tariff.valid_until
        return (since is not None and start < since) or (until is not None and until <= start)

    return sorted(known, key=invalid)


def _resolved(
    told: Reading, known: Sequence[ReadTariff], drafts: Sequence[_Draft]
) -> tuple[tuple[Tariff, ...], list[tuple[str | None, bool]]]:
    """The tariffs in the order of use, and for each period its tariff, and whether it has none.

    A period without a `tariff_id` beside others that have one is free (2.2.1 ChargingPeriod).
    Where none has one, the only tariff there is holds.
    """
    by_id: dict[str, Tariff] = {}
    for each in known:
        by_id.setdefault(each.ocpi_id.casefold(), each.tariff)
    if not by_id:
        told.faults.append("tariffs: there is none")
        return (), [(None, True)] * len(drafts)
    only = next(iter(by_id.values()))
    named = any(draft.tariff for draft in drafts)
    used: dict[str, Tariff] = {}
    names: list[tuple[str | None, bool]] = []
    for place, draft in enumerate(drafts):
        tariff = by_id.get(draft.tariff.casefold()) if draft.tariff else None
        if draft.tariff and tariff is None:
            if len(by_id) == 1:
                told.remarks.append(f"charging_periods[{place}].tariff_id {draft.tariff}")
                tariff = only
            else:
                told.faults.append(
                    f"charging_periods[{place}].tariff_id: {draft.tariff} is unknown"
                )
        if tariff is None and not named:
            tariff = only
        if tariff is not None:
            used[str(tariff.id)] = tariff
        names.append((str(tariff.id) if tariff is not None else None, tariff is None))
    return tuple(used.values()) or (only,), names


def _stated(told: Reading, document: Document) -> Stated:
    stated: dict[str, tuple[Decimal | None, Decimal | None]] = {}
    for name in TOTALS:
        raw = document.get(name)
        if isinstance(raw, Mapping):
            stated[name] = amounts(told, raw, name)
        elif raw is not None:  # 2.1.1: a number before VAT
            stated[name] = (told.value(document, name, "", number), None)
    if document.get("credit") is True:  # some negate all of them, which mod_cdrs does not want
        return {name: (_size(before), _size(after)) for name, (before, after) in stated.items()}
    return stated


def _size(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else abs(amount)


def _zone(document: Document) -> str | None:
    place = document.get("cdr_location")
    named = place.get("time_zone") if isinstance(place, Mapping) else None
    zone = named or document.get("time_zone")
    return str(zone) if zone else None
