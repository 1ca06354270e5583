"""The tables of the memory storage, their keys, and what may not be removed or be missing."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from adapters.memory.payment_tables import (
    HeardNotice,
    payment_terms,
    payments,
    provider_notices,
    stored_methods,
)
from adapters.memory.table import Key, Rule, Table, Unique
from application.ports.charging import ReadingSet
from application.ports.provisioning import Link
from domain.access import ApiKey
from domain.cdr import Cdr, UnpricedSession
from domain.cost_display import ShownCost
from domain.identity import CdrId, InvoiceId, StationId, TenantId
from domain.instruction import Order
from domain.invoice import BillingProfile, Customer, Invoice, NumberSeries
from domain.location import Location
from domain.metering import MeterReading
from domain.moments import Moment
from domain.payment import Payment, PaymentTerms, StoredMethod
from domain.session import ChargingSession, Phase, SessionReport, UnmatchedReport
from domain.station import InventoryReport, Setting, Station, StationCredentials
from domain.tariff import Tariff, TariffAssignment
from domain.tariff.market import Quotation
from domain.tenant import Tenant
from domain.token import IdToken, folded


@dataclass(frozen=True, slots=True)
class KeptReading:
    """One row of the readings: a set with that single reading."""

    tenant: TenantId
    told: ReadingSet

    @property
    def reading(self) -> MeterReading:
        """The reading itself."""
        return self.told.readings[0]


@dataclass(frozen=True, slots=True)
class KeptSetting:
    """One setting of a station, and when it was told."""

    tenant: TenantId
    station: StationId
    setting: Setting
    told_at: datetime


@dataclass(frozen=True, slots=True)
class InvoicedRecord:
    """Which invoice lists a record."""

    tenant: TenantId
    cdr: CdrId
    invoice: InvoiceId


@dataclass(frozen=True, slots=True)
class KeptLink:
    """A station's newest connection; it stays as the fence after it has closed."""

    tenant: TenantId
    link: Link
    open: bool = True


def _sessions() -> Table[ChargingSession]:
    return Table(
        "session",
        lambda s: (s.tenant, s.id),
        unique={
            "reference": Unique(
                lambda s: (s.tenant, s.station, s.reference), lambda s: s.reference
            ),
            "start": Unique(
                lambda s: (s.tenant, s.station, s.start_key) if s.start_key else None,
                lambda s: s.reference,
            ),
        },
        groups={
            "open at": lambda s: (s.tenant, s.station) if s.open else None,
            "open": lambda s: (s.tenant,) if s.open else None,
            "open by": lambda s: (s.tenant, folded(s.token)) if s.open and s.token else None,
            "unsettled": lambda s: (s.tenant,) if s.phase is Phase.ENDED and s.complete else None,
            "incomplete": lambda s: (
                (s.tenant,) if s.phase is Phase.ENDED and not s.complete else None
            ),
            "priced by": lambda s: (s.tenant, s.tariff) if s.tariff else None,
        },
    )


def _stations() -> Table[Station]:
    return Table(
        "station",
        lambda s: (s.tenant, s.id),
        unique={"identity": Unique(lambda s: (s.tenant, s.identity), lambda s: s.identity)},
        groups={"standing at": lambda s: (s.tenant, s.location) if s.location else None},
    )


def _tokens() -> Table[IdToken]:
    uid: Unique[IdToken] = Unique(lambda t: (t.tenant, folded(t.uid)), lambda t: t.uid)
    return Table("token", lambda t: (t.tenant, t.id), unique={"uid": uid})


def _orders() -> Table[Order]:
    return Table(
        "order",
        lambda o: (o.tenant, o.id),
        groups={
            "of": lambda o: (o.tenant, o.station),
            "waiting": lambda o: (o.tenant,) if o.waiting else None,
        },
    )


def _cdrs() -> Table[Cdr]:
    return Table(
        "record",
        lambda c: (c.tenant, c.session, c.revision, c.is_credit),
        Rule.REFUSE,
        unique={"id": Unique(lambda c: (c.tenant, c.id), lambda c: c.session)},
        groups={"of": lambda c: (c.tenant, c.session), "all": lambda c: (c.tenant,)},
    )


def _invoices() -> Table[Invoice]:
    number: Unique[Invoice] = Unique(
        lambda i: (i.tenant, i.number) if i.number else None, lambda i: i.number
    )
    return Table(
        "invoice",
        lambda i: (i.tenant, i.id),
        unique={"number": number},
        groups={"of": lambda i: (i.tenant, i.customer) if i.customer else None},
    )


def _assignments() -> Table[TariffAssignment]:
    return Table(
        "assignment",
        lambda a: (a.tenant, a.id),
        groups={
            "all": lambda a: (a.tenant,),
            "of": lambda a: (a.tenant, a.tariff),
            "at station": lambda a: (a.tenant, a.target.station) if a.target.station else None,
            "at location": lambda a: (a.tenant, a.target.location) if a.target.location else None,
        },
    )


def _settings() -> Table[KeptSetting]:
    return Table(
        "setting",
        lambda s: (s.tenant, s.station, s.setting.key),
        Rule.OVERWRITE,
        groups={"of": lambda s: (s.tenant, s.station)},
    )


