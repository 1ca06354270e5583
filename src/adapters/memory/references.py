"""What refers to what: missing things are refused, used ones stay, dependent ones go along."""

from collections.abc import Iterable
from typing import Any

from adapters.memory.attempt import Write
from adapters.memory.table import Key, Table, Undo
from adapters.memory.tables import Tables
from domain.errors import NotFound, StillReferenced
from domain.station import Station
from domain.tariff import TariffAssignment


def check_references(tables: Tables, writes: Iterable[Write[Any]]) -> None:
    """After all is written: every reference leads somewhere.

    Raises:
        NotFound: a station stands at, or a tariff is given to, what is not there.
        StillReferenced: something that was removed is still used.
    """
    for write in writes:
        if write.row is None:
            _refuse_used(tables, write.table, write.key)
        else:
            _refuse_missing(tables, write.row)


def _refuse_used(tables: Tables, table: Table[Any], key: Key) -> None:
    used = (
        (tables.locations, tables.stations.members("standing at", key), "stations"),
        (tables.tariffs, tables.sessions.members("priced by", key), "sessions"),
        (tables.customers, tables.invoices.members("of", key), "invoices"),
    )
    for owner, users, name in used:
        if table is owner and next(users, None) is not None:
            raise StillReferenced(table.kind, key[-1], name)


def _refuse_missing(tables: Tables, row: object) -> None:
    if isinstance(row, Station) and row.location is not None:
        _require(tables.locations, (row.tenant, row.location))
    if isinstance(row, TariffAssignment):
        _require(tables.tariffs, (row.tenant, row.tariff))
        if row.target.station is not None:
            _require(tables.stations, (row.tenant, row.target.station))
        if row.target.location is not None:
            _require(tables.locations, (row.tenant, row.target.location))


def _require(table: Table[Any], key: Key) -> None:
    if key not in table.rows:
        raise NotFound(table.kind, key[-1])


def let_go(tables: Tables, table: Table[Any], key: Key, undo: Undo) -> None:
    """What has no meaning without the removed row goes with it."""
    if table is tables.stations:
        for reports in tables.reports.members("of", key):
            tables.reports.write(reports, None, tables.reports.rows[reports].version, undo)
        if (credentials := tables.credentials.rows.get(key)) is not None:
            tables.credentials.write(key, None, credentials.version, undo)
        for setting in tables.settings.members("of", key):
            tables.settings.write(setting, None, 0, undo)
        tables.links.write(key, None, 0, undo)
    groups = (
        (tables.stations, "at station"), (tables.locations, "at location"), (tables.tariffs, "of"),
    )  # fmt: skip
    for owner, group in groups:
        for assignment in tables.assignments.members(group, key) if table is owner else ():
            version = tables.assignments.rows[assignment].version
            tables.assignments.write(assignment, None, version, undo)
