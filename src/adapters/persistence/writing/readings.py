# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""Meter readings: the same one told twice is one row."""

from dataclasses import replace

from adapters.persistence.rows import MeterReadingTable
from adapters.persistence.writing.sheet import (
    Sheet,
    columns_of,
    keep,
    listed,
    source,
    values,
)

_TABLE = MeterReadingTable.__table__
_COLUMNS = columns_of(_TABLE)  # type: ignore[arg-type] # a Table

READING = keep("reading", _TABLE)  # type: ignore[arg-type] # a Table

SUSPECT_READING: Sheet = replace(
    READING,
    sql=f"""
    INSERT INTO meter_readings ({listed(_COLUMNS)}) SELECT {values(_COLUMNS)}
    FROM (
        SELECT DISTINCT ON (tenant_id, station_id, digest) * FROM {source(_COLUMNS)}
        ORDER BY tenant_id, station_id, digest, place
    ) AS r
    WHERE NOT EXISTS (
        SELECT FROM meter_readings m WHERE m.flaw IS NOT NULL
        AND m.tenant_id = r.tenant_id AND m.station_id = r.station_id AND m.digest = r.digest
    )
    ON CONFLICT DO NOTHING
    """,
)
"""Of a station whose clock is not set: the time that we gave it differs with each telling."""
