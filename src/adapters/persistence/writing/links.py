# ruff: noqa: S608 - statements are made of our own tables and columns alone
"""Taking and releasing a station's connection: the fence is raised by the database alone."""

from adapters.persistence.writing.sheet import Column, Sheet, source

_TEXT = "text"

ANSWER = ("tenant_id", "station_id", "fence", "node_before")
"""What both sheets return."""

_TAKEN = (
    Column("tenant_id", _TEXT),
    Column("station_id", "uuid"),
    Column("node", _TEXT),
    Column("protocol", _TEXT),
    Column("at", "timestamp with time zone"),
    Column("peer", _TEXT),
)

TAKEN = Sheet(
    "link",
    """
    SELECT taken.tenant_id, taken.station_id, taken.fence, held_before.node AS node_before
    FROM taken LEFT JOIN held_before USING (tenant_id, station_id)
    """,
    steps=(
        (
            "comers",
            f"""
            SELECT r.* FROM {source(_TAKEN)}
            JOIN stations s ON s.tenant_id = r.tenant_id AND s.id = r.station_id
            WHERE s.removed_at IS NULL
            """,
        ),
        (
            "held_before",
            """
            SELECT l.tenant_id, l.station_id, l.node FROM station_links l
            JOIN comers c ON c.tenant_id = l.tenant_id AND c.station_id = l.station_id
            WHERE l.is_open
            """,
        ),
        (
            "taken",
            """
            INSERT INTO station_links AS l
                (tenant_id, station_id, node, fence, protocol, since, last_seen, peer, is_open)
            SELECT tenant_id, station_id, node, 1, protocol, at, at, peer, true FROM comers
            ON CONFLICT (tenant_id, station_id) DO UPDATE SET
                node = excluded.node, fence = l.fence + 1, protocol = excluded.protocol,
                since = excluded.since, last_seen = excluded.last_seen, peer = excluded.peer,
                is_open = true
            RETURNING tenant_id, station_id, fence
            """,
        ),
    ),
    key=(0, 1),
    decides=True,
    answers=True,
)

_RELEASED = (
    Column("tenant_id", _TEXT),
    Column("station_id", "uuid"),
    Column("fence", "bigint"),
)

RELEASED = Sheet(
    "link",
    f"""
    UPDATE station_links l SET is_open = false FROM {source(_RELEASED)}
    WHERE l.tenant_id = r.tenant_id AND l.station_id = r.station_id AND l.fence = r.fence
    RETURNING l.tenant_id, l.station_id, l.fence, NULL::text AS node_before
    """,
    key=(0, 1),
    answers=True,
)

FENCED = f"""
    SELECT r.place FROM {source(_RELEASED)}
    LEFT JOIN station_links l ON l.tenant_id = r.tenant_id AND l.station_id = r.station_id
    WHERE l.fence IS NULL OR l.fence > r.fence
"""
"""Places of the writers that a newer connection, or the station's removal, has shut out.

It takes no lock. A writer that passes while the newer connection is just being taken commits
before anything that the newer one has read, or is met by a version that is no longer its own.
"""
