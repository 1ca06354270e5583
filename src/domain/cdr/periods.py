"""Charging periods of a session, from what it did when."""

from datetime import timedelta

from domain.cdr.particulars import ChargingPeriod
from domain.cdr.usage import PARKED
from domain.quantities import NO_ENERGY
from domain.session import ChargingSession, Stretch


def periods_of(session: ChargingSession) -> tuple[ChargingPeriod, ...]:
    """One for each phase of an ended session; always one at least (OCPI 2.2.1: card. +)."""
    if session.ended is None:
        return ()
    stretches = session.timeline.stretches(session.ended.at, session.energy)
    told = tuple(_period(stretch) for stretch in stretches)
    known = stretches[0].begin if stretches else session.ended.at
    if told and known <= session.began_at:
        return told
    # What came before its first word, or all of it where no phase was ever told.
    before = ChargingPeriod(
        session.began_at,
        NO_ENERGY if told else session.energy,
        charging=max(known - session.began_at, timedelta(0)),
    )
    return (before, *told)


def _period(stretch: Stretch) -> ChargingPeriod:
    if stretch.phase in PARKED:
        return ChargingPeriod(stretch.begin, stretch.energy, parking=stretch.duration)
    return ChargingPeriod(stretch.begin, stretch.energy, charging=stretch.duration)