def _unmatched() -> Table[UnmatchedReport]:
    return Table(
        "unmatched report",
        unmatched_key,
        unique={"id": Unique(lambda r: (r.tenant, r.id), lambda r: r.id)},
        groups={
            "waiting": lambda r: (r.tenant, r.station, r.report.reference) if r.waiting else None
        },
    )


def _keys() -> Table[ApiKey]:
    prefix: Unique[ApiKey] = Unique(lambda k: (None, k.prefix), lambda k: k.prefix)
    return Table("key", lambda k: (None, k.id), unique={"prefix": prefix})


@dataclass(slots=True)
class Tables:
    """All of them."""

    tenants: Table[Tenant] = field(default_factory=lambda: Table("tenant", lambda t: (None, t.id)))
    keys: Table[ApiKey] = field(default_factory=_keys)
    stations: Table[Station] = field(default_factory=_stations)
    credentials: Table[StationCredentials] = field(
        default_factory=lambda: Table("credentials", lambda c: (c.tenant, c.station))
    )
    reports: Table[InventoryReport] = field(
        default_factory=lambda: Table(
            "report",
            lambda r: (r.tenant, r.station, r.request),
            groups={"of": lambda r: (r.tenant, r.station)},
        )
    )
    settings: Table[KeptSetting] = field(default_factory=_settings)
    links: Table[KeptLink] = field(
        default_factory=lambda: Table("link", lambda k: (k.tenant, k.link.station), Rule.OVERWRITE)
    )
    locations: Table[Location] = field(
        default_factory=lambda: Table("location", lambda v: (v.tenant, v.id))
    )
    tokens: Table[IdToken] = field(default_factory=_tokens)
    sessions: Table[ChargingSession] = field(default_factory=_sessions)
    readings: Table[KeptReading] = field(
        default_factory=lambda: Table("reading", reading_key, Rule.KEEP)
    )
    unmatched: Table[UnmatchedReport] = field(default_factory=_unmatched)
    cdrs: Table[Cdr] = field(default_factory=_cdrs)
    unpriced: Table[UnpricedSession] = field(
        default_factory=lambda: Table("entry", lambda u: (u.tenant, u.session))
    )
    profiles: Table[BillingProfile] = field(
        default_factory=lambda: Table("billing terms", lambda p: (p.tenant,))
    )
    customers: Table[Customer] = field(
        default_factory=lambda: Table(
            "customer", lambda c: (c.tenant, c.id), groups={"all": lambda c: (c.tenant,)}
        )
    )
    series: Table[NumberSeries] = field(
        default_factory=lambda: Table("series", lambda s: (s.tenant, s.name))
    )
    invoices: Table[Invoice] = field(default_factory=_invoices)
    invoiced: Table[InvoicedRecord] = field(
        default_factory=lambda: Table(
            "invoiced record", lambda r: (r.tenant, r.cdr), Rule.REFUSE_ANOTHER
        )
    )
    tariffs: Table[Tariff] = field(
        default_factory=lambda: Table(
            "tariff",
            lambda t: (t.tenant, t.id),
            groups={
                "all": lambda t: (t.tenant,),
                "editions": lambda t: (t.tenant, t.series or t.id),
            },
        )
    )
    assignments: Table[TariffAssignment] = field(default_factory=_assignments)
    shown_costs: Table[ShownCost] = field(
        default_factory=lambda: Table("shown cost", lambda c: (c.tenant, c.session))
    )
    quotations: Table[Quotation] = field(
        default_factory=lambda: Table(
            "quotation", lambda q: (q.tenant, q.id), groups={"all": lambda q: (q.tenant,)}
        )
    )
    orders: Table[Order] = field(default_factory=_orders)
    payments: Table[Payment] = field(default_factory=payments)
    stored_methods: Table[StoredMethod] = field(default_factory=stored_methods)
    payment_terms: Table[PaymentTerms] = field(default_factory=payment_terms)
    provider_notices: Table[HeardNotice] = field(default_factory=provider_notices)


def reading_key(kept: KeptReading) -> Key:
    """What makes two readings the same one: who, where, when by the station's word, and what."""
    told = kept.told
    where: tuple[Hashable, ...] = (told.session, told.claimed, told.evse, told.connector)
    return (kept.tenant, told.station, where, _when(kept.reading.moment), kept.reading.samples)


def unmatched_key(report: UnmatchedReport) -> Key:
    """The station's word itself, without when and by which id we keep it."""
    return (report.tenant, report.station, _as_said(report.report))


_NEVER = datetime.min.replace(tzinfo=UTC)


def _when(moment: Moment) -> Hashable:
    return moment.said if moment.said is not None else moment.at


def _said(moment: Moment) -> Moment:
    """The moment without what depends on its arrival."""
    return replace(moment, at=_NEVER if moment.suspect else moment.at, received=_NEVER)


def _as_said(report: SessionReport) -> SessionReport:
    readings = tuple(replace(r, moment=_said(r.moment)) for r in report.readings)
    return replace(report, moment=_said(report.moment), readings=readings)
