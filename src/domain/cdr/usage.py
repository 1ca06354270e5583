"""What a session used: its energy, and how its time divides."""

from datetime import datetime, timedelta

from domain.session import ChargingSession, Phase
from domain.tariff import Usage


def usage_of(session: ChargingSession, until: datetime) -> Usage:
    """Energy and times of a session, ended or measured so far at `until`."""
    end = session.ended.at if session.ended is not None else max(until, session.began_at)
    charging = idle = timedelta(0)
    for stretch in session.timeline.stretches(end, session.energy):
        if stretch.phase is Phase.CHARGING:
            charging += stretch.duration
        else:
            idle += stretch.duration
    return Usage(session.energy, charging, idle)
