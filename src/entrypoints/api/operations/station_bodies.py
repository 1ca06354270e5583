"""What callers say of stations, and what they are answered."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from application.views.provisioning import StationView
from domain.station import Connector, Evse, Quirk, Registration
from entrypoints.api.operations.cost_display import CostDisplayDraft
from entrypoints.api.reading.types import Identity, Instant, Outlet, PageQuery, Search, Text


class ConnectorDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One outlet."""

    number: Outlet
    plug: Text | None = None
    """Standard of the plug, such as IEC_62196_T2 (OCPI ConnectorType)."""


class EvseDraft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A part that charges one vehicle at a time."""

    number: Outlet
    connectors: Annotated[tuple[ConnectorDraft, ...], Meta(max_length=20)] = ()

    def evse(self) -> Evse:
        """As the domain has it."""
        return Evse(self.number, tuple(Connector(c.number, c.plug) for c in self.connectors))


Evses = Annotated[tuple[EvseDraft, ...], Meta(max_length=100)]


class NewStation(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A station to take in."""

    identity: Identity
    name: Text = ""
    location: UUID | None = None
    registration: Registration = Registration.ACCEPTED
    security_profile: Annotated[int, Meta(ge=0, le=3)] = 1
    """The lowest that is let in: 1 Basic, 2 TLS with Basic, 3 client certificate; 0 in a lab."""
    with_secret: bool = True
    """Whether a password is made for it. Without, it comes in by client certificate alone."""
    evses: Evses = ()


class MadeStation(msgspec.Struct, kw_only=True):
    """A station that was taken in, with its password, which nobody will see again."""

    station: StationView
    secret: str | None


class StationParticulars(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The whole of what an operator may set. Statuses are the station's own."""

    name: Text = ""
    location: UUID | None = None
    registration: Registration = Registration.ACCEPTED
    heartbeat_seconds: Annotated[int, Meta(ge=1, le=86_400)] | None = None
    """None for the tenant's."""
    tolerance: Annotated[tuple[Quirk, ...], Meta(max_length=len(Quirk))] | None = None
    """The faults of its messages that are repaired instead of refused. None for those known of its
    vendor, model and firmware; empty for none at all, as in acceptance tests."""
    cost_display: CostDisplayDraft | None = None
    """None for the tenant's choice."""
    evses: Evses | None = None
    """None leaves them as they are."""


class StationsQuery(PageQuery):
    """Filters and order."""

    location: UUID | None = None
    registration: Registration | None = None
    online: bool | None = None
    text: Search | None = None
    """A part of its identity or name, in any letter case."""
    sort: Literal["identity", "-identity", "registered", "-registered"] = "identity"


class SettingsQuery(PageQuery):
    """Filters."""

    text: Search | None = None
    """A part of the name of its component or variable, in any letter case."""


class BreachesQuery(PageQuery):
    """Order."""

    sort: Literal["times", "-times"] = "-times"


class StatisticsQuery(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which time: the last thirty days unless said otherwise."""

    since: Instant | None = None
    until: Instant | None = None


class TariffChoice(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Which prices hold."""

    tariff: UUID | None
    """None for the default."""


class StationSecret(msgspec.Struct, kw_only=True):
    """A station's new password, which nobody will see again."""

    secret: str
