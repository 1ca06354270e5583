"""The price of a session the slow way: quarter by quarter, with a calendar and fractions.

It shares nothing with the engine but the words. All its times are multiples of a quarter of an
hour, so that prices change only between two quarters, and by tiers of energy within one.
"""

from datetime import UTC, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from domain.tariff import Dimension, Reservation, Weekday

QUARTER = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)
SIZE = {Dimension.ENERGY: 1000, Dimension.TIME: 3600, Dimension.PARKING_TIME: 3600}
DAYS = list(Weekday)


def by_hand(tariff, session):  # noqa: C901 - plain, as by hand
    """Before and after taxes."""
    used = {}
    order = []
    flats = {False: None, True: None}
    energy = Fraction(0)
    arrival = next((p.start for p in session.periods if not p.reserved), None)
    begin = session.start if not any(p.reserved for p in session.periods) else arrival
    for period in session.periods:
        reserved = bool(period.reserved)
        quarters = (period.end - period.start) // QUARTER
        since = session.start if reserved else begin
        for n in range(quarters * 3):  # of five minutes each, for the clocks of Lord Howe
            at = period.start + n * (QUARTER / 3)
            left = Fraction(period.energy.wh) / (quarters * 3)
            whole = left
            while True:
                facts = _facts(session, period, at, since, energy)
                part = min(left, _to_next_tier(tariff, energy)) if left else left
                share = part / whole if whole else 1
                amounts = {Dimension.ENERGY: part}
                if period.charging or reserved:
                    amounts[Dimension.TIME] = 300 * share
                elif period.parking:
                    amounts[Dimension.PARKING_TIME] = 300 * share
                if flats[reserved] is None:
                    flats[reserved] = _first(tariff, Dimension.FLAT, facts, reserved, session)
                for dimension, amount in amounts.items():
                    found = _first(tariff, dimension, facts, reserved, session)
                    if (
                        amount
                        and found is not None
                        and not (reserved and dimension is Dimension.ENERGY)
                    ):
                        key = (dimension, reserved, *found)
                        used[key] = used.get(key, 0) + amount
                        order.append(key)
                energy += part
                left -= part
                if not left:
                    break
    _steps(tariff, used, order)
    before, after = Fraction(0), Fraction(0)
    taxed = True
    bills = [
        (tariff.elements[e].components[c], Fraction(amount) / SIZE[d])
        for (d, _, e, c), amount in used.items()
    ]
    bills += [(tariff.elements[f[0]].components[f[1]], 1) for f in flats.values() if f is not None]
    for component, quantity in bills:
        amount = Fraction(component.price) * quantity
        before += amount
        if amount and component.vat is None:
            taxed = False
        after += amount * (1 + Fraction(component.vat or 0) / 100)
    after = after if taxed else None
    return _limited(tariff, session, before, after)


def _limited(tariff, session, before, after):
    for limit, choose in ((tariff.min_price, max), (tariff.max_price, min)):
        if limit is None or (choose is max and session.reservation_expired):
            continue
        if limit.before_taxes is not None:
            before = choose(before, Fraction(limit.before_taxes))
        if limit.after_taxes is not None and after is not None:
            after = choose(after, Fraction(limit.after_taxes))
    return before, after


def _steps(tariff, used, order):
    for group in (
        lambda d, r: d is Dimension.ENERGY,
        lambda d, r: d is Dimension.PARKING_TIME,
        lambda d, r: d is Dimension.TIME and not r and not _has_parking(order),
        lambda d, r: d is Dimension.TIME and r,
    ):
        keys = [key for key in order if group(key[0], key[1])]
        if not keys:
            continue
        last = keys[-1]
        step = tariff.elements[last[2]].components[last[3]].step_size
        if step:
            total = sum(used[key] for key in set(keys))
            used[last] += -total % step


def _has_parking(order):
    return any(key[0] is Dimension.PARKING_TIME for key in order)


def _to_next_tier(tariff, energy):
    limits = (
        Fraction(limit) * 1000
        for e in tariff.elements
        for limit in (e.restrictions.min_kwh, e.restrictions.max_kwh)
        if limit is not None
    )
    return min((limit - energy for limit in limits if limit > energy), default=Fraction(10**12))


def _facts(session, period, at, since, energy):
    zone = UTC if session.zone == "UTC" else ZoneInfo(session.zone)
    power = period.energy.wh * 36 / (((period.end - period.start) // timedelta(seconds=1)) * 10)
    return {
        "local": at.astimezone(zone),
        "duration": (at - since) // timedelta(seconds=1),
        "kwh": energy / 1000,
        "current": period.max_current,
        "power": Fraction(power),
    }


def _first(tariff, dimension, facts, reserved, session):
    kinds = [None]
    if reserved:
        kinds = [Reservation.HELD]
        if session.reservation_expired:
            kinds = [Reservation.EXPIRED, Reservation.HELD]
    for kind in kinds:
        for number, element in enumerate(tariff.elements):
            for place, component in enumerate(element.components):
                limits = element.restrictions
                ours = component.dimension is dimension and limits.reservation is kind
                if ours and _holds(limits, facts):
                    return number, place
    return None


def _holds(limits, facts):
    local = facts["local"]
    clock = local.time().replace(tzinfo=None)
    start, end = limits.start_time, limits.end_time
    if start is not None and end is not None and start != end:
        if end.isoformat() == "00:00:00":
            inside = clock >= start
        elif start < end:
            inside = start <= clock < end
        else:
            inside = clock >= start or clock < end
        if not inside:
            return False
    elif (start is not None and end is None and clock < start) or (
        end is not None and start is None and clock >= end and end.isoformat() != "00:00:00"
    ):
        return False
    checks = [
        not limits.days or DAYS[local.weekday()] in limits.days,
        limits.start_date is None or local.date() >= limits.start_date,
        limits.end_date is None or local.date() < limits.end_date,
        limits.min_kwh is None or facts["kwh"] >= limits.min_kwh,
        limits.max_kwh is None or facts["kwh"] < limits.max_kwh,
        limits.min_duration is None or facts["duration"] >= limits.min_duration,
        limits.max_duration is None or facts["duration"] < limits.max_duration,
        limits.min_power is None or facts["power"] >= limits.min_power,
        limits.max_current is None
        or (facts["current"] is not None and facts["current"] < limits.max_current),
    ]
    return all(checks)
