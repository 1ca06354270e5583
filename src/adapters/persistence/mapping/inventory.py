"""Settings, and reports of them."""

from datetime import datetime

from adapters.persistence.documents import from_json, to_json
from adapters.persistence.mapping.row import Read, Written
from domain.identity import StationId, TenantId
from domain.station import InventoryReport, ReportPage, Setting, SettingKey


def report_to_row(report: InventoryReport, version: int) -> Written:
    """In the order of the table `inventory_reports`."""
    return (
        report.tenant,
        report.station,
        report.request,
        version,
        to_json(report.pages),
        report.started_at,
    )


def report_from_row(row: Read) -> InventoryReport:
    """The report of a row."""
    return InventoryReport(
        tenant=TenantId(row["tenant_id"]),
        station=StationId(row["station_id"]),
        request=row["request"],
        version=row["version"],
        pages=from_json(row["pages"], tuple[ReportPage, ...]),
        started_at=row["started_at"],
    )


def setting_to_row(
    tenant: TenantId, station: StationId, setting: Setting, told_at: datetime
) -> Written:
    """In the order of the table `station_settings`."""
    key = setting.key
    return (
        tenant,
        station,
        key.component,
        key.variable,
        key.component_instance,
        key.variable_instance,
        key.evse,
        key.connector,
        key.attribute,
        setting.value,
        setting.readonly,
        setting.mutability,
        setting.unit,
        setting.data_type,
        setting.reboot_required,
        told_at,
    )


def setting_from_row(row: Read) -> Setting:
    """The setting of a row."""
    return Setting(
        key=SettingKey(
            variable=row["variable"],
            component=row["component"],
            component_instance=row["component_instance"],
            variable_instance=row["variable_instance"],
            evse=row["evse"],
            connector=row["connector"],
            attribute=row["attribute"],
        ),
        value=row["value"],
        readonly=row["readonly"],
        mutability=row["mutability"],
        unit=row["unit"],
        data_type=row["data_type"],
        reboot_required=row["reboot_required"],
    )
