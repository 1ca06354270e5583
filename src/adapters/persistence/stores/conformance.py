# ruff: noqa: D102 - the ports say what each method means.
"""Breaches of one tenant's stations: counted in the database, beside any unit of work."""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.persistence.reading import Reader
from adapters.persistence.writing.cleansing import clean
from application.ports.provisioning import ConformanceLog
from domain.identity import TenantId
from domain.station import Breach
from domain.station.conformance import MOST_KINDS, joined

_NOTE = f"""
    WITH told AS (
        SELECT r.*, EXISTS (
            SELECT FROM station_conformance k
            WHERE (k.tenant_id, k.station_id, k.rule, k.action, k.path, k.repaired)
                = ($1, r.station_id, r.rule, r.action, r.path, r.repaired)
        ) AS known, (
            SELECT count(*) FROM station_conformance k
            WHERE k.tenant_id = $1 AND k.station_id = r.station_id
        ) AS kept
        FROM unnest(
            $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::bigint[],
            $8::timestamptz[], $9::timestamptz[], $10::text[]
        ) AS r(station_id, rule, action, path, repaired, times, first, last, shown)
        JOIN stations s ON s.tenant_id = $1 AND s.id = r.station_id
    ), ranked AS (
        SELECT told.*, row_number() OVER (PARTITION BY station_id, known) AS place FROM told
    )
    INSERT INTO station_conformance AS c (
        tenant_id, station_id, rule, action, path, repaired, times, first_seen, last_seen, example
    )
    SELECT $1, station_id, rule, action, path, repaired, times, first, last, shown
    FROM ranked WHERE known OR kept + place <= {MOST_KINDS}
    ON CONFLICT (tenant_id, station_id, rule, action, path, repaired) DO UPDATE SET
        times = c.times + excluded.times,
        first_seen = least(c.first_seen, excluded.first_seen),
        last_seen = greatest(c.last_seen, excluded.last_seen),
        example = coalesce(nullif(excluded.example, ''), c.example)
"""  # noqa: S608 - a number of ours


@dataclass(frozen=True, slots=True)
class PostgresConformanceLog(ConformanceLog):
    """One statement for many stations."""

    reader: Reader
    tenant: TenantId

    async def note(self, breaches: Sequence[Breach]) -> None:
        if not breaches:
            return
        rows = [
            (
                breach.station,
                clean(breach.kind.rule),
                clean(breach.kind.action),
                clean(breach.kind.path),
                breach.kind.repaired,
                breach.times,
                breach.first_seen,
                breach.last_seen,
                clean(breach.example),
            )
            for breach in sorted(joined(breaches), key=lambda b: (b.station, b.kind))
        ]
        columns = (list(column) for column in zip(*rows, strict=True))
        await self.reader.database.change(self.tenant, _NOTE, self.tenant, *columns)
