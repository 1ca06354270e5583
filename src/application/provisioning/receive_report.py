"""A station sends a page of its settings (B07, B08)."""

from dataclasses import dataclass

from application.ports.provisioning import Inventories
from application.ports.work import UnitOfWork
from application.ports.world import Clock
from domain.identity import StationId, TenantId
from domain.station import InventoryReport, ReportPage


@dataclass(frozen=True, slots=True)
class ReceiveReportPage:
    """One page of the report that answers our request of that number."""

    tenant: TenantId
    station: StationId
    request: int
    page: ReportPage


@dataclass(frozen=True, slots=True)
class ReceiveReportPageHandler:
    """Join the pages of a report.

    - Pages may come in any order, and twice.
    - Only the whole report replaces what is known of the station's settings.
    - A report with a missing page stays incomplete and changes nothing.
    """

    inventories: Inventories
    clock: Clock
    work: UnitOfWork

    async def __call__(self, command: ReceiveReportPage) -> None:
        now = self.clock.now()
        report = await self.inventories.find_report(command.station, command.request)
        if report is None:
            report = InventoryReport(
                tenant=command.tenant,
                station=command.station,
                request=command.request,
                started_at=now,
            )
        was_complete = report.complete
        if not report.add(command.page):
            return
        self.inventories.save_report(report)
        if report.complete and not was_complete:
            self.inventories.put_settings(command.station, report.settings, now, whole=True)
        await self.work.commit()
