"""Names and numbers of things, each its own type, so that one cannot stand in for another."""

import re
from typing import NewType
from uuid import UUID

from domain.errors import Invalid

TenantId = NewType("TenantId", str)
"""The tenant's slug: 1 to 36 of a-z, 0-9 and '-'; never changes, stands in the stations' URL."""

LocationId = NewType("LocationId", UUID)
StationId = NewType("StationId", UUID)
SessionId = NewType("SessionId", UUID)
TokenId = NewType("TokenId", UUID)
TariffId = NewType("TariffId", UUID)
CdrId = NewType("CdrId", UUID)
CustomerId = NewType("CustomerId", UUID)
InvoiceId = NewType("InvoiceId", UUID)
OrderId = NewType("OrderId", UUID)
KeyId = NewType("KeyId", UUID)

StationIdentity = NewType("StationIdentity", str)
"""What the station calls itself in its URL; OCPP 2.x: identifierString of at most 48, no colon."""

TransactionReference = NewType("TransactionReference", str)
"""What the station calls its transaction; for OCPP 1.6 the decimal text of the number we gave."""

_TENANT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,34}[a-z0-9])?")
_IDENTITY = re.compile(r"[^\x00-\x1f\x7f:]{1,48}")


def tenant_id(text: str) -> TenantId:
    """Raises Invalid unless `text` may name a tenant."""
    if not _TENANT.fullmatch(text):
        raise Invalid("tenant", "use 1 to 36 of a-z, 0-9 and '-', not at either end")
    return TenantId(text)


def station_identity(text: str) -> StationIdentity:
    """Raises Invalid unless `text` may name a station: 1 to 48 printable characters, no colon."""
    if not _IDENTITY.fullmatch(text):
        raise Invalid("identity", "use 1 to 48 printable characters without ':'")
    return StationIdentity(text)
