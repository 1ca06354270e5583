"""From an ended session to its record."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction

from domain.cdr.basis import Basis, PriceCopy
from domain.cdr.particulars import NOTHING_MORE, Particulars
from domain.cdr.periods import periods_of
from domain.cdr.record import Cdr
from domain.errors import NotPossibleNow
from domain.identity import CdrId
from domain.metering import MeterReading
from domain.quantities import Currency
from domain.session import ChargingSession
from domain.tariff import (
    Bill,
    Consumption,
    PricePlan,
    PriceSeries,
    Sums,
    Tariff,
    consumption_of,
    split,
)

NO_MARKET: Mapping[str, PriceSeries] = {}


def write_cdr(
    session: ChargingSession,
    tariff: Tariff | None,
    cdr_id: CdrId,
    at: datetime,
    *,
    bill: Bill | None = None,
    readings: Iterable[MeterReading] = (),
    particulars: Particulars = NOTHING_MORE,
    instead_of: Cdr | None = None,
    reserved_since: datetime | None = None,
    memberships: frozenset[str] = frozenset(),
    market: Mapping[str, PriceSeries] = NO_MARKET,
) -> Cdr:
    """The record of an ended, complete session, priced by `tariff`, or as `bill` says.

    Args:
        session: what is recorded.
        tariff: by which it is priced; None where `bill` says all.
        cdr_id: of the record.
        at: when it is written.
        bill: the price, where it is known already.
        readings: of the session's meter.
        particulars: of place, driver and meter; the periods are the session's.
        instead_of: the credited record that it replaces.
        reserved_since: when the EVSE was reserved for this driver.
        memberships: that the driver holds.
        market: prices of the series that the tariff names, as they were known at the start.

    What it was priced by is kept in it, and the price is that of its own periods: who has the
    record can make the bill anew.

    Raises:
        NotPossibleNow: the session goes on, or reports of it are still missing.
        NotPriceable: the tariff says nothing that could be charged.
    """
    if session.ended is None:
        raise NotPossibleNow("The session has not ended.")
    if not session.complete:
        raise NotPossibleNow("Reports of the session are still missing.")
    groups = _groups(particulars)
    used = consumption_of(
        session,
        until=at,
        zone=particulars.place.time_zone,
        readings=readings if tariff is not None else (),
        reserved_since=reserved_since,
        groups=groups,
        memberships=memberships,
    )
    basis = None
    if tariff is not None:
        plan = PricePlan(tariff, series=market)
        used = _split(plan, used)
        bill = plan.price(used)
        basis = Basis(
            tariff=PriceCopy.of(tariff), groups=groups, memberships=memberships, market=market
        )
    charging = sum((period.charging for period in used.periods), timedelta(0))
    return Cdr(
        id=cdr_id,
        tenant=session.tenant,
        session=session.id,
        station=session.station,
        token=session.token,
        began_at=session.began_at,
        ended_at=session.ended.at,
        energy=session.energy,
        charging=charging,
        idle=sum((period.parking for period in used.periods), timedelta(0)),
        tariff=tariff.id if tariff else None,
        bill=bill,
        findings=session.findings,
        written_at=at,
        revision=instead_of.revision + 1 if instead_of else 0,
        replaces=instead_of.id if instead_of else None,
        particulars=replace(particulars, periods=periods_of(used), basis=basis),
    )


def _groups(particulars: Particulars) -> frozenset[str]:
    badge = particulars.badge
    return frozenset({badge.group}) if badge is not None and badge.group else frozenset()


def _split(plan: PricePlan, used: Consumption) -> Consumption:
    """In the fewest periods that prices can be followed by; as it was, where nothing is left."""
    fewest = split((plan,), used)
    return fewest if fewest.periods else used


def free_of_charge(currency: Currency) -> Bill:
    """The bill of a session that costs nothing."""
    return Bill(currency, (), Sums(Fraction(0), Fraction(0)))
