"""Points in time as stations write them and as we write them."""

from datetime import MAXYEAR, UTC, datetime, timedelta

HALF_A_SECOND = timedelta(milliseconds=500)


def in_utc(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is read as UTC. Total: never overflows.

    Whether the zone was missing is seen by ``moment.tzinfo is None`` before the call.
    """
    if moment.tzinfo is UTC:  # written with Z: the usual case
        return moment
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        # Year 1 east of Greenwich, or year 9999 west of it: no bill can hang on the hours.
        return moment.replace(tzinfo=UTC)


def on_the_wire(moment: datetime) -> datetime:
    """The moment as we send it: UTC (written with Z), to the nearest second.

    OCPP 2.x allows three decimals at most (Part 2, 3.1); 1.6 stations often read none.
    """
    utc = in_utc(moment)
    rounded = utc + HALF_A_SECOND if utc.year < MAXYEAR else utc
    return rounded.replace(microsecond=0)
