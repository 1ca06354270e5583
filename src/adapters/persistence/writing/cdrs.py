# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""Charge detail records: one of each revision of a session, numbered per tenant without gaps.

The tenant's counter is raised in the same transaction and stays locked until its end, so numbers
follow one another as commits do. A record that does not pass has used a number up; therefore the
batch starts again without it (`leaves_traces`).
"""

from adapters.persistence.rows import CdrTable
from adapters.persistence.writing.sheet import Sheet, columns_of, listed, source, values

_COLUMNS = columns_of(CdrTable.__table__, "number")  # type: ignore[arg-type] # a Table
_NAMES = [column.name for column in _COLUMNS]

CDR = Sheet(
    "record",
    f"""
    WITH fresh AS (
        SELECT r.*, row_number() OVER tenants AS nth,
            count(*) OVER (PARTITION BY r.tenant_id) AS many
        FROM {source(_COLUMNS)}
        WHERE NOT EXISTS (
            SELECT FROM cdrs c WHERE c.tenant_id = r.tenant_id AND c.session_id = r.session_id
                AND c.revision = r.revision AND c.is_credit = r.is_credit
        )
        WINDOW tenants AS (PARTITION BY r.tenant_id ORDER BY r.place)
    ), counted AS (
        INSERT INTO cdr_numbers AS n (tenant_id, last)
        SELECT DISTINCT tenant_id, many FROM fresh
        ON CONFLICT (tenant_id) DO UPDATE SET last = n.last + excluded.last
        RETURNING tenant_id, last
    )
    INSERT INTO cdrs (number, {listed(_COLUMNS)})
    SELECT counted.last - r.many + r.nth, {values(_COLUMNS)}
    FROM fresh AS r JOIN counted USING (tenant_id)
    ON CONFLICT DO NOTHING RETURNING tenant_id, session_id, revision, is_credit
    """,
    key=tuple(map(_NAMES.index, ("tenant_id", "session_id", "revision", "is_credit"))),
    decides=True,
    inserts=True,
    leaves_traces=True,
    label="session_id",
    columns=tuple(_NAMES),
)
