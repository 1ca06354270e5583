"""Where a station knocks: `/ocpp/{tenant}/{identity}`, or `/ocpp/{identity}` for the default.

The raw path is split first and decoded once after that, so that an escaped slash stays a part of
the identity (OCPP-J 1.6 3.1.1, OCPP 2.x Part 4 3.1.1). `/ocpp1.6/…` and the like mean the same:
the version is spoken of in the subprotocol alone.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from domain.errors import Invalid
from domain.identity import StationIdentity, TenantId, station_identity, tenant_id

_ENTRANCE = re.compile(r"ocpp[0-9.]*")
_ESCAPES = re.compile(r"(?:[^%]|%[0-9A-Fa-f]{2})*")


@dataclass(frozen=True, slots=True)
class Address:
    """Who is said to knock."""

    tenant: TenantId
    identity: StationIdentity


def address_of(path: str, default_tenant: TenantId) -> Address | None:
    """The address that a request's raw path names, or None if it names no station."""
    path = path.split("?", 1)[0]
    entrance, *rest = path.removeprefix("/").split("/")
    if not path.startswith("/") or not _ENTRANCE.fullmatch(entrance) or len(rest) not in {1, 2}:
        return None
    *tenants, name = rest
    if not name or not _ESCAPES.fullmatch(path):
        return None
    try:
        tenant = tenant_id(tenants[0]) if tenants else default_tenant
        return Address(tenant, station_identity(unquote_to_bytes(name).decode()))
    except (Invalid, UnicodeDecodeError):
        return None
