"""Locations."""

from adapters.persistence.mapping.row import Read, Written, exact
from domain.identity import LocationId, TenantId
from domain.location import Address, Coordinates, Location


def to_row(location: Location, version: int) -> Written:
    """In the order of the table `locations`."""
    address, place = location.address, location.coordinates
    return (
        location.tenant,
        location.id,
        version,
        location.name,
        address.street,
        address.city,
        address.postal_code,
        address.country,
        exact(place.latitude) if place else None,
        exact(place.longitude) if place else None,
        location.time_zone,
    )


def from_row(row: Read) -> Location:
    """The location of a row."""
    known = row["latitude"] is not None
    return Location(
        id=LocationId(row["id"]),
        tenant=TenantId(row["tenant_id"]),
        version=row["version"],
        name=row["name"],
        address=Address(row["street"], row["city"], row["postal_code"], row["country"]),
        coordinates=Coordinates(row["latitude"], row["longitude"]) if known else None,
        time_zone=row["time_zone"],
    )
