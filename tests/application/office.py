"""A small office to run use cases in: one operator's desk, another one's, and what was kept."""

from datetime import timedelta
from typing import Any

from tests.builders import EIGHT, OHM, VOLTA, a_tenant, at, wh

from adapters.identity import KeyedSecrets
from adapters.memory import MemoryStorage
from adapters.memory.bus import MemoryBus
from adapters.world import ManualClock, SeededIds, SeededRandomness
from application.authorization.edit_token import IssueToken, TokenParticulars
from application.charging.hear_report import HearReport
from application.charging.report import SaidReading, SaidReport
from application.charging.start_session import StartSession
from application.ports.bus import Bus
from application.ports.provisioning import Link
from application.ports.remote_control import StationLine
from application.ports.stores import Stores
from application.provisioning.connect_station import ConnectStation
from application.provisioning.register_station import RegisterStation
from application.remote_control.order import OrderInstruction
from application.tariff.edit_tariff import CreateTariff, TariffParticulars
from domain.aggregate import DomainEvent
from domain.identity import StationId, TenantId, TransactionReference
from domain.instruction import Instruction, Order
from domain.metering import ENERGY_REGISTER, Sample
from domain.moments import StationTime
from domain.session import ChargingSession, ReportKind
from domain.station import Station
from domain.tariff import Tariff
from domain.tenant import DEFAULT_POLICY, TenantPolicy
from domain.token import IdToken
from entrypoints.wiring.handlers import Desks, World

SECRET = b"a secret of 20 bytes"
TX = TransactionReference("tx-1")


class Office:
    """VOLTA's and OHM's, at eight in the morning; time stands still until it is moved."""

    def __init__(self, policy: TenantPolicy = DEFAULT_POLICY, bus: Bus | None = None) -> None:
        self.clock = ManualClock(EIGHT)
        self.dead: set[str] = set()
        self.storage = MemoryStorage(self.clock, alive=lambda node: node not in self.dead)
        self.chance = chance = SeededRandomness(seed=7)
        self.secrets = KeyedSecrets(b"a pepper of 16 bytes", chance)
        self.ids = ids = SeededIds(self.clock, seed=7)
        self.bus = bus or MemoryBus()
        self.desks = Desks(World(self.clock, ids, chance, self.secrets, self.bus))
        self.policy = policy

    async def open(self) -> "Office":
        platform = self.storage.platform()
        platform.tenants.save(a_tenant(VOLTA, policy=self.policy))
        platform.tenants.save(a_tenant(OHM))
        await platform.work.commit()
        return self

    # Work.

    async def run(self, command: Any, tenant: TenantId = VOLTA) -> Any:
        return await self.desks.tenant(self.storage.scope(tenant)).run(command)

    async def run_for_platform(self, command: Any) -> Any:
        return await self.desks.platform(self.storage.platform()).run(command)

    async def run_on_line(self, command: Any, line: StationLine) -> Any:
        return await self.desks.station(self.storage.scope(VOLTA), line).run(command)

    async def run_linked(self, command: Any, link: Link) -> Any:
        return await self.desks.tenant(self.storage.station_scope(VOLTA, link)).run(command)

    def later(self, minutes: float) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    # What there is.

    def stores(self, tenant: TenantId = VOLTA) -> Stores:
        return self.storage.scope(tenant)

    async def events(self, kind: type[DomainEvent] = DomainEvent) -> list[Any]:
        stored = await self.storage.outbox.after(0, 1_000)
        return [each.event for each in stored if isinstance(each.event, kind)]

    def sessions(self) -> list[ChargingSession]:
        return list(self.storage.database.tables.sessions.rows.values())

    async def session(self, station: Station, reference: str = TX) -> ChargingSession:
        found = await self.stores().sessions.find(station.id, TransactionReference(reference))
        assert found is not None
        return found

    async def order(self, order: Order) -> Order:
        return await self.stores().orders.get(order.id)

    # Whom and what stories begin with.

    async def station(self, identity: str = "MARKET-1", **more: Any) -> Station:
        return await self.run(RegisterStation(VOLTA, identity, **{"secret": SECRET, **more}))

    async def connected(self, station: Station, node: str = "node-1") -> Link:
        connect = ConnectStation(VOLTA, station.id, node, "ocpp2.0.1")
        link, _ = await self.run(connect)
        return link

    async def station_on_line(self, identity: str = "MARKET-1") -> Station:
        station = await self.station(identity)
        await self.connected(station)
        return station

    async def token(self, uid: str = "DEADBEEF", **more: Any) -> IdToken:
        return await self.run(IssueToken(VOLTA, TokenParticulars(uid=uid, **more)))

    async def tariff(self, per_kwh: str = "0.5", **more: Any) -> Tariff:
        chosen = {"name": "Day", "is_default": True, **more}
        particulars = TariffParticulars(currency="EUR", per_kwh=_number(per_kwh), **chosen)
        return await self.run(CreateTariff(VOLTA, particulars))

    async def ordered(self, station: Station, asked: Instruction, **more: Any) -> Order:
        return await self.run(OrderInstruction(VOLTA, station.id, asked, **more))

    # What stations say.

    async def hears(self, station: Station, *reports: SaidReport, reference: str = TX) -> Any:
        """The last answer; the station names its transactions."""
        answer = None
        for report in reports:
            answer = await self.run(heard(station.id, report, reference))
        return answer

    async def starts(self, station: Station, report: SaidReport) -> Any:
        """As of a station that does not name its transactions."""
        return await self.run(StartSession(VOLTA, station.id, report))


def heard(
    station: StationId, report: SaidReport, reference: str = TX, *, self_named: bool = True
) -> HearReport:
    return HearReport(VOLTA, station, TransactionReference(reference), report, self_named)


def said(minutes: float = 0) -> StationTime:
    """So many minutes after eight, as the station writes it."""
    return StationTime(at(minutes), at(minutes).isoformat())


def shows(amount: int, minutes: float = 0) -> SaidReading:
    """The register in Wh."""
    return SaidReading(said(minutes), (Sample(ENERGY_REGISTER, _number(str(amount)), "Wh"),))


def start(minutes: float = 0, **more: Any) -> SaidReport:
    given = {"evse": 1, "connector": 1, "token": "DEADBEEF", "register": 1_000}
    return report(ReportKind.STARTED, minutes, **{**given, **more})


def update(minutes: float, **more: Any) -> SaidReport:
    return report(ReportKind.UPDATED, minutes, **more)


def end(minutes: float, **more: Any) -> SaidReport:
    return report(ReportKind.ENDED, minutes, **more)


def report(kind: ReportKind, minutes: float, **more: Any) -> SaidReport:
    """`register` and what it `shows` are in Wh."""
    if isinstance(more.get("register"), int):
        more["register"] = wh(more["register"])
    if "shows" in more:
        more["readings"] = (shows(more.pop("shows"), minutes),)
    return SaidReport(**{"kind": kind, "said_at": said(minutes), **more})


def _number(text: str) -> Any:
    return wh(text).wh
