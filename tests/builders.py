"""Small worlds to tell stories in: one operator, one station, one driver, one morning."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

from domain.access import ApiKey, Scope
from domain.identity import (
    KeyId,
    LocationId,
    OrderId,
    SessionId,
    StationId,
    StationIdentity,
    TariffId,
    TenantId,
    TokenId,
    TransactionReference,
)
from domain.instruction import Order, Unlock, priority_of
from domain.location import Location
from domain.metering import ENERGY_REGISTER, MeterReading, ReadingContext, Sample
from domain.moments import Moment
from domain.quantities import Currency, Energy
from domain.session import ChargingSession, ReportKind, SessionReport
from domain.station import SecretHash, Station, StationCredentials
from domain.tariff import Tariff, simple_tariff
from domain.tenant import Tenant
from domain.token import IdToken

VOLTA = TenantId("volta")
OHM = TenantId("ohm")
"""Another operator, who must never see anything of VOLTA's."""
EIGHT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
"""A Monday morning."""
EURO = Currency("EUR")
TRANSACTION = TransactionReference("tx-1")

_numbers = count(1)


def new_id() -> UUID:
    """A UUIDv7 in the order of asking."""
    return UUID(int=(0x019B_0000_0000 << 80) | (0x7 << 76) | (0b10 << 62) | next(_numbers))


def at(minutes: float = 0) -> datetime:
    """So many minutes after eight."""
    return EIGHT + timedelta(minutes=minutes)


def moment(minutes: float = 0, *, heard: float | None = None) -> Moment:
    """Told for `minutes` after eight, and heard then or at `heard`."""
    return Moment(at(minutes), at(minutes if heard is None else heard))


def wh(amount: int | str) -> Energy:
    return Energy(Decimal(amount))


# Reports of a transaction.


def reading(
    amount: int | str | None,
    minutes: float = 0,
    context: ReadingContext = ReadingContext.SAMPLE_PERIODIC,
    **sample: object,
) -> MeterReading:
    """The energy register at the outlet."""
    value = None if amount is None else Decimal(amount)
    shown = Sample(ENERGY_REGISTER, value, "Wh", context=context, **sample)
    return MeterReading(moment(minutes), (shown,))


def report(kind: ReportKind, minutes: float = 0, *, heard: float | None = None, **more: object):
    """A report told at `minutes`; `register` and the registers of `shows` are in Wh."""
    if isinstance(more.get("register"), int):
        more["register"] = wh(more["register"])
    if "shows" in more:
        more["readings"] = (reading(more.pop("shows"), minutes),)
    when = more.pop("moment", None) or moment(minutes, heard=heard)
    return SessionReport(kind=kind, **{"reference": TRANSACTION, "moment": when, **more})


def started(minutes: float = 0, **more: object) -> SessionReport:
    return report(ReportKind.STARTED, minutes, **more)


def updated(minutes: float = 0, **more: object) -> SessionReport:
    return report(ReportKind.UPDATED, minutes, **more)


def ended(minutes: float = 0, **more: object) -> SessionReport:
    return report(ReportKind.ENDED, minutes, **more)


# Aggregates. Each is whole; a story names only what matters to it.


def a_tenant(slug: TenantId = VOLTA, **more: object) -> Tenant:
    return Tenant(**{"id": slug, "name": slug.title(), "currency": EURO, **more})


def a_key(tenant: TenantId | None = VOLTA, prefix: str = "ocsms_abcdefghij", **more: object):
    return ApiKey(
        **{
            "id": KeyId(new_id()),
            "tenant": tenant,
            "name": "reporting",
            "prefix": prefix,
            "digest": b"\x01" * 32,
            "scopes": frozenset({Scope.READ}),
            "created_at": EIGHT,
            **more,
        }
    )


def a_station(identity: str = "MARKET-1", tenant: TenantId = VOLTA, **more: object) -> Station:
    return Station(
        **{
            "id": StationId(new_id()),
            "tenant": tenant,
            "identity": StationIdentity(identity),
            **more,
        }
    )


def a_location(name: str = "Market square", tenant: TenantId = VOLTA, **more: object) -> Location:
    return Location(**{"id": LocationId(new_id()), "tenant": tenant, "name": name, **more})


def a_token(uid: str = "DEADBEEF", tenant: TenantId = VOLTA, **more: object) -> IdToken:
    return IdToken(**{"id": TokenId(new_id()), "tenant": tenant, "uid": uid, **more})


def a_tariff(name: str = "Day", tenant: TenantId = VOLTA, **more: object) -> Tariff:
    return simple_tariff(
        **{"id": TariffId(new_id()), "tenant": tenant, "name": name, "currency": EURO, **more}
    )


def a_session(
    station: Station | StationId | None = None, reference: str = TRANSACTION, **more: object
) -> ChargingSession:
    """A session that has been opened and told nothing yet."""
    owner = station.id if isinstance(station, Station) else station
    tenant = station.tenant if isinstance(station, Station) else VOLTA
    return ChargingSession(
        **{
            "id": SessionId(new_id()),
            "tenant": tenant,
            "station": owner or StationId(new_id()),
            "reference": TransactionReference(reference),
            "first_heard": EIGHT,
            "last_heard": EIGHT,
            **more,
        }
    )


def told(*reports: SessionReport, **more: object) -> ChargingSession:
    """A session that has heard these reports."""
    session = a_session(**more)
    for each in reports:
        session.hear(each)
    return session


def an_order(
    station: Station | StationId, instruction: object = None, minutes: float = 0, **more: object
):
    """An order given at `minutes`, good for an hour."""
    asked = instruction or Unlock(1)
    return Order(
        **{
            "id": OrderId(new_id()),
            "tenant": station.tenant if isinstance(station, Station) else VOLTA,
            "station": station.id if isinstance(station, Station) else station,
            "instruction": asked,
            "priority": priority_of(asked),
            "ordered_at": at(minutes),
            "expires_at": at(minutes + 60),
            **more,
        }
    )


def some_credentials(station: Station, **more: object) -> StationCredentials:
    secret = SecretHash(b"salt", b"digest")
    return StationCredentials(
        **{"station": station.id, "tenant": station.tenant, "current": secret, **more}
    )
