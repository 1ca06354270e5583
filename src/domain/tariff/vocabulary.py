"""The words of a price list, as OCPI 2.3.0 has them (mod_tariffs)."""

from enum import StrEnum


class Dimension(StrEnum):
    """What is paid for (TariffDimensionType)."""

    FLAT = "FLAT"
    """Once a session."""
    ENERGY = "ENERGY"
    """By the kilowatt-hour; its steps are watt-hours."""
    TIME = "TIME"
    """By the hour of charging, or of a reservation; its steps are seconds."""
    PARKING_TIME = "PARKING_TIME"
    """By the hour in which the vehicle asks for no power; its steps are seconds."""


class Reservation(StrEnum):
    """Which reservations an element prices (ReservationRestrictionType)."""

    HELD = "RESERVATION"
    EXPIRED = "RESERVATION_EXPIRES"


class TaxIncluded(StrEnum):
    """Whether the prices hold the taxes already."""

    YES = "YES"
    NO = "NO"
    NOT_APPLICABLE = "N/A"


class Weekday(StrEnum):
    """A day of the week, by local time."""

    MONDAY = "MONDAY"
    TUESDAY = "TUESDAY"
    WEDNESDAY = "WEDNESDAY"
    THURSDAY = "THURSDAY"
    FRIDAY = "FRIDAY"
    SATURDAY = "SATURDAY"
    SUNDAY = "SUNDAY"


WEEKDAYS = tuple(Weekday)
"""In the order of `date.weekday()`."""


class TariffKind(StrEnum):
    """For whom, or under which wish for a charging profile (TariffType)."""

    REGULAR = "REGULAR"
    AD_HOC_PAYMENT = "AD_HOC_PAYMENT"
    PROFILE_CHEAP = "PROFILE_CHEAP"
    PROFILE_FAST = "PROFILE_FAST"
    PROFILE_GREEN = "PROFILE_GREEN"


class TariffState(StrEnum):
    """What may be done with a price list."""

    DRAFT = "draft"
    """May be changed, prices nothing but trials."""
    PUBLISHED = "published"
    """Fixed; prices sessions."""
    WITHDRAWN = "withdrawn"
    """Fixed; prices only the sessions that started under it."""
