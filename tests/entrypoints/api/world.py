"""An operator's morning behind the API: two tenants that have one of everything each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import httpx
from tests.builders import EIGHT, OHM, VOLTA, a_tenant, at
from tests.payments import a_payment, euros
from tests.services import Database

from adapters.identity import KeyedSecrets
from adapters.memory import MemoryFramesLog, MemoryStorage
from adapters.memory.bus import MemoryBus
from adapters.memory.remembered import MemoryRememberedAnswers
from adapters.memory.views import MemoryViews
from adapters.persistence import PostgresStorage
from adapters.persistence.frames import PostgresFramesLog
from adapters.persistence.remembered import PostgresRememberedAnswers
from adapters.persistence.views import PostgresViews
from adapters.world import ManualClock, SeededIds, SeededRandomness
from application.access.keys import CreateKey
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.billing.create_invoice import InvoiceSession
from application.billing.edit_customer import CreateCustomer
from application.billing.terms import SetBillingTerms
from application.charging.hear_report import HearReport
from application.charging.report import SaidReading, SaidReport
from application.charging.settle_session import SettleSession
from application.ports.payment import NoProviders, PaymentProviders
from application.ports.stores import FrameRecord
from application.provisioning.boot_station import BootStation
from application.provisioning.connect_station import ConnectStation
from application.provisioning.edit_location import CreateLocation, LocationParticulars
from application.provisioning.learn_settings import LearnSettings
from application.provisioning.register_station import RegisterStation
from application.provisioning.report_status import ReportStatus
from application.remote_control.order import OrderInstruction
from application.security.report_event import ReportSecurityEvent
from application.tariff.assign_tariff import AssignTariff
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from application.tariff.quote_prices import QuotePrices
from application.views.charging import UnmatchedFilter
from application.views.market import QuotationFilter
from application.views.paging import Slice
from domain.access import Scope
from domain.cdr import UnpricedSession
from domain.identity import StationIdentity, TransactionReference
from domain.instruction import Unlock
from domain.invoice import BillingTerms, CustomerParticulars, Party
from domain.location import Address
from domain.metering import ENERGY_REGISTER, ReadingContext, Sample
from domain.moments import StationTime
from domain.payment import MethodId, MethodState, PaymentTerms, StoredMethod
from domain.quantities import Energy
from domain.session import Happening, ReportKind, StopReason
from domain.station import (
    Available,
    Connector,
    Evse,
    Hardware,
    Occupied,
    Setting,
    SettingKey,
    Stage,
)
from domain.tariff import PriceSeries
from entrypoints.api import ApiDependencies, KeyAuthenticator, create_app
from entrypoints.api.authentication import digest
from entrypoints.wiring.handlers import Desks, World

TERMS = BillingTerms(
    seller=Party(
        name="Operator", address=Address("Market 1", "Berlin", "10115", "DE"), vat_id="DE123456789"
    )
)
BOOTSTRAP = "adm-bootstrap-key-of-the-tests-0001"


def said(minutes: float) -> StationTime:
    moment = at(minutes)
    return StationTime(moment, moment.isoformat())


def shows(wh: int, minutes: float) -> SaidReading:
    sample = Sample(ENERGY_REGISTER, Energy.from_wh(wh).wh, "Wh", ReadingContext.SAMPLE_PERIODIC)
    return SaidReading(said(minutes), (sample,))


@dataclass
class House:
    """The API over a storage, and what is behind it."""

    clock: ManualClock
    storage: Any
    views: Any
    frames: Any
    remembered: Any
    bus: MemoryBus = field(default_factory=MemoryBus)
    more: dict[str, Any] = field(default_factory=dict)
    providers: PaymentProviders = field(default_factory=NoProviders)

    def __post_init__(self) -> None:
        self.ids = SeededIds(self.clock, 1)
        chance = SeededRandomness(1)
        secrets = KeyedSecrets(b"pepper-of-the-tests", chance)
        world = World(self.clock, self.ids, chance, secrets, self.bus, payments=self.providers)
        self.desks = Desks(world)
        self.api = ApiDependencies(
            storage=self.storage,
            desks=self.desks,
            views=self.views,
            bus=self.bus,
            remembered=self.remembered,
            authenticator=KeyAuthenticator(self.storage, self.desks, digest(BOOTSTRAP)),
            clock=self.clock,
            ids=self.ids,
            randomness=chance,
            poll_interval=timedelta(milliseconds=10),
            payments=self.providers,
            **self.more,
        )
        self.app = create_app(self.api)

    def desk(self, tenant=VOLTA):
        return self.desks.tenant(self.storage.scope(tenant))

    def station_desk(self, tenant, link, line=None):
        return self.desks.station(self.storage.station_scope(tenant, link), line)

    async def open_tenant(self, slug) -> None:
        stores = self.storage.platform()
        stores.tenants.save(a_tenant(slug))
        await stores.work.commit()

    async def key(self, tenant=VOLTA, *scopes: Scope) -> str:
        wanted = frozenset(scopes or {s for s in Scope if s is not Scope.PLATFORM})
        command = CreateKey(tenant, "tests", wanted)
        _, text = await self.desks.platform(self.storage.platform()).run(command)
        return text

    def client(self, key: str | None = None, **headers: str) -> httpx.AsyncClient:
        shown = {"Authorization": f"Bearer {key}"} if key else {}
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(app=self.app, raise_app_exceptions=False),
            base_url="http://csms.test",
            headers={**shown, **headers},
        )

    async def admin(self, **headers: str) -> httpx.AsyncClient:
        return self.client(BOOTSTRAP, **headers)


def in_memory(**more: Any) -> House:
    """Everything in dictionaries."""
    clock = ManualClock(EIGHT)
    storage, frames = MemoryStorage(clock), MemoryFramesLog()
    remembered = MemoryRememberedAnswers(clock)
    return House(clock, storage, MemoryViews(storage, frames), frames, remembered, more=more)


@asynccontextmanager
async def on_postgres(database: Database) -> AsyncIterator[House]:
    """Everything in that database."""
    clock = ManualClock(EIGHT)
    async with PostgresStorage(database.url, clock, pool_size=4) as storage:
        frames = PostgresFramesLog(storage.database)
        remembered = PostgresRememberedAnswers(storage.database, clock)
        views = PostgresViews(storage.database)
        yield House(clock, storage, views, frames, remembered)


async def furnish(house: House, tenant=VOLTA, identity: str = "MARKET-1") -> SimpleNamespace:
    """One of everything for `tenant`, which is opened first."""
    await house.open_tenant(tenant)
    run = house.desk(tenant).run
    place = await run(CreateLocation(tenant, LocationParticulars(name=f"Market of {tenant}")))
    tariff = await run(
        CreateTariff(
            tenant,
            TariffParticulars(name=f"Day {tenant}", currency="EUR", per_kwh=Energy.from_wh(1).wh),
        )
    )
    token = await run(IssueToken(tenant, TokenParticulars(uid=f"CARD-{tenant}", label="Ada")))
    station = await run(
        RegisterStation(
            tenant,
            identity,
            name="Left",
            location=place.id,
            secret=b"s" * 32,
            evses=(Evse(1, (Connector(1, "IEC_62196_T2"),)),),
        )
    )
    await run(AssignTariff(station.id, tariff.id))
    link, _ = await run(ConnectStation(tenant, station.id, "node-1", "ocpp2.0.1", "10.0.0.7"))
    told = house.station_desk(tenant, link).run
    await told(BootStation(station.id, Hardware("Volt", "V1", "S-1", "1.0")))
    await told(ReportStatus(station.id, 1, 1, Available(), said(0)))
    await told(ReportStatus(station.id, 1, 1, Occupied(Stage.CHARGING), said(1)))
    settings = (
        Setting(SettingKey("HeartbeatInterval", "OCPPCommCtrlr"), "300"),
        Setting(SettingKey("BasicAuthPassword", "SecurityCtrlr"), "hunter2"),
    )
    await told(LearnSettings(station.id, settings, whole=True))

    for kind in ("TamperDetectionActivated", "FirmwareVerified"):  # an alarm, and none
        await told(ReportSecurityEvent(station.id, kind, said(2)))

    async def hear(reference: str, kind: ReportKind, minutes: float, number: int, **more: Any):
        report = SaidReport(
            kind=kind, said_at=said(minutes), sequence=number, evse=1, connector=1,
            token=token.uid if kind is not ReportKind.UPDATED else None, **more,
        )  # fmt: skip
        name = TransactionReference(reference)
        named = reference != "lost"
        await told(HearReport(tenant, station.id, name, report, self_named=named))

    charging = Happening.CHARGES
    await hear("tx-1", ReportKind.STARTED, 1, 0, happening=charging, readings=(shows(1000, 1),))
    await hear("tx-1", ReportKind.UPDATED, 2, 1, readings=(shows(3500, 2),))
    await hear(
        "tx-1", ReportKind.ENDED, 3, 2, readings=(shows(5000, 3),), reason=StopReason.LOCAL
    )  # fmt: skip
    await hear("tx-2", ReportKind.STARTED, 4, 0, happening=charging, readings=(shows(5000, 4),))
    await hear("tx-2", ReportKind.UPDATED, 5, 1, readings=(shows(7500, 5),))
    await hear("lost", ReportKind.ENDED, 6, 9, register=Energy.from_wh(9000))
    stores = house.storage.scope(tenant)
    session = await stores.sessions.find(station.id, TransactionReference("tx-1"))
    running = await stores.sessions.find(station.id, TransactionReference("tx-2"))
    cdr = await run(SettleSession(session.id))
    await run(SetBillingTerms(tenant, TERMS))
    buyer = Party(name=f"Ada of {tenant}", address=Address(country="DE"), email="ada@x.example")
    customer = await run(
        CreateCustomer(
            tenant,
            CustomerParticulars(party=buyer, tokens=(token.uid,), home_stations=(station.id,)),
        )
    )
    invoice = await run(InvoiceSession(tenant=tenant, cdr=cdr.id, buyer=buyer))
    entry = UnpricedSession(
        session=running.id, tenant=tenant, station=station.id, reason=f"None at {tenant}'s.",
        since=at(9),
    )  # fmt: skip
    stores.unpriced.save(entry)
    await stores.work.commit()
    order = await run(OrderInstruction(tenant, station.id, Unlock(1), "tests"))
    for place_, kind, text in ((0, "call", "[2,"), (1, "result", "[3,")):
        house.frames.record(
            FrameRecord(
                tenant,
                StationIdentity(identity),
                str(station.id),
                at(place_),
                kind == "call",
                "ocpp2.0.1",
                kind,
                "m-1",
                "Heartbeat",
                f'{text}"m-1"]',
                float(place_) or None,
            )
        )
    if isinstance(house.frames, PostgresFramesLog):
        await house.frames.close()
    views = house.views.tenant(tenant)
    unmatched = (await views.unmatched.page(Slice(sort="-received"), UnmatchedFilter())).items[0]
    payment, method = await _payments(stores, station, tenant, house)
    await run(QuotePrices(tenant, f"of {tenant}", "EUR", PriceSeries.hourly(at(0), "12").points))
    quoted = await views.market.page(Slice(sort="start"), QuotationFilter())
    key = await house.key(tenant)
    return SimpleNamespace(
        customer=customer, invoice=invoice, unpriced=running,
        tenant=tenant, location=place, tariff=tariff, token=token, station=station,
        session=session, running=running, order=order, report=unmatched, cdr=cdr, key=key,
        link=link, payment=payment, method=method,
        quotation=quoted.items[0],
    )  # fmt: skip


async def _payments(stores: Any, station: Any, tenant: str, house: House) -> tuple[Any, Any]:
    """One that somebody is about to agree to, and a card that was left."""
    payment = a_payment(
        payment=house.ids.new(), station=station.id, token=f"AH{tenant}", tenant=tenant
    )
    method = StoredMethod(
        id=MethodId(house.ids.new()), tenant=tenant, token=f"CARD-{tenant}", created_at=at(0),
        state=MethodState.KEPT, customer="cus_1", reference="pm_1", instrument="visa 4242",
    )  # fmt: skip
    terms = PaymentTerms(
        tenant=tenant, hold=euros("50.00"), most=euros("120.00"),
        return_url=f"https://{tenant}.example/thanks",
    )  # fmt: skip
    stores.payments.save(payment)
    stores.methods.save(method)
    stores.payment_terms.save(terms)
    await stores.work.commit()
    return payment, method


async def two_tenants(house: House) -> tuple[SimpleNamespace, SimpleNamespace]:
    """VOLTA and OHM, each with one of everything and the same identity of a station."""
    return await furnish(house, VOLTA), await furnish(house, OHM)
