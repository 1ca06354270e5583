"""Settings of a station, and the paged reports in which it lists them."""

from dataclasses import dataclass
from datetime import datetime

from domain.aggregate import Aggregate
from domain.identity import StationId, TenantId


@dataclass(frozen=True, slots=True, order=True)
class SettingKey:
    """Names a setting. OCPP 1.6 has keys alone: `component` and the rest are then empty."""

    variable: str
    component: str = ""
    component_instance: str = ""
    variable_instance: str = ""
    evse: int = 0
    connector: int = 0
    attribute: str = "Actual"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting as the station last told it; `value` is None where it may not be read."""

    key: SettingKey
    value: str | None
    readonly: bool = False
    mutability: str | None = None
    unit: str | None = None
    data_type: str | None = None
    reboot_required: bool = False


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of a report (B07, B08)."""

    number: int
    last: bool
    settings: tuple[Setting, ...]


@dataclass(slots=True, kw_only=True)
class InventoryReport(Aggregate):
    """The pages of one report, joined by the number of its request.

    It is complete when every page up to the one that says it is the last has come, in any order;
    before that it changes no setting of the station (fine point 52).
    """

    tenant: TenantId
    station: StationId
    request: int
    pages: tuple[ReportPage, ...] = ()
    started_at: datetime

    def add(self, page: ReportPage) -> bool:
        """Whether the page was new. A page that comes again changes nothing."""
        if any(known.number == page.number for known in self.pages):
            return False
        self.pages = tuple(sorted((*self.pages, page), key=lambda p: p.number))
        return True

    @property
    def complete(self) -> bool:
        """Whether no page is missing."""
        return (
            bool(self.pages)
            and self.pages[-1].last
            and [p.number for p in self.pages] == list(range(len(self.pages)))
        )

    @property
    def settings(self) -> tuple[Setting, ...]:
        """All settings so far, in the order of the pages."""
        return tuple(setting for page in self.pages for setting in page.settings)
