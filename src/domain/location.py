"""Location: a place where stations stand."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo, available_timezones

from domain.aggregate import Aggregate, DomainEvent
from domain.description import Change
from domain.errors import Invalid
from domain.identity import LocationId, TenantId


@dataclass(frozen=True, slots=True)
class Coordinates:
    """WGS 84, in decimal degrees."""

    latitude: Decimal
    longitude: Decimal

    def __post_init__(self) -> None:
        if not -90 <= self.latitude <= 90:
            raise Invalid("latitude", "use -90 to 90")
        if not -180 <= self.longitude <= 180:
            raise Invalid("longitude", "use -180 to 180")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `country` is ISO 3166-1 alpha-2."""

    street: str = ""
    city: str = ""
    postal_code: str = ""
    country: str = ""

    def __post_init__(self) -> None:
        if self.country and not (len(self.country) == 2 and self.country.isupper()):
            raise Invalid("country", "use the two capital letters of ISO 3166-1, such as DE")


NO_ADDRESS = Address()


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationChanged(DomainEvent):
    """An operator has made, edited or removed a site; `what` names the fields that differ."""

    location: LocationId
    name: str
    change: Change
    what: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Location(Aggregate):
    """A site with its address and the time zone that its tariffs live in."""

    id: LocationId
    tenant: TenantId
    name: str
    address: Address = NO_ADDRESS
    coordinates: Coordinates | None = None
    time_zone: str = "UTC"

    def __post_init__(self) -> None:
        if not 1 <= len(self.name) <= 255:
            raise Invalid("name", "use 1 to 255 characters")
        if self.time_zone not in available_timezones():
            raise Invalid("time_zone", "use a name of the IANA database, such as Europe/Berlin")

    @property
    def known_as(self) -> str:
        """Its name."""
        return self.name

    def note(self, change: Change, at: datetime, what: tuple[str, ...] = ()) -> None:
        """Cause the event of a change."""
        self.cause(
            LocationChanged(
                tenant=self.tenant, at=at, location=self.id, name=self.name, change=change,
                what=what,
            )
        )  # fmt: skip

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.time_zone)
